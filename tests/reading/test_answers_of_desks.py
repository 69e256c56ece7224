"""What desks and portals write around their answer, in English and Spanish, and near ones that wait for a person."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, OLD_DAY
from tracker.reading.types import Doubt, Kind, Language

EN, ES = Language.EN, Language.ES
SET = [
    (EN, "Your check-in is booked for {new}. ICE will never ask you for money to book, change or cancel a visit."),
    (EN, "Your check-in is booked for {new}. There is no fee to change or cancel an appointment."),
    (EN, "Your check-in is set for {new}. Making a request does not by itself change the date."),
    (EN, "Your check-in is set for {new}. Sending a request will not move your appointment."),
    (EN, "Your check-in is set for {new}. Changes made by phone or e-mail can take up to 10 business days."),
    (EN, "Your check-in is set for {new}. Weapons of any kind, including pocket knives, are not allowed."),
    (EN, "Your check-in is set for {new}. Food and drink are not allowed."),
    (
        EN,
        "You have an appointment. / Report on {new}. / Persons without an appointment are seen as time allows.",
    ),
    (ES, 'Aviso de cita / Fecha: {new} / Si cambian sus planes, elija "Programar o cambiar una cita".'),
    (EN, "Your check-in is set for {new}. If you received it in error, delete it and tell the sender."),
    (
        EN,
        "Your check-in is set for {new}. Do not write again; this will not give you an earlier date.",
    ),
    (
        ES,
        "Su cita está programada para el {new}. ICE nunca le pedirá dinero por programar, cambiar o cancelar una cita.",
    ),
    (ES, "Su cita está programada para el {new}. Hacer una solicitud no cambia por sí sola la fecha."),
    (ES, "Su cita está programada para el {new}. No abra otro caso; con eso no recibirá una fecha más cercana."),
    (ES, "Su cita está programada para el {new}. Las respuestas a este mensaje se descartan."),
    (ES, "Su cita está programada para el {new}. Los cambios por teléfono pueden tardar hasta 10 días hábiles."),
]
MOVED = [
    (EN, "Your visit was moved from {old} to {new}. / Office: 26 Federal Plaza (no change)"),
    (
        EN,
        "The office has changed the date of your visit. / Before: {old} / Now: {new} / Location: New York (no change)",
    ),
    (EN, "Your check-in has been rescheduled to {new} (before: {old})."),
    (
        EN,
        "We picked a new time for you: / Date: {new} / Office: New York / This takes the place of your visit on {old}.",
    ),
    (
        ES,
        (
            "Le dimos una nueva fecha de presentación. / \tFecha que tenía\tFecha que tiene ahora / "
            "Día\t{old}\t{new} / "
            "El cambio ya está hecho y no se le pondrá falta."
        ),
    ),
    (EN, "We have moved your check-in to {new}. Your check-in of {old} has been taken off the list."),
    (
        EN,
        (
            "Follow these revised instructions and disregard those we mailed to you on March 1. / "
            "Do not report on {old}. / Report instead on {new}."
        ),
    ),
    (EN, "Your check-in was moved from {old} to {new}. If you printed an old confirmation, throw away it."),
    (ES, "Su cita se movió del {old} al {new}. / Oficina: 26 Federal Plaza (sin cambio)"),
    (ES, "Su cita ha sido reprogramada para el {new} (antes: {old})."),
    (ES, "Cambió la fecha de su cita. / Antes: {old} / Ahora: {new}"),
    (
        ES,
        "Enviamos su solicitud a la oficina de Newark y ya tenemos la respuesta. Su cita se movió del {old} al {new}.",
    ),
    (
        ES,
        (
            "Siga estas instrucciones revisadas y no tome en cuenta las que le enviamos por correo el 1 de marzo. / "
            "No se presente el {old}. / Preséntese en su lugar el {new}."
        ),
    ),
    (ES, "Su cita se movió del {old} al {new}. Si imprimió una confirmación anterior, deséchela e imprima esta."),
    (ES, "Su cita se movió del {old} al {new}. No hace falta que vuelva a llamar para confirmar."),
]
ANSWERED = [
    (
        EN,
        (
            "Places have become available. Your check-in now takes place on {new}. You do not need to appear on {old}. "
            "Otherwise no action is needed."
        ),
    ),
    (EN, "You asked whether your check-in could be moved. It has been rescheduled from {old} to {new}."),
    (
        EN,
        (
            "We forwarded your request to the Newark office and have now heard back. "
            "Your check-in has been rescheduled from {old} to {new}."
        ),
    ),
]
CANCELLED = [
    (EN, "Your check-in of {old} has been canceled. Until you hear from them, there is no appointment to attend."),
    (EN, "Your check-in of {old} is canceled because your reporting has been changed to telephone."),
    (EN, "Your check-in of {old} is canceled, because your supervision has been transferred to another area."),
    (ES, "Su cita del {old} quedó cancelada. Mientras no le escriban, no tiene ninguna cita a la que asistir."),
    (ES, "ICE ha cancelado su cita del {old}. No se espera que comparezca en esa fecha."),
    (
        ES,
        (
            "Su cita del {old} fue cancelada. Le volveremos a escribir cuando tengamos una nueva fecha, "
            "probablemente en agosto. Guarde este correo."
        ),
    ),
]
MUST_WAIT = [
    (EN, "Your check-in is set for {new}. Your request does not change the date yet."),
    (EN, "Your check-in of {old} was not moved to {new}. / Office: New York (no change)"),
    (EN, "Your request was looked at. / Date: {old} (no change) / Office: New York (no change)"),
    (EN, "You asked whether your check-in could be moved to {new}."),
    (EN, "You asked whether your check-in could be moved. We do not know yet whether it has been moved to {new}."),
    (
        EN,
        "Your check-in of {old} has been moved to {new}. You asked whether it could be moved again; we will tell you.",
    ),
    (
        EN,
        "We forwarded your request to the Newark office and have not heard back. Your check-in may be moved to {new}.",
    ),
    (EN, "We forwarded your request for {new} to the Newark office."),
    (EN, "We have moved your check-in to {new}. Your check-in of {new} has been taken off the list."),
    (EN, "Your check-in was scheduled for {new}. Until you hear from us, there is no appointment to attend."),
    (EN, "Disregard those we mailed to you. Your check-in was moved from {old} to {new}. Disregard this letter."),
    (EN, "This does not take the place of your appointment on {old}."),
    (EN, "We could pick a new time for you: {new}"),
    (EN, "You have been given an appointment. / Report on {new}. / You will not be seen without an appointment yet."),
    (ES, "Aviso de cita / Fecha: {new} / Falta un paso: elija una cita."),
    (EN, "Report instead on {new} if the office agrees."),
    (ES, "¿Cambió la fecha de su cita? / Antes: {old} / Ahora: {new}"),
    (ES, "No cambió la fecha de su cita. / Antes: {old} / Ahora: {new}"),
    (ES, "Usted preguntó si su cita podía pasarse al {new}."),
    (ES, "Enviamos su solicitud a la oficina de Newark y aún no tenemos la respuesta. Su cita pasaría al {new}."),
    (ES, "Su cita fue programada para el {new}. Mientras no le escriban, no tiene ninguna cita a la que asistir."),
    (ES, "Se revisó su solicitud. / Fecha: {old} (sin cambio) / Oficina: Nueva York (sin cambio)"),
    (ES, "No tome en cuenta las instrucciones. Su cita se movió del {old} al {new}."),
]


@pytest.mark.parametrize(("language", "body"), SET)
def test_what_is_told_beside_a_date_that_was_set_does_not_hold_it(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY


@pytest.mark.parametrize(("language", "body"), MOVED)
def test_what_is_told_beside_a_move_does_not_hold_it(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY
    assert (reading.previous_starts_at and reading.previous_starts_at.day) == OLD_DAY


@pytest.mark.parametrize(("language", "body"), ANSWERED)
def test_a_wish_that_is_told_before_the_answer_leaves_nothing_undecided(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.kind is Kind.RESCHEDULED
    assert Doubt.NEGATED not in reading.doubts
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_what_is_told_beside_a_cancelling_does_not_hold_it(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())
    assert (reading.previous_starts_at and reading.previous_starts_at.day) == OLD_DAY


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_what_only_sounds_like_an_answer_waits_for_a_person(language: Language, body: str) -> None:
    assert waits(read_body(body, language))


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (EN, "We moved your check-in from April 5, 2027 to May 3, 2027. The hour is the same, 9:00 a.m."),
        (ES, "Movimos su cita del 5 de abril de 2027 al 3 de mayo de 2027. La hora es la misma, 9:00 a. m."),
    ],
)
def test_the_hour_behind_the_words_that_it_stays_is_that_of_both_days(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.doubts == ()
    assert {when.time and when.time.hour for when in (reading.starts_at, reading.previous_starts_at) if when} == {9}


@pytest.mark.parametrize(
    "body",
    [
        (
            "The time of your check-in has changed. / Date: Monday, May 3, 2027 (no change) / Old time: 10:30 a.m. / "
            "New time: 1:30 p.m."
        ),
        (
            "Cambió la hora de su cita. / Fecha: lunes 3 de mayo de 2027 (sin cambio) / Hora anterior: 10:30 a. m. / "
            "Hora nueva: 1:30 p. m."
        ),
    ],
)
def test_a_day_that_is_said_not_to_change_holds_the_old_hour_and_the_new(body: str) -> None:
    reading = read_body(body, ES if "cita" in body else EN)
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert [when and str(when.time) for when in (reading.starts_at, reading.previous_starts_at)] == [
        "13:30:00",
        "10:30:00",
    ]


def test_a_title_that_says_that_a_near_visit_is_cancelled_is_no_reminder() -> None:
    body = "The visit you were to make to this office on {old} is canceled."
    reading = read_body(body, subject="Your visit next week will not take place")
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())


def test_what_somebody_wrote_to_the_desk_is_no_heading_of_the_date_below() -> None:
    body = "Topic / I was released without an appointment / Answer / Your check-in is set for {new}."
    reading = read_body(body)
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY
