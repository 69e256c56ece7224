"""Every situation that a feed can be in, by name, and small helpers to build them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tracker.appointments.events import (
    Appointment,
    ConfirmedBy,
    How,
    Request,
    RequestStatus,
    State,
    Status,
)
from tracker.feed.calendar import render
from tracker.feed.types import Entry, FeedView, Ledger, Place, Rendering, Style
from tracker.reading.types import Language, When
from tracker.words import words

NEW_YORK = "America/New_York"
NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # Monday noon in New York
TODAY = date(2026, 11, 23)
OLD, NEW, THIRD = date(2026, 11, 24), date(2026, 11, 26), date(2027, 4, 5)
NINE, HALF_TEN = time(9), time(10, 30)
PLACE = Place(
    name="New York City, NY",
    address="26 Federal Plaza, 9th Floor, Suite 9-110, New York, NY 10278",
    phone="(212) 436-9315",
    hours="Monday-Friday, 8 a.m.-3 p.m.",
    published="2023-08",
    url="https://www.ice.gov/node/62092?a=1,2;b",
)


def when(day: date, hour: time | None = NINE, zone: str | None = NEW_YORK) -> When:
    return When(day=day, time=hour, zone=zone)


def appointment(status: Status, at: When, **fields: Any) -> Appointment:
    by = ConfirmedBy.EMAIL if status in {Status.CONFIRMED, Status.PAST, Status.CANCELLED} else None
    slot = f"{at.day}{at.time}{fields.get('name', '')}"
    fields.pop("name", None)
    settings = {"confirmed_by": by, "office": "new-york", "changed_at": NOW, **fields}
    identity = hashlib.sha256(slot.encode()).hexdigest()[:16]
    return Appointment(**{"id": identity, "person": "p1", "status": status, "starts_at": at, **settings})


def request(wished: When | None, original: When | None = None, **fields: Any) -> Request:
    settings = {"id": "r1", "person": "p1", "opened_at": NOW, "how": How.WEB, "status": RequestStatus.OPEN}
    return Request(**{**settings, "wished": wished, "original": original, **fields})


def state(*appointments: Appointment, requests: tuple[Request, ...] = ()) -> State:
    return State(person="p1", appointments=appointments, requests=requests)


CONFIRMED = appointment(Status.CONFIRMED, when(OLD))
MOVED_TO = appointment(Status.CONFIRMED, when(NEW, HALF_TEN))
ASKED = appointment(Status.REQUESTED, when(NEW, HALF_TEN))
SUPERSEDED = appointment(Status.SUPERSEDED, when(OLD), replaced_by=MOVED_TO.id)

SITUATIONS: Mapping[str, dict[str, Any]] = {
    "confirmed": {"state": state(CONFIRMED)},
    "confirmed_by_you": {"state": state(appointment(Status.CONFIRMED, when(OLD), confirmed_by=ConfirmedBy.YOU))},
    "change_asked": {"state": state(CONFIRMED, ASKED, requests=(request(when(NEW, HALF_TEN), when(OLD)),))},
    "change_asked_without_a_date": {"state": state(CONFIRMED, requests=(request(None),))},
    "change_asked_on_the_same_day": {"state": state(CONFIRMED, appointment(Status.REQUESTED, when(OLD, HALF_TEN)))},
    "asked_without_a_standing_date": {"state": state(ASKED)},
    "change_refused": {"state": state(CONFIRMED, requests=(request(None, when(OLD), status=RequestStatus.DENIED),))},
    "unverified": {"state": state(CONFIRMED, appointment(Status.UNVERIFIED, when(THIRD)))},
    "unverified_without_an_hour": {"state": state(appointment(Status.UNVERIFIED, when(THIRD, None)))},
    "moved": {"state": state(SUPERSEDED, MOVED_TO)},
    "moved_by_you": {
        "state": state(SUPERSEDED, MOVED_TO.model_copy(update={"confirmed_by": ConfirmedBy.YOU})),
    },
    "hour_changed": {
        "state": state(
            appointment(
                Status.SUPERSEDED,
                when(OLD),
                replaced_by=appointment(Status.CONFIRMED, when(OLD, HALF_TEN)).id,
            ),
            appointment(Status.CONFIRMED, when(OLD, HALF_TEN)),
        )
    },
    "moved_nobody_knows_where": {"state": state(appointment(Status.SUPERSEDED, when(OLD)))},
    "cancelled": {"state": state(appointment(Status.CANCELLED, when(OLD)))},
    "cancelled_by_you": {"state": state(appointment(Status.CANCELLED, when(OLD), confirmed_by=ConfirmedBy.YOU))},
    "cancelled_beside_another": {
        "state": state(appointment(Status.CANCELLED, when(OLD)), appointment(Status.CONFIRMED, when(OLD, HALF_TEN)))
    },
    "mailbox_not_read": {"state": state(CONFIRMED), "unread_since": date(2026, 11, 20)},
    "nothing_known": {"state": state()},
    "nothing_known_nor_read": {"state": state(), "last_read": None},
    "two_dates_stand": {"state": state(CONFIRMED, MOVED_TO)},
    "a_window": {"state": state(appointment(Status.CONFIRMED, when(OLD, time(8)), ends_at=when(OLD, time(16))))},
    "a_window_of_days": {
        "state": state(appointment(Status.CONFIRMED, when(OLD, time(8)), ends_at=when(NEW, time(16))))
    },
    "no_hour": {"state": state(appointment(Status.CONFIRMED, when(OLD, None)))},
    "no_zone": {"state": state(appointment(Status.CONFIRMED, when(OLD, NINE, None)))},
    "clocks_go_back": {"state": state(appointment(Status.CONFIRMED, when(date(2027, 11, 7), time(1, 30))))},
    "clocks_go_forward": {"state": state(appointment(Status.CONFIRMED, when(date(2027, 3, 14), time(2, 30))))},
    "summer": {"state": state(appointment(Status.CONFIRMED, when(date(2027, 7, 6))))},
    "far_ahead_in_guam": {"state": state(appointment(Status.CONFIRMED, when(date(2032, 10, 4), NINE, "Pacific/Guam")))},
    "past": {"state": state(appointment(Status.PAST, when(date(2026, 11, 2))))},
    "never_verified_and_past": {"state": state(appointment(Status.UNVERIFIED, when(date(2026, 11, 2))))},
    "closed": {"state": state(CONFIRMED, appointment(Status.CLOSED, when(NEW, HALF_TEN)))},
    "of_a_helper": {"state": state(CONFIRMED), "person": "Ana"},
    "turned_off": {"state": state(CONFIRMED), "revoked": True},
    "without_dead_man": {"state": state(CONFIRMED), "dead_man": False},
}


def view(situation: str, language: Language = Language.EN, style: Style = Style.FULL, **fields: Any) -> FeedView:
    settings = {
        "places": {"new-york": PLACE},
        "last_read": NOW - timedelta(minutes=5),
        "calendar_zone": NEW_YORK,
        **SITUATIONS[situation],
        **fields,
    }
    return FeedView(**{"language": language, "style": style, **settings})


def uid_for(key: str) -> str:
    return hashlib.blake2b(key.encode(), key=b"a secret of this test", digest_size=16).hexdigest()


def rendered(shown: FeedView, now: datetime = NOW, ledger: Ledger | None = None) -> Rendering:
    return render(shown, now, words(shown.language), uid_for, ledger or {})


def entries(shown: FeedView, now: datetime = NOW) -> list[Entry]:
    return [stamped.entry for stamped in rendered(shown, now).events]


def titles(shown: FeedView, now: datetime = NOW) -> list[str]:
    return [entry.summary for entry in entries(shown, now)]


def entry_on(shown: FeedView, title: str) -> Entry:
    (found,) = (entry for entry in entries(shown) if title in entry.summary)
    return found
