"""How many letters that sound like a confirmation, and are none, are taken at their word.

    python -m tests.corpus.spoilt_pairs     # per language, of pairs with an even place in the file and of the others

Each pair of `spoilt/` is one letter without and with something that must make a person look. The words of caution in
rules/languages were found on the even ones; the odd ones measured them, before all were taught to the second opinion.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests.corpus.teach import SPOILT, filled
from tests.reading.wordings import OFFICIAL
from tracker.reading.classify import read
from tracker.reading.samples import as_message
from tracker.reading.types import CONFIRMING, Doubt, Kind
from tracker.rulebook import Rulebook, load

WRITTEN = datetime(2027, 3, 1, tzinfo=UTC)
# A letter of a few words often names no office and no hour: that is no caution.
NOT_OF_THE_WORDS = {Doubt.UNKNOWN_TIME_ZONE, Doubt.UNKNOWN_OFFICE, Doubt.NO_TIME, Doubt.AMBIGUOUS_DATE}


class Pair(NamedTuple):
    language: str
    place: int  # in its file
    kind: Kind
    clean: str
    spoilt: str


def pairs(folder: Path = SPOILT) -> Iterator[Pair]:
    """All pairs, their dates written in the manners of the language that name the year, in turn."""
    for path in sorted(folder.glob("*.toml")):
        for place, pair in enumerate(tomllib.loads(path.read_text("utf-8"))["pair"]):
            clean, spoilt = (filled(pair[key], path.stem, place % 2) for key in ("clean", "spoilt"))
            yield Pair(path.stem, place, Kind(pair["kind"]), clean, spoilt)


def believed(text: str, book: Rulebook) -> bool:
    """Whether an official letter of these words would confirm."""
    message = as_message("", text).model_copy(update={"received": WRITTEN})
    reading = read(message, OFFICIAL, book.rules, book.offices)
    return reading.kind in CONFIRMING and not set(reading.doubts) - NOT_OF_THE_WORDS


def counts(some: Iterator[Pair] | list[Pair], book: Rulebook) -> Counter[tuple[str, str, str]]:
    """By language, half (`even`, `odd`) and what was counted: `pairs`, `clean` and `spoilt` letters believed."""
    found: Counter[tuple[str, str, str]] = Counter()
    for pair in some:
        half = "odd" if pair.place % 2 else "even"
        clean, spoilt = believed(pair.clean, book), believed(pair.spoilt, book)
        for name, counted in (("pairs", True), ("clean", clean), ("spoilt", spoilt)):
            found[pair.language, half, name] += counted
    return found


def main() -> int:
    found = counts(pairs(), load())
    for language, half in sorted({(language, half) for language, half, _ in found}):
        numbers = (found[language, half, name] for name in ("pairs", "clean", "spoilt"))
        sys.stdout.write("{} {:4}  pairs {:3}  believed: clean {:3}, spoilt {:3}\n".format(language, half, *numbers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
