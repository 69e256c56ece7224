"""Learns the weights of the second opinion (rules/weights.json) from letters, and says how far they can be trusted.

    python -m tests.corpus.teach            # writes the file
    python -m tests.corpus.teach --figures  # prints how often it is right about letters it was not taught with

The letters are the open part of the corpus, as the rules of now see them; beside them the sayings of `sayings/` and
the wordings and frames of tests/reading, each put into a letter of its own. The sealed part is not looked at. Whoever
mends a rule or a word teaches again: the weights are of what the rules find.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from pathlib import Path
from random import Random

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from tests.corpus.score import APART, in_part, wilson
from tests.reading.grid import cases as frames
from tests.reading.wordings import load_all
from tracker.message.parse import parse
from tracker.message.types import Message
from tracker.reading.engine import analyse
from tracker.reading.opinion import Opinion, Traits, Weights, opinion_of, traits_of
from tracker.reading.rules import Rules
from tracker.reading.samples import as_message
from tracker.reading.types import WEIGHTS, Kind, Language
from tracker.rulebook import load, rules_directory

SAYINGS = Path(__file__).parent / "sayings"
SPOILT = Path(__file__).parent / "spoilt"
CAUTIONS = Path(__file__).parent / "cautions"
DAYS = Path(__file__).parent / "days"
TOLD = (
    Kind.SCHEDULED, Kind.RESCHEDULED, Kind.CANCELLED, Kind.SUMMONS, Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED,
    Kind.REMINDER, Kind.OFFICE_CLOSURE,
)  # fmt: skip
# From ICE and none of those: what these letters are like has no rule that reads it.
NONE_OF_THEM = (Kind.UNRECOGNISED, Kind.ACCOUNT_NOTICE, Kind.NEWSLETTER, Kind.VERIFICATION_CODE)
RARE = 6  # a trait seen in fewer lessons than this teaches little; the figures are the same from 2 to 6
STRICTNESS = 20.0  # inverse of the regularisation; the figures hardly differ from 10 to 100
FOLDS = 5
SENTENCES_BESIDE = 4, 20  # of a saying among others
EACH_SO_MANY = 3  # sayings of which one is put among others: with all of them short letters are told worse
FRAMES = 2  # sentences of each frame
# How the dates of a saying are put: an old one, a new one, one asked for.
DATES = {
    "en": (("Monday, April 5, 2027 at 9:00 AM", "Wednesday, May 12, 2027, 8:30 a.m.", "June 3, 2027 at 1:00 PM"),
           ("04/20/2027 0900", "05/26/2027 1330", "06/17/2027"),
           ("April 20", "May 26 at 10:00 a.m.", "June 17")),
    "es": (("lunes 5 de abril de 2027 a las 9:00 a. m.", "miércoles 12 de mayo de 2027, 8:30 a. m.",
            "3 de junio de 2027 a la 1:00 p. m."),
           ("20/04/2027 09:00", "26/05/2027 13:30", "17/06/2027"),
           ("20 de abril", "26 de mayo a las 10:00", "17 de junio")),
    "pt": (("segunda-feira, 5 de abril de 2027, às 9h00", "quarta-feira, 12 de maio de 2027, 8h30",
            "3 de junho de 2027 às 13h"),
           ("20/04/2027 09:00", "26/05/2027 13:30", "17/06/2027"),
           ("20 de abril", "26 de maio às 10h", "17 de junho")),
    "fr": (("lundi 5 avril 2027 à 9 h 00", "mercredi 12 mai 2027 à 8h30", "3 juin 2027 à 13 h"),
           ("20/04/2027 09:00", "26/05/2027 13:30", "17/06/2027"),
           ("20 avril", "26 mai à 10h00", "17 juin")),
    "ht": (("lendi 5 avril 2027 a 9:00 AM", "mèkredi 12 me 2027, 8:30 AM", "3 jen 2027 a 1:00 PM"),
           ("20/04/2027 09:00", "26/05/2027 13:30", "17/06/2027"),
           ("20 avril", "26 me a 10:00 AM", "17 jen")),
}  # fmt: skip


@dataclass(frozen=True)
class Lesson:
    """What one letter shows, and what it is."""

    kind: Kind
    traits: Traits
    source: str = ""  # the letter of the corpus; of a saying none
    surrounded: bool = False  # a saying among sentences that speak for no kind: what these say is not learned by itself


def lesson(message: Message, kind: Kind, rules: Rules, source: str = "") -> Lesson:
    seen = analyse(message, rules)
    return Lesson(kind, traits_of(seen.clauses, seen.statements, seen.placed), source)


def letters(folder: Path, rules: Rules) -> Iterator[Lesson]:
    """The open part of the corpus: official letters whose kind is told by their words."""
    for path in sorted(folder.rglob("*.eml")):
        golden = json.loads(path.with_suffix(".json").read_text("utf-8")) if in_part(path, "open") else {}
        kind = golden.get("kind")
        if kind in TOLD or (kind in NONE_OF_THEM and golden.get("authenticity") == "official"):
            is_told = Kind(kind) if kind in TOLD else Kind.UNRECOGNISED
            yield lesson(parse(path.read_bytes()), is_told, rules, path.relative_to(folder).as_posix())


def sayings(folder: Path, rules: Rules) -> Iterator[Lesson]:
    """Each saying as a letter of its own, its dates written in one of the manners of its language."""
    for path in sorted(folder.glob("*.toml")):
        for kind, told in tomllib.loads(path.read_text("utf-8")).items():
            for number, saying in enumerate(told["said"]):
                message = as_message("", filled(saying, path.stem[:2], number))
                yield lesson(message, Kind(kind), rules)


def surrounded(folder: Path, rules: Rules) -> Iterator[Lesson]:
    """Some sayings once more, among sentences that letters of every kind have: these speak for none of them.

    Not those of closures: a closed day is itself told in letters of every kind.
    """
    chance = Random(0)
    for path in sorted(folder.glob("*.toml")):
        language = path.stem[:2]
        beside = sorted(standing(language))
        for kind, told in tomllib.loads(path.read_text("utf-8")).items():
            for number, saying in enumerate(told["said"][::EACH_SO_MANY] if kind != Kind.OFFICE_CLOSURE else ()):
                lines = chance.sample(beside, chance.randint(*SENTENCES_BESIDE))
                lines.insert(chance.randint(0, len(lines) // 2), filled(saying, language, number))
                told_among = lesson(as_message("", "\n".join(lines)), Kind(kind), rules)
                yield replace(told_among, surrounded=True)


def standing(language: str) -> Iterator[str]:
    """Lines that may stand in any letter: harmless, and without a date of the appointment."""
    for folder, name in ((CAUTIONS, "harmless"), (DAYS, "apart")):
        for path in folder.glob(f"{language}*.toml"):
            yield from (line for line in tomllib.loads(path.read_text("utf-8"))[name] if "{" not in line)


def taken_back(folder: Path, rules: Rules) -> Iterator[Lesson]:
    """Letters that confirm, and nearly the same ones that a person must look at: as a whole they are like no kind."""
    for path in sorted(folder.glob("*.toml")):
        for number, pair in enumerate(tomllib.loads(path.read_text("utf-8"))["pair"]):
            for text, kind in ((pair["clean"], Kind(pair["kind"])), (pair["spoilt"], Kind.UNRECOGNISED)):
                yield lesson(as_message("", filled(text, path.stem, number % 2)), kind, rules)


def wordings(rules: Rules) -> Iterator[Lesson]:
    """The wordings that the tests of the rules hold, and the sentences made of their frames."""
    for each in load_all():
        if each.kind in {*TOLD, Kind.UNRECOGNISED}:
            yield lesson(as_message(each.subject, each.body), each.kind, rules)
    for language in Language:
        for case in frames(language, each=FRAMES):
            if case.kind in TOLD:
                yield lesson(as_message(case.subject, case.body), case.kind, rules)


def filled(saying: str, language: str, number: int) -> str:
    """The saying with dates, an office and a name in it; `number` chooses the manner."""
    manners = DATES[language]
    old, new, asked = manners[number % len(manners)]
    values = {"old": old, "new": new, "asked": asked, "office": "New York, NY", "name": "Maria Lopez"}
    return saying.format_map(values)


def lessons_of(rules: Rules) -> list[Lesson]:
    """All of them, as those rules see them."""
    told = [*letters(APART, rules), *sayings(SAYINGS, rules), *surrounded(SAYINGS, rules)]
    return [*told, *taken_back(SPOILT, rules), *wordings(rules)]


def learned(lessons: Sequence[Lesson]) -> Weights:
    """The weights that fit the lessons: multinomial logistic regression, each kind counting alike."""
    telling = [each for each in lessons if not each.surrounded]
    found = _common(each.traits[0] for each in telling)
    words = _common(each.traits[1] for each in telling)
    rarity = {name: round(log((1 + len(lessons)) / (1 + count)) + 1, 2) for name, count in words.items()}
    known = Weights(kinds=(), offset=(), found=dict.fromkeys(found, ()), words=dict.fromkeys(words, ()), rarity=rarity)
    table = DictVectorizer()
    rows = table.fit_transform([_row(each, known) for each in lessons])
    model = LogisticRegression(C=STRICTNESS, max_iter=5000, class_weight="balanced")
    model.fit(rows, [each.kind.value for each in lessons])
    columns = dict(zip(table.get_feature_names_out(), model.coef_.T.round(2).tolist(), strict=True))
    return Weights(
        kinds=tuple(Kind(name) for name in model.classes_),
        offset=tuple(model.intercept_.round(2).tolist()),
        found={name: tuple(columns[f"found {name}"]) for name in sorted(found)},
        words={name: tuple(columns[f"words {name}"]) for name in sorted(words)},
        rarity={name: rarity[name] for name in sorted(rarity)},
    )


def _row(each: Lesson, known: Weights) -> dict[str, float]:
    """The traits that have weights, scaled as `opinion` scales them: findings and words each to length 1."""
    found, words = each.traits
    told = _even({f"found {name}": 1.0 for name in found if name in known.found})
    return told | _even({f"words {name}": known.rarity[name] for name in words if name in known.words})


def _even(values: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(value * value for value in values.values())) or 1.0
    return {name: value / length for name, value in values.items()}


def _common(many: Iterable[Iterable[str]]) -> dict[str, int]:
    counts = Counter(name for traits in many for name in traits)
    return {name: count for name, count in counts.items() if count >= RARE}


def held_out(lessons: Sequence[Lesson]) -> Iterator[tuple[Lesson, Opinion]]:
    """Each letter with the opinion of weights that were learned without it (and with all sayings)."""
    of_corpus = [each for each in lessons if each.source]
    said = [each for each in lessons if not each.source]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for taught, asked in folds.split(of_corpus, [each.kind.value for each in of_corpus]):
        weights = learned([of_corpus[place] for place in taught] + said)
        for place in asked:
            yield of_corpus[place], opinion_of(of_corpus[place].traits, weights)


def figures(told: Sequence[tuple[Lesson, Opinion]]) -> Iterator[str]:
    for least in (0.0, 0.4, 0.6, 0.8):
        sure = [(each, heard) for each, heard in told if heard.share >= least]
        right = sum(each.kind is heard.kind for each, heard in sure)
        low, high = wilson(right, len(sure))
        yield f"share >= {least}: {len(sure)} letters, right {right / max(1, len(sure)):.3f} [{low:.2f}-{high:.2f}]"
    for kind in (*TOLD, Kind.UNRECOGNISED):
        of_kind = [heard for each, heard in told if each.kind is kind]
        yield f"{kind:17} {sum(heard.kind is kind for heard in of_kind)} of {len(of_kind)}"


def written(weights: Weights) -> str:
    data = weights.model_dump(mode="json")
    parts = [f'"{name}": {json.dumps(data[name])}' for name in ("kinds", "offset")]
    parts += [a_trait_a_line(name, data[name]) for name in ("found", "words", "rarity")]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def a_trait_a_line(name: str, values: Mapping[str, object]) -> str:
    """A table of the file, written so that a change of it can be read."""
    lines = ",\n".join(f"{json.dumps(trait)}: {json.dumps(value)}" for trait, value in values.items())
    return f'"{name}": {{\n{lines}\n}}'


def main() -> int:
    parser = argparse.ArgumentParser(description="learn the weights of the second opinion")
    parser.add_argument("--figures", action="store_true", help="print how far it can be trusted, write nothing")
    options = parser.parse_args()
    lessons = lessons_of(load().rules)
    if options.figures:
        sys.stdout.write("\n".join(figures(list(held_out(lessons)))) + "\n")
    else:
        (rules_directory() / WEIGHTS).write_text(written(learned(lessons)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
