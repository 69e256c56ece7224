"""Messages built to break a mail reader, each around headers that make it matter: it seems to come from ICE."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable

from tracker.message.sample import compose

WHOLE = compose(subject="Your ICE check-in", text="Your appointment is on April 5, 2027 at 9:00 AM EDT.")
STAMP = WHOLE.partition(b"From:")[0]
HEAD = STAMP + (
    b"From: ICE <noreply@ice.dhs.gov>\r\nTo: maria.lopez@gmail.com\r\nSubject: Your ICE check-in\r\n"
    b"Date: Mon, 01 Mar 2027 15:30:00 +0000\r\nMessage-ID: <bomb@sample.invalid>\r\nMIME-Version: 1.0\r\n"
)
WORDS = b"Your appointment is on April 5, 2027 at 9:00 AM EDT.\r\n"
PDF = b"JVBERi0xLjQK" * 6 + b"\r\n"


def plain(body: bytes = WORDS, *headers: bytes) -> bytes:
    return HEAD + b"".join(header + b"\r\n" for header in headers) + b"\r\n" + body


def instead(header: bytes) -> bytes:
    """With this header in place of the one of its name: of two, only the first would be read."""
    name = header.partition(b":")[0]
    kept = [line for line in HEAD.split(b"\r\n") if line.partition(b":")[0] != name]
    return b"\r\n".join([*kept[:-1], header, b"", WORDS])


def html(body: bytes) -> bytes:
    return plain(body, b"Content-Type: text/html; charset=utf-8")


def mixed(*parts: bytes, boundary: bytes = b"=_b") -> bytes:
    inside = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    return plain(inside + b"--" + boundary + b"--\r\n", b'Content-Type: multipart/mixed; boundary="' + boundary + b'"')


def nested(depth: int) -> bytes:
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(depth)
    )
    return HEAD + opening + b"Content-Type: text/plain\r\n\r\n" + WORDS


def forwarded(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + WORDS


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("letter.txt", bytes(20_000_000))
    coded = base64.encodebytes(packed.getvalue())
    return mixed(WORDS, b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + coded)


def calendar(events: int) -> bytes:
    event = b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:20270405T130000Z\r\nSUMMARY:ICE check-in\r\nEND:VEVENT\r\n"
    inside = b"".join(event % number for number in range(events))
    whole = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\n" + inside + b"END:VCALENDAR\r\n"
    return mixed(b"\r\n" + WORDS, b"Content-Type: text/calendar; method=REQUEST\r\n\r\n" + whole)


def attachment(size: int) -> bytes:
    head = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return mixed(b"\r\n" + WORDS, head + PDF * (size // len(PDF)))


def parameters(count: int) -> bytes:
    return b"".join(b"; p%05d=xx" % number for number in range(count))


def continued(pieces: int) -> bytes:
    """A file name in so many pieces (RFC 2231)."""
    name = b";\r\n".join(b" filename*%d=a" % number for number in range(pieces))
    return mixed(b"\r\n" + WORDS, b"Content-Disposition: attachment;\r\n" + name + b"\r\n\r\nx")


def coded(charset: bytes, body: bytes) -> bytes:
    return plain(body, b'Content-Type: text/plain; charset="' + charset + b'"')


BOMBS: dict[str, Callable[[], bytes]] = {
    "parts a thousand deep": lambda: nested(1_000),
    "parts five thousand deep": lambda: nested(5_000),
    "forwards five thousand deep": lambda: forwarded(5_000),
    "twenty thousand parts": lambda: mixed(*[b"Content-Type: text/plain\r\n\r\nx"] * 20_000),
    "a hundred thousand recipients": lambda: instead(b"To: " + b"a@b.example, " * 100_000),
    "a hundred thousand more recipients": lambda: plain(WORDS, b"Cc: " + b"a@b.example, " * 100_000),
    "fifty thousand quotes": lambda: plain(WORDS, b"Cc: " + b'"' * 50_001),
    "twenty thousand parameters": lambda: plain(WORDS, b"Content-Type: text/plain" + parameters(20_000)),
    "twenty thousand parameters of a part": lambda: mixed(
        b"Content-Type: text/plain" + parameters(20_000) + b"\r\n\r\n" + WORDS
    ),
    "fifty thousand encoded words": lambda: instead(b"Subject: " + b"=?utf-8?q?a?= " * 50_000),
    "an attachment of 22 MB": lambda: attachment(30_000_000),
    "a hundred thousand headers": lambda: plain(WORDS, *[b"X-A: b"] * 100_000),
    "a header of a megabyte": lambda: plain(WORDS, b"X-A: " + b"b" * 1_000_000),
    "a header of a hundred thousand lines": lambda: plain(WORDS, b"X-A: b" + b"\r\n b" * 100_000),
    "a hundred thousand spaces in a signature": lambda: plain(
        WORDS, b"DKIM-Signature: v=1; d=ice.dhs.gov; s=a; h=" + b" " * 100_000 + b"from; b=a"
    ),
    "ten thousand signatures": lambda: plain(WORDS, *[b"DKIM-Signature: v=1; d=ice.dhs.gov; s=a; b=a; bh=a"] * 10_000),
    "comments fifty thousand deep": lambda: (
        b"Authentication-Results: mx.google.com; dmarc=pass " + b"(" * 50_000 + b"\r\n" + plain()
    ),
    "twenty thousand results": lambda: (
        b"Authentication-Results: mx.google.com" + b"; spf=pass smtp.mailfrom=a.example" * 20_000 + b"\r\n" + plain()
    ),
    "ten thousand times received": lambda: (
        b"Received: from a by b; Mon, 01 Mar 2027 15:30:00 +0000\r\n" * 10_000 + plain()
    ),
    "received behind sixty thousand blanks": lambda: (
        b"Received: from a" + b" " * 60_000 + b"b\r\n" + b"From:" + plain().partition(b"From:")[2]
    ),
    "results of nine thousand letters": lambda: (
        (b"Authentication-Results: mx.google.com; dmarc=pass " + b"a" * 9_000 + b"\r\n") * 6 + plain()
    ),
    "blanks within and behind the lines": lambda: plain((b"a" + b" " * 40_000 + b"b" + b" " * 20_000 + b"\r\n") * 2),
    "a rule across sixty thousand columns": lambda: plain(b"From: a\r\n" + b"=" * 60_000 + b"Forwarded\r\n"),
    "a group of a hundred thousand": lambda: instead(b"From: a:" + b"b@c.example," * 100_000 + b";"),
    "comments in the sender": lambda: instead(b"From: " + b"(" * 20_000 + b"a@b.example" + b")" * 20_000),
    "a date of a hundred thousand letters": lambda: instead(b"Date: " + b"Mon, " * 20_000),
    "html fifty thousand deep": lambda: html(b"<div>" * 50_000 + WORDS),
    "html never closed": lambda: html(b"<b><i><a href=x>" * 60_000 + WORDS),
    "comments for one program, never closed": lambda: html(b"<p>x<!--" + b"[if mso]>" * 100_000 + b"-->" + WORDS),
    "a table of fifty thousand cells": lambda: html(b"<table>" + b"<tr><td>April 5, 2027<td>9:00 AM" * 25_000),
    "a hundred thousand entities": lambda: html(b"&#65;&nbsp;&amp;&#xD800;&#99999999;" * 20_000),
    "twenty thousand rules of style": lambda: html(
        b"<style>"
        + b"".join(b".c%d{display:none}" % n for n in range(20_000))
        + b"</style>"
        + b"".join(b"<p class=c%d>April 5, 2027</p>" % n for n in range(5_000))
    ),
    "markup for machines a hundred thousand deep": lambda: html(
        b'<script type="application/ld+json">' + b'{"a":[' * 100_000 + b"</script>" + WORDS
    ),
    "a megabyte of Punycode": lambda: coded(b"punycode", b"a-" * 500_000),
    "a character set nobody knows": lambda: coded(b"klingon", b"\xff\xfe" * 10_000 + WORDS),
    "a codec that is no character set": lambda: coded(b"zlib", WORDS),
    "half a letter of UTF-16": lambda: coded(b"utf-16", b"\x00\xd8" * 100_001),
    "UTF-7": lambda: coded(b"utf-7", b"+ADw-" * 100_000 + b"+"),
    "base64 that is none": lambda: plain(b"=\x00*!" * 500_000, b"Content-Transfer-Encoding: base64"),
    "quotes that are not printable": lambda: plain(b"=" * 1_000_000, b"Content-Transfer-Encoding: quoted-printable"),
    "uuencode without an end": lambda: plain(
        b"begin 644 a\r\n" + b"M" * 500_000, b"Content-Transfer-Encoding: x-uuencode"
    ),
    "a file name in ten thousand pieces": lambda: continued(10_000),
    "a megabyte of NUL": lambda: plain(b"\x00" * 1_000_000),
    "lone carriage returns": lambda: plain(b"\r" * 500_000 + WORDS),
    "five megabytes of dates": lambda: plain(b"On April 5, 2027 at 9:00 AM or 10:00 AM. " * 120_000),
    "hours without an end": lambda: plain(b"9:00 AM - " * 100_000),
    "one line of five megabytes": lambda: plain(b"rescheduled " * 400_000),
    "numbers without an end": lambda: plain(b"A123456789 1/" * 100_000),
    "quotations fifty thousand deep": lambda: plain(
        b"\r\n".join(b">" * (n % 500) + b" On Monday you wrote:" for n in range(20_000))
    ),
    "an empty boundary": lambda: mixed(WORDS, boundary=b""),
    "a boundary of a hundred thousand letters": lambda: mixed(WORDS, boundary=b"b" * 100_000),
    "a boundary inside itself": lambda: mixed(*[b'Content-Type: multipart/mixed; boundary="=_b"\r\n\r\n'] * 5_000),
    "a calendar of twenty thousand events": lambda: calendar(20_000),
    "a packed attachment of twenty megabytes": zipped,
    "nothing at all": lambda: b"",
    "one byte": lambda: b"\xff",
}
