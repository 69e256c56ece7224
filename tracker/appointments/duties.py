"""What a person has to do by when, as information: from the dates that stand, and from a move that they told us of.

Where each duty comes from (read in public pages, not in any letter of theirs):
- asking is only possible before the date, hours and contact of the office are to be looked up again, every confirmation
  is to be kept: rifnyc.org/ice-check-in;
- whoever of a family was given a date goes, children too: raicestexas.org/asylum;
- whoever has no date makes one; a new address is told to ICE, the court and USCIS within 5 business days:
  ice.gov/check-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from tracker.appointments.dates import day_of, is_over
from tracker.appointments.events import Appointment, State, Status
from tracker.frozen import Frozen
from tracker.reading.types import When

BUSINESS_DAYS = 5
SATURDAY = 5


class DutyKind(StrEnum):
    ASK_BEFORE = "ask_before"
    CHECK_OFFICE = "check_office"
    BRING = "bring"
    GO = "go"
    NO_DATE = "no_date"
    ADDRESS_ICE = "address_ice"
    ADDRESS_COURT = "address_court"
    ADDRESS_USCIS = "address_uscis"
    ADDRESS_POST = "address_post"
    KEEP = "keep"
    FAMILY = "family"


class Duty(Frozen):
    """`by`: the last day, or the moment itself; None where no date is known or there is none."""

    kind: DutyKind
    by: When | None = None
    appointment: str | None = None  # Appointment.id


def duties(state: State, now: datetime, *, zone: str, moved_on: date | None = None) -> tuple[Duty, ...]:
    """Those with a date, the next first, then the others. `zone` is the person's; `moved_on` the day of a move."""
    standing = [one for one in state.appointments if one.status is Status.CONFIRMED and not is_over(one.starts_at, now)]
    today = day_of(now, zone)
    dated = [duty for one in standing for duty in _of_date(one, today)]
    found = [*dated, *_of_move(moved_on, today), *_always(has_date=bool(standing))]
    return tuple(sorted(found, key=lambda duty: (duty.by is None, duty.by.day if duty.by else date.max)))


def business_days_after(day: date, count: int) -> date:
    """The last of so many weekdays after that day.

    Holidays are taken for working days, so that the day told may be early, never late.
    """
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def _of_date(one: Appointment, today: date) -> Iterator[Duty]:
    before = When(day=one.starts_at.day - timedelta(days=1))
    if before.day >= today:
        yield Duty(kind=DutyKind.ASK_BEFORE, by=before, appointment=one.id)
        yield Duty(kind=DutyKind.CHECK_OFFICE, by=before, appointment=one.id)
    yield Duty(kind=DutyKind.BRING, by=one.starts_at, appointment=one.id)
    yield Duty(kind=DutyKind.GO, by=one.starts_at, appointment=one.id)


def _of_move(moved_on: date | None, today: date) -> Iterator[Duty]:
    """Told also when the last day has passed: late is better than never, and that is for the person to say."""
    by = When(day=business_days_after(moved_on, BUSINESS_DAYS)) if moved_on and moved_on <= today else None
    for kind in (DutyKind.ADDRESS_ICE, DutyKind.ADDRESS_COURT, DutyKind.ADDRESS_USCIS):
        yield Duty(kind=kind, by=by)
    yield Duty(kind=DutyKind.ADDRESS_POST)


def _always(*, has_date: bool) -> Iterator[Duty]:
    if not has_date:
        yield Duty(kind=DutyKind.NO_DATE)
    yield Duty(kind=DutyKind.KEEP)
    yield Duty(kind=DutyKind.FAMILY)
