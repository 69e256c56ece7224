"""One person's record in memory: as pages look at it, and filed away, a fifth as large.

It is in parts, each opened when somebody asks for it: most pages show dates and not the log, and what came last is put
behind the rest without opening that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from tracker.appointments.events import AnyEvent, Appointment, Entry, MessageRead, Review, ReviewRejected, State
from tracker.appointments.state import Ending, Folding
from tracker.reading.types import Language, When
from tracker.worker.packing import Once, Packed, Row

Events = tuple[AnyEvent, ...]
Look = tuple[Language, str]  # how something is written: the language, and the zone in which its times are
Searched = dict[Look, dict[str, str]]  # words to search in, by the id of an entry
Followed = tuple[Ending, tuple[Entry, ...], tuple[Review, ...]]


class Noted(NamedTuple):
    """What was read in one message, as far as a search of the log looks at it."""

    entry: str
    language: Language | None
    words: tuple[str, ...]
    dates: tuple[When, ...]
    office: str | None
    reference: str | None


@dataclass
class Drawn:
    """What was made of a record to be shown, each kept by whoever makes it."""

    pictures: dict[Look, str] = field(default_factory=dict)  # how its dates came about
    # The dates as they would be if a message that waits were set aside, by its sha256.
    set_aside: dict[str, tuple[Appointment, ...]] = field(default_factory=dict)

    def copy(self) -> Drawn:
        """As it is now: others may be adding to it."""
        return Drawn(dict(self.pictures), dict(self.set_aside))

    def size(self) -> int:
        return len(self.pictures) + len(self.set_aside)


@dataclass(frozen=True)
class Record:
    """What follows from one person's log, with what the person entered; the log itself where it is asked for."""

    person: str
    length: int  # of the judged log
    waiting: int  # messages
    gone: frozenset[str]  # ids of the entries that count no longer
    find_dates: Once[State]
    find_ending: Once[Ending]
    all_acts: Row[AnyEvent]
    all_reviews: Row[Review]
    all_entries: Row[Entry]
    all_noted: Row[Noted]
    find_searched: Once[Searched]
    find_drawn: Once[Drawn]
    load: Callable[[], Events]
    folding: Folding | None = None  # of the log; never asked itself

    @property
    def dates(self) -> State:
        """Without the messages that wait, and without the entries."""
        return self.find_dates.value

    @cached_property
    def head(self) -> State:
        """Without the entries."""
        return self.dates.model_copy(update={"reviews": self.all_reviews.values})

    @cached_property
    def state(self) -> State:
        return self.head.model_copy(update={"entries": self.entries})

    @property
    def ending(self) -> Ending:
        return self.find_ending.value

    @property
    def acts(self) -> Events:
        return self.all_acts.values

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.all_entries.values

    @cached_property
    def noted(self) -> dict[str, Noted]:
        """What was read in each message, by the id of its entry."""
        return {one.entry: one for one in self.all_noted.values}

    @property
    def searched(self) -> Searched:
        """Kept by whoever searches."""
        return self.find_searched.value

    @property
    def drawn(self) -> Drawn:
        return self.find_drawn.value

    @cached_property
    def events(self) -> Events:
        return self.load()

    def with_entry(self, event: AnyEvent, now: datetime) -> State:
        """What would follow if that were entered, too."""
        folding = self.folding.fork() if self.folding else Folding(self.person)
        return folding.state([*self.events, event], now)

    def without(self, no: ReviewRejected, read: MessageRead, now: datetime) -> State:
        """What dates would follow if a message that waits were set aside; `read` is the reading that waits."""
        ending = self.ending.refuse(no, read)
        return ending.state((), (), now) if ending else self.with_entry(no, now)

    def at(self, now: datetime) -> Record:
        """The same log at another moment."""
        ending, drawn = self.find_ending, Drawn(pictures=self.drawn.pictures)
        return replace(self, find_dates=Once(lambda: ending.value.state((), (), now)), find_drawn=Once(lambda: drawn))

    def followed(self, found: Followed, now: datetime, new: Events, load: Callable[[], Events]) -> Record:
        """The log with those messages behind it, which change nothing of what stands before them."""
        ending, entries, reviews = found
        return replace(
            self,
            length=self.length + len(entries),
            waiting=self.waiting + len(reviews),
            find_dates=Once(lambda: ending.state((), (), now)),
            find_ending=Once(lambda: ending),
            all_reviews=self.all_reviews.plus(reviews),
            all_entries=self.all_entries.plus(entries),
            all_noted=self.all_noted.plus(noted(new)),
            find_drawn=Once(Drawn),
            load=load,
        )


def record_of(folding: Folding, events: Events, now: datetime) -> Record:
    """What follows from these events. The folding stays with whoever goes on with it."""
    state, ending = folding.state(events, now), folding.ending
    dates = state.model_copy(update={"entries": (), "reviews": ()})
    return Record(
        person=state.person,
        length=len(state.entries),
        waiting=len(state.reviews),
        gone=frozenset(entry.event for entry in state.entries if entry.withdrawn),
        find_dates=Once(lambda: dates),
        find_ending=Once(lambda: ending),
        all_acts=Row(tuple(event for event in events if not isinstance(event, MessageRead))),
        all_reviews=Row(state.reviews),
        all_entries=Row(state.entries),
        all_noted=Row(noted(events)),
        find_searched=Once(dict),
        find_drawn=Once(Drawn),
        load=lambda: events,
        folding=folding.fork(),
    )


def noted(events: Events) -> tuple[Noted, ...]:
    read = ((event.id, event.reading) for event in events if isinstance(event, MessageRead))
    return tuple(
        Noted(
            entry=entry,
            language=reading.language,
            words=tuple(match.text for match in reading.matched),
            dates=tuple(one for one in (reading.starts_at, reading.previous_starts_at) if one),
            office=reading.office,
            reference=reading.reference,
        )
        for entry, reading in read
    )


class Filed:
    """A record as it was at that position of its log and folded at that moment, packed."""

    def __init__(self, position: int, folded_at: datetime, record: Record) -> None:
        self.position = position
        self.folded_at = folded_at
        self._dates = Packed(record.dates)
        self._ending = Packed(record.ending)
        self._shut = replace(_shut(record), load=tuple, folding=None)
        self._drawn, self._drawn_size = Packed(Drawn()), 0
        self._searched, self._searched_size = Packed[Searched]({}), 0
        self._keep_drawn(record.drawn.copy())
        self._keep_searched(record.searched)

    def keep_drawn(self, record: Record) -> None:
        """What was made of the same record since, if there is more of it."""
        if record.find_drawn.found:
            self._keep_drawn(record.drawn.copy())
        if record.find_searched.found:
            self._keep_searched(record.searched)

    def _keep_drawn(self, drawn: Drawn) -> None:
        if drawn.size() > self._drawn_size:
            self._drawn, self._drawn_size = Packed(drawn), drawn.size()

    def _keep_searched(self, searched: Searched) -> None:
        mine = {look: dict(words) for look, words in list(searched.items())}  # others may be adding to them
        size = sum(len(words) for words in mine.values())
        if size > self._searched_size:
            self._searched, self._searched_size = Packed(mine), size

    def record(self, load: Callable[[], Events]) -> Record:
        return replace(
            _shut(self._shut),
            find_dates=Once(self._dates.open),
            find_ending=Once(self._ending.open),
            find_searched=Once(self._searched.open),
            find_drawn=Once(self._drawn.open),
            load=load,
        )


def _shut(record: Record) -> Record:
    """The same with its rows packed; what is opened of the one does not stay open in the other."""
    return replace(
        record,
        all_acts=record.all_acts.shut(),
        all_reviews=record.all_reviews.shut(),
        all_entries=record.all_entries.shut(),
        all_noted=record.all_noted.shut(),
    )
