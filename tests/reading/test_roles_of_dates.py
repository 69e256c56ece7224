"""Which date is the old one and which the new one: by labels, by "instead", by verbs; never swapped in silence."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import NEW_DAY, OFFICIAL, OLD_DAY, message, with_dates
from tracker.reading.classify import read
from tracker.reading.types import Doubt, Kind, Language, Reading

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
OFFICE = "26 Federal Plaza, New York, NY 10278"
TOLD = [
    (ES, "Se actualizó su cita.\nCita original (reemplazada)\n{old}\nCita vigente\n{new}"),
    (ES, "En lugar del {old}, usted se presentará el {new}."),
    (ES, "Preséntese el {new} en lugar de hacerlo el {old}."),
    (ES, "La presentación del {new} se registra en lugar del {old}."),
    (PT, "O comparecimento de {old} foi alterado; em vez dele, venha em {new}."),
    (PT, "Em vez de {old}, o senhor será atendido em {new}."),
    (PT, "Compareça em {new} em vez de {old}."),
    (EN, "Your visit of {old} has been changed; come on {new} instead."),
    (EN, "Come on {new} instead of {old}."),
    (EN, "Rather than {old}, your visit is on {new}."),
    (EN, "Your visit has been moved. It stands at {new}. From {old}."),
    (FR, "Votre rendez-vous du {old} a été modifié ; présentez-vous le {new} à la place."),
    (FR, "Au lieu du {old}, vous serez reçu le {new}."),
    (HT, "Olye {old}, vini {new}."),
    (HT, "Vini {new} olye {old}."),
]


def told(language: Language, body: str) -> Reading:
    return read(message("Change", f"{with_dates(body, language)}\n{OFFICE}"), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize(("language", "body"), TOLD)
def test_the_old_date_and_the_new_one_are_never_taken_for_each_other(language: Language, body: str) -> None:
    reading = told(language, body)
    swapped = reading.starts_at is not None and reading.starts_at.day == OLD_DAY
    assert not swapped or reading.doubts
    if reading.previous_starts_at is not None and reading.previous_starts_at.day == NEW_DAY:
        assert reading.doubts


@pytest.mark.parametrize(("language", "body"), TOLD[:5])
def test_a_label_or_a_verb_behind_a_date_names_the_one_it_belongs_to(language: Language, body: str) -> None:
    reading = told(language, body)
    assert reading.kind is Kind.RESCHEDULED
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.day == OLD_DAY


OF_DATES = {Doubt.SEVERAL_DATES, Doubt.PAST_DATE, Doubt.NO_DATE, Doubt.NO_TIME, Doubt.AMBIGUOUS_DATE}
STAMPS = [
    (EN, "Your time is reserved.\nWhen\t{new}\nBooked on\tFebruary 28, 2027, 9:12 PM"),
    (EN, "Your ICE check-in is scheduled.\nAppointment: {new}\nLast updated: March 1, 2027 10:02 AM"),
    (EN, "Your ICE check-in is scheduled.\nAppointment: {new}\nTicket opened: February 12, 2027 3:15 PM"),
    (EN, "You told us on February 20 that you have no date. Your ICE check-in has been scheduled for {new}."),
    (ES, "Su cita quedó registrada.\nFecha de la cita: {new}\nReservado el: 28 de febrero de 2027, 21:12"),
    (ES, "Su cita quedó registrada.\nFecha de la cita: {new}\nÚltima actualización: 1 de marzo de 2027, 10:02 a. m."),
    (PT, "AGENDAMENTO CONFIRMADO\nData: {new}\nAgendado em......: 28/02/2027 às 19h54"),
    (PT, "AGENDAMENTO CONFIRMADO\nData: {new}\nAgendamento realizado em: 28/02/2027 às 19h54"),
    (PT, "AGENDAMENTO CONFIRMADO\nData: {new}\nAgendado em: 01/03/2027, 19h54"),
    (PT, "Na sequência do seu pedido de 20 de fevereiro, ficou marcado o seu atendimento para {new}."),
    (FR, "Suite à votre demande du 20 février, votre rendez-vous est fixé au {new}."),
    (ES, "En respuesta a su solicitud del 20 de febrero, su cita quedó fijada para el {new}."),
    (EN, "In answer to your request of February 20, your ICE check-in has been scheduled for {new}."),
    (FR, "Votre rendez-vous est confirmé.\nDate du rendez-vous : {new}\nRéservé le : 28 février 2027, 21 h 12"),
    (HT, "Randevou w konfime.\nDat randevou a: {new}\nRezève lè: 28 fevriye 2027, 9:12 PM"),
]
ABOVE = [
    (EN, "Your check-in was moved.\nFrom\n{old}\nTo\n{new}"),
    (EN, "Your check-in was changed.\nDate taken off\n{old}\nDate put in its place\n{new}"),
    (ES, "Su cita fue modificada.\nFecha retirada\n{old}\nFecha asignada en su lugar\n{new}"),
    (PT, "O seu agendamento foi alterado.\nDe\n{old}\nPara\n{new}"),
    (FR, "Votre rendez-vous a été modifié.\nDate supprimée\n{old}\nDate fixée à sa place\n{new}"),
    (HT, "Randevou w chanje.\nDat yo efase\n{old}\nDat yo mete nan plas li\n{new}"),
]
LET_DOWN = [
    (EN, "We will not be able to see you on {old}. Your check-in has been moved to {new}."),
    (ES, "No nos será posible atenderla el {old}. Su cita ha quedado reprogramada para el {new}."),
    (PT, "Não poderemos atendê-lo em {old}. O seu comparecimento foi remarcado para {new}."),
    (FR, "Nous ne pourrons vous recevoir le {old}. Votre rendez-vous a été déplacé au {new}."),
    (HT, "Nou p ap ka resevwa w {old}. Randevou w deplase pou {new}."),
]
TODAY = [
    (EN, "Your check-in for today, {old}, is cancelled."),
    (ES, "Su cita de hoy, {old}, queda cancelada."),
    (PT, "O seu agendamento de hoje, {old}, foi cancelado."),
    (FR, "Votre rendez-vous d'aujourd'hui, {old}, est annulé."),
    (HT, "Randevou w pou jodi a, {old}, anile."),
]


@pytest.mark.parametrize(("language", "body"), STAMPS)
def test_the_hour_of_a_booking_or_a_print_is_no_appointment(language: Language, body: str) -> None:
    reading = told(language, body)
    assert reading.starts_at is not None
    assert (reading.starts_at.day, OF_DATES & set(reading.doubts)) == (NEW_DAY, set())


@pytest.mark.parametrize(
    ("language", "body"), [(EN, "Your visit is booked.\nBooked on\t{new}"), (EN, "Booked on: {new}")]
)
def test_a_booking_on_a_day_to_come_is_the_appointment(language: Language, body: str) -> None:
    reading = told(language, body)
    assert reading.starts_at is None or reading.starts_at.day == NEW_DAY


def test_two_days_to_come_are_left_to_a_person_whatever_their_labels() -> None:
    reading = told(EN, "Your ICE check-in is scheduled.\nAppointment: {old}\nBooked on: {new}")
    assert Doubt.SEVERAL_DATES in reading.doubts


@pytest.mark.parametrize(("language", "body"), [*ABOVE, *LET_DOWN])
def test_a_label_above_or_a_refusal_names_the_old_date(language: Language, body: str) -> None:
    reading = told(language, body)
    assert reading.starts_at is not None
    assert reading.previous_starts_at is not None
    assert (reading.starts_at.day, reading.previous_starts_at.day) == (NEW_DAY, OLD_DAY)


@pytest.mark.parametrize(("language", "body"), TODAY)
def test_the_appointment_of_today_is_not_the_date_of_the_letter(language: Language, body: str) -> None:
    reading = told(language, body)
    assert reading.kind is Kind.CANCELLED
    assert reading.previous_starts_at is not None
    assert (reading.previous_starts_at.day, OF_DATES & set(reading.doubts)) == (OLD_DAY, set())


def test_the_week_that_was_asked_for_is_not_the_day_that_was_set() -> None:
    body = "You asked for the week of May 17, 2027. Your check-in has been moved from {old} to {new}."
    assert told(EN, body).starts_at == told(EN, "Your check-in has been moved from {old} to {new}.").starts_at


@pytest.mark.parametrize(
    ("old", "sure"), [("Monday, April 5", True), ("April 5", False), ("Thursday, February 11", False), ("04/05", False)]
)
def test_an_old_date_without_its_year_is_sure_only_with_its_weekday_near_the_new_one(old: str, sure: bool) -> None:
    reading = told(EN, f"Your check-in has been moved from {old} to {{new}}.")
    assert reading.starts_at is not None
    assert (Doubt.AMBIGUOUS_DATE not in reading.doubts) is sure or reading.previous_starts_at is None


@pytest.mark.parametrize("asked", ["Cancel the visit of {old}", "Cancel my appointment on {old}"])
def test_a_request_to_cancel_names_the_date_that_stands(asked: str) -> None:
    reading = told(EN, f"A ticket was opened.\nRequest: {asked}\nStatus: Waiting for an officer")
    assert reading.starts_at is None
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.day == OLD_DAY
