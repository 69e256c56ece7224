"""Letters that say something and take it back: each is a pair, and few of them are taken at their word."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.corpus.spoilt_pairs import Pair, believed, counts, pairs
from tests.corpus.teach import SPOILT
from tracker.reading.types import CONFIRMING, Kind
from tracker.rulebook import load

BOOK = load()
PAIRS = list(pairs())


def test_each_language_has_pairs_of_every_confirming_kind() -> None:
    many = Counter((pair.language, pair.kind) for pair in PAIRS)
    assert {language for language, _ in many} == {"en", "es", "pt", "fr", "ht"}
    assert {path.stem for path in SPOILT.glob("*.toml")} == {"en", "es", "pt", "fr", "ht"}
    assert all(many[language, kind] >= 15 for language, _ in many for kind in CONFIRMING)


def test_the_two_letters_of_a_pair_differ_and_none_is_there_twice() -> None:
    assert all(pair.clean != pair.spoilt for pair in PAIRS)
    assert len({pair.spoilt for pair in PAIRS}) == len(PAIRS)


def test_a_letter_that_takes_itself_back_is_not_believed() -> None:
    clean = "Your check-in was moved from Monday, April 5, 2027 at 9:00 AM to Monday, May 3, 2027 at 9:00 AM."
    spoilt = f"{clean}\nThis message was sent in error."
    assert (believed(clean, BOOK), believed(spoilt, BOOK)) == (True, False)
    found = counts([Pair("en", 1, Kind.RESCHEDULED, clean, spoilt)], BOOK)
    assert (found["en", "odd", "clean"], found["en", "odd", "spoilt"]) == (1, 0)


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr", "ht"])
def test_what_spoils_a_letter_is_mostly_noticed(language: str) -> None:
    found = counts([pair for pair in PAIRS if pair.language == language], BOOK)
    clean = sum(found[language, half, "clean"] for half in ("even", "odd"))
    spoilt = sum(found[language, half, "spoilt"] for half in ("even", "odd"))
    assert spoilt < clean / 3
