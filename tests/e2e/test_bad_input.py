"""Bad input: one clear sentence, exit code 1, nothing lost, nothing else stopped."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

from tests.programmes.homes import Home
from tests.programmes.letters import scheduled
from tracker.rulebook import rules_directory

GMAIL = ("--authserv-id", "mx.google.com")


def refused(home: Home, *arguments: str, **environment: str) -> str:
    """What a refused command says on stderr: one sentence, no traceback."""
    done = home.run(*arguments, code=1, environment=environment)
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().endswith((".", "?"))
    return done.stderr


def good_file(folder: Path, number: int = 0) -> Path:
    file = folder / f"good{number}.eml"
    file.write_bytes(scheduled(number))
    return file


def test_unreadable_input_among_several_lets_the_rest_be_read(home: Home, tmp_path: Path) -> None:
    (tmp_path / "empty.eml").write_bytes(b"")
    odd = tmp_path / "odd.eml"
    odd.write_bytes(b'From: a@example.com\r\nContent-Type: text/plain; charset="klingon"\r\n\r\n\xff\xfe hello\r\n')
    broken = tmp_path / "broken.eml"
    broken.write_bytes(b"From: a@example.com\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n--y\r\n")
    files = [tmp_path / "empty.eml", tmp_path / "missing.eml", odd, broken, good_file(tmp_path)]
    done = home.run("read", "--json", *GMAIL, *map(str, files), code=1)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(line["file"]).name for line in lines] == ["odd.eml", "broken.eml", "good0.eml"]
    assert lines[-1]["effect"] == "confirms"
    assert "empty.eml" in done.stderr
    assert "missing.eml" in done.stderr


def test_a_rule_file_with_a_mistake_names_file_and_mend(home: Home, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(rules_directory(), rules)
    language = rules / "languages" / "en.toml"
    language.write_text(language.read_text("utf-8") + "\nthis is no toml\n", "utf-8")
    said = refused(home, "rules", "check", TRACKER_RULES=str(rules))
    assert "en.toml" in said
    assert "line" in said


def test_a_record_from_a_newer_version_is_left_alone(home: Home) -> None:
    database = home.folder / "home" / "tracker.db"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE tracker_schema SET version_num = '9999'")
    connection.close()
    before = database.read_bytes()
    assert "newer version" in refused(home, "log")
    assert database.read_bytes() == before


def test_without_a_record_every_command_says_how_to_begin(tmp_path: Path) -> None:
    fresh = Home(tmp_path)
    for arguments in (("log",), ("appointments",), ("sync",), ("feed", "list"), ("person", "list")):
        assert "tracker init" in refused(fresh, *arguments)


def test_a_lost_key_is_said_and_nothing_is_changed(home: Home) -> None:
    (home.folder / "key").rename(home.folder / "key.elsewhere")
    assert "key" in refused(home, "log")
    (home.folder / "key.elsewhere").rename(home.folder / "key")
    home.run("log")


def test_wrong_usage_ends_with_two(home: Home) -> None:
    assert home.run("appointments", "--nonsense", code=2).stdout == ""


def test_importing_again_changes_nothing(home: Home, tmp_path: Path) -> None:
    file = str(good_file(tmp_path))
    first = home.run("import", "--json", *GMAIL, file).stdout
    second = home.run("import", "--json", *GMAIL, file).stdout
    assert json.loads(first)["new"] is True
    assert json.loads(second)["new"] is False
    assert len(home.run("log", "--json").stdout.splitlines()) == 1


def test_a_file_imported_again_with_a_voucher_is_believed_from_then_on(home: Home, tmp_path: Path) -> None:
    file = str(good_file(tmp_path))
    home.run("import", file)
    (before,) = map(json.loads, home.run("appointments", "--json").stdout.splitlines())
    home.run("import", *GMAIL, file)
    (after,) = map(json.loads, home.run("appointments", "--json").stdout.splitlines())
    assert (before["status"], after["status"]) == ("unverified", "confirmed")
    home.run("import", file)
    (still,) = map(json.loads, home.run("appointments", "--json").stdout.splitlines())
    assert still == after
