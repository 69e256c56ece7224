"""A tolerant reader of Authentication-Results (RFC 8601), strict where a forger would gain.

Comments go first: a real phishing mail bore `dmarc=pass` inside one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_VALUE = 10_000  # characters of one header

_RESULT = re.compile(r"([a-z0-9][a-z0-9_.-]*)(?:\s*/\s*\d+)?\s*=\s*([a-z0-9_-]+)(?=\s|$)", re.IGNORECASE)
# From the beginning of a word only: else a word of thousands of letters is tried from each of them.
_PROPERTY = re.compile(
    r"(?<![a-z0-9_-])([a-z0-9_-]+)\s*\.\s*([a-z0-9_-]+)\s*=\s*(\"(?:[^\"\\]|\\.)*+\"|[^\s\"]+)", re.IGNORECASE
)
_MARK = re.compile(r"[\\\"()]")
_INSTANCE = re.compile(r"\s*i\s*=\s*\d{1,3}\s*;")


class Result(NamedTuple):
    method: str  # lower case
    value: str  # lower case
    properties: tuple[tuple[str, str], ...]  # ("header.from", value in lower case), in order

    def only(self, name: str) -> str | None:
        """The value of a property that stands there once, or always alike."""
        found = {value for key, value in self.properties if key == name}
        return found.pop() if len(found) == 1 else None


class AuthenticationResults(NamedTuple):
    authserv_id: str | None  # lower case; None where the header begins with a result, as Outlook's does
    results: tuple[Result, ...]


def read_results(value: str) -> AuthenticationResults:
    """Read one header. What is not a result in good form is passed over; an unclosed comment swallows the rest."""
    first, *rest = _segments(without_comments(value[:MAX_VALUE]))
    identity = first.split()[0].strip('"').lower() if "=" not in first and first.split() else None
    results = (_result(segment) for segment in (first, *rest))
    return AuthenticationResults(authserv_id=identity, results=tuple(result for result in results if result))


def read_sealed_results(value: str) -> AuthenticationResults:
    """Read an ARC-Authentication-Results header: the same after its instance number."""
    instance = _INSTANCE.match(value)
    return read_results(value[instance.end() :] if instance else ";")


def without_comments(value: str) -> str:
    """The value with each comment, nested ones too, as one space; quoted strings are left alone."""
    if "(" not in value and ")" not in value:
        return value
    kept: list[str] = []
    depth, quoted, at = 0, False, 0
    while mark := _MARK.search(value, at):
        if not depth:
            kept.append(value[at : mark.start()])
        at, character = mark.start(), mark[0]
        if character == "\\" and (quoted or depth):
            kept.append(value[at : at + 2] if not depth else "")
            at += 2
            continue
        if character == '"' and not depth:
            quoted = not quoted
        if not quoted and character in "()":
            kept.append(" ")
            depth = max(0, depth + (1 if character == "(" else -1))
        elif not depth:
            kept.append(character)
        at += 1
    return "".join([*kept, value[at:] if not depth else ""])


def _segments(value: str) -> list[str]:
    """Cut at semicolons outside quoted strings."""
    if '"' not in value:
        return [segment.strip() for segment in value.split(";")]
    return [segment.strip() for segment in re.findall(r'((?:"(?:[^"\\]|\\.)*+"?|[^";])*+)(?:;|$)', value)] or [""]


def _result(segment: str) -> Result | None:
    match = _RESULT.match(segment)
    if match is None:
        return None
    properties = (
        (f"{kind}.{name}".lower(), text.strip('"').lower())
        for kind, name, text in _PROPERTY.findall(segment[match.end() :])
    )
    return Result(method=match[1].lower(), value=match[2].lower(), properties=tuple(properties))
