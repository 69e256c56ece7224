"""Forgeries of every class through the whole road: none may come out official, none may confirm.

python -m tests.programmes.spoofs [--count 20000] [--seed N]

The classes are those of `tests.message.forgeries`; the words are those of confirming letters in five languages, of
which the same number is read as genuine beside them, so that it can be seen that the words would have confirmed.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from time import perf_counter

from tests.message.factory import PROFILES, profile_of
from tests.message.forgeries import ATTACKS, Scene, known_keys
from tests.programmes.benches import Tally, reader, share, table
from tests.programmes.house_styles import MAIL, Letter, letters
from tracker.appointments.events import Effect
from tracker.message.types import Authenticity
from tracker.reading.types import CONFIRMING, Kind

VIEWERS = (*PROFILES, None)
OWN = frozenset({MAIL})
_KINDS = tuple(kind for kind in Kind if kind in CONFIRMING and kind is not Kind.SUMMONS)


@dataclass
class Outcome:
    seed: int
    tally: Tally = field(default_factory=Tally)
    by_class: dict[str, Counter[str]] = field(default_factory=dict)
    by_viewer: dict[str, Counter[str]] = field(default_factory=dict)
    genuine: Counter[str] = field(default_factory=Counter)
    succeeded: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.succeeded


def forged(count: int, seed: int) -> Iterator[tuple[str, str | None, Scene, Letter]]:
    """Every class in every mailbox in turn, each time with other words and in the next variant of the class."""
    rounds = product(range(count), VIEWERS, ATTACKS)
    for letter, (turn, viewer, name) in zip(letters(count, seed, _KINDS), rounds, strict=False):
        yield name, viewer, Scene(viewer, to=MAIL, letter=letter.arguments(), turn=turn), letter


def run(count: int, seed: int) -> Outcome:
    outcome, known = Outcome(seed), known_keys()
    for number, (name, viewer, scene, letter) in enumerate(forged(count, seed)):
        raw = ATTACKS[name](scene)
        began = perf_counter()
        understood = reader().understand(
            raw,
            profile=profile_of(viewer) if viewer else None,
            own_addresses=OWN,
            received=letter.sent,
            known=known,
        )
        outcome.tally.timed(began, f"{seed}:{number} {name}")
        verdict, effect = understood.verdict.authenticity, understood.effect
        told = ["all", verdict.value, effect.value]
        outcome.by_class.setdefault(name, Counter()).update(told)
        outcome.by_viewer.setdefault(viewer or "none", Counter()).update(told)
        if verdict is Authenticity.OFFICIAL or effect is Effect.CONFIRMS:
            outcome.succeeded.append(f"{seed}:{number} {name}, {viewer or 'none'}: {verdict}, {effect}")
        if number % 10 == 0:
            outcome.genuine[_if_genuine(letter)] += 1
    return outcome


def _if_genuine(letter: Letter) -> str:
    scene = Scene("gmail", to=MAIL, letter=letter.arguments())
    return reader().understand(scene.deceived(), profile=profile_of("gmail"), received=letter.sent).effect.value


def report(outcome: Outcome) -> str:
    total = sum(counts["all"] for counts in outcome.by_class.values())
    slowest, name = outcome.tally.slowest
    blocks = [
        f"seed {outcome.seed}: {total} forgeries of {len(outcome.by_class)} classes, {outcome.tally.seconds:.0f} s",
        f"slowest {slowest * 1000:.0f} ms ({name})",
        f"had they been genuine, {share(outcome.genuine['confirms'], outcome.genuine.total())} would have confirmed",
        _shares("class", outcome.by_class),
        _shares("mailbox", outcome.by_viewer),
        f"official or confirming: {len(outcome.succeeded)}",
        "\n".join(outcome.succeeded[:100]),
    ]
    return "\n\n".join(blocks).rstrip()


def _shares(title: str, groups: dict[str, Counter[str]]) -> str:
    head = (
        title,
        "forged",
        "official",
        "confirms",
        "fake",
        "unverified",
        "other",
        "warns",
        "review",
        "pending",
        "none",
    )
    rows = [
        (
            name,
            of["all"],
            of["official"],
            of["confirms"],
            *(share(of[column], of["all"]) for column in head[4:]),
        )
        for name, of in groups.items()
    ]
    return table(head, rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programmes.spoofs")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    outcome = run(given.count, secrets.randbelow(10**9) if given.seed is None else given.seed)
    print(report(outcome))  # noqa: T201 - a programme prints
    return 0 if outcome.sound else 1


if __name__ == "__main__":
    sys.exit(main())
