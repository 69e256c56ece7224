"""What desks write around an appointment in English and Spanish: asides, rows and reasons, with near ones that wait."""

from __future__ import annotations

from datetime import time

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, OLD_DAY
from tracker.reading.types import Doubt, Kind, Language

EN, ES = Language.EN, Language.ES
MOVED = [
    (EN, "We changed your appointment. You are scheduled to be seen on {new}. We took you off the schedule for {old}."),
    (EN, "We moved your check-in. You are booked for {new}. We have removed you from our calendar for {old}."),
    (EN, "We moved you, so your visit of {old} will not take place. / New date: {new}"),
    (EN, "We were able to find another day for your family. / Instead of: {old} / Please come on: {new}"),
    (EN, "We have found another day for you. / Instead of: {old} / Please come on: {new}"),
    (EN, "Your visit was moved from {old} to {new} because you told us of your brother's funeral in Tulsa."),
    (EN, "There was no room on that day, so we moved your visit from {old} to {new}."),
    (EN, "Your check-in was moved from {old} to {new}. Bring the vaccination record of each child."),
    (ES, "Su cita cambió. / Deja de tener cita el / {old} / Pasa a tener cita el / {new}"),
    (
        ES,
        "Su cita fue cambiada. / Fecha nueva: {new} / Fecha reemplazada: {old} / Sea puntual al pasar por la revisión.",
    ),
    (ES, "Su cita del {old} se movió al {new}. No compre citas en redes sociales."),
    (ES, "Se movió su cita. Queda citado para el {new}. Ya no debe venir el {old}, cita que fue retirada del sistema."),
    (
        ES,
        "Su cita del {old} se movió al {new}. Para ese día no había cupo, así que le dimos el siguiente.",
    ),
    (EN, "Your appointment on {old} is now on {new}. Please bring your papers."),
    (EN, "Your meeting on {old} will now be held on: / {new} / We changed it."),
    (ES, "Su cita del {old} será ahora el {new}."),
    (ES, "Su cita cambió. / Cita inicial (sin efecto)\t{old} / Cita reasignada (vigente)\t{new}"),
    (ES, "Su cita cambió. / Número de reserva 7Y2-0046 / Antes: {old} / Ahora: {new}"),
    (ES, "El {od} habrá una jornada; su cita de las 8:30 a. m. de ese día fue trasladada. / Nueva cita: {new}"),
]
CANCELLED = [
    (EN, "Your check-in of {old} has been cancelled. Office staff cannot reactivate a cancelled appointment."),
    (ES, "Su cita del {old} fue cancelada. El personal no puede reactivar una cita cancelada."),
    (ES, "Su cita del {old} fue cancelada. La cancelación no lo libera de su obligación de presentarse."),
    (
        ES,
        "La oficina ha anulado su cita del {old}. No llame para preguntar la fecha: los agentes todavía no la conocen.",
    ),
]
SET = [
    (
        EN,
        "Your booking is confirmed. / Date: {new} / Your data are used here and are erased 90 days after the visit.",
    ),
    (EN, "You are booked for {new}. If you have a job interview on that day, call us."),
    (EN, "Notice of appointment / Date: {new} / Aids are available upon request to persons with disabilities."),
    (ES, "Su cita es el {new}. Para otros idiomas, díganos con una semana de anticipación."),
    (ES, "Acuse de cita registrada / Fecha y hora: {new}"),
]
NOT_DENIED = [
    (EN, "Visit booked: {new}. / Masks are by the door for anyone who would like one."),
    (ES, "Cita agendada: {new} / Son motivos para faltar: enfermedad o entrevista de trabajo."),
]
MUST_WAIT = [
    (EN, "If your appointment on {old} is now on {new}, call us."),
    (EN, "Your request: your appointment on {old} is now on {new}."),
    (EN, "Your appointment on {old} is not now on {new}."),
    (EN, "You may be required to attend in person at this Unit on / {new}"),
    (ES, "Su cita cambió. / Cita inicial (sin efecto)\t{old} / Cita anulada (sin efecto)\t{new}"),
    (EN, "We moved your check-in to {new}. We took you off the schedule for {new}."),
    (EN, "We may be able to find another day for you. / Instead of: {old} / Please come on: {new}"),
    (EN, "Were we able to find another day for you? / Instead of: {old} / Please come on: {new}"),
    (EN, "We were not able to find another day for you. / {new}"),
    (EN, "Vaccination appointment / You are booked for {new}."),
    (EN, "You are booked for {new}. Your booking is erased 3 days after this letter unless you confirm it."),
    (EN, "Because of your brother's funeral you would like to move your visit from {old} to {new}."),
    (EN, "Would anyone like one? / Date: {new}"),
    (ES, "¿Deja de tener cita el {old}? ¿Pasa a tener cita el {new}?"),
    (ES, "Su cita del {old} se movería al {new} si pasa la revisión."),
    (ES, "Su cita está por revisión y se movería del {old} al {new}."),
    (ES, "Entrevista de trabajo / Su cita es el {new}."),
    (ES, "Para ese día no había cupo, así que se queda con su cita. / Pidió: {new}"),
    (ES, "Los agentes todavía no saben si su cita del {old} fue cancelada."),
]
SUMMONED = [
    (EN, "You are required to attend in person at this Unit on / {new} / You are under an order of supervision."),
    (ES, "Por la presente se le cita para que comparezca el {new}, al objeto de actualizar su ficha. Es obligatorio."),
    (EN, "In order to complete your file, you are ordered to report in person on {new}."),
]


@pytest.mark.parametrize(("language", "body"), MOVED)
def test_a_move_with_what_stands_around_it_is_believed(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY
    assert (reading.previous_starts_at and reading.previous_starts_at.day) == OLD_DAY


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_a_cancelling_with_what_stands_around_it_is_believed(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())
    assert (reading.previous_starts_at and reading.previous_starts_at.day) == OLD_DAY


@pytest.mark.parametrize(("language", "body"), SET)
def test_a_visit_with_what_stands_around_it_is_believed(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY


@pytest.mark.parametrize(("language", "body"), NOT_DENIED)
def test_what_anyone_may_want_denies_nothing(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.kind is Kind.SCHEDULED
    assert Doubt.NEGATED not in reading.doubts


@pytest.mark.parametrize(("language", "body"), SUMMONED)
def test_what_a_summons_is_for_takes_nothing_from_it(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.SUMMONS, ())
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_what_only_sounds_like_such_a_letter_waits(language: Language, body: str) -> None:
    assert waits(read_body(body, language))


def test_the_hour_before_that_day_is_the_hour_of_the_old_date() -> None:
    reading = read_body("El {od} habrá una jornada; su cita de las 8:30 a. m. de ese día se movió al {new}.", ES)
    assert reading.previous_starts_at
    assert (reading.previous_starts_at.day, reading.previous_starts_at.time) == (OLD_DAY, time(8, 30))


@pytest.mark.parametrize(
    ("hour", "told"),
    [
        ("las diez horas con treinta minutos", time(10, 30)),
        ("las nueve horas con quince minutos", time(9, 15)),
        ("las once horas con cuarenta y cinco minutos", time(11, 45)),
    ],
)
def test_an_hour_in_the_words_of_an_order_is_read_with_its_minutes(hour: str, told: time) -> None:
    reading = read_body(f"Se fijan {hour} del lunes 3 de mayo de 2027 para su cita.", ES)
    assert reading.starts_at
    assert (reading.starts_at.day, reading.starts_at.time) == (NEW_DAY, told)
