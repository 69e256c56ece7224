"""Cuts the text of a message into sentences, without moving an offset.

A sentence ends at a full stop, a semicolon or a line end that is not merely a wrapped line; a row of a table and a
"label: value" line are sentences of their own. What a negation or a condition reaches never crosses a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracker.message.types import Layer, Message, Segment

SPEAKING = (Layer.SUBJECT, Layer.BODY, Layer.ALTERNATIVE)
_STOP = re.compile(r"[.!?]+[\"')\]»”]*(?=\s)|;|[.!?]+$|\s[•·]\s")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|mr|mrs|ms|dr|sr|sra|srta|dna|mme|mlle|no|num|nro|rev|st|ste|ave|blvd|mt|ft|pkwy|dept|apt|ext|rm|fl|vs|etc|tel|art|u\.s|e\.g|i\.e|v\.\s?sa|v\.\s?exa"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ene|abr|ago|dic|[ap]\.? ?m)$",
    re.IGNORECASE,
)
# A short weekday before the number of its day: "qua. 24/02", "mié. 3 de marzo".
_SHORT_DAY = re.compile(
    r"(?:^|[\s(,:])(?:seg|ter|qua|qui|sex|s[áa]b|dom|lun|mar|mi[ée]|jue|vie|mer|jeu|ven|sam|dim)$", re.IGNORECASE
)
_UNIT = re.compile(
    r"(?:suite|ste|unit|room|rm|apt|building|bldg|gate|door|piso|sala|bureau|porte)\.?\s[A-Z]$", re.IGNORECASE
)
_CLOCK = re.compile(r"(?:\d|\b)\s?[ap]\.?\s?m$", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\d{1,2}$")  # of a box on a form: "2. TIME ..... 9:00 a.m."
_LABEL = re.compile(
    r"^\s*[-*•]?\s*(?:\d{1,2}[.)]\s+)?[^\W\d](?:[^:!?\n\t]{1,44}\s?:|[^:!?.\n\t]{1,30}\s?\.{2,40}:?)(?:\s|$)"
)
_LEADER = re.compile(
    r"\s*(?:\d{1,2}[.)]\s+)?[^\W\d][^.:!?\n]{1,29}(?:\s\.{2,}|\.{3,})$"
)  # the dots that lead from a label to its value
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s")
_ROW = re.compile(r"^(?:.*\S)? {3,}\S.*\S {3,}\S")  # of a table in plain text: cells three blanks apart
_FRAMED = re.compile(r"\s*[|│║].*[|│║]\s*$")  # a line in a frame drawn around a ticket
_LONGEST_ABBREVIATION, _LONGEST_WORD = 16, 4  # characters that the three patterns can match at most, and of one word
_WRAPPED = 45  # a line at least this long may have been broken by the writer's program


class Sentence(NamedTuple):
    start: int
    end: int
    layer: Layer
    row: int  # the line it begins on, counted within the message
    question: bool = False

    @property
    def titled(self) -> bool:
        return self.layer is Layer.SUBJECT


def split(message: Message, layers: tuple[Layer, ...] = SPEAKING) -> list[Sentence]:
    """The sentences of those layers, in the order in which they stand."""
    found: list[Sentence] = []
    for segment in message.segments:
        if segment.layer in layers:
            for row, (start, end) in enumerate(_stretches(message.text, segment), len(found)):
                found += _sentences(message.text, start, end, segment.layer, row)
    return found


def _lines(text: str, segment: Segment) -> Iterator[tuple[int, int]]:
    start = segment.start
    while start < segment.end:
        end = text.find("\n", start, segment.end)
        end = segment.end if end < 0 else end
        yield start, end
        start = end + 1


def _stretches(text: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Lines, with those joined that were only wrapped."""
    start = end = -1
    for begin, stop in _lines(text, segment):
        if start >= 0 and _continues(text[start:end].rsplit("\n", 1)[-1], text[begin:stop]):
            end = stop
            continue
        if start >= 0:
            yield start, end
        start, end = (begin, stop) if text[begin:stop].strip() else (-1, -1)
    if start >= 0:
        yield start, end


def _continues(line: str, following: str) -> bool:
    word = following.strip()[:1]
    if not word or not line.strip() or _in_cells(line) or _in_cells(following) or _BULLET.match(following):
        return False
    closed = line.rstrip()[-1:] in (".!?;)" if word.isupper() else ".!?;")
    if line.rstrip().endswith(":"):
        return not _LABEL.match(following) and not _BULLET.match(following)
    wrapped = len(line.rstrip()) >= _WRAPPED
    if closed or (_LABEL.match(following) and not (wrapped and word.islower())):
        return False
    return word.islower() or wrapped


def _in_cells(line: str) -> bool:
    if "\t" in line or ("   " in line and _ROW.match(line) is not None):
        return True
    return line.lstrip().startswith(("|", "│", "║")) and _FRAMED.match(line) is not None


def _sentences(text: str, start: int, end: int, layer: Layer, row: int) -> Iterator[Sentence]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        if _is_abbreviation(text, begin, match, end):
            continue
        yield from _one(text, begin, match.end(), layer, row)
        begin = match.end()
    yield from _one(text, begin, end, layer, row)


def _is_abbreviation(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    led = len(match.group()) > 1 and _LEADER.match(text, text.rfind("\n", 0, match.end()) + 1, match.end())
    if led or _numbers_a_label(text, match):
        return True
    before = text[max(begin, match.start() - _LONGEST_ABBREVIATION) : match.start()]
    if match.group() != ".":  # "(April 5 at 9:00 a.m.) was"
        return (
            match.group() == ".)"
            and text[match.end() + 1 : match.end() + 2].islower()
            and _CLOCK.search(before) is not None
        )
    if len(before) > _LONGEST_WORD and before[-_LONGEST_WORD - 1 :].isalpha():
        return False
    following = text[match.end() : end].lstrip()[:1]
    if not _ABBREVIATION.search(before):
        return following.isdigit() and _SHORT_DAY.search(before) is not None
    if following.isupper() and _UNIT.search(before):
        return False
    article = before[-1:].islower() and not before[-2:-1].isalpha()  # Creole: "randevou a. Yo chanje li"
    in_row = text[match.end() : match.end() + 1] == "\t"  # "8:30 a. m.", then the next cell
    return in_row or not (following.isupper() and (article or _CLOCK.search(before)))


def _numbers_a_label(text: str, match: re.Match[str]) -> bool:
    """Whether the stop stands behind the number of a box, which a label follows."""
    line = text.rfind("\n", 0, match.start()) + 1
    if match.start() - line > _LONGEST_ABBREVIATION or not _NUMBER.match(text[line : match.start()]):
        return False
    end = text.find("\n", match.end())
    return _LABEL.match(text[match.end() : end if end >= 0 else len(text)]) is not None


def _one(text: str, start: int, end: int, layer: Layer, row: int) -> Iterator[Sentence]:
    body = text[start:end]
    if body.strip():
        lead = len(body) - len(body.lstrip(" \n"))  # a leading tab is an empty cell
        stop = start + len(body.rstrip())
        yield Sentence(start + lead, stop, layer, row, question=body.rstrip().endswith("?"))
