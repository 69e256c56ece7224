"""A date is not taken at its word where the rest of the letter names another hour or weekday, or was never finished."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.reading.classify import read
from tracker.reading.types import Doubt, Kind, Reading

OFFICE = "26 Federal Plaza, New York, NY 10278"
MOVED = "Your check-in was moved to Monday, May 3, 2027 at 9:00 AM."


def heard(body: str, subject: str = "Notice") -> Reading:
    return read(message(subject, f"{body}\n{OFFICE}"), OFFICIAL, RULES, OFFICES)


def test_the_date_alone_is_without_doubt() -> None:
    assert (heard(MOVED).kind, heard(MOVED).doubts) == (Kind.RESCHEDULED, ())


@pytest.mark.parametrize(
    "more",
    [
        "You must report on May 3, 2027 at the window on the left at 2:00 PM sharp.",
        "Your appointment on May 3 begins at 2:00 PM.",
        "Reminder of your visit: Monday, May 3, 2027, 2:00 PM.",
    ],
)
def test_two_hours_for_one_day_are_asked_about(more: str) -> None:
    assert Doubt.SEVERAL_DATES in heard(f"{MOVED}\n{more}").doubts


@pytest.mark.parametrize(
    "more",
    [
        "Your appointment on May 3, 2027 at 9:00 AM replaces the earlier one.",
        "On May 3, 2027 the building opens at 7:30 AM.",
        "Please call between 8:00 AM and 4:00 PM.",
    ],
)
def test_the_same_hour_again_and_the_hours_of_the_house_are_no_contradiction(more: str) -> None:
    assert heard(f"{MOVED}\n{more}").doubts == ()


@pytest.mark.parametrize(
    "fields",
    [
        "Day: Friday\nDate: May 3, 2027\nTime: 9:00 AM",
        "Date: May 3, 2027\nDay: Friday\nTime: 9:00 AM",
        "Día: viernes\nFecha: 3 de mayo de 2027\nHora: 9:00 a. m.",
        "Jou: Vandredi\nDat: 3 me 2027\nLè: 9:00 AM",
    ],
)
def test_a_weekday_in_a_field_of_its_own_is_held_against_the_date(fields: str) -> None:
    assert Doubt.WEEKDAY_MISMATCH in heard(f"Your check-in was moved.\n{fields}").doubts
    for wrong, right in (("Friday", "Monday"), ("viernes", "lunes"), ("Vandredi", "Lendi")):
        fields = fields.replace(wrong, right)
    assert Doubt.WEEKDAY_MISMATCH not in heard(f"Your check-in was moved.\n{fields}").doubts


@pytest.mark.parametrize(
    "left",
    ["Dear {{NAME}},", "Dear [NAME],", "Dear <<first>>,", "Office: %%office%%", "<DATE>", "Office: Hartford (?)"],
)
def test_what_a_program_forgot_to_fill_in_needs_a_look(left: str) -> None:
    assert {Doubt.PARTS_DISAGREE, Doubt.NEGATED} & set(heard(f"{left}\n{MOVED}").doubts)


def test_of_a_letter_that_takes_itself_back_no_date_is_taken_and_of_one_that_is_unsure_it_is_shown() -> None:
    assert Doubt.NEGATED in heard(f"{MOVED}\nThis message was sent in error.").doubts
    assert heard(f"{MOVED}\nThe new date is provisional.").doubts == (Doubt.PARTS_DISAGREE,)


def test_a_tag_of_the_mail_gateway_is_not_such_a_gap() -> None:
    assert heard(MOVED, "[EXTERNAL] Notice").doubts == ()


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Bulletin 131", "Your check-in on Monday, May 3, 2027 at 9:00 AM was cancelled in bulletin 114."),
        ("Update", "Log in to the portal to view it. The visit of Monday, May 3, 2027 at 9:00 AM has been called off."),
    ],
)
def test_a_letter_about_a_date_is_seen_though_it_names_a_bulletin_or_a_portal(subject: str, body: str) -> None:
    reading = heard(body, subject)
    assert reading.kind is Kind.CANCELLED
    assert reading.previous_starts_at is not None


@pytest.mark.parametrize("marks", ["“{}”", "« {} »", '"{}"'])
def test_what_a_letter_only_quotes_it_does_not_say(marks: str) -> None:
    quoted = marks.format(MOVED)
    assert heard(f"ICE ERO sent you this earlier: {quoted}").doubts
    assert heard(f'{MOVED}\nBring the form "Order of Supervision" and this letter.').doubts == ()


@pytest.mark.parametrize(
    ("unsettled", "settled"),
    [
        ("Status: Requested", "Status: Confirmed"),
        ("Estado: sin tramitar", "Estado: programada"),
        ("Situação: em digitação", "Situação: confirmado"),
        ("État de votre demande : en attente au bureau", "Statut: confirmé"),
        ("Estati: nan men biwo a", "Estati: konfime"),
        ("Approvals: 1 of 2", "Approvals: 2 of 2"),
        ("Version: 1 sur 2", "Page: 1 sur 2"),
        ("Etapa: 2 de 3", "Página: 2 de 3"),
    ],
)
def test_a_field_that_says_less_than_the_letter_is_asked_about(unsettled: str, settled: str) -> None:
    assert Doubt.PARTS_DISAGREE in heard(f"{MOVED}\n{unsettled}").doubts
    assert heard(f"{MOVED}\n{settled}").doubts == ()


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("We expect you to report at 1:30 PM.", "Please report at 8:45 AM and wait to be called."),
        ("Your appointment is in the afternoon, at 2:15 PM.", "Your appointment begins at 9:00 AM sharp."),
    ],
)
def test_another_hour_to_come_at_is_asked_about_and_an_early_arrival_is_not(other: str, same: str) -> None:
    fields = "Your check-in has been scheduled.\nDate: Monday, May 3, 2027\nTime: 9:00 AM"
    assert Doubt.SEVERAL_DATES in heard(f"{fields}\n{other}").doubts
    assert heard(f"{fields}\n{same}").doubts == ()


@pytest.mark.parametrize(
    "more",
    [
        "Our office is closed on May 3, 2027 for the holiday.",
        "The office will be closed from April 30, 2027 to May 4, 2027.",
        "La oficina estará cerrada el 3 de mayo de 2027.",
        "O escritório estará fechado em 3 de maio de 2027.",
        "Le bureau sera fermé le 3 mai 2027.",
        "Biwo a ap fèmen 3 me 2027.",
        "The counter is open from 8 a.m. to 4 p.m. except May 3, 2027, when all is closed.",
        "Horaires : de 8 h à 16 h, sauf le 3 mai 2027, où tout est fermé.",
    ],
)
def test_a_day_on_which_the_letter_says_that_the_office_is_closed_is_asked_about(more: str) -> None:
    assert {Doubt.PARTS_DISAGREE, Doubt.SEVERAL_DATES} & set(heard(f"{MOVED}\n{more}").doubts)


@pytest.mark.parametrize(
    "more",
    [
        "Our office is closed on May 31, 2027 for the holiday.",
        "On May 3, 2027 the counter is closed from 12:00 PM to 1:00 PM.",
        "Biwo a ap fèmen 27 me 2027, apati 9è nan maten.",
        "O escritório estará fechado em 26 e 27 de maio de 2027 (feriado).",
        "The counter is open from 8 a.m. to 4 p.m. except May 31, 2027, when all is closed.",
    ],
)
def test_another_day_or_some_hours_of_closing_are_no_contradiction(more: str) -> None:
    assert heard(f"{MOVED}\n{more}").doubts == ()


def test_a_visit_cancelled_because_the_office_is_closed_that_day_is_no_contradiction() -> None:
    body = "The office is closed on May 3, 2027. Your check-in of Monday, May 3, 2027 at 9:00 AM has been cancelled."
    assert (heard(body).kind, heard(body).doubts) == (Kind.CANCELLED, ())


@pytest.mark.parametrize(
    "left",
    [
        "[or leave as it is, see the slip]",
        "[suprimir si no procede]",
        "[trava G até segunda ordem]",
        "[garder si rien]",
    ],
)
def test_a_choice_that_was_left_in_brackets_is_asked_about(left: str) -> None:
    assert Doubt.PARTS_DISAGREE in heard(f"{MOVED} {left}").doubts
    assert Doubt.PARTS_DISAGREE in heard(MOVED, f"Your check-in was moved {left}").doubts


@pytest.mark.parametrize(
    "beside",
    [
        "[Case 1180-5526]",
        "[ View my appointment ]",
        "[EXTERNAL SENDER: take care]",
        "[cid:image001.png@01DA]",
        "[X]",
        "[ERO]",
    ],
)
def test_numbers_buttons_and_banners_in_brackets_say_nothing(beside: str) -> None:
    assert heard(f"{MOVED}\n{beside}", f"Notice {beside}").doubts == ()
