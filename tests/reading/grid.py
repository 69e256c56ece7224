"""Sentences made of frames, nouns and verbs (`grids/<language>.toml`): how letters may put things that nobody listed.

In a frame `{A}` and `{a}` are a noun ("your visit"), `{V}` the participle of a verb in its gender, `{Vm}` the same in
the masculine, `{I}` the infinitive, `{e}` and `{o}` endings in its gender; dates as in `wordings`. What stands before
` | ` is the subject.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import DATES, NEW_DAY, NEW_TIME, OFFICIAL, OLD_DAY, OLD_TIME, message, says
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Doubt, Kind, Language, Reading

FOLDER = Path(__file__).parent / "grids"
_ARTICLES = {Language.ES: {"m": "el", "f": "la"}, Language.PT: {"m": "o", "f": "a"}}
# What a sentence alone cannot have: an office, and so a zone.
_BARE = {Doubt.UNKNOWN_TIME_ZONE, Doubt.UNKNOWN_OFFICE}


class Case(NamedTuple):
    kind: Kind
    subject: str
    body: str
    new: bool  # names the new date
    old: bool

    @property
    def text(self) -> str:
        return f"{self.subject} | {self.body}"


@cache
def data(language: Language) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def cases(language: Language, *, each: int) -> Iterator[Case]:
    """Every frame with `each` different nouns and verbs, turn by turn."""
    grid = data(language)
    nouns = [noun.rsplit("/", 1) for noun in grid["nouns"]]
    turn = 0
    for kind in Kind:
        for frame in grid.get(kind, {}).get("frames", ()):
            verbs = grid[kind].get("verbs", [""])
            turns = each if "{" in frame.replace("{new}", "").replace("{old}", "") else 1
            for _ in range(turns):
                yield _case(kind, language, frame, nouns[turn % len(nouns)], verbs[turn % len(verbs)])
                turn += 1


def _case(kind: Kind, language: Language, frame: str, noun: list[str], verb: str) -> Case:
    name, gender = noun
    infinitive, _, participle = verb.rpartition("/")
    parts = {
        "{V}": _agreed(language, participle, gender), "{Vm}": participle, "{I}": infinitive or participle,
        "{A}": name[:1].upper() + name[1:], "{a}": name, "{e}": "e" if gender == "f" else "",
        "{o}": "a" if gender == "f" else "o", "{l}": _ARTICLES.get(language, {}).get(gender, ""),
    }  # fmt: skip
    text = frame if " | " in frame else f" | {frame}"
    new, old = "{new}" in frame or "{nd}" in frame, "{old}" in frame
    for slot, words in parts.items():
        text = text.replace(slot, words)
    subject, body = text.split(" | ", 1)
    return Case(kind, _dated(language, subject), _dated(language, body), new, old)


def _agreed(language: Language, participle: str, gender: str) -> str:
    if gender == "m":
        return participle
    if language is Language.FR:
        return participle + "e"
    spanish = language in {Language.ES, Language.PT} and participle.endswith("o")
    return participle[:-1] + "a" if spanish else participle


def _dated(language: Language, text: str) -> str:
    new_day, new_time, at, old_day, old_time = DATES[language]
    halves = {"{nd}": new_day, "{nt}": new_time, "{new}": new_day + at + new_time, "{old}": old_day + at + old_time}
    for slot, words in halves.items():
        text = text.replace(slot, words)
    return text


def read_case(subject: str, body: str) -> Reading:
    return read(message(subject, body), OFFICIAL, RULES, OFFICES)


def confirms(reading: Reading) -> bool:
    return reading.kind in CONFIRMING and set(reading.doubts) <= _BARE


def dates_right(case: Case, reading: Reading) -> bool:
    """Whether a confirmation states the dates of its case."""
    new = case.kind is Kind.CANCELLED or not case.new or says(reading.starts_at, NEW_DAY, NEW_TIME)
    old = case.kind is Kind.SCHEDULED or not case.old or says(reading.previous_starts_at, OLD_DAY, OLD_TIME)
    return new and old
