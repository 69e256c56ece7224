"""The words that stand beside a number and say whose it is, as the languages list them under `[codes]`.

All of them count in every language: a letter in Creole says "Reference" as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from tracker.frozen import Frozen
from tracker.reading.scan import alternatives, near, scan_of

Plain = Annotated[str, StringConstraints(pattern=r"^[^\[\](){}*+?|\\^$]*$")]  # words, no patterns


class CodeWords(Frozen):
    """What one language calls numbers: words parted by blanks, or whole phrases."""

    appointment: Plain  # an appointment, or the number of one
    asked: Plain  # what may be asked for, sent or booked, and so has numbers that are nothing but groups of digits
    papers: Plain  # letters, files and lists
    about: Plain  # the heads of lines that only say what a letter is about
    numbers: Plain
    codes: Plain
    links: Plain  # among the words of a label, or between them and the number
    ours: tuple[Plain, ...]  # "with us", behind the words of a label
    leads: tuple[Plain, ...]  # to "number" or "code" where no more is said: "under number ..."
    articles: Plain  # between those two
    registered: tuple[Plain, ...]  # right before a number, without a word for it
    anothers: Plain  # before a label: it is not this person's, or there is none
    things: tuple[Plain, ...]  # of which a number is, wherever they stand in its sentence: courts, cars, other papers


@dataclass(frozen=True, slots=True)
class CodeLabels:
    """The words of all languages together."""

    appointment: frozenset[str]
    asked: frozenset[str]
    papers: frozenset[str]
    about: frozenset[str]
    numbers: frozenset[str]
    codes: frozenset[str]
    vocabulary: frozenset[str]
    ours: re.Pattern[bytes]
    leads: re.Pattern[bytes]
    registered: re.Pattern[bytes]
    anothers: re.Pattern[bytes]
    things: re.Pattern[bytes]


def labels_of(languages: Iterable[CodeWords]) -> CodeLabels:
    told = list(languages)
    appointment, asked, papers, about, numbers, codes, links = (
        _words(getattr(words, name) for words in told)
        for name in ("appointment", "asked", "papers", "about", "numbers", "codes", "links")
    )
    ours, leads, registered, things = (
        alternatives({_plain(one) for words in told for one in getattr(words, name)})
        for name in ("ours", "leads", "registered", "things")
    )
    articles, anothers = (alternatives(_words(getattr(words, name) for words in told)) for name in _BEFORE)
    return CodeLabels(
        appointment,
        asked,
        papers | asked,
        about,
        numbers,
        codes,
        appointment | asked | papers | about | numbers | codes | links,
        ours=near(rf"[ \n] {ours} \Z"),
        leads=near(rf"\b {leads} (?: [ \n] {articles} ){{0,2}} \s \Z"),
        registered=near(rf"\b {registered} \s \Z"),
        anothers=near(rf"\b (?: {anothers} | [a-z]+['?]s ) [ ] \Z"),
        things=near(rf"\b {things} \b"),
    )


_BEFORE = ("articles", "anothers")


def _words(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(word for words in listed for word in _plain(words).split())


def _plain(words: str) -> str:
    return scan_of(words).decode("ascii")
