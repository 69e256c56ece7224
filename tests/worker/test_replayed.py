"""A genuine letter that comes again, later or to somebody else, and letters in a mailbox that several people share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.shell import ADDRESS, GMAIL, opened
from tracker.appointments.events import Effect, Entry, Status
from tracker.message.sample import compose
from tracker.reading.types import Doubt, Language
from tracker.storage.types import MailboxAccount, Origin, Sighting
from tracker.worker.home import Home
from tracker.worker.identity import learn
from tracker.worker.intake import take_in
from tracker.worker.sandbox import Sandbox

NOW = datetime(2027, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MAY_3, MAY_10 = "Monday, May 3, 2027 at 9:00 AM EDT", "Monday, May 10, 2027 at 9:00 AM EDT"
SET = f"Your ICE check-in appointment has been scheduled for {MAY_3}."
MOVED = f"Your ICE check-in appointment was moved from {MAY_3} to {MAY_10}."
FAMILY = {"me": "Maria Lopez", "ana": "Ana Lopez", "luz": "Luz Garcia"}
AGAIN = pytest.mark.parametrize("after", [HOUR, 8 * DAY, 365 * DAY], ids=["an hour", "eight days", "a year"])


@pytest.fixture
def home(tmp_path: Path, child: Sandbox) -> Iterator[Home]:
    with opened(tmp_path) as made:
        learn(made, "me", NOW, names=[FAMILY["me"]])
        yield replace(made, sandbox=child)


def letter(text: str, *, to: str = ADDRESS, sent: datetime = NOW - 5 * DAY) -> bytes:
    return compose(subject="ICE check-in appointment", text=text, to=to, date=sent)


def come_again(raw: bytes, at: datetime) -> bytes:
    """The sender's own part untouched, below what the provider writes on an arrival at that time."""
    stamp = compose(subject="x", text="x", date=at).partition(b"From:")[0]
    return stamp + raw[raw.index(b"\r\nFrom:") + 2 :]


def taken(home: Home, raw: bytes, now: datetime, person: str = "me", sighting: Sighting | None = None) -> Entry | None:
    origin = Origin(person=person, authserv_id=GMAIL.authserv_id)
    digest = take_in(home, raw, now=now, origins=[origin], sighting=sighting).sha256
    return next((one for one in home.state(person, now).entries if one.sha256 == digest), None)


def standing(home: Home, now: datetime, person: str = "me") -> list[tuple[str, Status]]:
    return [(one.starts_at.day.isoformat(), one.status) for one in home.state(person, now).appointments]


@AGAIN
def test_a_confirmation_sent_again_moves_nothing_back(home: Home, after: timedelta) -> None:
    first = letter(SET)
    taken(home, first, NOW)
    taken(home, letter(MOVED, sent=NOW - 4 * DAY), NOW)
    before = standing(home, NOW)
    assert before == [("2027-05-03", Status.SUPERSEDED), ("2027-05-10", Status.CONFIRMED)]
    taken(home, come_again(first, NOW + after), NOW + after)
    assert standing(home, NOW) == before


@AGAIN
def test_one_that_comes_for_the_first_time_after_its_successor_moves_nothing_back(home: Home, after: timedelta) -> None:
    taken(home, letter(MOVED, sent=NOW - 4 * DAY), NOW)
    before = [one for one in standing(home, NOW) if one[1] is Status.CONFIRMED]
    taken(home, come_again(letter(SET), NOW + after), NOW + after)
    assert [one for one in standing(home, NOW) if one[1] is Status.CONFIRMED] == before == [("2027-05-10", "confirmed")]


def test_one_that_comes_a_year_after_it_was_sent_goes_to_a_person(home: Home) -> None:
    entry = taken(home, come_again(letter(SET), NOW + 365 * DAY), NOW + 365 * DAY)
    assert entry is not None
    assert (entry.effect, Doubt.REPLAYED in entry.doubts) == (Effect.REVIEW, True)
    assert standing(home, NOW) == []


@AGAIN
def test_one_that_was_sent_to_somebody_else_confirms_nothing_here(home: Home, after: timedelta) -> None:
    entry = taken(home, come_again(letter(SET, to="pedro@example.org"), NOW + after), NOW + after)
    assert entry is not None
    assert entry.effect is Effect.REVIEW
    assert Status.CONFIRMED not in [status for _, status in standing(home, NOW)]


def test_the_same_bytes_in_another_folder_are_the_same_entry(home: Home) -> None:
    box = MailboxAccount(
        id="mail1", address=ADDRESS, user="x", secret=SecretStr("x"), host="localhost", port=1, tls="plain"
    )
    home.store.mailboxes.add(box, people=["me"], now=NOW)
    for folder in ("INBOX", "[Gmail]/All Mail", "Archive"):
        taken(home, letter(SET), NOW, sighting=Sighting(mailbox="mail1", folder=folder, uidvalidity=1, uid=7))
    assert len([one for one in home.state("me", NOW).entries if one.sha256]) == 1


@pytest.fixture
def family(home: Home) -> Home:
    """Three people whose mail comes to one address."""
    for person in ("ana", "luz"):
        home.store.people.add(person, name=person, language=Language.EN, zone="America/New_York", now=NOW)
        learn(home, person, NOW, names=[FAMILY[person]], addresses=[ADDRESS])
    return home


@pytest.mark.parametrize("whose", FAMILY)
def test_in_a_mailbox_of_three_a_letter_that_names_one_confirms_for_that_one_alone(family: Home, whose: str) -> None:
    raw = letter(f"Dear {FAMILY[whose]},\n\n{SET}")
    take_in(family, raw, now=NOW, origins=[Origin(person=one, authserv_id=GMAIL.authserv_id) for one in FAMILY])
    confirmed = {
        one for one in FAMILY for found in family.state(one, NOW).appointments if found.status is Status.CONFIRMED
    }
    assert confirmed == {whose}


def test_in_a_mailbox_of_three_a_letter_that_names_nobody_is_asked_about_until_it_names_what_stands(
    family: Home,
) -> None:
    everybody = [Origin(person=one, authserv_id=GMAIL.authserv_id) for one in FAMILY]

    def come(text: str, days: int) -> set[tuple[str, str, Status]]:
        take_in(family, letter(text, sent=NOW - days * DAY), now=NOW, origins=everybody)
        return {(one, *date) for one in FAMILY for date in standing(family, NOW, one)}

    assert come(SET, 5) == {(one, "2027-05-03", Status.UNVERIFIED) for one in FAMILY}
    assert {entry.doubts for one in FAMILY for entry in family.state(one, NOW).entries if entry.sha256} == {
        (Doubt.UNBOUND,)
    }
    assert ("ana", "2027-05-03", Status.CONFIRMED) in come(f"Dear {FAMILY['ana']},\n\n{SET}", 4)
    moved = {(one, status) for one, day, status in come(MOVED, 3) if day == "2027-05-10"}
    assert moved == {("ana", Status.CONFIRMED), ("me", Status.UNVERIFIED), ("luz", Status.UNVERIFIED)}
