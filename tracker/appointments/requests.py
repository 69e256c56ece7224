"""What the person asked ICE for, and what became of it. Nothing here touches a date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from tracker.appointments.dates import alike
from tracker.appointments.events import How, Request, RequestStatus
from tracker.appointments.ids import appointment_id, request_id
from tracker.reading.types import When


def _fits(one: When | None, other: When | None) -> bool:
    return one is None or other is None or alike(one, other)


@dataclass
class Asked:
    """One request, however often it was told: each telling has its id, and any of them names the request."""

    ids: list[str]
    opened_at: datetime
    how: How
    original: When | None
    wished: When | None
    status: RequestStatus = RequestStatus.OPEN
    messages: set[str] = field(default_factory=set)
    slot: str | None = None  # Slot.id of the date wished for

    @property
    def is_open(self) -> bool:
        return self.status is RequestStatus.OPEN


class Requests:
    def __init__(self, person: str) -> None:
        self.person = person
        self._all: list[Asked] = []
        self._withdrawn: set[str] = set()
        self._changed: set[str] = set()  # slots whose requests were opened or closed

    def copy(self) -> Requests:
        other = Requests(self.person)
        other._all = [replace(one, ids=list(one.ids), messages=set(one.messages)) for one in self._all]
        other._withdrawn, other._changed = set(self._withdrawn), set(self._changed)
        return other

    def ask(
        self, source: str, at: datetime, *, how: How, original: When | None, wished: When | None, sha256: str | None
    ) -> When | None:
        """Open a request, or join the open one that this may well be. Gives back the date that is now wished."""
        name = request_id(self.person, source)
        asked = self._open_like(original, wished)
        if asked is None:
            asked = Asked([], at, how, original, wished)
            self._all.append(asked)
        asked.ids.append(name)
        asked.original, asked.wished = asked.original or original, asked.wished or wished
        asked.messages |= {sha256} if sha256 else set()
        asked.slot = asked.slot or self._slot_of(asked.wished)
        self._note(asked)
        if name in self._withdrawn:
            asked.status = RequestStatus.WITHDRAWN
        return asked.wished

    def withdraw(self, name: str) -> None:
        self._withdrawn.add(name)
        self._close(RequestStatus.WITHDRAWN, lambda asked: name in asked.ids)

    def deny(self, original: When | None) -> None:
        """`original` is the date that ICE says stands; None denies whatever is open."""
        self._close(RequestStatus.DENIED, lambda asked: _fits(asked.original, original))

    def fulfil(self, when: When) -> None:
        self._close(RequestStatus.CONFIRMED, lambda asked: asked.wished is not None and alike(asked.wished, when))

    def overtake(self, gone: When, *, known: bool, moved: bool) -> None:
        """ICE moved or cancelled that date. A request that named no date is about one that was `known` to stand. Who
        asked for any other date has it when ICE moved the old one.
        """

        def concerned(asked: Asked) -> bool:
            named = [when for when in (asked.original, asked.wished) if when]
            return any(alike(when, gone) for when in named) or (known and asked.original is None)

        if moved:
            self._close(RequestStatus.CONFIRMED, lambda asked: asked.wished is None and concerned(asked))
        self._close(RequestStatus.OVERTAKEN, concerned)

    def wishing(self, slot_id: str) -> list[Asked]:
        """The open requests for that date."""
        return [asked for asked in self._all if asked.slot == slot_id and asked.is_open]

    def take_changed(self) -> set[str]:
        """The slots of requests that were opened or closed since this was asked last."""
        changed, self._changed = self._changed, set()
        return changed

    def told_of(self, slot_id: str) -> set[str]:
        """The messages of every request for that date, open or not."""
        return {sha256 for asked in self._all if asked.slot == slot_id for sha256 in asked.messages}

    def result(self) -> tuple[Request, ...]:
        made = [
            Request(
                id=asked.ids[0],
                person=self.person,
                opened_at=asked.opened_at,
                how=asked.how,
                status=asked.status,
                original=asked.original,
                wished=asked.wished,
                messages=tuple(sorted(asked.messages)),
            )
            for asked in self._all
        ]
        return tuple(sorted(made, key=lambda request: (request.opened_at, request.id)))

    def _open_like(self, original: When | None, wished: When | None) -> Asked | None:
        """The latest open one for the same date, else the latest that does not contradict."""
        likely = [a for a in self._all if a.is_open and _fits(a.original, original) and _fits(a.wished, wished)]
        exact = [asked for asked in likely if asked.wished == wished]
        return next(reversed(exact or likely), None)

    def _close(self, status: RequestStatus, which: Callable[[Asked], bool]) -> None:
        for asked in self._all:
            if asked.is_open and which(asked):
                asked.status = status
                self._note(asked)

    def _note(self, asked: Asked) -> None:
        self._changed |= {asked.slot} if asked.slot else set()

    def _slot_of(self, wished: When | None) -> str | None:
        return appointment_id(self.person, wished.day, wished.time) if wished else None
