"""The MIME tree of a message, within limits: which part is text, which a message of its own, which is never opened."""

from __future__ import annotations

import email
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import Message as Tree
from functools import lru_cache

from mailparser import MailParser

from tracker.message.headers import decode_bytes, decode_words, is_charset, split
from tracker.message.text import tidy
from tracker.message.types import Attachment

MAX_PARSED = 1024 * 1024  # bytes of a message that are looked at
MAX_PARTS = 200
MAX_DEPTH = 20

# What may stand in the bytes before a parser sees them. Its time grows with lines times nesting.
_MAX_BOUNDARY_LINES = 2000
_MAX_NESTINGS = 30
_NESTING = re.compile(rb"boundary[ \t]*\*?[0-9]*\*?[ \t]*=|message/(?:rfc822|global)", re.IGNORECASE)
_BOUNDARY_LINE = re.compile(rb"[\r\n]--")
# With the line end before it: a pattern that begins with one character is looked for far more quickly.
_MIME_HEADER = re.compile(
    rb"\n((?:content-[a-z-]{1,40}|mime-version)[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.IGNORECASE
)
_LEAF_HEADER = re.compile(rb"[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
_LONGEST_MIME_HEADER = 2000
_MANY_PARAMETERS = 1000
_LONGEST_NAME = 200

# It writes words of the sender's choosing into its warnings; nothing of a message may reach a log.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)

_EXACT = policy.compat32.clone(linesep="\r\n", max_line_length=None, mangle_from_=False)
# Windows-1252 sent under the name of Latin-1: its quotes and dashes come out as control characters.
_WINDOWS_LETTERS = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_PLAIN_CHARSETS = frozenset({"utf-8", "us-ascii", "iso-8859-1", "windows-1252"})
_C1 = re.compile("[\x80-\x9f]")


@dataclass
class Parts:
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    attached: list[bytes] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


def parts_of(raw: bytes) -> Parts:
    """Take a message apart. Never raises: what cannot be taken apart is noted in `defects`.

    Only the MIME headers of the message itself are handed to the parsers: their time goes into addresses and Received
    headers, which are read elsewhere, and hostile ones can hold them up for minutes.
    """
    parts = Parts()
    if len(raw) > MAX_PARSED:
        parts.defects.append("The message is longer than 1 MB; only its beginning was read.")
    block, body = split(raw[:MAX_PARSED])
    headers = [_shortened(found[1]) for found in _MIME_HEADER.finditer(b"\n" + block)]
    mime = b"\r\n".join(headers)
    bounded = _bounded(body) if b"multipart/" in mime.lower() or b"message/" in mime.lower() else body
    if len(bounded) < len(body):
        parts.defects.append("The message has too many parts; only the first were read.")
    try:
        if bounded.count(b";") > _MANY_PARAMETERS:
            bounded = _MIME_HEADER.sub(lambda found: b"\n" + _shortened(found[1]), b"\n" + bounded)[1:]
        tree = plain_tree(headers, bounded) or email.message_from_bytes(mime + b"\r\n\r\n" + bounded)
        _set_apart(tree, parts)
        _read_texts(tree, parts)
    except Exception:  # noqa: BLE001 - whatever a hostile message does to a parser, the message itself must be kept
        parts.defects.append("The structure of the message could not be read; it was taken as plain text.")
        parts.plain = [decode_bytes(bounded, None)]
    return parts


def plain_tree(headers: list[bytes], body: bytes) -> Tree | None:
    """What the standard library makes of these where there is nothing to take apart; None where there may be, or where
    a header is none for it. It reads line by line, which takes longer than all the rest.
    """
    if not headers or not all(map(_LEAF_HEADER.fullmatch, headers)):
        return None
    tree = Tree()
    for header in headers:
        tree.set_raw(*policy.compat32.header_source_parse([header.decode("ascii", "surrogateescape")]))
    if _type_of(tree).startswith(("multipart/", "message/")):
        return None
    tree.set_payload(body.decode("ascii", "surrogateescape"))
    return tree


def _shortened(header: bytes) -> bytes:
    """The standard library is quadratic in the parameters of a header: 100,000 of them took 7 s."""
    return header if len(header) <= _LONGEST_MIME_HEADER else header[:_LONGEST_MIME_HEADER] + b"\r\n"


def _bounded(body: bytes) -> bytes:
    """The body as far as a parser can read it in reasonable time."""
    lower = body.lower()
    if (
        lower.count(b"--") <= _MAX_BOUNDARY_LINES
        and lower.count(b"boundary") + lower.count(b"message/") <= _MAX_NESTINGS
    ):
        return body
    end = min(_start_of(_BOUNDARY_LINE, _MAX_BOUNDARY_LINES, body), _start_of(_NESTING, _MAX_NESTINGS, body))
    return body[:end]


def _start_of(pattern: re.Pattern[bytes], count: int, body: bytes) -> int:
    """Where the match after the first `count` begins, else the end."""
    for number, match in enumerate(pattern.finditer(body)):
        if number == count:
            return match.start()
    return len(body)


def _set_apart(tree: Tree, parts: Parts) -> None:
    """Take out of the tree all that is not the sender's own text: whole messages, calendars, attachments."""
    number = 0
    for number, (parent, part) in enumerate(_walk(tree, parts), start=1):
        if number > MAX_PARTS:
            _detach(parent, part)
        elif _is_kept_apart(part):
            _keep(part, parts)
            _detach(parent, part)
        elif (charset := _charset_of(part)) is not None and not is_charset(charset):
            part.set_param("charset", "utf-8")
            parts.defects.append("The declared character set is unknown.")
    if number > MAX_PARTS:
        parts.defects.append(f"The message has more than {MAX_PARTS} parts; only the first were read.")


def _walk(tree: Tree, parts: Parts) -> Iterator[tuple[Tree | None, Tree]]:
    """Each part with its parent, in order; not into attached messages."""
    pending: list[tuple[Tree | None, Tree, int]] = [(None, tree, 0)]
    while pending:
        parent, part, depth = pending.pop()
        if depth > MAX_DEPTH:
            parts.defects.append(f"Parts nested deeper than {MAX_DEPTH} were not read.")
            _detach(parent, part)
            continue
        yield parent, part
        if part.is_multipart() and not _is_message(part):
            pending += [(part, child, depth + 1) for child in reversed(_children(part))]


def _children(part: Tree) -> list[Tree]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Tree)] if isinstance(payload, list) else []


def _detach(parent: Tree | None, part: Tree) -> None:
    if parent is None:
        part.set_payload("")
    else:
        parent.set_payload([child for child in _children(parent) if child is not part])


def _is_message(part: Tree) -> bool:
    return _type_of(part) in {"message/rfc822", "message/global"}


def _is_kept_apart(part: Tree) -> bool:
    if _is_message(part):
        return True
    if part.is_multipart():
        return part.get_content_disposition() == "attachment"
    if _type_of(part) not in {"text/plain", "text/html"}:
        return not _type_of(part).startswith("multipart/")
    disposition = part.get_content_disposition()
    return disposition == "attachment" or (disposition is None and _bears_name(part))


def _bears_name(part: Tree) -> bool:
    """Whether it is named as a file, be it only in its Content-Type; most parts are not, and are told at a glance."""
    if "content-disposition" not in part and "name" not in str(part.get("content-type", "")).lower():
        return False
    return part.get_filename() is not None


def _type_of(part: Tree) -> str:
    """What `part.get_content_type()` says; the same few headers come again and again."""
    kind: object = part.get("content-type")
    return _type_in(kind) if isinstance(kind, str) else part.get_content_type()


@lru_cache(maxsize=256)
def _type_in(content_type: str) -> str:
    bare = Tree()
    bare["Content-Type"] = content_type
    return bare.get_content_type()


def _charset_of(part: Tree) -> str | None:
    """What `part.get_content_charset()` says; the same few headers come again and again."""
    kind: object = part.get("content-type", "")  # a `Header` where it is not ASCII, whatever the library's types say
    return _charset_in(kind) if isinstance(kind, str) else part.get_content_charset()


@lru_cache(maxsize=256)
def _charset_in(content_type: str) -> str | None:
    bare = Tree()
    bare["Content-Type"] = content_type
    return bare.get_content_charset()


def _keep(part: Tree, parts: Parts) -> None:
    name = " ".join(tidy(decode_words(part.get_filename() or "")).split())[:_LONGEST_NAME]
    content = _message_in(part) if _is_message(part) else _content(part)
    kind = _type_of(part)
    if _is_message(part) or name.lower().endswith(".eml"):
        parts.attached.append(content)
    elif kind in {"text/calendar", "application/ics"}:
        parts.calendars.append(decode_bytes(content, part.get_content_charset()))
    parts.attachments.append(Attachment(content_type=tidy(kind), filename=name, size=len(content)))


def _message_in(part: Tree) -> bytes:
    """The attached message as it was sent; some programs encode it although the standard forbids that."""
    inner = next(iter(_children(part)), None)
    if inner is None:
        return _content(part)
    if str(part.get("content-transfer-encoding", "")).strip().lower() in {"base64", "quoted-printable"}:
        inner["Content-Transfer-Encoding"] = str(part["content-transfer-encoding"])
        return _content(inner)
    return inner.as_bytes(policy=_EXACT)


def _content(part: Tree) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _read_texts(tree: Tree, parts: Parts) -> None:
    """The text parts that are left, by mail-parser; by the standard library where that fails or loses letters, and
    where nothing about any of them is odd.
    """
    if (texts := _only_texts(tree)) is not None:
        for kind, text in texts:
            (parts.html if kind == "text/html" else parts.plain).append(_windows_letters(text))
        return
    try:
        mail = MailParser(tree)
        plain, html = list(mail.text_plain), list(mail.text_html)
    except Exception:  # noqa: BLE001 - it raises AttributeError on some real bounces
        parts.defects.append("The message is oddly built; it was read by a simpler reader.")
        plain, html = _texts(tree, "plain"), _texts(tree, "html")
    if any("\ufffd" in text for text in (*plain, *html)):
        parts.defects.append("Some letters do not fit the declared character set.")
        plain, html = _texts(tree, "plain"), _texts(tree, "html")
    parts.plain += [_windows_letters(text) for text in plain]
    parts.html += [_windows_letters(text) for text in html]


def _only_texts(tree: Tree) -> list[tuple[str, str]] | None:
    """The texts of a message that holds nothing else, with their types; None where anything about it is odd."""
    found: list[tuple[str, str]] = []
    for part in tree.walk():
        if part.defects:
            return None
        if not part.is_multipart():
            if (text := _only_text(part)) is None:
                return None
            found += [(_type_of(part), text)] if text else []
    return found


def _only_text(part: Tree) -> str | None:
    if "content-disposition" in part or "content-id" in part:
        return None
    if _type_of(part) not in {"text/plain", "text/html"}:
        return None
    charset = _charset_of(part) or "utf-8"
    if charset not in _PLAIN_CHARSETS:
        return None
    try:
        text = _content(part).decode(charset)
    except ValueError:
        return None
    return None if "\ufffd" in text else text


def _texts(tree: Tree, subtype: str) -> list[str]:
    return [
        decode_bytes(_content(part), part.get_content_charset())
        for part in tree.walk()
        if not part.is_multipart() and _type_of(part) == f"text/{subtype}"
    ]


def _windows_letters(text: str) -> str:
    return text.translate(_WINDOWS_LETTERS) if _C1.search(text) else text
