"""A letter whose reading has no use for a day ahead that it names with its hour waits for a person."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tracker.reading.types import Kind, Language

EN, ES, FR = Language.EN, Language.ES, Language.FR


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (EN, "Your visit of {old} was cancelled. / The next one after it, to be had by you: {new}."),
        (
            EN,
            "The visit on {old} has been taken off the calendar. / You have been given the next available: {new}.",
        ),
        (ES, "Su cita fue cancelada. / Ya puede disponer de su día: nadie lo va a esperar el {old}."),
        (FR, "Le bureau a reporté le rendez-vous ci-dessous. / Date biffée / {old} / Date à garder / {new}"),
    ],
)
def test_a_day_that_the_reading_has_no_use_for_is_asked_about(language: Language, body: str) -> None:
    assert waits(read_body(body, language))


@pytest.mark.parametrize(
    ("language", "body", "kind"),
    [
        (EN, "Your visit of {old} was cancelled. / The office is closed on April 16, 2027.", Kind.CANCELLED),
        (EN, "Your visit was moved from {old} to {new}. / The form expires on December 31, 2029.", Kind.RESCHEDULED),
    ],
)
def test_days_of_other_matters_and_days_gone_by_are_not(language: Language, body: str, kind: Kind) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (kind, ())
