"""Plain English mail of agencies: what it confirms, whose dates are not the visit's, and near ones that must wait."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, NEW_TIME, OLD_DAY, OLD_TIME, says
from tracker.reading.types import CONFIRMING, Doubt, Kind, Language

SET = "Your ICE check-in has been scheduled for {new}. / "
MOVED = "Your ICE check-in has been moved from {old} to {new}. / "
SCHEDULED = [
    SET + "Call us no later than April 19, 2027 if you need an interpreter.",
    SET + "If you need a ramp, write to us no later than April 12, 2027.",
    SET + "Thank you for reporting on February 15, 2027.",
    SET + "Thank you for your telephone call of February 15, 2027.",
    "PRINT DATE: 02/26/2027 PAGE 1 OF 1 / An appointment has been set for you. / Date: {new}",
    "NOTICE 0412   PAGE 1 OF 1 / MAIL DATE 02/26/2027 / An appointment has been set for you. / Date: {new}",
    "Your next check-in date was set at the window: / Next report date: {new}",
    "Your next appointment was booked today: / Date and time: {new}",
    "You have been scheduled for the following appointment: / {new} / In person",
    "We have put you in the book for {new}.",
    "The office has you in the calendar for {new}.",
    "Our office has written you in the appointment book for {new}.",
    SET + "Go to the appointment line, not the walk-in line.",
    SET + "You may have to wait in line at the door.",
    SET + "Until you hear back from us in writing, the day above is your day.",
    SET + "Unless you are told otherwise, the appointment shown above stands.",
    SET + "Appointments are not rescheduled more than once except in an emergency.",
    "APPOINTMENT CARD / For: Ana Ruiz / On: {new} / Kindly give 48 hours notice if unable to keep this appointment.",
    "Visit card / Name: Ana Ruiz / When: {new} / Bring your appointment card.",
]
RESCHEDULED = [
    "We've switched you from {old} to {new}.",
    "The office has moved you from {old} to {new}.",
    MOVED + "This message confirms the change you made on February 26, 2027 at 9:11 PM.",
    MOVED + "Thank you for the selection you made on February 25, 2027 at 9:11 PM.",
    "Your check-in was moved. You are now scheduled for {new}. Your spot on {old} has been given to another person.",
    "Your visit was moved. You are now expected on {new}. Your hour of {old} was released to someone else.",
    "The line of our letter about your check-in that reads '{od} at {ot}' is amended to read '{nd} at {nt}'.",
    "Our notice of your appointment, which reads '{old}', is hereby amended to read '{new}'.",
    "Your visit to the ICE office here in New York has been moved from 8:30 AM on / {od} to 9:00 AM on {nd}.",
    MOVED + "All other parts of the memorandum remain unchanged.",
    MOVED + "Interviews are not moved more than twice.",
    "Unfortunately we have to move your check-in from {old} to {new}.",
    "We are sorry, the office has to postpone your visit from {old} to {new}.",
]
CANCELLED = [
    "Unfortunately we have to cancel your {old} appointment. We're sorry!",
    "Sorry, we have to cancel your check-in of {old}.",
    "We are afraid the office has to call off your visit of {old}.",
    "Your check-in of {old} has been cancelled. If you have not heard from us in 30 days, call the desk.",
    "Your visit of {old} is cancelled. If you do not hear from the office within two weeks, write to us.",
]
MUST_WAIT = [
    "We can put you in the book for {new}.",
    "We could put you down for {new}.",
    "We can put you down for {new}.",
    "Shall we put you in the book for {new}?",
    "We may have to cancel your appointment of {old}. Unfortunately we do not know yet.",
    "Unfortunately we have to cancel your appointment of {old} if you do not bring your papers.",
    "Unfortunately we have to move your check-in of {old} to {new} unless the heating is repaired.",
    "Unfortunately we have to ask you about your check-in of {old}.",
    "We could switch you from {old} to {new}.",
    "Would you like us to switch you from {old} to {new}?",
    "If you agree, the line about your appointment that reads '{old}' is amended to read '{new}'.",
    "The line about your appointment that reads '{old}' may be amended to read '{new}'.",
    "Your request about {new} was received. Until you hear back from us, the date above is your wish.",
    "Your request to come on {new} was received. Until you hear from us in writing, the date above is not yours.",
    "Your request waits in line. Requested date: {new}",
    "Bring your appointment card on {new}.",
    "You have not been scheduled for the following appointment: / {new}",
    "If your spot on {old} has been given to another person, you will be moved to {new}.",
    "We have heard from a neighbor that your appointment is on {new}.",
]


@pytest.mark.parametrize("body", SCHEDULED)
def test_a_plain_letter_sets_the_date_that_it_names(body: str) -> None:
    reading = read_body(body)
    assert (reading.kind, set(reading.doubts)) == (Kind.SCHEDULED, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize("body", RESCHEDULED)
def test_a_plain_letter_tells_the_old_date_from_the_new_one(body: str) -> None:
    reading = read_body(body)
    assert (reading.kind, set(reading.doubts)) == (Kind.RESCHEDULED, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize("body", CANCELLED)
def test_a_plain_letter_cancels_the_date_that_it_names(body: str) -> None:
    reading = read_body(body)
    assert (reading.kind, set(reading.doubts)) == (Kind.CANCELLED, set())
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize("body", MUST_WAIT)
def test_what_only_sounds_like_it_waits_for_a_person(body: str) -> None:
    assert waits(read_body(body))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("You have been scheduled for the following appointment: / {new}", Kind.SCHEDULED),
        ("You are reminded of the following appointment: / {new}", Kind.REMINDER),
        ("Reminder: you have been scheduled for the following appointment: / {new}", Kind.REMINDER),
        ("Your appointment is on {new}.", Kind.REMINDER),
    ],
)
def test_under_the_title_of_an_upcoming_visit_only_one_that_has_been_set_is_no_reminder(body: str, kind: Kind) -> None:
    assert read_body(body, subject="Upcoming appointment").kind is kind


def test_a_past_letter_date_never_becomes_the_appointment() -> None:
    reading = read_body("Call us no later than {old}.")
    assert reading.kind not in CONFIRMING or Doubt.NO_DATE in reading.doubts


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (Language.EN, "Your appointment was moved to {new}. Your appointment has not changed."),
        (Language.ES, "Su cita fue cambiada para el {new}. Su cita no ha cambiado."),
        (Language.PT, "Sua marcação foi alterada para {new}. Sua marcação não mudou."),
        (Language.FR, "Votre rendez-vous a été déplacé au {new}. Votre rendez-vous n'a pas changé."),
        (Language.HT, "Randevou ou deplase pou {new}. Randevou ou pa chanje."),
    ],
)
def test_what_was_moved_and_has_not_changed_waits(language: Language, body: str) -> None:
    assert waits(read_body(body, language, subject="ICE"))


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (Language.PT, "Sua visita foi alterada para {new}. O local da visita não mudou."),
        (Language.HT, "Randevou ou deplase pou {new}. Adrès la pa chanje."),
    ],
)
def test_what_was_moved_while_the_place_has_not_changed_is_believed(language: Language, body: str) -> None:
    assert not waits(read_body(body, language, subject="ICE"))
