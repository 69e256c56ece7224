"""What a letter tells beside its matter: whom else it spares, what it answers, which office is closed."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, OLD_DAY
from tracker.reading.types import Kind, Language

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
SET = [
    (EN, "This is in response to your inquiry, received March 1, asking when you must report. {set}"),
    (EN, "{set} Family members who are not on your case do not need to come."),
    (ES, "En respuesta a su consulta recibida el 1 de marzo: {set}"),
    (ES, "{set} Los familiares que no están en su caso no tienen que venir."),
    (PT, "Em resposta à sua carta, recebida em 1 de março: {set}"),
    (PT, "{set} Seus filhos não precisam vir."),
    (FR, "En réponse à votre courrier, reçu le 1er mars : {set}"),
    (FR, "{set} Vos enfants n'ont pas besoin de venir."),
    (HT, "An repons a lèt ou a, nou te resevwa 1 mas: {set}"),
    (HT, "{set} Fanmi w pa bezwen vini."),
]
STATED = {
    EN: "Your check-in has been scheduled for {new}.",
    ES: "Su cita ha sido programada para el {new}.",
    PT: "O seu comparecimento foi agendado para {new}.",
    FR: "Votre rendez-vous a été fixé au {new}.",
    HT: "Yo fikse randevou w pou {new}.",
}
MOVED = [
    (EN, "You have been rescheduled to {new}. Your old appointment ({old}) has been taken off the calendar."),
    (ES, "Usted ha sido reprogramado para el {new}. La cita anterior era el {old}."),
    (PT, "Você foi remarcado para {new}. O agendamento anterior era em {old}."),
    (FR, "Vous avez été reporté au {new}. L'ancien rendez-vous était le {old}."),
]
CANCELLED = [
    (EN, "Your check-in of {old} has been cancelled. / You still need to check in"),
    (ES, "Su cita del {old} ha sido cancelada. / Todavía debe presentarse ante ICE"),
]
CLOSED = [
    (EN, "The office is closed on {od}. Until you receive a new date, keep your appointment letter."),
    (
        EN,
        "The office is closed on {od}. All will be told. Until you receive that notice, keep this letter.",
    ),
]
MUST_WAIT = [
    (EN, "In reply to your request received March 1, asking to move your visit: {set}"),
    (EN, "{set} You and your family do not need to come."),
    (EN, "{set} You do not need to come."),
    (EN, "In reply to your letter: we received it on March 1 and it is under review. {set}"),
    (ES, "{set} Usted y sus familiares no tienen que venir."),
    (PT, "{set} Você não precisa vir."),
    (FR, "{set} Vous n'avez pas besoin de venir."),
    (HT, "{set} Ou pa bezwen vini."),
    (EN, "You have been moved to the waiting list of {new}."),
    (EN, "If you have been rescheduled to {new}, call us."),
    (EN, "You have not been rescheduled to {new}."),
    (ES, "Usted no ha sido reprogramado para el {new}."),
    (EN, "Your check-in of {old} has been cancelled. / You still need to check in / Date: {new}"),
    (EN, "We received your request to move your visit. Our office is closed today. A decision is pending. {set}"),
]


def body_of(language: Language, body: str) -> str:
    return body.replace("{set}", STATED[language])


@pytest.mark.parametrize(("language", "body"), SET)
def test_who_else_is_spared_and_what_is_answered_leaves_the_date_that_is_set(language: Language, body: str) -> None:
    reading = read_body(body_of(language, body), language)
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY


@pytest.mark.parametrize(("language", "body"), MOVED)
def test_a_person_is_moved_to_a_day_as_a_visit_is(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_a_duty_that_goes_on_names_no_other_visit(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.day == OLD_DAY


@pytest.mark.parametrize(("language", "body"), CLOSED)
def test_a_closed_office_that_promises_a_date_has_decided_no_request(language: Language, body: str) -> None:
    assert read_body(body, language).kind is Kind.OFFICE_CLOSURE


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_what_only_sounds_so_waits_for_a_person(language: Language, body: str) -> None:
    assert waits(read_body(body_of(language, body), language))
