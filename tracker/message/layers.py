"""Telling what the sender writes now from older mail below it, forwards, signatures and legal notices."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import whitespace
from typing import NamedTuple

from tracker.message.text import fold
from tracker.message.types import Layer

_SIGNATURE = "-- "
_LONGEST_SIGNATURE = 8  # lines below a mark that has lost its space
_MARKS_BEFORE, _MARKS_BEHIND = whitespace + ">*_=~#-", whitespace + "*_=~#:-"
_LABEL = re.compile(r"[\s*>]{0,8}([a-z][a-z ]{0,13}?)\s{0,2}\*?:")
# An hour of the day: such a line is never put aside as a legal notice, whatever it begins with.
_HOUR = re.compile(r"\d{1,2}\s?(?:[:h]\s?\d{2}|[ap]\.?\s?m\b)|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2}")
_HEADER_REACH = 8  # lines below From: in which its fellows must stand
_LONGEST_REPLY_LINE = 300


class Line(NamedTuple):
    """A line of a body with the layer it belongs to."""

    layer: Layer
    text: str


@dataclass(frozen=True)
class _Words:
    reply_start: tuple[str, ...]
    reply: re.Pattern[str]
    forward: frozenset[str]
    original: frozenset[str]
    labels: dict[str, str]
    senders: tuple[str, ...]
    forward_prefix: re.Pattern[str]
    reply_prefix: re.Pattern[str]
    notice: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files("tracker.message").joinpath("layers.toml").read_text("utf-8"))
    replies = "|".join(rf"{re.escape(fold(begin))} .*{re.escape(fold(end))}" for begin, end in data["reply_lines"])
    labels = {fold(word): role for role, words in data["header_labels"].items() for word in words}
    prefixes = data["subject_prefixes"]
    return _Words(
        reply_start=tuple(fold(begin) + " " for begin, _ in data["reply_lines"]),
        reply=re.compile(rf"(?=.*[\d@])(?:{replies})"),
        forward=frozenset(map(fold, data["forward_lines"])),
        original=frozenset(map(fold, data["original_lines"])),
        labels=labels,
        senders=tuple(word for word, role in labels.items() if role == "from"),
        forward_prefix=re.compile(rf"(?:{_any(prefixes['forward'])})\s?:"),
        reply_prefix=re.compile(rf"(?:{_any(prefixes['reply'])})\s?:"),
        notice=re.compile(
            rf"[^a-z]{{0,20}}(?:{_any([*data['footer']['disclaimers'], *data['footer']['subscriptions']])})"
        ),
    )


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(fold(phrase)) for phrase in phrases)


def layered(text: str, *, wrapped: bool) -> list[Line]:
    """Each line of the text with its layer: BODY, QUOTED or FOOTER.

    `wrapped` says that paragraphs may run over several lines, as in plain text; a legal notice then reaches to the
    next blank line, else to the end of its own.
    """
    lines, whole = text.split("\n"), fold(text)
    folded = whole.split("\n")
    introduced = _introduced(folded)
    separated, headed = _may_separate(whole), _may_head(whole)
    found: list[Line] = []
    standing, notice = Layer.BODY, False
    for at, line in enumerate(lines):
        notice = notice and wrapped and bool(line.strip())
        if (
            introduced.get(at) == "unmarked"
            or (separated and is_separator(folded[at]))
            or (headed and _is_header_block(folded, at))
        ):
            standing = Layer.QUOTED
        elif standing is Layer.BODY and _begins_signature(lines, folded, at):
            standing = Layer.FOOTER
        notice = (notice or _words().notice.match(folded[at]) is not None) and not _HOUR.search(folded[at])
        if line.lstrip().startswith(">") or at in introduced:
            found.append(Line(Layer.QUOTED, line))
        else:
            found.append(Line(Layer.FOOTER if notice and standing is Layer.BODY else standing, line))
    return found


def _begins_signature(lines: list[str], folded: list[str], at: int) -> bool:
    """A mark without its space may as well be a rule across the page: what follows must be short, without hours."""
    if lines[at] != _SIGNATURE.rstrip():
        return lines[at] == _SIGNATURE
    below = folded[at + 1 : at + 1 + 2 * _LONGEST_SIGNATURE]
    short = at + 1 + len(below) == len(lines) and sum(map(bool, below)) <= _LONGEST_SIGNATURE
    return short and not any(_HOUR.search(text) for text in below)


def _introduced(folded: list[str]) -> dict[int, str]:
    """The lines of each `On ... wrote:`, and whether the mail below it is marked with `>` or not."""
    found: dict[int, str] = {}
    for at, line in enumerate(folded):
        if (count := _reply_lines(folded, at)) and at not in found:
            below = next((text for text in folded[at + count : at + count + 4] if text.strip()), "")
            kind = "marked" if below.lstrip().startswith(">") and not line.lstrip().startswith(">") else "unmarked"
            found.update(dict.fromkeys(range(at, at + count), kind))
    return found


def _reply_lines(folded: list[str], at: int) -> int:
    """How many lines the reply line that begins here is broken into; 0 where none begins."""
    if not folded[at].lstrip().startswith(_words().reply_start):
        return 0
    for count in (1, 2, 3):
        joined = " ".join(part.strip() for part in folded[at : at + count])
        if len(joined) > _LONGEST_REPLY_LINE:
            return 0
        if _words().reply.fullmatch(joined):
            return count
    return 0


def is_separator(folded: str) -> bool:
    words = _words()
    return (bare := _without_marks(folded)) in words.forward or bare in words.original


def _without_marks(line: str) -> str:
    return line.lstrip(_MARKS_BEFORE).rstrip(_MARKS_BEHIND)


def _may_separate(folded: str) -> bool:
    """Whether the words of any separator stand in the text at all: one look instead of one for each line."""
    return any(mark in folded for mark in (*_words().forward, *_words().original))


def _may_head(folded: str) -> bool:
    """Whether a colon stands behind a `From` of any language, however far: elsewhere no line need be looked at."""
    senders = _words().senders
    return any(before.rstrip(_MARKS_BEHIND).endswith(senders) for before in folded.split(":")[:-1])


def _is_header_block(folded: list[str], at: int) -> bool:
    if _role(folded[at]) != "from" or _HOUR.search(folded[at]):
        return False
    roles = {_role(line) for line in folded[at + 1 : at + 1 + _HEADER_REACH]}
    return "date" in roles and bool(roles & {"to", "subject"})


def _role(folded: str) -> str | None:
    match = _LABEL.match(folded)
    return _words().labels.get(match[1]) if match else None


def holds_forward(subject: str, text: str) -> bool:
    """Whether a forward stands in the text: its separator with a header block, or a header block below a `Fwd:`."""
    whole = fold(text)
    if not _may_head(whole):
        return False
    folded = [line.lstrip("> ") for line in whole.split("\n")]
    blocks = [at for at in range(len(folded)) if _is_header_block(folded, at)]
    if not blocks:
        return False
    prefix = fold(subject)
    if _words().forward_prefix.match(prefix):
        return True
    bare = set(map(_without_marks, folded))
    if bare & _words().forward:
        return True
    return bool(bare & _words().original) and _words().reply_prefix.match(prefix) is None
