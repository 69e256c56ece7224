"""Headers, sizes and bodies of given UIDs, each asked for in few commands and none of them able to stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tracker.errors import UnreachableError
from tracker.mailbox.connection import Answer, CommandRefusedError, Connection
from tracker.mailbox.types import MAX_MESSAGE_BYTES, Found, Lack

CHUNK = 500  # UIDs in one command: lists over about 1,000 are refused by some servers
BATCH_BYTES = 8 * 1024 * 1024  # of bodies held in memory at once
# ENVELOPE would say the same, at seven times the cost of reading it here.
JUDGED_HEADERS = "BODY.PEEK[HEADER.FIELDS (FROM SUBJECT DATE MESSAGE-ID TO CC SENDER REPLY-TO IN-REPLY-TO REFERENCES)]"
_NOTHING = "The mail server hands out no message for the moment; it is tried again later."

Wanted = Callable[[bytes], bool]


class Folder(NamedTuple):
    name: str
    uidvalidity: int


class Facts(NamedTuple):
    size: int
    internal_date: datetime | None


def chunks(uids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(uids), CHUNK):
        yield list(uids[start : start + CHUNK])


def judged_headers(connection: Connection, uids: Sequence[int], wanted: Wanted) -> dict[int, bytes]:
    """The headers of those messages that are wanted, in the order of `uids`. Unreadable headers count as wanted."""
    answers = _each(connection, uids, [JUDGED_HEADERS])
    if len(answers) > 1 and not any(answers.values()):
        raise UnreachableError(_NOTHING)
    headers = {uid: _literal(answers[uid], b"BODY[HEADER") or b"" for uid in uids if uid in answers}
    return {uid: header for uid, header in headers.items() if not header or _is_wanted(header, wanted)}


def _is_wanted(header: bytes, wanted: Wanted) -> bool:
    try:
        return wanted(header)
    except Exception:  # noqa: BLE001 - one header that the judge stumbles over must not stop the mailbox
        return True


def whole_messages(connection: Connection, folder: Folder, headers: Mapping[int, bytes]) -> Iterator[Found]:
    """Each message as `Found`, in the order of `headers`; what cannot be had whole says why and bears its headers."""
    facts = _facts(connection, list(headers))
    for batch in _batches(list(headers), facts):
        large = [uid for uid in batch if facts[uid].size > MAX_MESSAGE_BYTES]
        bodies = _each(connection, [uid for uid in batch if uid not in large], ["BODY.PEEK[]"])
        tops = _each(connection, large, ["BODY.PEEK[HEADER]"])
        for uid in batch:
            raw = _literal(bodies.get(uid, {}), b"BODY[]")
            top = _literal(tops.get(uid, {}), b"BODY[HEADER]") or headers[uid]
            yield Found(
                folder=folder.name,
                uidvalidity=folder.uidvalidity,
                uid=uid,
                raw=raw or top,
                internal_date=facts[uid].internal_date,
                size=facts[uid].size,
                lack=None if raw else _lack(uid in large, uid in bodies),
            )


def _lack(large: bool, answered: bool) -> Lack:
    if large:
        return Lack.TOO_LARGE
    return Lack.UNREADABLE if answered else Lack.VANISHED


def _facts(connection: Connection, uids: Sequence[int]) -> dict[int, Facts]:
    """Sizes before any body: a message announced as 99 GB would otherwise take all memory at once."""
    answers, _ = _halving(connection, uids, ["RFC822.SIZE", "INTERNALDATE"])
    undated = [uid for uid, answer in answers.items() if not answer]
    answers |= _each(connection, undated, ["RFC822.SIZE"])
    return {uid: _fact(answers.get(uid, {})) for uid in uids}


def _fact(answer: Answer) -> Facts:
    date = answer.get(b"INTERNALDATE")
    internal_date = date.astimezone(UTC) if isinstance(date, datetime) and date.tzinfo else None
    return Facts(size=int(answer.get(b"RFC822.SIZE") or 0), internal_date=internal_date)


def _batches(uids: Sequence[int], facts: Mapping[int, Facts]) -> Iterator[list[int]]:
    batch: list[int] = []
    total = 0
    for uid in uids:
        size = min(facts[uid].size, MAX_MESSAGE_BYTES)
        if batch and total + size > BATCH_BYTES:
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size
    if batch:
        yield batch


def _each(connection: Connection, uids: Sequence[int], items: Sequence[str]) -> dict[int, Answer]:
    """FETCH, and where the server refuses the whole for the sake of one message, everything but that one.

    A message refused on its own has an empty answer; one that is not there has none. When nothing at all is handed
    out and the server calls that passing, it is the server and not the messages: raises `UnreachableError`.
    """
    answers, passing = _halving(connection, uids, items)
    if passing and not any(answers.values()):
        raise UnreachableError(_NOTHING)
    return answers


def _halving(connection: Connection, uids: Sequence[int], items: Sequence[str]) -> tuple[dict[int, Answer], bool]:
    if not uids:
        return {}, False
    try:
        return connection.fetch(uids, items), False
    except CommandRefusedError as refusal:
        if len(uids) == 1:
            return {uids[0]: {}}, refusal.passing
    middle = len(uids) // 2
    first, first_passing = _halving(connection, uids[:middle], items)
    second, second_passing = _halving(connection, uids[middle:], items)
    return first | second, first_passing or second_passing


def _literal(answer: Answer, prefix: bytes) -> bytes | None:
    """The part whose key begins so: servers write the list of header names back in ways of their own."""
    value: Any = next((value for key, value in answer.items() if key.startswith(prefix)), None)
    return value if isinstance(value, bytes) else None
