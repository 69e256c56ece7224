"""Good messages made bad: bytes flipped, cut, doubled, spliced; headers, encodings, parts turned against each other.

The same seed gives the same bytes. What a mail provider wrote on top is left alone where `forged`, as in life: the
sender has no hand in it, and it says that nobody vouches for the sender.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from tracker.message.sample import LAYOUTS, compose

CORPUS = Path(__file__).parents[1] / "corpus"
OURS = b"From:"  # the first header that a sender wrote in our samples
TOKENS = (
    b"\r\n", b"\n", b"\r", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xae", b"=?utf-8?q?=00?=", b"=?x?b?//?=",
    b"--", b"--=_b\r\n", b"<!--", b"-->", b"<style>", b"&#xD800;", b"&#0;", b"]]>", b"<table><tr><td>", b"<script>",
    b'Content-Type: multipart/mixed; boundary=""\r\n', b"Content-Transfer-Encoding: base64\r\n",
    b"From: ICE <noreply@ice.dhs.gov>\r\n",
    b"Authentication-Results: mx.google.com; dmarc=pass header.from=dhs.gov\r\n",
    b"\r\n\r\n", b"(" * 50, b'"' * 51, b" " * 500, b"9:00 AM - " * 20, b"April 5, 2027 ", b"not ", b"A" * 3_000,
    b"On Monday, April 5, 2027 at 9:00 AM X wrote:\r\n> ", b"99999999999999999999", b"\xf0\x9f\x93\x85", b"=\r\n",
)  # fmt: skip
CHARSETS = (b"utf-7", b"utf-16", b"punycode", b"klingon", b"cp037", b"iso-2022-jp", b"hz", b"zlib", b"", b"ascii")
ENCODINGS = (b"base64", b"quoted-printable", b"x-uuencode", b"7bit", b"8bit", b"binary", b"nonsense")

Mutation = Callable[[random.Random, bytes], bytes]


def _at(draw: random.Random, raw: bytes) -> int:
    return draw.randint(0, len(raw))


def flip(draw: random.Random, raw: bytes) -> bytes:
    changed = bytearray(raw)
    for _ in range(draw.choice((1, 3, 30))):
        if changed:
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def cut(draw: random.Random, raw: bytes) -> bytes:
    start = _at(draw, raw)
    return raw[:start] + raw[start + draw.choice((1, 20, 500)) :]


def end_early(draw: random.Random, raw: bytes) -> bytes:
    return raw[: _at(draw, raw)]


def double(draw: random.Random, raw: bytes) -> bytes:
    start = _at(draw, raw)
    piece = raw[start : start + draw.choice((1, 40, 400))]
    return raw[:start] + piece * draw.choice((2, 20)) + raw[start:]


def insert(draw: random.Random, raw: bytes) -> bytes:
    place = _at(draw, raw)
    return raw[:place] + draw.choice(TOKENS) * draw.choice((1, 1, 30)) + raw[place:]


def splice(draw: random.Random, raw: bytes) -> bytes:
    other = draw.choice(pool())
    return raw[: _at(draw, raw)] + other[_at(draw, other) :]


def shuffle_headers(draw: random.Random, raw: bytes) -> bytes:
    lines, body = _headers(raw)
    draw.shuffle(lines)
    return _joined(lines, body)


def repeat_header(draw: random.Random, raw: bytes) -> bytes:
    lines, body = _headers(raw)
    lines.insert(draw.randint(0, len(lines)), draw.choice(lines or [b"From: a@b.example"]))
    return _joined(lines, body)


def drop_header(draw: random.Random, raw: bytes) -> bytes:
    lines, body = _headers(raw)
    if lines:
        lines.pop(draw.randrange(len(lines)))
    return _joined(lines, body)


def spoil_header(draw: random.Random, raw: bytes) -> bytes:
    lines, body = _headers(raw)
    if lines:
        place = draw.randrange(len(lines))
        name = lines[place].partition(b":")[0]
        lines[place] = name + b": " + draw.choice(TOKENS) * draw.choice((1, 3)) + lines[place][len(name) + 1 :]
    return _joined(lines, body)


def other_charset(draw: random.Random, raw: bytes) -> bytes:
    return raw.replace(b"utf-8", draw.choice(CHARSETS))


def other_encoding(draw: random.Random, raw: bytes) -> bytes:
    encoding = draw.choice(ENCODINGS)
    return raw.replace(b"base64", encoding).replace(b"quoted-printable", encoding)


def wrap(draw: random.Random, raw: bytes) -> bytes:
    """The whole as a part of another message, some levels deep."""
    for level in range(draw.choice((1, 2, 30))):
        kind = draw.choice((b"message/rfc822", b'multipart/mixed; boundary="w%d"' % level))
        opening = b"--w%d\r\n" % level if kind.startswith(b"multipart") else b""
        raw = b"From: a@b.example\r\nContent-Type: " + kind + b"\r\n\r\n" + opening + raw
    return raw


MUTATIONS: tuple[Mutation, ...] = (
    flip, cut, end_early, double, insert, splice, shuffle_headers, repeat_header, drop_header, spoil_header,
    other_charset, other_encoding, wrap,
)  # fmt: skip


def _headers(raw: bytes) -> tuple[list[bytes], bytes]:
    head, _, body = raw.partition(b"\r\n\r\n")
    return head.replace(b"\r\n ", b"\n ").replace(b"\r\n\t", b"\n\t").split(b"\r\n"), body


def _joined(lines: Sequence[bytes], body: bytes) -> bytes:
    return b"\r\n".join(lines).replace(b"\n ", b"\r\n ") + b"\r\n\r\n" + body


@cache
def pool() -> tuple[bytes, ...]:
    """The corpus and a few samples of every provider's layout, each with its lines ended as mail is."""
    files = [file.read_bytes() for file in sorted(CORPUS.rglob("*.eml"))]
    samples = [
        compose(
            profile=profile,
            subject="Cita de ICE",
            text="Your appointment is on April 5, 2027 at 9:00 AM EDT.",
            html="<table><tr><td>Date</td><td>April 5, 2027</td></tr></table>",
            calendar="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART:20270405T130000Z\r\nEND:VEVENT\r\n",
            attached=[compose(subject="Inner", text="Inner words.")],
        )
        for profile in LAYOUTS
    ]
    return tuple(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for raw in (*files, *samples))


@cache
def stamp(dmarc: str = "fail") -> bytes:
    """What Gmail writes on top of a message that poses as ICE; without more said, of one that is not."""
    return compose(subject="x", text="x", dmarc=dmarc).partition(OURS)[0]


def mutated(count: int, seed: int) -> Iterator[tuple[bool, bytes]]:
    """So many mutations of the pool, each with whether it is `forged`: below a stamp that vouches for nobody."""
    for number in range(count):
        draw = random.Random(f"{seed}:{number}")
        forged = draw.random() < 0.5
        raw = draw.choice(pool())
        if forged:
            raw = OURS + raw.partition(OURS)[2]
        for _ in range(draw.choice((1, 1, 2, 4))):
            raw = draw.choice(MUTATIONS)(draw, raw)
        yield forged, (stamp() + raw if forged else raw)
