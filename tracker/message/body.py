"""One text and its segments, made of a subject, a plain body and its HTML twin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.message.html import Kind, Page
from tracker.message.layers import Line, layered
from tracker.message.text import tidy
from tracker.message.types import Layer, Segment

MAX_TEXT = 100_000  # characters, subject and hidden text included

_BLANK_LINES = re.compile(r"\n{3,}")
_BLANKS = " \t"
_LAYOUT = "*_>|"
_HTML_SPACES = re.compile(r" {2,}")


@dataclass(frozen=True)
class Body:
    text: str
    segments: tuple[Segment, ...]
    struck: bool = False
    simplified: bool = False
    cut: bool = False


def cleaned(text: str) -> str:
    """Tidy text without runs of blank lines, and without trailing spaces but that of a signature's mark."""
    first, *others = tidy(text).split("\n")
    lines = [first.rstrip(_BLANKS), *map(_trimmed, others)]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _trimmed(line: str) -> str:
    """Without trailing blanks, cut off where they begin: a pattern tries each of them anew. The blank after `--` makes
    it the mark of a signature.
    """
    bare = line.rstrip(_BLANKS)
    return line[:3] if bare == "--" else bare


def compose_body(subject: str, plain: str, pages: Iterable[Page]) -> Body:
    """The subject, then what the reader sees, its HTML twin if it says anything else, what is hidden or struck out.

    A mail without a plain part has its HTML as BODY.
    """
    pages = tuple(pages)
    plain = cleaned(plain[:MAX_TEXT])
    shown = _html_lines(pages)
    lines = [Line(Layer.SUBJECT, subject)] if subject else []
    if plain:
        lines += layered(plain, wrapped=True)
        if _unsaid(line.text for line in shown) != _unsaid([plain]):
            lines += [Line(_twin(line.layer), line.text) for line in shown]
    else:
        lines += shown
    lines += _apart(Layer.HIDDEN, (page.hidden for page in pages))
    lines += _apart(Layer.STRUCK, (page.struck for page in pages))
    text, segments = _joined(lines)
    return Body(
        text=text[:MAX_TEXT],
        segments=_within(segments, MAX_TEXT),
        struck=any(page.struck.strip() for page in pages),
        simplified=any(page.simplified for page in pages),
        cut=len(text) > MAX_TEXT,
    )


def _apart(layer: Layer, texts: Iterable[str]) -> list[Line]:
    return [Line(layer, line) for line in cleaned("\n".join(texts)[:MAX_TEXT]).split("\n") if line]


def _twin(layer: Layer) -> Layer:
    return Layer.ALTERNATIVE if layer is Layer.BODY else layer


def _unsaid(parts: Iterable[str]) -> str:
    """The text without spaces and the marks by which plain text imitates layout."""
    said = "".join("".join(parts).split())
    for mark in _LAYOUT:
        said = said.replace(mark, "")
    return said


def _html_lines(pages: tuple[Page, ...]) -> list[Line]:
    lines: list[Line] = []
    for page in pages:
        for stretch in page.stretches:
            text = _HTML_SPACES.sub(" ", cleaned(stretch.text[:MAX_TEXT]))
            quoted = stretch.kind is Kind.QUOTED
            lines += [Line(Layer.QUOTED, line) for line in text.split("\n")] if quoted else layered(text, wrapped=False)
    return lines


def _joined(lines: Iterable[Line]) -> tuple[str, list[Segment]]:
    """The lines as one text, and a segment for each run of lines of one layer, without blank edges."""
    runs: list[tuple[Layer, list[str]]] = []
    for line in lines:
        if not runs or runs[-1][0] is not line.layer:
            runs.append((line.layer, []))
        runs[-1][1].append(line.text)
    pieces: list[str] = []
    segments: list[Segment] = []
    at = 0
    for layer, texts in runs:
        piece = "\n".join(texts).strip("\n")
        if piece.strip():
            segments.append(Segment(layer=layer, start=at, end=at + len(piece)))
            pieces.append(piece)
            at += len(piece) + 1
    return "\n".join(pieces), segments


def _within(segments: Iterable[Segment], limit: int) -> tuple[Segment, ...]:
    return tuple(
        segment if segment.end <= limit else Segment(layer=segment.layer, start=segment.start, end=limit)
        for segment in segments
        if segment.start < limit
    )
