"""Where the rules fall short: official senders whose messages no rule understood, and rules that nothing met for long.

Both are read from the log, so they speak of the messages of this record only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.appointments.events import MessageRead
from tracker.message.headers import parse_headers
from tracker.message.types import Authenticity
from tracker.reading.types import Kind
from tracker.worker.home import Home
from tracker.worker.replay import logged


@dataclass(frozen=True)
class Gap:
    """The messages of one official sender's domain that no rule understood; the times are their own, `newest` is the
    id of the last.
    """

    domain: str
    count: int
    first: datetime
    last: datetime
    newest: str


@dataclass(frozen=True)
class Idle:
    """A rule that decided a message once, and none since `last`."""

    rule: str
    last: datetime


def readings_of(home: Home) -> list[MessageRead]:
    """The latest reading of each message, once for all whom it concerns."""
    latest, _ = logged(home)
    return list({sha256: reading for (_, sha256), reading in latest.items()}.values())


def gaps(home: Home, readings: Iterable[MessageRead]) -> list[Gap]:
    """By domain, the latest first."""
    by_domain: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for reading in readings:
        if (
            reading.reading.kind is Kind.UNRECOGNISED or reading.reading.guessed
        ) and reading.authenticity is Authenticity.OFFICIAL:
            by_domain[_domain(home.store.messages.raw(reading.sha256))].append((reading.at, reading.sha256))
    found = [Gap(domain, len(told), min(told)[0], *max(told)) for domain, told in by_domain.items()]
    return sorted(found, key=lambda gap: (-gap.last.timestamp(), gap.domain))


def idle(names: Iterable[str], readings: Iterable[MessageRead], *, now: datetime, longer_than: timedelta) -> list[Idle]:
    """Which of those rules met something once and nothing for so long, the longest silent first."""
    last: dict[str, datetime] = {}
    for reading in readings:
        name = reading.reading.rule.partition(":")[2].rpartition("@")[0]
        last[name] = max(last.get(name, reading.at), reading.at)
    silent = [Idle(name, last[name]) for name in names if name in last and now - last[name] > longer_than]
    return sorted(silent, key=lambda one: (one.last, one.rule))


def _domain(raw: bytes) -> str:
    """Of the sender; an official message has one, but a damaged header must not stop the count."""
    senders = parse_headers(raw).senders
    return senders[0].address.rpartition("@")[2] if senders else "unknown"
