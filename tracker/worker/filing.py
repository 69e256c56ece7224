"""One person's record in memory: as pages look at it, and filed away, a fifth as large.

What is filed is in parts, each opened when somebody asks for it: most pages show dates and not the log.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from pydantic import TypeAdapter

from tracker.appointments.events import AnyEvent, Appointment, Entry, MessageRead, Review, ReviewRejected, State
from tracker.appointments.state import Ending, Folding
from tracker.frozen import Frozen
from tracker.reading.types import Language

FAST = 1  # zlib level

Events = tuple[AnyEvent, ...]
Look = tuple[Language, str]  # how something is written: the language, and the zone in which its times are
Followed = tuple[Ending, tuple[Entry, ...], tuple[Review, ...]]


@dataclass
class Drawn:
    """What was made of a record to be shown, each kept by whoever makes it."""

    pictures: dict[Look, str] = field(default_factory=dict)  # how its dates came about
    searched: dict[Look, dict[str, str]] = field(default_factory=dict)  # words to search in, by the id of an entry
    # The dates as they would be if a message that waits were set aside, by its sha256.
    set_aside: dict[str, tuple[Appointment, ...]] = field(default_factory=dict)

    def copy(self) -> Drawn:
        """As it is now: others may be adding to it."""
        searched = {look: dict(words) for look, words in list(self.searched.items())}
        return Drawn(dict(self.pictures), searched, dict(self.set_aside))

    def size(self) -> int:
        return sum(len(words) for words in self.searched.values()) + len(self.pictures) + len(self.set_aside)


@dataclass(frozen=True)
class Record:
    """What follows from one person's log, with what the person entered; the log itself where it is asked for."""

    head: State  # without the entries
    acts: Events
    gone: frozenset[str]  # ids of the entries that count no longer
    length: int  # of the judged log
    find_entries: Callable[[], tuple[Entry, ...]]
    find_ending: Callable[[], Ending]
    load: Callable[[], Events]
    folding: Folding | None = None  # of the log; never asked itself
    find_drawn: Callable[[], Drawn] = Drawn

    @cached_property
    def drawn(self) -> Drawn:
        return self.find_drawn()

    @cached_property
    def ending(self) -> Ending:
        return self.find_ending()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return self.find_entries()

    @cached_property
    def state(self) -> State:
        return self.head.model_copy(update={"entries": self.entries})

    @cached_property
    def events(self) -> Events:
        return self.load()

    @cached_property
    def readings(self) -> dict[str, MessageRead]:
        """What was read in each message, by the id of its entry."""
        return {event.id: event for event in self.events if isinstance(event, MessageRead)}

    def with_entry(self, event: AnyEvent, now: datetime) -> State:
        """What would follow if that were entered, too."""
        folding = self.folding.fork() if self.folding else Folding(self.head.person)
        return folding.state([*self.events, event], now)

    def without(self, no: ReviewRejected, read: MessageRead, now: datetime) -> State:
        """What dates would follow if a message that waits were set aside; `read` is the reading that waits."""
        ending = self.ending.refuse(no, read)
        return ending.state((), (), now) if ending else self.with_entry(no, now)

    def at(self, now: datetime) -> Record:
        """The same log at another moment."""
        head, drawn = self.ending.state((), self.head.reviews, now), replace(self.drawn, set_aside={})
        return replace(self, head=head, find_drawn=lambda: drawn)

    def followed(self, found: Followed, now: datetime, load: Callable[[], Events]) -> Record:
        """The log with messages behind it that change nothing of what stands before them."""
        ending, new, reviews = found
        entries, drawn = self.entries + new, Drawn(searched=self.drawn.searched)
        return replace(
            self,
            head=ending.state((), self.head.reviews + reviews, now),
            length=self.length + len(new),
            find_entries=lambda: entries,
            find_ending=lambda: ending,
            load=load,
            find_drawn=lambda: drawn,
        )


def record_of(folding: Folding, events: Events, now: datetime) -> Record:
    """What follows from these events. The folding stays with whoever goes on with it."""
    state, ending = folding.state(events, now), folding.ending
    return Record(
        head=state.model_copy(update={"entries": ()}),
        acts=tuple(event for event in events if not isinstance(event, MessageRead)),
        gone=frozenset(entry.event for entry in state.entries if entry.withdrawn),
        length=len(state.entries),
        find_entries=lambda: state.entries,
        find_ending=lambda: ending,
        load=lambda: events,
        folding=folding.fork(),
    )


class _Head(Frozen):
    head: State
    acts: Events
    gone: frozenset[str]
    length: int


_ENTRIES = TypeAdapter(tuple[Entry, ...])


class Filed:
    """A record as it was at that position of its log and folded at that moment, in parts."""

    def __init__(self, position: int, folded_at: datetime, record: Record) -> None:
        self.position = position
        self.folded_at = folded_at
        head = _Head(head=record.head, acts=record.acts, gone=record.gone, length=record.length)
        self._head = _packed(head.model_dump_json().encode())
        self._entries = _packed(_ENTRIES.dump_json(record.entries))
        self._ending = _packed(pickle.dumps(record.ending))
        self._drawn, self._size = b"", 0
        self.keep_drawn(record)

    def keep_drawn(self, record: Record) -> None:
        """What was made of the same record since, if there is more of it."""
        drawn = record.drawn.copy()
        if drawn.size() > self._size:
            self._drawn, self._size = _packed(pickle.dumps(drawn)), drawn.size()

    def record(self, load: Callable[[], Events]) -> Record:
        head = _Head.model_validate_json(zlib.decompress(self._head))
        entries, ending, drawn = self._entries, self._ending, self._drawn
        return Record(
            head=head.head,
            acts=head.acts,
            gone=head.gone,
            length=head.length,
            find_entries=lambda: _ENTRIES.validate_json(zlib.decompress(entries)),
            # Both were packed by this process, which shows its memory to nobody.
            find_ending=lambda: pickle.loads(zlib.decompress(ending)),  # noqa: S301
            load=load,
            find_drawn=lambda: pickle.loads(zlib.decompress(drawn)) if drawn else Drawn(),  # noqa: S301
        )


def _packed(content: bytes) -> bytes:
    return zlib.compress(content, FAST)
