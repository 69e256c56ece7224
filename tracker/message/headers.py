"""The header block of a message, read without trusting it: every header, in order, twice where it stands twice."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_tz
from functools import lru_cache

from pydantic import AwareDatetime, TypeAdapter

from tracker.frozen import Frozen
from tracker.message.addresses import addresses_of
from tracker.message.text import tidy
from tracker.message.types import Address, Header

MAX_HEADER_BLOCK = 64 * 1024  # bytes; real blocks are under 30 kB
HEADERS_CUT = "The headers are longer than 64 kB; only the first were read."
_MAX_ENCODED_WORDS = 200  # the standard library is quadratic in them
_MAX_SUBJECT = 2000  # characters

_BLOCK_ENDS = (b"\n\r\n", b"\n\n", b"\r\r")
_NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_ENCODED_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=")
_LONGEST_DATE = 120


class HeaderView(Frozen):
    """What the headers alone say: enough to decide whether a body is worth fetching."""

    senders: tuple[Address, ...]
    subject: str
    date: AwareDatetime | None
    message_id: str | None


def split(raw: bytes) -> tuple[bytes, bytes]:
    """The header block and the body; a block longer than `MAX_HEADER_BLOCK` is cut there."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if raw.startswith((b"\n", b"\r")) or not _begins_with_header(raw):
        return b"", raw
    end, body = len(raw), len(raw)
    for mark in _BLOCK_ENDS:
        if (at := raw.find(mark, 0, end + len(mark) - 1)) >= 0:
            end, body = at, at + len(mark)
    return raw[: min(end, MAX_HEADER_BLOCK)], raw[body:]


def _begins_with_header(raw: bytes) -> bool:
    return raw.startswith((b"From ", b">From ")) or _NAME.match(raw) is not None


_HEADERS = TypeAdapter(tuple[Header, ...])  # all at once is quicker than one by one
_VIEWED = frozenset({b"from", b"subject", b"date", b"message-id"})


def headers_of(raw_header_block: bytes) -> tuple[Header, ...]:
    """Every header of the block, top to bottom; lines that are no header are passed over, never taken for the end.

    Mail servers differ in what ends a header block. Passing over junk means that a second From is seen even where
    another reader would have stopped before it.
    """
    written = [{"name": name.decode("ascii"), "value": _as_text(value)} for name, value in _fields(raw_header_block)]
    return _HEADERS.validate_python(written)


def _header(name: bytes, value: bytes) -> Header:
    return Header(name=name.decode("ascii"), value=_as_text(value))


def _fields(block: bytes) -> Iterator[tuple[bytes, bytes]]:
    name, lines = b"", list[bytes]()
    for line in block[:MAX_HEADER_BLOCK].splitlines():
        if line[:1] in {b" ", b"\t"}:
            lines.append(line.strip())
            continue
        if name:
            yield name, b" ".join(lines)
        match = _NAME.match(line)
        name, lines = (match[1].lower(), [line[match.end() :].strip()]) if match else (b"", [])
    if name:
        yield name, b" ".join(lines)


def _as_text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def values(headers: tuple[Header, ...], name: str) -> list[str]:
    """All values of that header (name in lower case), top to bottom."""
    return [header.value for header in headers if header.name == name]


def first(headers: tuple[Header, ...], name: str) -> str:
    """The topmost value of that header, or nothing."""
    return next((header.value for header in headers if header.name == name), "")


def parse_headers(raw: bytes) -> HeaderView:
    """Read a header block, or a whole message, only as far as a decision about fetching needs. Never raises."""
    headers = tuple(_header(name, value) for name, value in _fields(split(raw)[0]) if name in _VIEWED)
    return HeaderView(
        senders=senders_of(headers),
        subject=subject_of(headers),
        date=parse_date(first(headers, "date")),
        message_id=first(headers, "message-id")[:998] or None,
    )


def senders_of(headers: tuple[Header, ...]) -> tuple[Address, ...]:
    """Every address of every From header."""
    return tuple(sender for value in values(headers, "from") for sender in _named_in(value))


@lru_cache(maxsize=256)
def _named_in(value: str) -> tuple[Address, ...]:
    return tuple(
        Address(display_name=" ".join(tidy(decode_words(name)).split()), address=address)
        for name, address in addresses_of(value)
    )


def subject_of(headers: tuple[Header, ...]) -> str:
    """The decoded subject on one line."""
    return " ".join(tidy(decode_words(first(headers, "subject"))).split())[:_MAX_SUBJECT]


def decode_words(value: str) -> str:
    """The text with its RFC 2047 encoded words decoded; what cannot be decoded stays readable as it can."""
    if "=?" not in value or len(_ENCODED_WORD.findall(value)) > _MAX_ENCODED_WORDS:
        return value
    try:
        chunks = decode_header(value)
    except (HeaderParseError, ValueError, LookupError):
        return value
    text = "".join(chunk if isinstance(chunk, str) else decode_bytes(chunk, charset) for chunk, charset in chunks)
    return text or value


# Python's own codecs, never meant for mail. A megabyte of Punycode takes it two minutes.
_NO_CHARSETS = frozenset({"punycode", "idna", "undefined", "unicode-escape", "raw-unicode-escape"})


def is_charset(name: str) -> bool:
    """Whether bytes of a mail may be decoded by that name."""
    try:
        return codecs.lookup(name).name not in _NO_CHARSETS
    except (LookupError, ValueError):
        return False


def decode_bytes(data: bytes, charset: str | None) -> str:
    """Bytes by their declared charset, else UTF-8, else Windows-1252, which reads anything. No lone surrogates."""
    for candidate in (charset if charset and is_charset(charset) else "utf-8", "utf-8"):
        try:
            text = data.decode(candidate)
            text.encode("utf-8")
        except (LookupError, ValueError):
            continue
        return text
    return data.decode("cp1252", "replace")


@lru_cache(maxsize=256)
def parse_date(value: str) -> datetime | None:
    """An RFC 5322 date, old and sloppy forms too, in UTC; without an offset, or with -0000, it is taken for UTC.

    None where no date can be read in it.
    """
    try:
        parts = parsedate_tz(value[:_LONGEST_DATE])
        if parts is None:
            return _iso_date(value[:_LONGEST_DATE])
        year, month, day, hour, minute, second = parts[:6]
        zone = timezone(timedelta(seconds=parts[9] or 0))
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _iso_date(value: str) -> datetime | None:
    moment = datetime.fromisoformat(value.strip())
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def arrival_of(headers: tuple[Header, ...]) -> datetime | None:
    """When the last server took the message: the date after the last semicolon of the topmost Received."""
    return parse_date(first(headers, "received").rpartition(";")[2].strip())
