"""Where the words of a text stand: found without the package's own methods, and never more than anybody writes."""

from __future__ import annotations

import pytest
import re2

from tests.pace import lengths
from tests.reading.rules_in_use import OFFICES, RULES
from tracker.message.authenticity import Context, judge
from tracker.message.parse import from_text
from tracker.message.senders import load_senders
from tracker.message.types import Channel
from tracker.reading.classify import read
from tracker.reading.lexicon import MOST_PLACES, compile_phrase
from tracker.reading.scan import locator
from tracker.reading.types import Doubt, Kind, Language, Reading

TEXT = b"your visit was moved to may 3. it has not been moved again, and nobody has moved it."
CONFIRMATION = "Your check-in has been moved to Monday, May 3, 2027 at 9:00 AM EDT."


def reading(text: str) -> Reading:
    message = from_text(text, channel=Channel.SMS, received=None)
    around = Context(profile=None, own_addresses=frozenset(), senders=load_senders())
    return read(message, judge(message, around), RULES, OFFICES)


def test_a_locator_finds_what_the_packages_own_methods_find() -> None:
    for entry in RULES.lexicon.entries:
        assert entry.places(TEXT) == [match.span() for match in entry.pattern.finditer(TEXT)]


def test_a_locator_goes_on_from_a_place_and_says_where_nothing_follows() -> None:
    moved = locator(re2.compile(b"moved"))
    first = TEXT.index(b"moved")
    assert moved(TEXT, 0, len(TEXT))[0] == (first, first + 5)
    assert moved(TEXT, first + 1, len(TEXT))[0] == (
        TEXT.index(b"moved", first + 1),
        TEXT.index(b"moved", first + 1) + 5,
    )
    assert moved(TEXT, len(TEXT) - 2, len(TEXT))[0] == (-1, -1)


def test_every_place_is_found_in_a_text_that_people_write() -> None:
    found, looked = RULES.lexicon.hits(TEXT, [(0, len(TEXT), [Language.EN])])
    assert [hit.start for hit in found if hit.concept == "move.done"] == [
        at for at in range(len(TEXT)) if TEXT.startswith(b"moved", at)
    ]
    assert looked == len(TEXT)


def test_a_word_is_looked_for_so_many_times_and_what_follows_is_known_not_to_be_read() -> None:
    scan = b"moved " * (MOST_PLACES + 10)
    found, looked = RULES.lexicon.hits(scan, [(0, len(scan), [Language.EN])])
    assert sum(hit.concept == "move.done" for hit in found) == MOST_PLACES
    assert looked == MOST_PLACES * len(b"moved ") - 1


def test_a_confirmation_behind_more_words_than_were_looked_for_is_left_to_a_person() -> None:
    plain = reading(CONFIRMATION)
    assert plain.kind is Kind.RESCHEDULED
    assert Doubt.NEGATED not in plain.doubts
    flooded = reading(CONFIRMATION + "\n\n" + "You moved. " * (MOST_PLACES + 10))
    assert flooded.kind is not Kind.RESCHEDULED or Doubt.NEGATED in flooded.doubts


def test_reading_a_word_over_and_over_takes_no_longer_than_its_length() -> None:
    assert lengths(lambda: reading("a " * 50_000)) < 12


@pytest.mark.parametrize(
    ("scan", "found"), [(b"room 12", True), (b"room12", True), (b"room \n 12", True), (b"roomy 12", False)]
)
def test_a_blank_may_be_left_out_where_a_question_mark_stands_behind_it(scan: bytes, found: bool) -> None:
    assert (compile_phrase(["room ?12"]).search(scan) is not None) is found
