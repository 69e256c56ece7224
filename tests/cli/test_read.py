"""`tracker read`: whose a message is, it says only where it is told who asks; and it stores nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, lines
from tests.programmes.letters import scheduled
from tracker.errors import NotFoundError

HERS, HIS = "maria.lopez@gmail.com", "pedro@example.org"


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A letter of ICE to Maria Lopez, as Gmail stores it."""
    path = tmp_path / "letter.eml"
    path.write_bytes(scheduled(1))
    return str(path)


def told(run: Run, *arguments: str) -> tuple[str, list[str]]:
    found: dict[str, Any] = lines(run("read", "--json", "--authserv-id", "mx.google.com", *arguments))[0]
    return found["effect"], found["doubts"]


def test_without_anybody_named_no_binding_is_judged(run: Run, file: str) -> None:
    assert told(run, file) == ("confirms", [])


def test_for_an_address_a_letter_to_another_is_unbound(run: Run, file: str) -> None:
    assert told(run, "--address", HERS.upper(), file) == ("confirms", [])
    assert told(run, "--address", HIS, file) == ("review", ["unbound"])


def test_for_a_person_names_numbers_and_dates_of_the_record_count(run: Run, file: str) -> None:
    run("person", "add", "pedro", "--name", "Pedro Ruiz", "--address", HIS)
    run("person", "add", "maria", "--name", "Maria Lopez", "--address", "other@example.org")
    assert told(run, "--person", "pedro", file) == ("review", ["wrong_person"])
    assert told(run, "--person", "pedro", "--address", HERS, file) == ("review", ["wrong_person"])
    assert told(run, "--person", "maria", file) == ("confirms", [])


def test_nothing_of_what_is_read_is_kept(run: Run, file: str) -> None:
    before = run("log", "--json").stdout
    assert told(run, "--person", "me", "--address", HERS, file)[0] == "confirms"
    assert run("log", "--json").stdout == before
    assert lines(run("appointments", "--json")) == []


def test_a_person_who_is_not_known_is_said(run: Run, file: str) -> None:
    with pytest.raises(NotFoundError, match="nobody"):
        run("read", "--person", "nobody", file)
