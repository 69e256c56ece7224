"""Learns whether a date is told for another matter than the appointment (rules/bearing.json).

    python -m tests.corpus.bearing            # writes the file
    python -m tests.corpus.bearing --figures  # prints how well it tells dates apart that it was not taught with

The dates are those of the open letters of the corpus whose golden reading states every date of the appointment, and of
the lines of `days/`, each of which names days of other matters. The sealed part is not looked at.
Whoever mends a word or a rule teaches again, this first, then `teach` and `wary`.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from tests.corpus import score
from tests.corpus.learning import Lesson, held_out, program
from tests.corpus.teach import DAYS, TOLD
from tracker.message.parse import parse
from tracker.message.types import Authenticity, Message
from tracker.reading.bearing import APART, FOREIGN, PLAINLY_APART, days_of, traits_of_date
from tracker.reading.engine import analyse, written_on
from tracker.reading.leaning import Leaning
from tracker.reading.rules import Rules
from tracker.reading.samples import as_message
from tracker.reading.types import BEARING
from tracker.rulebook import load

STATED = ("starts_at", "previous_starts_at")
OF_A_LETTER = ("when ", "first ", "of ")  # traits that a line alone cannot show
OF_LINES = 0.5  # what a date of a line weighs: those of letters are of the sort that will be met
DEAF = Leaning(offset=-9.0, weights={}, rarity={})  # puts no date aside


def dates(message: Message, rules: Rules, of_the_appointment: set[date], source: str) -> Iterator[Lesson]:
    seen = analyse(message, replace(rules, bearing=DEAF))
    above = {id(clause): before for before, clause in pairwise(seen.clauses)}
    for place, one in enumerate(seen.placed):
        traits = traits_of_date(seen.placed, place, above.get(id(one.clause)), written_on(message))
        apart = of_the_appointment.isdisjoint(days_of(one.mention))
        yield Lesson(f"{source} {one.mention.start}", traits, apart, source=source)


def letters(folder: Path, rules: Rules) -> Iterator[Lesson]:
    for path in sorted(folder.rglob("*.eml")):
        golden = json.loads(path.with_suffix(".json").read_text("utf-8")) if score.in_part(path, "open") else {}
        official = golden.get("authenticity") == Authenticity.OFFICIAL and golden.get("kind") in TOLD
        if official and golden.keys() >= set(STATED):
            days = {date.fromisoformat(golden[key][:10]) for key in STATED if golden[key]}
            yield from dates(parse(path.read_bytes()), rules, days, path.relative_to(folder).as_posix())


def lines(folder: Path, rules: Rules) -> Iterator[Lesson]:
    """Dates of other matters, in sentences of their own."""
    for path in sorted(folder.glob("*.toml")):
        for number, line in enumerate(tomllib.loads(path.read_text("utf-8"))["apart"]):
            for lesson in dates(as_message("", line), rules, set(), f"{path.stem} {number}"):
                kept = frozenset(trait for trait in lesson.traits if not trait.startswith(OF_A_LETTER))
                yield lesson._replace(traits=kept, weight=OF_LINES)


def lessons(rules: Rules) -> list[Lesson]:
    return [*letters(score.APART, rules), *lines(DAYS, rules)]


def figures(some: Sequence[Lesson]) -> Iterator[str]:
    """What is put aside and asked about of the dates of letters that were not among the lessons."""
    told = [(one, apart) for one, apart in held_out(some) if one.weight == 1]
    for name, other in (("of another matter", True), ("of the appointment", False)):
        of_them = [apart for one, apart in told if one.yes is other]
        shares = [
            f"{what} {sum(apart >= least for apart in of_them) / len(of_them):.3f}"
            for what, least in (("asked about", FOREIGN), ("put aside", APART), ("marked and put aside", PLAINLY_APART))
        ]
        yield f"{name:18} {len(of_them):6} dates: {', '.join(shares)}"


if __name__ == "__main__":
    sys.exit(program("learn which dates are told for another matter", lessons(load().rules), figures, BEARING))
