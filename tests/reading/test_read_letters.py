"""Whole letters, as offices lay them out: head, date, salutation, fields, help, and legal words below."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import FOLDER, OFFICIAL, message, with_dates
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Doubt, Kind, Language, When

LETTERS = sorted((Path(__file__).parent / "letters").glob("*.txt"))
NEVER = [
    (Language(path.stem), line)
    for path in sorted((FOLDER / "never").glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
]
_PLACELESS = {Doubt.UNKNOWN_TIME_ZONE}


def minutes(when: When | None) -> str:
    return f"{when.day}T{when.time:%H:%M}" if when and when.time else ""


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_letter_is_read_with_its_dates(path: Path) -> None:
    head, body = path.read_text("utf-8").split("\n\n", 1)
    fields = {name: value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    reading = read(message(fields["subject"], body), OFFICIAL, RULES, OFFICES)
    kind = Kind(path.stem.split("-", 1)[1])
    assert reading.kind is kind
    assert minutes(reading.starts_at) == fields["starts"]
    if kind is not Kind.REQUEST_DENIED:
        assert minutes(reading.previous_starts_at) == fields["previous"]
    if kind in CONFIRMING:
        assert set(reading.doubts) <= _PLACELESS


@pytest.mark.parametrize(
    "subject", ["ICE", "Appointment update", "Cita", "Rendez-vous", "Randevou", "Appointment Confirmation"]
)
@pytest.mark.parametrize(("language", "line"), NEVER, ids=lambda value: str(value)[:40])
def test_what_only_sounds_like_a_confirmation_never_is_one(language: Language, line: str, subject: str) -> None:
    reading = read(message(subject, with_dates(line, language)), OFFICIAL, RULES, OFFICES)
    assert reading.kind not in CONFIRMING or set(reading.doubts) - _PLACELESS, reading.trace
