"""Wordings of classes that were once misread, in English and Spanish, each with a near one that must not confirm."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import NEW_DAY, NEW_TIME, OFFICIAL, message, says, with_dates
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Doubt, Kind, Language, Reading

EN, ES = Language.EN, Language.ES
# What a wording alone cannot have: an office, and so a zone.
_BARE = {Doubt.UNKNOWN_TIME_ZONE}

NOTHING_EARLIER = [
    (EN, "We looked, but there is nothing earlier than the day you have. So it stays at {new}."),
    (EN, "We checked with the duty desk and there was nothing sooner. Your day stays {new}."),
    (EN, "We searched the calendar and found nothing else. Keep your appointment of {new}."),
    (EN, "Sorry, we have nothing later that week. Your appointment stays on {new}."),
    (EN, "No earlier day is open. Your appointment is still {new}."),
    (EN, "Nothing sooner came up, so your appointment of {new} stays as it is."),
    (ES, "Buscamos, pero no hay nada antes del día que ya tiene. Así que se queda en el {new}."),
    (ES, "Revisamos el calendario y no había nada más temprano. Su cita sigue el {new}."),
    (ES, "Lo sentimos, no tenemos nada disponible esa semana. Se queda con su fecha: {new}."),
    (ES, "No encontramos nada más pronto. Su cita sigue siendo el {new}."),
    (ES, "No hay nada después de esa fecha. Su cita se mantiene el {new}."),
    (ES, "No se encontró nada libre. Conserve su cita del {new}."),
]

FOOTERS = [
    (EN, "Your check-in is scheduled for {new}. A change is not final until you receive a new confirmation."),
    (EN, "Your appointment has been scheduled for {new}. Any change is not official until you get a written notice."),
    (EN, "Your visit is booked for {new}. Your change is not valid unless we send you a new confirmation."),
    (EN, "Your appointment has been set for {new}. No change is final until you receive a confirmation e-mail."),
    (EN, "Your appointment is confirmed for {new}. A change is effective only after you receive a new letter."),
    (EN, "Your interview has been scheduled for {new}. A new change is not complete before you receive a notice."),
]

SUMMONED = [
    "Se le requiere que comparezca el {new}. De no presentarse se considerará que violó sus condiciones.",
    "Debe presentarse el {new}. Si no acude, se le considerará ausente.",
    "Se le ordena comparecer el {new}. La incomparecencia se considerará como una violación.",
    "Debe comparecer el {new}. Si no se presenta, se considerará que ha incumplido sus condiciones.",
    "Debe presentarse el {new} en esta oficina. De no hacerlo se considerará una infracción.",
    "Tiene que presentarse el {new}. Si falta, se le considerará en rebeldía.",
]

MOVES_NOW = [
    "Su cita se recorre del {old} al {new}.",
    "La cita se pasa del {old} al {new}.",
    "Su presentación se pospone del {old} al {new}.",
    "Su cita se adelanta del {old} al {new}.",
    "Su visita se traslada del {old} al {new}.",
    "Su reporte se reprograma del {old} al {new}.",
]

FAMILIAR = [
    "Josué, ya quedó tu cita con ICE. Te toca el {new}. Lleva tu pasaporte.",
    "Hola, Ana: ya tienes cita con ICE el {new}. Llega temprano.",
    "Te esperamos el {new} para tu cita. Trae tus papeles.",
    "Tu cita quedó para el {new}. No llegues tarde.",
    "Tu cita está programada para el {new}. Trae una identificación.",
    "Le toca el {new} su cita con ICE. Traiga su pasaporte.",
]

CANCELLED_FOR_A_REASON = [
    (ES, "El reporte del {old} se cancela porque su expediente fue trasladado a otra oficina."),
    (ES, "Su cita del {old} ha sido cancelada debido a que su caso fue transferido a otra oficina."),
    (ES, "La cita del {old} queda cancelada ya que el expediente fue enviado a otra sede."),
    (ES, "Su visita del {old} fue cancelada porque su caso fue cerrado."),
    (EN, "Your appointment on {old} is cancelled because your case was transferred to another office."),
    (EN, "Your check-in of {old} has been cancelled since your file has been moved to a different office."),
    (EN, "Your visit on {old} was cancelled as your case was closed."),
]

NO_ANSWER_YET = [
    "Su mensaje llegó y fue puesto en turno. Que no haya respuesta no quiere decir que su petición fue aprobada.",
    "Recibimos su solicitud. El silencio no implica que su petición fue aceptada.",
    "Recibimos su petición. Este mensaje no significa que fue autorizada.",
    "Su solicitud está en revisión. Eso no quiere decir que fue aprobada.",
    "Su petición llegó a la oficina. Este recibo no supone que la solicitud haya sido aprobada.",
]

NEVER_CONFIRMS = [
    (EN, "Your appointment is not cancelled because your case was transferred to another office: come on {new}."),
    (ES, "Su cita del {old} se cancela solo si su expediente fue trasladado a otra oficina."),
    (ES, "Su cita será el {new}. Esto no quiere decir que su petición fue aprobada."),
    (EN, "There is nothing earlier yet, but your request for {new} is under review."),
    (EN, "Having had no answer does not imply that your appointment has been scheduled for {new}."),
    (EN, "Do not conclude from this that your appointment was moved to {new}."),
    (EN, "Your change to {new} is not final until you receive a new confirmation."),
    (EN, "If there is nothing earlier, your appointment will be moved to {new}."),
    (ES, "Que no haya recibido respuesta no quiere decir que su cita fue cambiada al {new}."),
    (ES, "Su silencio no implica que la cita fue confirmada para el {new}."),
    (ES, "Si se cambia su cita al {new}, le avisaremos."),
    (ES, "Su cita no se mueve al {new}."),
    (ES, "¿Se cambia su cita al {new}? Le contestaremos pronto."),
    (ES, "Se considerará cambiar su cita al {new}."),
    (ES, "Se considerará su petición de venir el {new}."),
    (ES, "Si ya tienes cita el {new}, no hagas otra."),
    (ES, "Todavía no tienes cita el {new}."),
    (ES, "Te avisaremos si te toca el {new}."),
    (ES, "Cuando se pasa una cita al {new}, se avisa por correo."),
    (ES, "Ya no te esperamos el {new}; tu solicitud está en revisión."),
]


def read_body(language: Language, body: str) -> Reading:
    subject = "About your appointment" if language is EN else "Sobre su cita"
    return read(message(subject, with_dates(body, language)), OFFICIAL, RULES, OFFICES)


def confirms(reading: Reading) -> bool:
    return reading.kind in CONFIRMING and set(reading.doubts) <= _BARE


@pytest.mark.parametrize(("language", "body"), NOTHING_EARLIER)
def test_nothing_earlier_is_a_no(language: Language, body: str) -> None:
    assert read_body(language, body).kind is Kind.REQUEST_DENIED


@pytest.mark.parametrize(("language", "body"), FOOTERS)
def test_a_footer_on_when_changes_are_final_leaves_the_confirmation_alone(language: Language, body: str) -> None:
    reading = read_body(language, body)
    assert reading.kind is Kind.SCHEDULED
    assert confirms(reading)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize("body", SUMMONED)
def test_what_absence_will_count_as_leaves_no_doubt(body: str) -> None:
    assert confirms(read_body(ES, body))


@pytest.mark.parametrize("body", MOVES_NOW)
def test_a_move_may_be_told_in_the_present(body: str) -> None:
    reading = read_body(ES, body)
    assert reading.kind is Kind.RESCHEDULED
    assert confirms(reading)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize("body", FAMILIAR)
def test_a_familiar_tone_sets_an_appointment_too(body: str) -> None:
    reading = read_body(ES, body)
    assert reading.kind is Kind.SCHEDULED
    assert confirms(reading)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize(("language", "body"), NEVER_CONFIRMS)
def test_what_only_sounds_like_it_never_confirms(language: Language, body: str) -> None:
    assert not confirms(read_body(language, body))


@pytest.mark.parametrize(("language", "body"), CANCELLED_FOR_A_REASON)
def test_why_a_visit_was_cancelled_is_not_a_change_of_it(language: Language, body: str) -> None:
    reading = read_body(language, body)
    assert reading.kind is Kind.CANCELLED
    assert confirms(reading)


@pytest.mark.parametrize("body", NO_ANSWER_YET)
def test_what_an_absent_answer_does_not_mean_is_no_refusal(body: str) -> None:
    assert read_body(ES, body).kind is Kind.REQUEST_RECEIVED
