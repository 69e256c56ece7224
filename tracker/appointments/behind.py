"""What may be put behind a log that is in order already, without asking that log again.

Letters are judged over the whole set, since one message may speak against another: a copy, a second one with the same
Message-ID, a newer reading. A message that shares nothing with what is known, and stands behind all of it, can do
nothing of that. Nor can a person's no to a message that waits for them: what waits did no more than claim a date, and
does so whatever is said of it. Where this cannot be shown, the whole set is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracker.appointments.binding import Identity, identity_of
from tracker.appointments.events import AnyEvent, IdentityRecorded, MessageRead, ReviewRejected, Withdrawn
from tracker.appointments.letters import Place, Step, act_step, marks_of, place_of, step_alone, when_recorded


class Known(NamedTuple):
    """What a log holds, as far as one more message could touch it."""

    last: Place | None
    names: frozenset[int]  # hashes of all by which messages and entries are told apart and named
    identity: Identity | None  # None where nobody told it: then one more message may decide it

    def with_step(self, step: Step) -> Known:
        return self._replace(last=place_of(step), names=self.names | _hashes(step.event))


def known_of(steps: list[Step]) -> Known:
    told = [step.event for step in steps if isinstance(step.event, IdentityRecorded) and not step.withdrawn]
    identity = identity_of(max(told, key=when_recorded, default=None))
    return Known(
        last=place_of(steps[-1]) if steps else None,
        names=frozenset(one for step in steps for one in _hashes(step.event)),
        identity=None if identity == Identity() else identity,
    )


def step_behind(known: Known, event: AnyEvent) -> Step | None:
    """The place of that event at the end; None where it has another one, or might touch what stands before it."""
    if not isinstance(event, MessageRead) or known.identity is None or not known.names.isdisjoint(_hashes(event)):
        return None
    step = step_alone(event, known.identity)
    return step if known.last is not None and place_of(step) > known.last else None


def no_behind(known: Known, no: ReviewRejected, message: MessageRead) -> Step | None:
    """The place of that no at the end; None where it has another one, or where with it another reading of the message
    might count. `message` is the reading that waits.
    """
    if hash(no.id) in known.names or message.recorded_at > no.recorded_at or message.sha256 != no.sha256:
        return None
    step = act_step(no, {message.sha256: message})
    return step if known.last is not None and place_of(step) > known.last else None


def _hashes(event: AnyEvent) -> frozenset[int]:
    return frozenset(hash(name) for name in _names(event))


def _names(event: AnyEvent) -> Iterator[str]:
    """Its own id and every other that it bears; of a message, what no other one may bear."""
    yield event.id
    yield from _given(getattr(event, "sha256", None))
    if isinstance(event, Withdrawn):
        yield event.event
    if isinstance(event, MessageRead):
        yield event.content_id
        yield from marks_of(event)


def _given(name: str | None) -> Iterable[str]:
    return () if name is None else (name,)
