"""Whose a genuine letter is, by its own bytes: each tie alone, each hint against it, and who may not say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.shell import ADDRESS, GMAIL, opened
from tracker.appointments.events import Effect, Entry, Status
from tracker.message.sample import compose
from tracker.message.types import Authenticity
from tracker.reading.types import Doubt
from tracker.storage.types import Origin
from tracker.worker.home import Home
from tracker.worker.identity import learn
from tracker.worker.intake import take_in
from tracker.worker.sandbox import Sandbox

NOW = datetime(2027, 3, 2, tzinfo=UTC)
HIS = "pedro@example.org"
MAY_3, MAY_10 = "Monday, May 3, 2027 at 9:00 AM EDT", "Monday, May 10, 2027 at 9:00 AM EDT"
SET = f"Your ICE check-in appointment has been scheduled for {MAY_3}."
CONFIRMED = (Effect.CONFIRMS, ())
UNBOUND = (Effect.REVIEW, (Doubt.UNBOUND,))
WRONG = (Effect.REVIEW, (Doubt.WRONG_PERSON,))
SEVERAL = (Effect.REVIEW, (Doubt.SEVERAL_PEOPLE,))


@pytest.fixture
def home(tmp_path: Path, child: Sandbox) -> Iterator[Home]:
    """Of Maria Fernanda Lopez, whose number and address are known."""
    with opened(tmp_path) as made:
        learn(made, "me", NOW, names=["Maria Fernanda Lopez"], a_number="A 123 456 789")
        yield replace(made, sandbox=child)


def letter(
    text: str = SET,
    *,
    to: str = HIS,
    minutes: int = 0,
    headers: tuple[tuple[str, str], ...] = (),
    calendar: str | None = None,
) -> bytes:
    """As ICE writes it and Gmail stores it, to somebody else unless told."""
    date = NOW - timedelta(days=1, minutes=-minutes)
    subject = "ICE check-in appointment"
    return compose(subject=subject, text=text, to=to, date=date, headers=headers, calendar=calendar)


def judged(home: Home, raw: bytes, *, received: datetime | None = None, origin: Origin = GMAIL) -> Entry:
    taken = take_in(home, raw, now=NOW, received=received, origins=[origin])
    (entry,) = [one for one in home.state("me", NOW).entries if one.sha256 == taken.sha256]
    return entry


def verdict(entry: Entry) -> tuple[Effect, tuple[Doubt, ...]]:
    assert entry.effect is not None
    return entry.effect, entry.doubts


NAMED = f"Dear Maria Lopez,\n\n{SET}"
NUMBERED = f"{SET}\nA-Number: A123-456-789"
OTHERS_NAME = f"Dear Pedro Ruiz,\n\n{SET}"
OTHERS_EVENT = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=America/New_York:20270503T090000\nSUMMARY:Check-in A987-654-321\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)
EVENT = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=America/New_York:20270503T090000\n{}\nEND:VEVENT\nEND:VCALENDAR\n"
TWO = f"Maria Lopez <{ADDRESS}>, Pedro Ruiz <{HIS}>"
OTHERS_NUMBER = f"{SET}\nA-Number: A987-654-321"


LETTERS = {
    "to her": (letter(to=f"Maria <{ADDRESS}>"), CONFIRMED),
    "a copy to her": (letter(headers=(("Cc", f"x@example.org, {ADDRESS.upper()}"),)), CONFIRMED),
    "her name": (letter(NAMED), CONFIRMED),
    "her number": (letter(NUMBERED), CONFIRMED),
    "nothing of hers": (letter(), UNBOUND),
    "delivered to her": (letter(headers=(("Delivered-To", ADDRESS), ("X-Original-To", ADDRESS))), UNBOUND),
    "sent on to her": (letter(headers=(("Bcc", ADDRESS), ("Resent-To", ADDRESS))), UNBOUND),
    "to an address that begins like hers": (letter(to=f"{ADDRESS}.example"), UNBOUND),
    "another's name": (letter(OTHERS_NAME, to=ADDRESS), WRONG),
    "another's number": (letter(OTHERS_NUMBER, to=ADDRESS), WRONG),
    "to her address by another's name": (letter(to=f"Ana Lopez <{ADDRESS}>"), WRONG),
    "to her address by another's name, about her": (letter(NAMED, to=f"Pedro Lopez <{ADDRESS}>"), CONFIRMED),
    "of her sister's appointment": (letter(f"The check-in of Ana Lopez was moved to {MAY_10}.", to=ADDRESS), WRONG),
    "another's number in the calendar part": (letter(to=ADDRESS, calendar=OTHERS_EVENT), WRONG),
    "her name with an initial": (letter(f"Name: LOPEZ, MARIA F\n{SET}"), CONFIRMED),
    "her name with the initial of another": (letter(f"Name: LOPEZ, MARIA T\n{SET}", to=ADDRESS), WRONG),
    "her name and another's number": (letter(f"{NAMED}\nA-Number: A987-654-321", to=ADDRESS), WRONG),
    "the end of another's number": (letter(f"{SET}\nA-Number: A***-***-019", to=ADDRESS), WRONG),
    "the end of another's number, with her name": (letter(f"{NAMED}\nYour file, ending 019.", to=ADDRESS), WRONG),
    "the end of her number": (letter(f"{SET}\nA-Number: A***-***-789", to=ADDRESS), CONFIRMED),
    "the end of her number, to somebody else": (letter(f"{SET}\nA-Number: A***-***-789"), UNBOUND),
    "the end of her number, her address, another's name": (
        letter(f"{SET}\nA***-***-789", to=f"Ana Lopez <{ADDRESS}>"),
        WRONG,
    ),
    "the end of a telephone number": (letter(f"{SET}\nWe will text the phone ending 019.", to=ADDRESS), CONFIRMED),
    "another's bare file number": (letter(f"{SET}\nFile No. 216555019", to=ADDRESS), WRONG),
    "her bare file number": (letter(f"{SET}\nFile No. 123456789"), CONFIRMED),
    "about her sister": (letter(f"Re: LOPEZ, ANA\n\n{SET}", to=ADDRESS), WRONG),
    "about her": (letter(f"RE: LOPEZ, MARIA\n\n{SET}"), CONFIRMED),
    "about her visit": (letter(f"Re: ICE Check-In Appointment\n\n{SET}", to=ADDRESS), CONFIRMED),
    "her sister in the summary of the entry": (
        letter(to=ADDRESS, calendar=EVENT.format("SUMMARY:ICE check-in - Ana Lopez")),
        WRONG,
    ),
    "her sister in the description of the entry": (
        letter(to=ADDRESS, calendar=EVENT.format("DESCRIPTION:Dear Ana Lopez\\, please come.\\nName: Ana Lopez")),
        WRONG,
    ),
    "her sister invited": (
        letter(to=ADDRESS, calendar=EVENT.format(f"ATTENDEE;CN=Ana Lopez;ROLE=REQ-PARTICIPANT:mailto:{ADDRESS}")),
        WRONG,
    ),
    "her in the entry, and an officer": (
        letter(
            to=ADDRESS,
            calendar=EVENT.format(
                f'SUMMARY:ICE check-in - Maria Lopez\nATTENDEE;CN="Maria Lopez":mailto:{ADDRESS}\n'
                "ATTENDEE;CN=John Smith:mailto:john.smith@ice.dhs.gov"
            ),
        ),
        CONFIRMED,
    ),
    "the entry of no one": (
        letter(to=ADDRESS, calendar=EVENT.format("SUMMARY:ICE Check-In - New York Field Office")),
        CONFIRMED,
    ),
    "to two people": (letter(to=TWO), SEVERAL),
    "to two people, about her": (letter(NAMED, to=TWO), CONFIRMED),
    "to two addresses of hers": (letter(to=f"Maria Lopez <{ADDRESS}>, Maria F Lopez <x@example.org>"), CONFIRMED),
    "to a greeting that cannot be compared": (letter(f"Dear Ана Лопес,\n\n{SET}", to=ADDRESS), UNBOUND),
    "to a greeting in Russian": (letter(f"Уважаемая Ана Лопес!\n\n{SET}", to=f"Maria Lopez <{ADDRESS}>"), UNBOUND),
    "to a greeting in Russian, about her number": (letter(f"Уважаемая Мария Лопес!\n\n{NUMBERED}"), CONFIRMED),
    "to a greeting of nobody in Russian": (letter(f"Уважаемый участник!\n\n{SET}", to=ADDRESS), CONFIRMED),
    "her name run together": (letter(f"Name: LOPEZ, MARIAFERNANDA\n{SET}"), CONFIRMED),
    "as a client": (letter(f"Client: Maria Lopez\n{SET}"), CONFIRMED),
    "another client": (letter(f"Client: Ana Lopez\n{SET}", to=ADDRESS), WRONG),
}


@pytest.mark.parametrize("name", LETTERS)
def test_one_tie_is_enough_and_a_contrary_hint_outweighs_every_tie(home: Home, name: str) -> None:
    raw, expected = LETTERS[name]
    assert verdict(judged(home, raw)) == expected
    found = [one.status for one in home.state("me", NOW).appointments]
    assert found == {CONFIRMED: [Status.CONFIRMED], UNBOUND: [Status.UNVERIFIED], WRONG: [], SEVERAL: []}[expected]


@pytest.mark.parametrize(
    ("known", "written", "expected"),
    [
        ("Maria De la Cruz", "DELACRUZ, MARIA", CONFIRMED),
        ("Maria Elena De la Cruz", "DELACRUZ, MARIA E", CONFIRMED),
        ("Maria De la Cruz Pena", "Maria DelaCruz", CONFIRMED),
        ("Ana DelValle", "Ana del Valle", CONFIRMED),
        ("Ana Nunez Ortega", "NUNEZORTEGA, ANA", CONFIRMED),
        ("Hans Müller", "Hans Mueller", CONFIRMED),
        ("Hans Mueller", "Hans Müller", CONFIRMED),
        ("Maria De la Cruz", "DELACRUZ, MARIO", WRONG),
        ("Maria De la Cruz", "DELACRUZ, ANA", WRONG),
        ("Delia Lopez", "Lia Lopez", WRONG),
        ("Ana Saenz", "Ana Sanz", WRONG),
        ("Maria Davila", "Maria Vila", WRONG),
        ("Jose Lopez", "Josefa Lopez", WRONG),
        ("Ana Nunez Ortega", "NUNEZORTIZ, ANA", WRONG),
        ("Youssef Haddad", "Yousef Haddad", WRONG),
    ],
)
def test_a_name_may_be_spelled_otherwise_and_a_near_one_is_anothers(
    tmp_path: Path, child: Sandbox, known: str, written: str, expected: tuple[Effect, tuple[Doubt, ...]]
) -> None:
    with opened(tmp_path) as made:
        learn(made, "me", NOW, names=[known])
        home = replace(made, sandbox=child)
        to = HIS if expected == CONFIRMED else ADDRESS
        assert verdict(judged(home, letter(f"Name: {written}\n{SET}", to=to))) == expected


LATER = {
    "the date that stands": (f"Your ICE check-in appointment was moved from {MAY_3} to {MAY_10}.", CONFIRMED),
    "its reference": (f"Your ICE check-in appointment was moved to {MAY_10}.\nReference: NYC-1", CONFIRMED),
    "another reference": (f"Your ICE check-in appointment was moved to {MAY_10}.\nReference: NYC-2", UNBOUND),
    "neither": (f"Your ICE check-in appointment was moved to {MAY_10}.", UNBOUND),
    "the date that goes": (f"Your ICE check-in appointment on {MAY_3} was cancelled.", CONFIRMED),
    "another date": (f"Your ICE check-in appointment on {MAY_10} was cancelled.", UNBOUND),
}


@pytest.mark.parametrize("name", LATER)
def test_the_date_that_stands_or_its_reference_ties_a_letter_to_the_person(home: Home, name: str) -> None:
    text, expected = LATER[name]
    assert verdict(judged(home, letter(f"{SET}\nReference: NYC-1", to=ADDRESS))) == CONFIRMED
    assert verdict(judged(home, letter(text, minutes=5))) == expected


def test_a_date_that_is_only_claimed_ties_nothing(home: Home) -> None:
    claimed = judged(home, letter(f"{SET}\nReference: NYC-1", to=ADDRESS), origin=Origin(person="me"))
    assert claimed.effect is Effect.REVIEW
    cancelled = letter(f"Your ICE check-in appointment on {MAY_3} was cancelled.\nReference: NYC-1", minutes=5)
    assert verdict(judged(home, cancelled)) == UNBOUND


def test_where_nobody_told_who_she_is_the_earliest_letter_says_it_whichever_comes_first(
    tmp_path: Path, child: Sandbox
) -> None:
    first = letter(to=ADDRESS)
    later = letter(f"Your ICE check-in appointment has been scheduled for {MAY_10}.", minutes=5)
    for number, order in enumerate(((first, later), (later, first))):
        with opened(tmp_path / str(number), told=False) as made:
            home = replace(made, sandbox=child)
            entries = [judged(home, raw).sha256 for raw in order]
            told = {one.sha256: verdict(one) for one in home.state("me", NOW).entries}
        hers, his = entries if order[0] is first else reversed(entries)
        assert (told[hers], told[his]) == (CONFIRMED, UNBOUND)


@pytest.mark.parametrize(
    ("chosen", "authenticity"),
    [
        ("mx.google.com", Authenticity.OFFICIAL),
        ("gmail.com", Authenticity.OFFICIAL),
        (None, Authenticity.UNVERIFIED),
        ("outlook.com", Authenticity.UNVERIFIED),
        ("mx.example.net", Authenticity.UNVERIFIED),
    ],
)
def test_whose_word_counts_is_told_by_the_person_and_never_by_the_message(
    home: Home, chosen: str | None, authenticity: Authenticity
) -> None:
    entry = judged(home, letter(to=ADDRESS), origin=Origin(person="me", authserv_id=chosen))
    assert entry.authenticity is authenticity


def test_old_mail_imported_next_year_makes_the_same_log(tmp_path: Path, child: Sandbox) -> None:
    texts = [
        SET,
        f"Your ICE check-in appointment was moved from {MAY_3} to {MAY_10}.",
        "Your ICE check-in appointment was moved to Monday, February 1, 2027 at 9:00 AM EST.",
    ]
    logs = []
    for years in (0, 1):
        with opened(tmp_path / str(years)) as made:
            home = replace(made, sandbox=child)
            for minutes, text in enumerate(texts):
                now = NOW + timedelta(days=365 * years)
                take_in(home, letter(text, to=ADDRESS, minutes=minutes), now=now, origins=[GMAIL])
            logs.append([one for one in home.state("me", NOW).entries if one.sha256])
    assert logs[0] == logs[1]
    assert [one.doubts for one in logs[0]] == [(), (), (Doubt.PAST_DATE,)]
