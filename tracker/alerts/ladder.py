"""What is told because time passes: dates that come near, and requests that nobody has answered."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.alerts.make import Maker, last_of
from tracker.alerts.times import Rung, before, end_of, last_reached
from tracker.alerts.types import Alert, AlertKind
from tracker.appointments.dates import alike
from tracker.appointments.events import Appointment, Request, RequestStatus, State, Status

NEAR_DAYS = 3  # from here on it is said that asking is only possible before the date


def waiting(maker: Maker, after: State) -> Iterator[Alert]:
    """For each open request the latest rung that was reached: the old date stands, whatever was asked."""
    standing = maker.standing(after.appointments)
    for request in after.requests:
        if request.status is RequestStatus.OPEN:
            original = original_of(request, standing)
            if original is None and _too_late(maker, request, after):
                continue
            rung = last_reached(_rungs(maker, request, original), maker.now)
            if rung:
                yield _waiting_alert(maker, request, original, rung)


def reminders(maker: Maker, after: State) -> Iterator[Alert]:
    """For each date that stands, unless an open request about it has a ladder of its own."""
    standing = maker.standing(after.appointments)
    asked = {original_of(one, standing) for one in after.requests if one.status is RequestStatus.OPEN}
    for one in standing:
        if one in asked:
            continue
        rung = last_reached(_since_known(maker, one), maker.now)
        if rung:
            yield maker.make(
                AlertKind.REMINDER,
                one.id,
                str(one.revival),
                rung.name,
                urgent=rung.days == 0,
                at_once=True,
                dates={"start": one.starts_at},
                place=maker.place(one),
                near=_is_near(rung),
                stands=(one.id,),
            )


def _since_known(maker: Maker, one: Appointment) -> list[Rung]:
    """None lies before the message that set the date: that one was news enough.

    A date from the future was entered while the clock was wrong: no rung is held back for it.
    """
    rungs = before(one.starts_at, maker.settings.remind_before, maker.who, maker.settings)
    return [rung for rung in rungs if rung.at >= one.changed_at] if one.changed_at <= maker.now else rungs


def original_of(request: Request, standing: list[Appointment]) -> Appointment | None:
    """The date that the request would change: the one it names, else the next that stands."""
    named = [one for one in standing if request.original and alike(one.starts_at, request.original)]
    return next(iter((*named, *standing)), None)


def _rungs(maker: Maker, request: Request, original: Appointment | None) -> list[Rung]:
    """None lies before the asking; one that would come too late for all of them is told at once.

    A request from the future was entered while the clock was wrong: nothing is held back for it.
    """
    settings, opened = maker.settings, request.opened_at
    since = [Rung(opened + wait, f"after {wait.total_seconds():.0f}", None) for wait in settings.ladder_after]
    if original is None:
        return since
    ahead = before(original.starts_at, settings.ladder_before, maker.who, settings)
    if opened <= maker.now:
        ahead = [rung for rung in ahead if rung.at >= opened] or [Rung(opened, "at once", 0)]
    return [*since, *ahead]


def _too_late(maker: Maker, request: Request, after: State) -> bool:
    """It is an old story, or the date that it was about has come and gone."""
    stood = [one for one in after.appointments if one.status in {Status.CONFIRMED, Status.PAST} and one.confirmed_by]
    return maker.is_old(request.opened_at) or any(
        request.opened_at < end_of(last_of(one), maker.who.zone) <= maker.now for one in stood
    )


def _is_near(rung: Rung) -> bool:
    """Close to the date, and still before its day."""
    return rung.days is not None and 0 < rung.days <= NEAR_DAYS


def _waiting_alert(maker: Maker, request: Request, original: Appointment | None, rung: Rung) -> Alert:
    return maker.make(
        AlertKind.STILL_WAITING,
        request.id,
        original.id if original else "",
        rung.name,
        urgent=rung.days == 0,
        at_once=True,
        dates={
            **({"standing": original.starts_at} if original else {}),
            **({"wished": request.wished} if request.wished else {}),
        },
        place=maker.place(original),
        near=original is not None and _is_near(rung),
        stands=(original.id,) if original else (),
        about=request.id,
    )
