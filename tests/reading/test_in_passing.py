"""How requests are treated is told in most long letters; that is no answer to one, and yet an answer sounds like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reading.letter_body import OFFICE, STANDING, waits
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.reading.balance import Balance
from tracker.reading.classify import read
from tracker.reading.engine import Analysis, analyse
from tracker.reading.types import CONFIRMING, Kind, Reading

SET = "Your check-in has been scheduled for Monday, May 3, 2027 at 9:00 AM."
CANCELLED = "Your check-in of Monday, May 3, 2027 at 9:00 AM has been cancelled."
MORE = (
    "Coats and umbrellas can be left on the racks beside the entrance.",
    "The building has an elevator and a ramp on the north side.",
    "Photographs inside the building are not allowed for reasons of safety.",
)
IN_PASSING = "Until you hear from us in writing, the date given above applies."
CREDULOUS = replace(RULES, assurance=Balance(offset=99.0, weights={}))


def letter(*lines: str) -> str:
    return "\n".join([*lines, *STANDING, *MORE, OFFICE])


def seen(*lines: str) -> Analysis:
    return analyse(message("Notice", letter(*lines)), RULES)


def heard(*lines: str) -> Reading:
    return read(message("Notice", letter(*lines)), OFFICIAL, CREDULOUS, OFFICES)


@pytest.mark.parametrize(("news", "kind"), [(SET, Kind.SCHEDULED), (CANCELLED, Kind.CANCELLED)])
def test_what_a_long_letter_tells_of_requests_in_passing_is_weighed_with_the_rest_of_it(news: str, kind: Kind) -> None:
    decision = seen(news, IN_PASSING).decision
    assert (decision.kind, decision.hesitant, decision.lightly) == (kind, True, True)
    assert decision.asides > 0
    assert not waits(heard(news, IN_PASSING))


@pytest.mark.parametrize("news", [SET, CANCELLED])
def test_where_it_is_not_outweighed_a_person_is_asked(news: str) -> None:
    doubting = replace(RULES, assurance=Balance(offset=-99.0, weights={}))
    reading = read(message("Notice", letter(news, IN_PASSING)), OFFICIAL, doubting, OFFICES)
    assert waits(reading)


@pytest.mark.parametrize("news", [SET, CANCELLED])
def test_a_short_letter_that_also_speaks_of_an_answer_waits(news: str) -> None:
    assert waits(read(message("Notice", f"{news}\n{IN_PASSING}\n{OFFICE}"), OFFICIAL, CREDULOUS, OFFICES))


@pytest.mark.parametrize(
    "answer",
    [
        "We received your request to move your check-in, and it is under review.",
        "Your request to move your check-in to May 3, 2027 at 9:00 AM has been denied.",
        "You asked us to move your check-in to Monday, May 3, 2027 at 9:00 AM. We have not decided yet.",
    ],
)
def test_however_sure_it_is_an_answer_to_a_request_confirms_nothing(answer: str) -> None:
    assert seen(answer).decision.kind not in CONFIRMING
    assert waits(heard(answer))


def test_a_request_that_is_still_being_reviewed_holds_even_a_long_letter() -> None:
    assert waits(heard(SET, "We are still reviewing your request."))
