"""The command asks before it removes anything, offers the export first, and says what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_acts import GMAIL, take
from tests.cli.test_export import unpack
from tests.programmes.letters import scheduled
from tracker.errors import NotFoundError, UserError


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    run("person", "set", "me", "--name", "Maria Lopez", "--a-number", "A123456789")
    take(run, tmp_path, scheduled(0), *GMAIL)
    (tmp_path / "message.eml").unlink()
    return run


def entries(run: Run) -> int:
    return len(run("log", "--json").stdout.splitlines())


@pytest.mark.parametrize("typed", ["\n\n", "\nmaria lopez\n", "\nyes\n"])
def test_anything_but_the_name_erases_nothing(filled: Run, typed: str) -> None:
    before = entries(filled)
    with pytest.raises(UserError, match="nothing was erased"):
        filled("erase", stdin=typed)
    assert entries(filled) == before > 0


def test_where_nobody_answers_nothing_is_erased(filled: Run) -> None:
    before = entries(filled)
    assert filled("erase", stdin="").exit_code == 1
    assert entries(filled) == before


def test_the_name_typed_erases_it_and_what_went_is_said(filled: Run) -> None:
    done = filled("erase", stdin="\nMaria Lopez\n")
    assert done.exit_code == 0
    assert "2 entries of the log" in done.stderr
    assert "The record of me is erased: 2 entries, 1 messages, 0 mailboxes, 0 accounts." in done.stderr
    assert "Nobody is in the record any more." in done.stderr
    with pytest.raises(NotFoundError, match="Nobody is in the record"):
        filled("erase", "--yes")


def test_the_record_can_be_written_to_a_file_first(filled: Run, tmp_path: Path) -> None:
    filled("erase", stdin=f"{tmp_path / 'record.zip'}\nMaria Lopez\n")
    assert scheduled(0) in unpack(tmp_path / "record.zip").values()


def test_without_questions_it_exports_only_where_that_is_asked_for(filled: Run, tmp_path: Path) -> None:
    filled("erase", "--yes", "--export", str(tmp_path / "record.zip"))
    assert scheduled(0) in unpack(tmp_path / "record.zip").values()


def test_an_export_that_fails_erases_nothing(filled: Run, tmp_path: Path) -> None:
    before = entries(filled)
    with pytest.raises(UserError, match="cannot be written"):
        filled("erase", "--yes", "--export", str(tmp_path / "nowhere" / "record.zip"))
    assert entries(filled) == before


def test_whoever_has_no_name_is_erased_by_their_id_and_init_begins_anew(run: Run) -> None:
    run("erase", stdin="\nme\n")
    assert "In the record: me-2." in run("init").stdout


def test_of_several_people_the_one_must_be_named(filled: Run) -> None:
    filled("person", "add", "ana", "--name", "Ana Silva")
    with pytest.raises(UserError, match="say whose"):
        filled("erase", "--yes")
    done = filled("erase", "--yes", "--person", "ana")
    assert "Nobody is in the record" not in done.stderr
    assert entries(filled) > 0


def test_nothing_readable_of_them_is_left_in_the_home(filled: Run, tmp_path: Path) -> None:
    assert filled("feed", "new", "Maria's phone", "--full").exit_code == 0
    filled("erase", "--yes")
    there = {file: file.read_bytes() for file in (tmp_path / "home").rglob("*") if file.is_file()}
    assert any(file.suffix == ".ics" for file in there)
    for needle in (b"Maria", b"Lopez", b"maria.lopez", b"123456789", b"Federal Plaza", b"April 5", b"20270405"):
        assert [file.name for file, data in there.items() if needle in data] == []
