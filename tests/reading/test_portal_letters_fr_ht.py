"""Letters of online schedulers in French and Haitian Creole: their labels, feet and short messages; and near ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.reading.letter_body import waits
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL
from tracker.reading.classify import read
from tracker.reading.samples import as_message
from tracker.reading.types import Kind, Reading

NEW, OLD = (date(2027, 5, 3), time(9)), (date(2027, 4, 5), time(8, 30))
FR_NEW, FR_OLD = "lundi 3 mai 2027, 9 h 00", "lundi 5 avril 2027, 8 h 30"
HT_NEW, HT_OLD = "lendi 3 me 2027, 9:00 nan maten", "lendi 5 avril 2027, 8:30 nan maten"
OFFICE = "26 Federal Plaza, New York, NY 10278"


def told(text: str, subject: str = "ICE", office: str = OFFICE) -> Reading:
    message = as_message(subject, f"{text}\n{office}").model_copy(update={"received": datetime(2027, 3, 1, tzinfo=UTC)})
    return read(message, OFFICIAL, RULES, OFFICES)


def dates(reading: Reading) -> list[tuple[date, time | None]]:
    return [(when.day, when.time) for when in (reading.starts_at, reading.previous_starts_at) if when]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Reçu de modification",
            (
                f"Vous avez modifié la réservation BOS-4418-F : elle était pour le {FR_OLD}, elle est maintenant "
                f"pour le {FR_NEW}."
            ),
        ),
        (
            "Échange de créneau effectué",
            (
                "L'échange que vous avez demandé au guichet est fait.\n"
                f"Créneau rendu\n{FR_OLD}\nCréneau obtenu\n{FR_NEW}\n"
            ),
        ),
        (
            "Votre présentation n'aura plus lieu le 5 avril",
            (
                f"Vous étiez attendu le {FR_OLD}. Vous êtes désormais attendu le {FR_NEW}.\n\n"
                "Ce que vous avez à faire. Rien d'autre."
            ),
        ),
        (
            "Resi chanjman",
            f"Ou chanje randevou TPA-2290-J: li te pou {HT_OLD}, kounye a li pou {HT_NEW}. Biwo Tampa, san chanjman.",
        ),
        (
            "Deplase: prezantasyon ou",
            f"Li vin pou: {HT_NEW}\nLi te pou: {HT_OLD}\n\nOu pa bezwen aksepte l. Vizit lakay ou pa chanje.",
        ),
        (
            "Randevou ou pa 5 avril ankò",
            (
                f"Sa ki chanje: nou te dwe resevwa w {HT_OLD}. Kounye a n ap resevwa w {HT_NEW}.\n\n"
                "Sa ki pa chanje: adrès la ak papye pou pote yo."
            ),
        ),
    ],
)
def test_the_change_is_read_with_both_dates(subject: str, text: str) -> None:
    reading = told(text, subject)
    assert (reading.kind, reading.doubts, dates(reading)) == (Kind.RESCHEDULED, (), [NEW, OLD])


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Reçu de votre demande de modification", f"Elle était pour le {FR_OLD}, vous souhaitez le {FR_NEW}."),
        ("ICE", f"L'échange que vous avez demandé est à l'étude.\nCréneau rendu\n{FR_OLD}\nCréneau obtenu\n{FR_NEW}"),
        ("ICE", f"L'échange que vous avez demandé n'est pas fait.\nCréneau rendu\n{FR_OLD}\nCréneau obtenu\n{FR_NEW}"),
        ("Demann chanjman", f"Ou mande chanje randevou ou: li te pou {HT_OLD}, ou vle {HT_NEW}."),
        ("Deplase: prezantasyon ou", f"Li vin pou: {HT_NEW}\nLi te pou: {HT_OLD}\nOu bezwen aksepte l."),
        ("Resi", f"Randevou ou pa chanje: li te pou {HT_OLD}, li pa pou {HT_NEW}. Biwo Tampa, san chanjman."),
        ("Randevou", f"Nou te dwe resevwa w {HT_OLD}. Nou poko konnen si n ap resevwa w {HT_NEW}."),
    ],
)
def test_what_only_sounds_like_the_change_confirms_nothing(subject: str, text: str) -> None:
    reading = told(text, subject)
    assert waits(reading)


@pytest.mark.parametrize(
    "text",
    [
        f"ICE : c'est réservé. {FR_NEW}. Conservez ce message. AIDE pour de l'aide.",
        (
            f"Votre inscription du 12 février 2027 a été traitée. Il en résulte un rendez-vous ferme, le {FR_NEW}.\n\n"
            "Il n'y a pas d'autre étape.\n\nTraitement automatisé, message sans signature"
        ),
    ],
)
def test_a_date_that_was_set_is_read(text: str) -> None:
    reading = told(text)
    assert (reading.kind, reading.doubts, dates(reading)) == (Kind.SCHEDULED, (), [NEW])


@pytest.mark.parametrize(
    "text",
    [
        f"ICE : ce n'est pas réservé. {FR_NEW}.",
        f"ICE : c'est réservé aux agents. {FR_NEW}.",
        f"Votre inscription du 12 février 2027 sera traitée. Il pourrait en résulter un rendez-vous, le {FR_NEW}.",
        f"Votre inscription a été traitée. Il en résulte un rendez-vous, le {FR_NEW}. Il manque la signature du chef.",
    ],
)
def test_what_only_sounds_like_a_date_that_was_set_confirms_nothing(text: str) -> None:
    reading = told(text)
    assert waits(reading)


def test_an_order_above_fields_is_a_summons() -> None:
    order = "Yo ba ou lòd pou prezante ou an pèsòn nan biwo ICE a."
    reading = told(f"{order}\n\nJou: lendi 3 me 2027\nLè: 9:00 nan maten", "Prezante ou")
    assert (reading.kind, reading.doubts, dates(reading)) == (Kind.SUMMONS, (), [NEW])


@pytest.mark.parametrize(
    "text",
    [
        "ICE : le bureau a annulé votre présentation du lun. 5 avril 2027, 8h30, à Cincinnati.",
        "ICE: biwo a anile prezantasyon ou te genyen lendi 5 avril 2027, 8:30 AM, nan Tampa.",
        "ICE: the office cancelled your check-in of Monday, April 5, 2027, 8:30 AM, in Tampa.",
        "ICE: la oficina canceló su presentación del lunes 5 de abril de 2027, 8:30 AM, en Tampa.",
        "ICE: o escritório cancelou a sua apresentação de segunda-feira, 5 de abril de 2027, 8h30, em Tampa.",
    ],
)
def test_the_town_behind_the_hour_tells_the_zone(text: str) -> None:
    reading = told(text, office="")
    assert (reading.kind, reading.doubts, reading.time_zone) == (Kind.CANCELLED, (), "America/New_York")


@pytest.mark.parametrize(
    "text",
    [
        "ICE: the office cancelled your check-in of Monday, April 5, 2027, 8:30 AM. Your lawyer is in Tampa.",
        "ICE: the office cancelled your check-in of Monday, April 5, 2027, 8:30 AM, in Jacksonville.",
    ],
    ids=["another's town", "a town with namesakes"],
)
def test_a_town_that_is_not_that_of_the_visit_tells_no_zone(text: str) -> None:
    assert told(text, office="").time_zone is None
