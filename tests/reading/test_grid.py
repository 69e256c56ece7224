"""Hundreds of sentences that no list holds, made of frames, nouns and verbs, in five languages."""

from __future__ import annotations

import pytest

from tests.reading.grid import cases, confirms, data, dates_right, read_case
from tracker.reading.types import CONFIRMING, Language

EACH = 2  # nouns and verbs for each frame
RIGHT = 0.93  # the share of them whose kind must be right
CONFIRMED = 0.85  # the share of the confirming ones that must be taken at their word


@pytest.mark.parametrize("language", Language)
def test_sentences_made_of_parts_are_read_as_what_they_say(language: Language) -> None:
    found = [(case, read_case(case.subject, case.body)) for case in cases(language, each=EACH)]
    wrong = [f"{reading.kind}: {case.text}" for case, reading in found if reading.kind is not case.kind]
    assert len(wrong) <= (1 - RIGHT) * len(found), "\n".join(wrong)


@pytest.mark.parametrize("language", Language)
def test_most_sentences_that_confirm_are_taken_at_their_word(language: Language) -> None:
    found = [
        (case, read_case(case.subject, case.body)) for case in cases(language, each=EACH) if case.kind in CONFIRMING
    ]
    taken = [case for case, reading in found if confirms(reading)]
    assert len(taken) >= CONFIRMED * len(found)


@pytest.mark.parametrize("language", Language)
def test_no_sentence_made_of_parts_is_confirmed_as_another_kind_or_with_other_dates(language: Language) -> None:
    for case in cases(language, each=EACH):
        reading = read_case(case.subject, case.body)
        assert not confirms(reading) or (reading.kind is case.kind and dates_right(case, reading)), case.text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("number", range(25))
def test_a_condition_a_denial_or_a_not_yet_takes_every_confirmation_back(language: Language, number: int) -> None:
    spoilers = data(language)["spoilers"]
    spoiler = spoilers[number % len(spoilers)]
    tried = 0
    for turn, case in enumerate(cases(language, each=1)):
        if (
            turn % 2 == number % 2
            and case.kind in CONFIRMING
            and "\n" not in case.body
            and ". " not in case.body.replace("a. m", "")
        ):
            body = spoiler.replace("{b}", case.body[:1].lower() + case.body[1:]).replace("{B}", case.body)
            assert not confirms(read_case(case.subject, body)), f"{case.subject} | {body}"
            tried += 1
    assert tried > 10


@pytest.mark.parametrize("language", Language)
def test_a_confirmation_that_is_asked_about_is_none(language: Language) -> None:
    for case in cases(language, each=1):
        if case.kind in CONFIRMING and "\n" not in case.body and ". " not in case.body.replace("a. m", ""):
            assert not confirms(read_case("", case.body.rstrip(".!") + "?")), case.body


def test_the_creole_word_for_a_service_is_no_register_of_students() -> None:
    day = "Monday, May 3, 2027 at 9:00 AM"
    assert confirms(read_case("ICE", f"Your appointment has been scheduled for {day} by Sèvis Imigrasyon."))
