"""Learns how much a sentence sounds like taking a confirmation back (rules/wariness.json).

    python -m tests.corpus.wary            # writes the file
    python -m tests.corpus.wary --figures  # prints how well it tells sentences apart that it was not taught with

The sentences are those of `cautions/` (which spoil a confirmation, and which every letter may have), of the pairs of
`spoilt/` (what only the spoilt one says spoils it), and of the sayings, the open letters of the corpus and the wordings
of tests/reading that confirm, none of whose sentences spoils anything. The sealed part is not looked at. Whoever mends
a word or a rule teaches again.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.corpus.learning import Lesson, held_out, program
from tests.corpus.score import APART, in_part
from tests.corpus.teach import CAUTIONS, SAYINGS, SPOILT, filled
from tests.reading.wordings import load_all
from tracker.message.parse import parse
from tracker.message.types import Authenticity, Message
from tracker.reading.engine import analyse
from tracker.reading.rules import Rules
from tracker.reading.samples import as_message
from tracker.reading.types import CONFIRMING, WARINESS
from tracker.reading.wariness import HARMLESS, traits_of_sentence
from tracker.rulebook import load

OF_LETTERS = 3.0  # what a sentence of a whole letter weighs: it is of the sort that will be met
WARY = -0.7  # such a sentence makes a letter of ten much less sure


def sentences(message: Message, rules: Rules, *, spoils: bool) -> Iterator[Lesson]:
    seen = analyse(message, rules)
    for clause in seen.clauses:
        own = [statement for statement in seen.statements if statement.clause is clause]
        text = message.text[clause.sentence.start : clause.sentence.end].strip()
        traits = traits_of_sentence(clause, own)
        if traits:
            yield Lesson(text, traits, spoils)


def cautions(folder: Path, rules: Rules) -> Iterator[Lesson]:
    for path in sorted(folder.glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        for name in ("spoils", "harmless"):
            for number, line in enumerate(told[name]):
                message = as_message("", filled(line, path.stem[:2], number % 2))
                yield from sentences(message, rules, spoils=name == "spoils")


def pairs(folder: Path, rules: Rules) -> Iterator[Lesson]:
    for path in sorted(folder.glob("*.toml")):
        for number, pair in enumerate(tomllib.loads(path.read_text("utf-8"))["pair"]):
            clean, spoilt = (as_message("", filled(pair[key], path.stem, number % 2)) for key in ("clean", "spoilt"))
            harmless = list(sentences(clean, rules, spoils=False))
            yield from harmless
            known = {lesson.text for lesson in harmless}
            yield from (each for each in sentences(spoilt, rules, spoils=True) if each.text not in known)


def sayings(folder: Path, rules: Rules) -> Iterator[Lesson]:
    """Those of the kinds that confirm."""
    for path in sorted(folder.glob("*.toml")):
        for kind, told in tomllib.loads(path.read_text("utf-8")).items():
            for number, saying in enumerate(told["said"] if kind in CONFIRMING else ()):
                message = as_message("", filled(saying, path.stem[:2], number))
                yield from sentences(message, rules, spoils=False)


def letters(folder: Path, rules: Rules) -> Iterator[Lesson]:
    for path in sorted(folder.rglob("*.eml")):
        golden = json.loads(path.with_suffix(".json").read_text("utf-8")) if in_part(path, "open") else {}
        if golden.get("effect") == "confirms" and golden.get("authenticity") == Authenticity.OFFICIAL:
            for lesson in sentences(parse(path.read_bytes()), rules, spoils=False):
                yield lesson._replace(weight=OF_LETTERS, source=path.relative_to(folder).as_posix())


def wordings(rules: Rules) -> Iterator[Lesson]:
    for each in load_all():
        if each.kind in CONFIRMING:
            yield from sentences(as_message(each.subject, each.body), rules, spoils=False)


def lessons(rules: Rules) -> list[Lesson]:
    """Every sentence once."""
    told = [*cautions(CAUTIONS, rules), *pairs(SPOILT, rules), *sayings(SAYINGS, rules), *letters(APART, rules)]
    told += wordings(rules)
    return list({(each.text, each.yes): each for each in told}.values())


def figures(some: Sequence[Lesson]) -> Iterator[str]:
    """What sounds wary, and what is forgiven, of sentences that were not among the lessons."""
    told = list(held_out(some))
    for name, spoils in (("spoil", True), ("do not", False)):
        of_them = [weight for one, weight in told if one.yes is spoils]
        wary = sum(weight >= WARY for weight in of_them) / len(of_them)
        forgiven = sum(weight < HARMLESS for weight in of_them) / len(of_them)
        yield f"{name:6} {len(of_them):6} sentences: wary {wary:.3f}, forgiven {forgiven:.3f}"


if __name__ == "__main__":
    sys.exit(program("learn what sounds like taking a confirmation back", lessons(load().rules), figures, WARINESS))
