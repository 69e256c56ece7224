"""Hundreds of wordings in five languages: each must be read as what it is, with its dates, by an official sender."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import FOLDER, NEW_DAY, NEW_TIME, OFFICIAL, OLD_DAY, OLD_TIME, Wording, load, message, says
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Doubt, Kind, Language, Reading

WORDINGS = [*load(), *load(FOLDER / "fresh")]
OTHERS = [*load(FOLDER / "others")]
# What a wording alone cannot have: an office, and so a zone.
_BARE = {Doubt.UNKNOWN_TIME_ZONE}


def read_wording(wording: Wording) -> Reading:
    return read(message(wording.subject, wording.body), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize("wording", [*WORDINGS, *OTHERS], ids=lambda w: f"{w.language}-{w.kind}-{w.subject[:20]}")
def test_a_wording_is_read_as_what_it_is(wording: Wording) -> None:
    assert read_wording(wording).kind == wording.kind


@pytest.mark.parametrize(
    "wording", [w for w in WORDINGS if w.kind in CONFIRMING], ids=lambda w: f"{w.language}-{w.body[:40]}"
)
def test_a_confirming_wording_states_its_dates_without_doubt(wording: Wording) -> None:
    reading = read_wording(wording)
    if wording.kind is not Kind.CANCELLED:
        assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    if wording.old:
        assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)
    assert set(reading.doubts) <= _BARE


@pytest.mark.parametrize("wording", [w for w in WORDINGS if w.kind is Kind.REQUEST_RECEIVED], ids=lambda w: w.body[:40])
def test_a_request_never_gives_the_asked_date_as_the_one_that_stands(wording: Wording) -> None:
    reading = read_wording(wording)
    assert wording.new is says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert wording.old is says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


def test_there_are_25_wordings_of_each_kind_and_language() -> None:
    kinds = (Kind.SCHEDULED, Kind.RESCHEDULED, Kind.CANCELLED, Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED)
    for language in Language:
        for kind in kinds:
            assert sum(w.language is language and w.kind is kind for w in WORDINGS) >= 25
