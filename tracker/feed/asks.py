"""What the person asked ICE for and has no answer to: changes that no calendar may show as more than a question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.appointments.events import Appointment, Request, RequestStatus, State, Status
from tracker.frozen import Frozen
from tracker.reading.types import When


class Ask(Frozen):
    key: str
    wished: When | None  # None: any other date
    standing: Appointment | None  # the date to go to until ICE confirms the change


def standing(state: State, today: date) -> tuple[Appointment, ...]:
    """The confirmed dates from today on, earliest first."""
    found = [a for a in state.appointments if was_confirmed(a) and last_day(a) >= today]
    return tuple(sorted(found, key=lambda a: _order(a.starts_at)))


def was_confirmed(appointment: Appointment) -> bool:
    """Whether it stands, or stood until its hour passed: on its own day a date is still one to go to."""
    past = appointment.status is Status.PAST and appointment.confirmed_by is not None
    return past or appointment.status is Status.CONFIRMED


def last_day(appointment: Appointment) -> date:
    return max(appointment.starts_at.day, (appointment.ends_at or appointment.starts_at).day)


def open_asks(state: State, today: date) -> tuple[Ask, ...]:
    """Every open question once, whether the log has it as a date asked for, as a request, or as both."""
    stands = standing(state, today)
    taken = {_slot(a.starts_at) for a in stands}
    asks = {_slot(ask.wished) or ask.key: ask for ask in _candidates(state, stands)}
    return tuple(
        ask for slot, ask in asks.items() if slot not in taken and (ask.wished is None or ask.wished.day >= today)
    )


def _candidates(state: State, stands: tuple[Appointment, ...]) -> Iterator[Ask]:
    """Requests first, so that a date asked for, which has a lasting id, takes the place of its request."""
    requests = [request for request in state.requests if request.status is RequestStatus.OPEN]
    for request in requests:
        yield Ask(key=f"asked:{request.id}", wished=request.wished, standing=_meant(request, stands))
    for appointment in state.appointments:
        if appointment.status is Status.REQUESTED:
            slot = _slot(appointment.starts_at)
            asked = next((request for request in requests if _slot(request.wished) == slot), None)
            key = f"asked:{appointment.id}:{appointment.revival}"
            yield Ask(key=key, wished=appointment.starts_at, standing=_meant(asked, stands))


def _meant(request: Request | None, stands: tuple[Appointment, ...]) -> Appointment | None:
    """The date that the request would change: the one it names, else the next that stands."""
    named = _slot(request.original) if request else None
    matching = [a for a in stands if named is not None and _slot(a.starts_at) == named]
    return next(iter((*matching, *stands)), None)


def _slot(when: When | None) -> str | None:
    return f"{when.day.isoformat()} {when.time or ''}" if when else None


def _order(when: When) -> str:
    return _slot(when) or ""
