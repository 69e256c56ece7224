"""Parts an mbox file into its messages, as a stream of lines: files of many gigabytes need one message's memory.

The format has no fixed rule for what begins a message (RFC 4155 leaves its variants open). Here a line `From ` does
when it stands after an empty line and either ends in a date or is followed by a header; without the empty line it
must have both. In the bodies one `>` is taken from lines of `>From `, as in the reversible variant (mboxrd).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

_PIECE = 64 * 1024  # bytes of a line read at once
_DATED = re.compile(
    rb"From .{0,300}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,3}(?:\d{1,2} )?"
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b.{0,40}?\d{1,2}:\d{2}"
)
_HEADER = re.compile(
    rb"(?:>?From |(?:Return-Path|Received|Delivered-To|X-[\w-]{1,60}|From|To|Cc|Date|Subject|Message-ID|MIME-Version"
    rb"|Content-[\w-]{1,40}|Authentication-Results|ARC-[\w-]{1,40}|DKIM-Signature|Reply-To|Sender|Status):)",
    re.IGNORECASE,
)
_QUOTED_FROM = re.compile(rb">+From ")


def is_mbox(first_line: bytes) -> bool:
    return first_line.startswith(b"From ")


def messages(file: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Each message without its `From ` line; None for one of more than `limit` bytes, which is read past."""
    message: _Message | None = None
    for starts, line in _marked(_pieces(file)):
        if message is None:  # whatever the first line is, what follows is not thrown away
            message = _Message(limit)
        elif starts:
            yield message.raw()
            message = _Message(limit)
        else:
            message.add(line)
    if message:
        yield message.raw()


class _Message:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lines = bytearray()
        self._in_body = False
        self._too_large = False

    def add(self, line: bytes) -> None:
        if self._in_body and _QUOTED_FROM.match(line):
            line = line[1:]
        self._in_body = self._in_body or line in (b"\n", b"\r\n")
        # One byte more than the limit: the empty line that ends a message is not part of it.
        self._too_large = self._too_large or len(self._lines) + len(line) > self._limit + 2
        if not self._too_large:
            self._lines += line

    def raw(self) -> bytes | None:
        if self._too_large:
            return None
        for end in (b"\r\n\r\n", b"\n\n"):
            if self._lines.endswith(end):
                return bytes(self._lines[: -len(end) // 2])
        return bytes(self._lines)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.readline(_PIECE):
        yield piece


def _marked(lines: Iterable[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Each line, and whether it begins a message, for which the line before and the line after must be known."""
    before, current = b"\n", b""
    for following in lines:
        if current:
            yield _begins(before, current, following), current
            before = current
        current = following
    if current:
        yield _begins(before, current, b""), current


def _begins(before: bytes, line: bytes, after: bytes) -> bool:
    if not line.startswith(b"From "):
        return False
    parted = before in (b"\n", b"\r\n")
    dated = _DATED.match(line) is not None
    headed = _HEADER.match(after) is not None
    return (parted and (dated or headed)) or (dated and headed)
