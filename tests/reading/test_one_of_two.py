"""Where somebody was booked twice and one of the two goes, the other stays: nobody is let off until it is known when.

The one that stays may have the very day and hour of the one that goes.
"""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tracker.reading.types import Doubt, Kind, Language, Reading

WHY = "it cancels one of two, and does not say plainly when the other is"
PLAIN = {
    Language.EN: "Your check-in of {old} has been cancelled.",
    Language.ES: "Su cita del {old} ha sido cancelada.",
    Language.PT: "Seu agendamento de {old} foi cancelado.",
    Language.FR: "Votre rendez-vous du {old} a été annulé.",
    Language.HT: "Randevou ou {old} an anile.",
}
ONE_OF_TWO = [
    (Language.EN, "The duplicate booking of {old} has been cancelled."),
    (Language.EN, "You were booked twice. Your check-in of {old} has been cancelled."),
    (Language.EN, "One of your two check-ins, that of {old}, has been cancelled."),
    (Language.EN, "Your check-in of {old} has been cancelled, as it was a duplicate."),
    (Language.ES, "La cita duplicada del {old} ha sido cancelada."),
    (Language.ES, "Una de sus dos citas, la del {old}, ha sido cancelada."),
    (Language.ES, "Su cita del {old} ha sido cancelada, pues estaba anotada dos veces."),
    (Language.ES, "La cita del {old} ha sido cancelada por duplicidad."),
    (Language.PT, "O agendamento em duplicidade de {old} foi cancelado."),
    (Language.PT, "Uma das suas duas visitas, a de {old}, foi cancelada."),
    (Language.PT, "Seu agendamento de {old} foi cancelado por duplicidade."),
    (Language.FR, "Le rendez-vous en double du {old} a été annulé."),
    (Language.FR, "L'un de vos deux rendez-vous, celui du {old}, a été annulé."),
    (Language.FR, "Votre rendez-vous du {old} a été annulé, car il était enregistré deux fois."),
    (Language.HT, "Randevou an doub {old} an anile."),
    (Language.HT, "Randevou ou {old} an anile, paske li te anrejistre de fwa."),
    (Language.HT, "Yo te ekri randevou ou de fwa. Randevou {old} an anile."),
]
THAT_STAYS = [
    (ONE_OF_TWO[0], "Your check-in remains scheduled for {new}."),
    (ONE_OF_TWO[4], "Su cita sigue programada para el {new}."),
    (ONE_OF_TWO[8], "Seu agendamento continua marcado para {new}."),
    (ONE_OF_TWO[11], "Votre rendez-vous reste fixé au {new}."),
    (ONE_OF_TWO[14], "Randevou ou toujou pou {new}."),
]


def reasons(reading: Reading) -> list[str]:
    return [step.reason for step in reading.trace if not step.counted]


@pytest.mark.parametrize(("language", "body"), PLAIN.items())
def test_the_cancellation_of_the_only_one_is_believed(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())


@pytest.mark.parametrize(("language", "body"), ONE_OF_TWO)
def test_a_cancellation_of_one_of_two_waits_and_says_why(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, (Doubt.PARTS_DISAGREE,))
    assert WHY in reasons(reading)


@pytest.mark.parametrize(("booked", "stays"), THAT_STAYS)
def test_one_that_names_the_date_that_stays_is_not_held_for_the_other(booked: tuple[Language, str], stays: str) -> None:
    language, body = booked
    told = read_body(f"{body} / {stays}", language)
    assert WHY in reasons(read_body(body, language))
    assert WHY not in reasons(told)
    assert Doubt.PARTS_DISAGREE not in told.doubts


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (Language.EN, "Your check-in has been scheduled for {new}. / You are listed twice."),
        (Language.EN, "You are hereby directed to report to this office on {new}. / You are registered twice."),
        (Language.ES, "Su cita ha sido programada para el {new}. / Quedó anotada dos veces."),
        (Language.FR, "Vous êtes convoqué le {new}. / Votre nom est inscrit deux fois."),
    ],
)
def test_of_two_that_are_both_to_come_nobody_is_let_off(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.kind in {Kind.SCHEDULED, Kind.SUMMONS}
    assert WHY not in reasons(reading)


@pytest.mark.parametrize(
    ("language", "beside"),
    [
        (Language.EN, "Please bring two copies of this notice."),
        (Language.ES, "Traiga dos copias de este aviso."),
        (Language.PT, "Traga duas cópias deste aviso."),
        (Language.FR, "Apportez deux copies de cet avis."),
        (Language.HT, "Pote de kopi avi sa a."),
    ],
)
def test_two_of_something_else_are_not_two_bookings(language: Language, beside: str) -> None:
    reading = read_body(f"{PLAIN[language]} / {beside}", language)
    assert WHY not in reasons(reading)
    assert not waits(reading)
