"""The log as rows, and which of them a search or filter leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from math import ceil

from tracker.appointments.events import Entry
from tracker.frozen import Frozen
from tracker.message.types import Authenticity
from tracker.reading.offices import Office
from tracker.reading.types import Kind
from tracker.web.views.finding import excerpt, folded, on_one_line
from tracker.web.views.marked import Piece
from tracker.web.views.moments import local
from tracker.words.catalogue import Words
from tracker.worker.filing import Noted

ON_A_PAGE = 25


class What(StrEnum):
    """Kinds of rows beside the kinds of messages."""

    PEOPLE = "people"  # what a person entered or decided
    CHANGES = "changes"  # what changed a date


class Filter(Frozen):
    """What a visitor wants to see; empty for everything."""

    q: str = ""
    kind: Kind | What | None = None
    sender: Authenticity | None = None
    texts: bool = False  # whether to look in the messages themselves, too

    @property
    def needle(self) -> str:
        return folded(on_one_line(self.q))

    def takes(self, entry: Entry) -> bool:
        if self.sender and entry.authenticity is not self.sender:
            return False
        match self.kind:
            case None:
                return True
            case What.PEOPLE:
                return entry.authenticity is None
            case What.CHANGES:
                return bool(entry.changes)
        return entry.kind is self.kind


class Row(Frozen):
    entry: str
    at: str
    what: str
    sender: str
    style: str
    done: tuple[str, ...]
    withdrawn: bool
    excerpt: tuple[Piece, ...] = ()  # of the message itself, where what was looked for stands in it
    language: str = ""  # of the excerpt, where known


class LogPage(Frozen):
    rows: tuple[Row, ...]
    found: int
    page: int  # from 1
    pages: int


def log_page(
    entries: Sequence[Entry],
    haystack: Callable[[Entry], str],
    wanted: Filter,
    *,
    page: int,
    zone: str,
    t: Words,
    in_texts: Mapping[str, str] = {},
    noted: Mapping[str, Noted] = {},
) -> LogPage:
    """Newest first. `entries` are the judged log, oldest first; `haystack` gives the words of one, `folded`.
    `in_texts` are the texts of messages in which the words stand, by SHA-256; `noted` what was read, by entry.
    """
    chosen = [entry for entry in reversed(entries) if wanted.takes(entry)]
    if wanted.needle:
        chosen = [one for one in chosen if one.sha256 in in_texts or wanted.needle in haystack(one)]
    pages = max(1, ceil(len(chosen) / ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = chosen[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    rows = tuple(_found(one, row(one, zone, t), wanted, in_texts, noted) for one in shown)
    return LogPage(rows=rows, found=len(chosen), page=page, pages=pages)


def _found(entry: Entry, shown: Row, wanted: Filter, in_texts: Mapping[str, str], noted: Mapping[str, Noted]) -> Row:
    """The row with the words of the message in which what was looked for stands."""
    text, read = in_texts.get(entry.sha256 or ""), noted.get(entry.event)
    if text is None:
        return shown
    language = (read.language if read else None) or ""
    return shown.model_copy(update={"excerpt": excerpt(text, wanted.needle), "language": language})


def messages_of(entries: Sequence[Entry], wanted: Filter) -> list[str]:
    """The messages behind the entries that the filter leaves, newest first, by SHA-256."""
    chosen = (entry.sha256 for entry in reversed(entries) if entry.sha256 and wanted.takes(entry))
    return list(dict.fromkeys(chosen))


def row(entry: Entry, zone: str, t: Words) -> Row:
    return Row(
        entry=entry.event,
        at=local(entry.at, zone, t),
        what=headline(entry, t),
        sender=t.say(f"authenticity.{entry.authenticity}") if entry.authenticity else "",
        style=entry.authenticity or "you",
        done=done(entry, t),
        withdrawn=entry.withdrawn,
    )


def headline(entry: Entry, t: Words) -> str:
    """A message is called by what it says, an entry by what the person did."""
    by_message = entry.kind is not None and entry.authenticity is not None
    return t.say(f"kind.{entry.kind}") if by_message else t.say(f"event.{entry.type}")


def done(entry: Entry, t: Words) -> tuple[str, ...]:
    """What it changed, what a person should know of it, and what waits for them."""
    if entry.withdrawn:
        return (t.say("logs.withdrawn"),)
    if entry.same_as:
        return (t.say("logs.copy"),)
    lines = [t.say(f"change.{change.verb}", date=change.when) for change in entry.changes]
    lines += [t.say(f"notice.{notice}") for notice in entry.notices]
    return tuple(lines) or ((t.say(f"effect.{entry.effect}"),) if entry.authenticity else ())


def searched(entry: Entry, read: Noted | None, offices: Mapping[str, Office], zone: str, t: Words) -> str:
    """The words in which a search looks: what the row says, and what was read in the message."""
    shown = row(entry, zone, t)
    words = [shown.at, shown.what, shown.sender, *shown.done]
    if read:
        words += read.words
        words += [t.when(one) for one in read.dates]
        words += [offices[read.office].name] if read.office and read.office in offices else []
        words += [read.reference or "", entry.sha256 or ""]
    return "\n".join(words)
