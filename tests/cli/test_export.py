from __future__ import annotations

import stat
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_acts import GMAIL, take
from tests.programmes.letters import scheduled
from tracker.errors import UserError
from tracker.reading.types import Language


def unpack(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def exported(run: Run, tmp_path: Path) -> dict[str, bytes]:
    take(run, tmp_path, scheduled(0), *GMAIL)
    take(run, tmp_path, b"no message at all", *GMAIL)
    run("request", "add", "--wished", "2027-05-03 10:00")
    assert run("export", "--to", str(tmp_path / "record.zip")).exit_code == 0
    return unpack(tmp_path / "record.zip")


def test_the_originals_are_in_it_byte_for_byte_under_their_hash(exported: dict[str, bytes]) -> None:
    originals = {name: data for name, data in exported.items() if name.startswith("messages/")}
    assert scheduled(0) in originals.values()
    assert all(name == f"messages/{sha256(data).hexdigest()}.eml" for name, data in originals.items())


def test_every_file_has_its_hash_beside_it(exported: dict[str, bytes]) -> None:
    lines = [line.split("  ") for line in exported.pop("SHA256SUMS").decode().splitlines()]
    assert {name: digest for digest, name in lines} == {
        name: sha256(data).hexdigest() for name, data in exported.items()
    }


def test_log_and_appointments_are_what_the_commands_print(run: Run, exported: dict[str, bytes]) -> None:
    assert exported["log.jsonl"] == run("log", "--json").stdout_bytes
    assert exported["appointments.jsonl"] == run("appointments", "--json").stdout_bytes
    assert exported["calendar.ics"] == run("feed", "print", "--full").stdout_bytes


def test_the_summary_says_what_stands_and_what_was_only_asked_for(exported: dict[str, bytes]) -> None:
    summary = exported["summary.txt"].decode()
    assert "Mon, Apr 5, 2027, 9:00 AM: confirmed by e-mail" in summary
    assert "Mon, May 3, 2027, 10:00 AM: asked for, not confirmed" in summary


@pytest.mark.parametrize("language", Language)
def test_the_summary_is_in_the_persons_language(run: Run, tmp_path: Path, language: Language) -> None:
    run("person", "set", "me", "--language", language.value)
    run("export", "--to", str(tmp_path / "record.zip"))
    summary = unpack(tmp_path / "record.zip")["summary.txt"].decode()
    assert ("Record of ICE appointments" in summary) is (language is Language.EN)


def test_nobody_else_can_read_the_file(run: Run, tmp_path: Path) -> None:
    run("export", "--to", str(tmp_path / "record.zip"))
    assert stat.S_IMODE((tmp_path / "record.zip").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "record.zip").write_text("mine")
    with pytest.raises(UserError, match="is there already"):
        run("export", "--to", str(tmp_path / "record.zip"))
    assert (tmp_path / "record.zip").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        run("export", "--to", str(tmp_path / "nowhere" / "record.zip"))
    assert not list(tmp_path.rglob(".export-*"))


def test_one_persons_record_holds_nothing_of_anothers(run: Run, tmp_path: Path) -> None:
    run("person", "add", "ana", "--name", "Ana Silva")
    file = tmp_path / "letter.eml"
    file.write_bytes(scheduled(1))
    run("import", "--person", "ana", *GMAIL, str(file))
    run("export", "--person", "me", "--to", str(tmp_path / "record.zip"))
    assert not [name for name in unpack(tmp_path / "record.zip") if name.startswith("messages/")]
