"""Days of other matters in a plain letter, and the visit's own dates beside them; and what must stay a question."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.rules_in_use import RULES
from tests.reading.wordings import NEW_DAY, NEW_TIME, OLD_DAY, message
from tracker.reading.contrary import closed_then
from tracker.reading.engine import analyse
from tracker.reading.types import Doubt, Kind, Language, Role

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
OF_DATES = {Doubt.SEVERAL_DATES, Doubt.NO_DATE, Doubt.NO_TIME, Doubt.AMBIGUOUS_DATE}
MOVED = {
    EN: "Your check-in of {old} has been moved to {new}. ",
    ES: "Su cita del {old} ha sido cambiada al {new}. ",
    PT: "O seu comparecimento de {old} foi remarcado para {new}. ",
    FR: "Votre rendez-vous du {old} a été déplacé au {new}. ",
    HT: "Yo deplase randevou w la, li te pou {old}, kounye a li pou {new}. ",
}
BESIDE = [
    (EN, "Two of the three lifts are being replaced from March 22 through March 30, 2027."),
    (EN, "You have until April 1, 2027 to ask for another day."),
    (EN, "The app will be out of service on Tuesday, April 6, 2027, from 6:00 p.m. to 10:00 p.m."),
    (ES, "Tiene hasta el 1 de abril de 2027 para pedir otra fecha."),
    (ES, "La aplicación no funcionará el martes 6 de abril de 2027, de 6:00 p. m. a 10:00 p. m."),
    (PT, "A senhora tem até 1º de abril de 2027 para pedir outra data."),
    (PT, "O aplicativo deixa de funcionar em 30 de abril de 2027, das 18h às 22h."),
    (PT, "Se não puder, ligue para 215-555-0138 até 7 de abril, das 8h às 14h."),
    (FR, "Vous avez jusqu'au 1er avril 2027 pour demander une autre date."),
    (FR, "Le mardi 6 avril 2027, de 18 h à 22 h, l'application sera arrêtée pour entretien."),
    (HT, "Ou gen jiska 1 avril 2027 pou w mande yon lòt jou."),
    (HT, "Pou yon lòt dat, rele 614-555-0192 pi ta 7 avril, soti 9:00 rive 2:00."),
]
OLD_BY_WORDS = [
    (EN, "You're off the list for {old} and on the list for {new}."),
    (ES, "Cambio de cita. Usted estaba en la lista para el {old}. Su nueva cita es el {new}."),
    (PT, "Mudança de data. A senhora ia vir {old}. A nova data é {new}."),
    (FR, "Changement. Vous étiez inscrite pour le {old}. Votre nouveau rendez-vous est le {new}."),
    (FR, "Changement. Vous ne venez plus le {old}, vous venez le {new}."),
    (EN, "Change of date. You no longer come on {old}, you come on {new}."),
    (HT, "Chanjman. Sa w te gen {old} a pa bon ankò. Nouvo dat la se {new}."),
]
WINDOWS = [
    (EN, "Your check-in has been scheduled.\nDay: {nd}\nCome between: 1:00 p.m. and 2:30 p.m."),
    (EN, "Your check-in has been scheduled.\nDay\n{nd}\nArrival window\n1:00 PM to 2:30 PM"),
    (EN, "Your check-in has been scheduled.\nDate ... {nd}\nBlock ... 1:00 p.m. to 2:30 p.m."),
    (PT, "O seu comparecimento foi agendado.\nDia\n{nd}\nPeríodo\ndas 13h00 às 14h30"),
    (ES, "Su cita ha sido programada.\nFecha: {nd}\nPuede llegar: de 1:00 p. m. a 2:30 p. m."),
    (PT, "O seu comparecimento foi agendado.\nData: {nd}\nChegar entre: 13h00 e 14h30"),
    (FR, "Votre rendez-vous a été fixé.\nDate : {nd}\nVenez entre : 13 h 00 et 14 h 30"),
    (HT, "Yo fikse randevou w.\nDat: {nd}\nOu ka vini ant: 1:00 nan apremidi ak 2:30 nan apremidi"),
]


@pytest.mark.parametrize(("language", "line"), BESIDE)
def test_the_day_of_another_matter_is_none_to_choose_among(language: Language, line: str) -> None:
    reading = read_body(MOVED[language] + line, language)
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.day == OLD_DAY
    assert not OF_DATES & set(reading.doubts)


NOT_BESIDE = [
    (EN, "The system was down on March 29, 2027, so please report on April 9, 2027 at 9:00 AM."),
    (EN, "Your new date is April 9, 2027 at 10:00 AM."),
    (ES, "Su nueva cita es el 9 de abril de 2027 a las 10:00 a. m."),
]


@pytest.mark.parametrize(("language", "line"), NOT_BESIDE)
def test_a_second_day_to_come_on_is_asked_about(language: Language, line: str) -> None:
    assert waits(read_body(MOVED[language] + line, language))


def test_until_when_one_may_come_is_no_deadline_for_a_wish() -> None:
    for purpose, other in (("ask for another day", True), ("check in", False)):
        seen = analyse(message("Visit", f"You have until April 9, 2027 to {purpose}."), RULES)
        assert [p.role is Role.OTHER for p in seen.placed] == [other]


@pytest.mark.parametrize(("language", "body"), OLD_BY_WORDS)
def test_what_one_was_down_for_is_the_old_date(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.day == OLD_DAY
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY


def test_a_condition_or_a_second_no_calls_nobody_on_the_other_day() -> None:
    for body in (
        "If you no longer come on {old}, you come on {new}, and you tell us so.",
        "You do not come on {old}, you do not come on {new}.",
    ):
        assert waits(read_body(f"About your check-in. {body}", EN))


@pytest.mark.parametrize(("language", "body"), WINDOWS)
def test_the_window_of_the_next_line_is_that_of_the_day_above_it(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.kind is Kind.SCHEDULED
    assert reading.starts_at is not None
    assert (reading.starts_at.day, reading.starts_at.time) == (NEW_DAY, time(13, 0))
    assert reading.ends_at is not None
    assert reading.ends_at.time == time(14, 30)


@pytest.mark.parametrize(
    "line",
    [
        "Come between: 1:00 p.m. and 2:30 p.m. or 4:00 p.m. and 5:00 p.m.",
        "Telephone: from 1:00 p.m. to 2:30 p.m.",
        "Come between: to be announced",
        "Doors open\nCome between: 1:00 p.m. and 2:30 p.m.",
        "Arrival window\nTelephone: 1:00 PM to 2:30 PM",
        "Report to window 4, from 1:00 p.m. to 2:30 p.m.",
    ],
)
def test_hours_that_are_not_plainly_its_window_leave_the_hour_open(line: str) -> None:
    assert Doubt.NO_TIME in read_body(f"Your check-in has been scheduled.\nDay: {{nd}}\n{line}", EN).doubts


def test_the_hours_of_a_later_sentence_are_none_of_the_sentence_before() -> None:
    body = "Your check-in has been scheduled for {new}. You must report in person. The doors open at 7:00 AM."
    assert Doubt.SEVERAL_DATES not in read_body(body, EN).doubts
    other = "Your check-in has been scheduled for {new}. You must report at 1:00 PM. The doors open at 7:00 AM."
    assert Doubt.SEVERAL_DATES in read_body(other, EN).doubts


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("The office is closed on April 26, 2027 and May 10, 2027.", False),
        ("The office is closed on April 26, 2027, and on May 3, 2027.", True),
        ("The office is closed from April 26, 2027 to May 10, 2027.", True),
    ],
)
def test_days_of_a_list_are_closed_one_by_one_and_a_stretch_from_end_to_end(line: str, closed: bool) -> None:
    sent = message("Visit", f"Your visit is on May 3, 2027 at 9:00 AM. {line}")
    seen = analyse(sent, RULES)
    told = next(p.mention for p in seen.placed if p.mention.time)
    assert (told.day, told.time) == (NEW_DAY, NEW_TIME)
    assert closed_then(told, seen.placed, sent.text) is closed


def test_a_title_does_not_call_the_day_new_that_was_moved() -> None:
    body = "You're off the list for {old} and on the list for {new}."
    reading = read_body(body, EN, subject="Mon April 5 check-in moved to Monday")
    assert reading.starts_at is not None
    assert reading.starts_at.day == date(2027, 5, 3)


TAKEN_BACK = [
    (EN, "Since this morning cancellations that nobody ordered are going out."),
    (ES, "Desde hoy se envían cancelaciones que nadie ordenó."),
    (PT, "Desde hoje saem cancelamentos que ninguém autorizou."),
    (FR, "Depuis ce matin partent des annulations que personne n'a demandées."),
    (HT, "Depi maten gen anilasyon pèsonn pa mande k ap pati."),
    (EN, "It is your sister Nadia who has this appointment."),
    (ES, "Es su hermana quien tiene esta cita."),
    (PT, "É a sua irmã que tem este comparecimento."),
    (FR, "C'est votre soeur qui a ce rendez-vous."),
    (HT, "Se sè w Nadège ki gen randevou sa a."),
]


@pytest.mark.parametrize(("language", "line"), TAKEN_BACK)
def test_letters_that_nobody_ordered_or_for_a_relative_wait(language: Language, line: str) -> None:
    assert waits(read_body(MOVED[language] + line, language))
