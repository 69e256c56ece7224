"""Plain letters of offices in English and Spanish, and the like in the other languages, with near ones that wait."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, OLD_DAY
from tracker.reading.types import Kind, Language

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
MOVED = [
    (
        EN,
        "Because you cannot be in two places, your check-in will not take place on {old} but one week later, on {new}.",
    ),
    (ES, "Su cita no se llevará a cabo el {old} sino una semana después, el {new}."),
    (
        EN,
        "Your check-in was moved. / Before: {old} / Now: {new} / Destroy the old letter so you do not mix them up.",
    ),
    (ES, "Su cita se movió. / Antes: {old} / Ahora: {new} / Rompa la carta anterior para que no las confunda."),
    (PT, "O comparecimento mudou. / Antes: {old} / Agora: {new} / Rasgue a carta antiga para não confundi-las."),
    (
        FR,
        "Votre rendez-vous est reporté. / Avant : {old} / Maintenant : {new} / Pour éviter toute confusion, jetez-le.",
    ),
    (ES, "Su cita se ha adelantado. / Antes: {old} / Ahora: {new} / No se permite entrar al edificio en sandalias."),
    (EN, "Your check-in was moved from {old} to {new}. To find out whether the building is open, call us."),
    (ES, "Su cita del {old} quedó reprogramada para el {new}. Para saber si el edificio está abierto, llame."),
    (EN, "Your check-in was moved from {old} to {new}. If you get an automatic reminder of {od}, ignore it."),
    (ES, "Su cita se movió del {old} al {new}. Si le llega un recordatorio automático del {od}, no le haga caso."),
]
CANCELLED = [
    (EN, "The notice you received for {old} was issued in error. That appointment has been cancelled."),
    (ES, "El aviso que recibió para el {old} se emitió por error. Esa cita ya fue cancelada."),
]
SET = [
    (ES, "Aviso de cita / Le escribimos para informarle que usted tiene una cita en nuestra oficina. / Fecha: {new}"),
    (EN, "An appointment has been made for you. / First appointment: {new}"),
    (EN, "Your check-in has been scheduled for {new}. Please note that Monday, May 31, 2027 is a federal holiday."),
    (ES, "Su cita ha sido programada para el {new}. El lunes 31 de mayo de 2027 es feriado."),
    (PT, "O seu comparecimento foi agendado para {new}. Segunda-feira, 31 de maio de 2027, é feriado."),
    (FR, "Votre rendez-vous a été fixé au {new}. Le lundi 31 mai 2027 est férié."),
    (EN, "We received your change of address on March 1. An appointment has been made for you for {new}."),
    (EN, "Your check-in has been scheduled for {new}. Food and drink are not allowed in the waiting room."),
]
CLOSED = [
    (EN, "The New York office, 26 Federal Plaza, is closed to the public until further notice."),
    (EN, "Operating status: New York, NY - CLOSED"),
    (ES, "La oficina de Nueva York, 26 Federal Plaza, está cerrada al público hasta nuevo aviso."),
    (ES, "ESTADO DE OPERACIÓN: Nueva York, NY - CERRADA / Recibe esta alerta porque es la oficina que tiene asignada."),
    (PT, "O escritório de Nova York, 26 Federal Plaza, está fechado ao público até novo aviso."),
    (FR, "Le bureau de New York, 26 Federal Plaza, est fermé au public jusqu'à nouvel ordre."),
    (HT, "Biwo New York la, 26 Federal Plaza, fèmen pou piblik la jiskaske yo di lòt bagay."),
]
MUST_WAIT = [
    (ES, "Aviso de cita / Conserve por ahora la fecha que usted tiene. / Fecha: {new}"),
    (EN, "Your check-in may not take place on {old} but one week later, on {new}."),
    (EN, "We asked that your check-in will not take place on {old} but on {new}. This is under review."),
    (EN, "The cancellation notice you received for {old} was issued in error. Your check-in was cancelled by mistake."),
    (EN, "Your check-in of {old} has been cancelled. That notice was issued in error."),
    (ES, "Su cita del {old} fue cancelada. Ese aviso se emitió por error."),
    (EN, "Your check-in was moved from {old} to {new}. If you received this letter, ignore it."),
    (ES, "Su cita se movió del {old} al {new}. Si recibe este aviso, no le haga caso."),
    (ES, "Su cita se ha adelantado al {new}. No se permite el cambio."),
]


@pytest.mark.parametrize(("language", "body"), MOVED)
def test_a_move_told_plainly_is_believed(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY
    assert (reading.previous_starts_at and reading.previous_starts_at.day) == OLD_DAY


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_what_was_sent_by_mistake_and_is_cancelled_is_cancelled(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())
    assert (reading.previous_starts_at and reading.previous_starts_at.day) == OLD_DAY


@pytest.mark.parametrize(("language", "body"), SET)
def test_a_date_set_plainly_is_believed(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY


@pytest.mark.parametrize(("language", "body"), CLOSED)
def test_an_office_that_is_closed_to_the_public_tells_of_no_appointment(language: Language, body: str) -> None:
    assert read_body(body, language).kind is Kind.OFFICE_CLOSURE


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_what_only_sounds_so_waits_for_a_person(language: Language, body: str) -> None:
    assert waits(read_body(body, language))
