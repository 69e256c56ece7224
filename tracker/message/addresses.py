"""Addresses in a header: all that stand there, however odd, and whether one is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

MAX_ADDRESSES = 1000
_LONGEST_ADDRESS = 320  # characters, RFC 5321: 64 + @ + 255

_LONGEST_SHOWN = 100

_TOKEN = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*+)"?'
    r"|(?P<comment>\()"
    r"|<(?P<angle>[^<>]*+)>?"
    r"|(?P<mark>[,;:])"
    r"|(?P<text>[^\"(<,;:]++)",
    re.DOTALL,
)
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PLAIN = rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z]{{2,}}"
_WORDS = r"[^\"<>@,:;()\[\]\\]*+"
_ONE_PLAIN = re.compile(
    rf'(?:{_PLAIN}|(?:"(?:[^"\\]|\\.)*+"|{_WORDS}(?:\({_WORDS}\))?)\s*<{_PLAIN}>)\s*(?:\({_WORDS}\))?'
)


@lru_cache(maxsize=16)  # of each message it is asked twice
def is_one_plain_address(value: str) -> bool:
    """Whether the value of a From header is one ordinary ASCII address, with a name or without, and nothing more.

    No group, no second address, no quoted local part, no route, no comment in the address: whatever two readers might
    take differently is not plain.
    """
    return _ONE_PLAIN.fullmatch(value.strip()) is not None


def addresses_of(value: str) -> list[tuple[str, str]]:
    """(display name, address in lower case) of each address in the value, groups and malformed ones included.

    What bears no `@` is kept as an address too, so that its presence can be seen. Linear in the length.
    """
    found: list[tuple[str, str]] = []
    for words, angle in _mailboxes(value):
        name = " ".join(" ".join(words).split())
        if angle is not None:
            found.append((name, _squeezed(angle)))
        elif name:
            found.append(("", _squeezed(name)))
        if len(found) == MAX_ADDRESSES:
            break
    return found


def _squeezed(address: str) -> str:
    return "".join(address.split()).lower()[:_LONGEST_ADDRESS]


def _mailboxes(value: str) -> Iterator[tuple[list[str], str | None]]:
    """Cut at commas, semicolons and the colon of a group; a second angle address begins another mailbox."""
    words: list[str] = []
    angle: str | None = None
    at = 0
    while match := _TOKEN.match(value, at):
        at = match.end()
        kind = match.lastgroup
        if kind == "comment":
            at = _after_comment(value, at)
        elif kind == "mark":
            if match["mark"] != ":":
                yield words, angle
            words, angle = [], None
        elif kind == "angle":
            if angle is not None:
                yield words, angle
                words = []
            angle = match["angle"]
        else:
            words.append(_word(match, value))
    yield words, angle


def _word(match: re.Match[str], value: str) -> str:
    quoted = match["quoted"]
    if quoted is None:
        return match["text"]
    # A quoted local part stays quoted, so that "a@ice"@evil is not read as two plain words.
    return match[0] if value[match.end() : match.end() + 1] == "@" else re.sub(r"\\(.)", r"\1", quoted)


def _after_comment(value: str, at: int) -> int:
    depth = 1
    while depth and at < len(value):
        if value[at] == "\\":
            at += 1
        elif value[at] in "()":
            depth += 1 if value[at] == "(" else -1
        at += 1
    return at


def domain_of(address: str) -> str:
    """What stands after the last `@`, without a final dot; nothing where there is no `@`."""
    return address.rpartition("@")[2].rstrip(".") if "@" in address else ""


def shown_domain(domain: str) -> str:
    """The domain as it may be shown: ASCII only, so that foreign letters cannot pass for Latin ones."""
    labels = (
        label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}" for label in domain.split(".")
    )
    return "".join(character for character in ".".join(labels) if character.isprintable())[:_LONGEST_SHOWN] or "nobody"


def shown_address(address: str) -> str:
    """The address as it may be shown: its domain in ASCII, and nothing that is unseen or turns letters round."""
    local, mark, domain = address.rpartition("@")
    seen = "".join(letter for letter in local if letter.isprintable())
    return f"{seen}{mark}{shown_domain(domain)}"[:_LONGEST_ADDRESS]
