"""Whose message it is. Being genuine is not being ours: anyone may re-send what ICE wrote to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from tracker.appointments.events import IdentityRecorded, KeyedHint, MessageRead
from tracker.reading.types import SHOWN_DIGITS, HintKind


class Identity(NamedTuple):
    """Who the person is: names and numbers as keyed hashes, addresses in lower case."""

    hints: tuple[KeyedHint, ...] = ()
    addresses: frozenset[str] = frozenset()


def identity_of(recorded: IdentityRecorded | None) -> Identity:
    if recorded is None:
        return Identity()
    return Identity((*recorded.names, *recorded.numbers), frozenset(recorded.addresses))


def same(one: KeyedHint, other: KeyedHint) -> bool:
    """Two numbers are the same when equal, two names when all words of the shorter stand in the longer."""
    if one.kind is not other.kind:
        return False
    shorter, longer = sorted((set(one.digests), set(other.digests)), key=len)
    return bool(shorter) and (shorter <= longer if one.kind is HintKind.NAME else shorter == longer)


def tied(message: MessageRead, identity: Identity) -> bool:
    """The message's own To or Cc, or a name or number in it, is the person's.

    An address alone is not enough where it greets somebody by a name that cannot be compared with theirs.
    """
    if any(same(theirs, ours) for theirs in message.hints for ours in identity.hints):
        return True
    if _nameless(message.hints) and _of_kind(identity.hints, HintKind.NAME):
        return False
    return not _mailboxes(identity.addresses).isdisjoint(_mailboxes(message.recipients))


def _mailboxes(addresses: Iterable[str]) -> frozenset[str]:
    """Without what stands behind a plus: "maria+ice@example.net" reaches maria@example.net (RFC 5233)."""
    parted = (address.rpartition("@") for address in addresses)
    return frozenset((local.partition("+")[0] or local) + at + domain for local, at, domain in parted)


def contrary(message: MessageRead, identity: Identity) -> bool:
    """A name or number in the message can be compared with the person's and is another."""
    if not message.hints or not identity.hints:
        return False
    return any(_others(_of_kind(message.hints, kind), _of_kind(identity.hints, kind)) for kind in HintKind) or any(
        _ends_otherwise(hint, identity.hints) for hint in message.hints if _ends_only(hint)
    )


def several_people(hints: Iterable[KeyedHint]) -> bool:
    """Two numbers of one sort, or two names that cannot be one person's."""
    told = [hint for hint in hints if hint.digests or _ends_only(hint)]
    return any(one.kind is other.kind and not _compatible(one, other) for one, other in combinations(told, 2))


def _compatible(one: KeyedHint, other: KeyedHint) -> bool:
    return _end(one) == _end(other) if _ends_only(one) or _ends_only(other) else same(one, other)


def _end(number: KeyedHint) -> str:
    return number.masked[-SHOWN_DIGITS:]


def _ends_only(hint: KeyedHint) -> bool:
    return hint.kind is not HintKind.NAME and not hint.digests and _end(hint).isdigit()


def _nameless(hints: Iterable[KeyedHint]) -> bool:
    return any(hint.kind is HintKind.NAME and not hint.digests for hint in hints)


def _ends_otherwise(number: KeyedHint, ours: Sequence[KeyedHint]) -> bool:
    """Whether a number of that sort is known and none ends so; of which sort it is, a letter may not say clearly."""
    known = bool(_of_kind(ours, number.kind))
    return known and not any(_end(one) == _end(number) for one in ours if one.kind is not HintKind.NAME)


def _of_kind(hints: Iterable[KeyedHint], kind: HintKind) -> list[KeyedHint]:
    return [hint for hint in hints if hint.kind is kind and hint.digests]


def _others(theirs: Sequence[KeyedHint], ours: Sequence[KeyedHint]) -> bool:
    return bool(theirs and ours) and not any(same(one, other) for one in theirs for other in ours)
