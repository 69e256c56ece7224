"""Letters that ICE might write, through the whole road: what is believed, what confirms, what a person is asked.

python -m tests.programmes.genuine [--count 5000] [--seed N] [--show]

Five languages, kinds and house styles (`house_styles`), in the mailbox of every provider, direct and forwarded in
several ways, signed by ICE and not. Exit code 1 where a date comes out wrong without a doubt, where one confirms what
it does not say, where a genuine one is called a fake, or where one that is official is shown to nobody.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import perf_counter

from tests.message.factory import PROFILES, compose, profile_of
from tests.message.forgeries import known_keys
from tests.message.signing import signed
from tests.programmes.benches import Tally, reader, share, table
from tests.programmes.house_styles import KINDS, LANGUAGES, MAIL, Letter, letters
from tracker.appointments.events import Effect
from tracker.message.parse import parse
from tracker.message.types import Authenticity, Lane, Layer
from tracker.pipeline import Understood
from tracker.reading.types import CONFIRMING, Doubt, When

VIEWERS = (*PROFILES, None)
# They speak of something else than which day and hour it is.
_NOT_ABOUT_THE_DATE = frozenset({Doubt.UNKNOWN_TIME_ZONE, Doubt.UNKNOWN_OFFICE, Doubt.UNBOUND, Doubt.WRONG_PERSON})
# In the wrong place a right date moves nothing: of these kinds only a request and its denial have two places.
MISPLACED = "right date in the wrong place"
GRAVE = ("wrong date", "confirms what it does not say", "genuine, called a fake", "shown to nobody")
_FRIEND = "Ana <ana@family.example>"


def _direct(letter: Letter, viewer: str | None) -> bytes:
    return compose(**letter.arguments(), to=MAIL, profile=viewer)  # type: ignore[arg-type]


def _signed(letter: Letter, viewer: str | None) -> bytes:
    """Signed by ICE; the mailbox adds what it found to what it received."""
    raw = compose(**letter.arguments(), to=MAIL, profile=viewer)  # type: ignore[arg-type]
    return signed(raw)


def _redirected(letter: Letter, viewer: str | None) -> bytes:
    """By a rule of another mailbox: the check of the sending server fails, and nothing was signed."""
    moved = [("X-Forwarded-To", MAIL), ("X-Forwarded-For", f"old@example.net {MAIL}")]
    return compose(**letter.arguments(), to=MAIL, profile=viewer, dmarc="fail", headers=moved)  # type: ignore[arg-type]


def _redirected_signed(letter: Letter, viewer: str | None) -> bytes:
    """The same where ICE signed all that counts, so that the provider still says pass."""
    moved = [("X-Forwarded-To", MAIL)]
    raw = compose(**letter.arguments(), to=MAIL, profile=viewer, headers=moved)  # type: ignore[arg-type]
    return signed(raw).replace(b"spf=pass", b"spf=fail")


def _inline(letter: Letter, viewer: str | None) -> bytes:
    """By hand, by a relative: the words of ICE below a separator, as the mail program showed them."""
    shown = parse(compose(**letter.arguments(), to=MAIL, profile="gmail")).layer_text(Layer.BODY)  # type: ignore[arg-type]
    copy = f"Date: {letter.sent:%a, %b %d, %Y}\nSubject: {letter.subject}\nTo: <{MAIL}>\n\n{shown}"
    text = f"---------- Forwarded message ---------\nFrom: ICE <noreply@ice.dhs.gov>\n{copy}"
    return compose(
        subject=f"Fwd: {letter.subject}", text=text, from_=_FRIEND, to=MAIL, profile=viewer, date=letter.sent
    )


def _attached(letter: Letter, viewer: str | None) -> bytes:
    return _around(letter, viewer, compose(**letter.arguments(), to=MAIL, profile="gmail"))  # type: ignore[arg-type]


def _attached_signed(letter: Letter, viewer: str | None) -> bytes:
    return _around(letter, viewer, signed(compose(**letter.arguments(), to=MAIL, profile="gmail")))  # type: ignore[arg-type]


def _around(letter: Letter, viewer: str | None, original: bytes) -> bytes:
    return compose(
        subject=f"Fwd: {letter.subject}",
        text="",
        attached=[original],
        from_=_FRIEND,
        to=MAIL,
        profile=viewer,
        date=letter.sent,
    )


ROADS: dict[str, Callable[[Letter, str | None], bytes]] = {
    "direct": _direct,
    "direct, signed": _signed,
    "redirected": _redirected,
    "redirected, signed": _redirected_signed,
    "forwarded inline": _inline,
    "attached": _attached,
    "attached, signed": _attached_signed,
}


@dataclass
class Outcome:
    seed: int
    tally: Tally = field(default_factory=Tally)
    by_viewer: dict[str, Counter[str]] = field(default_factory=dict)
    by_road: dict[str, Counter[str]] = field(default_factory=dict)
    by_language: dict[str, Counter[str]] = field(default_factory=dict)
    why_asked: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not any(told.startswith(GRAVE) for told in self.faults)

    def of(self, fault: str) -> list[str]:
        return [told for told in self.faults if told.startswith(fault)]


def run(count: int, seed: int, *, show: bool = False) -> Outcome:
    """Each letter down one road into one mailbox; every second one directly, for that is how most come."""
    outcome, known = Outcome(seed), known_keys()
    for number, letter in enumerate(letters(count, seed)):
        turn = number // (len(LANGUAGES) * len(KINDS))
        viewer = VIEWERS[turn % len(VIEWERS)]
        road = "direct" if number % 2 else tuple(ROADS)[turn % len(ROADS)]
        began = perf_counter()
        profile = profile_of(viewer) if viewer else None
        understood = reader().understand(ROADS[road](letter, viewer), profile=profile, known=known)
        outcome.tally.timed(began, f"{seed}:{number}")
        _count(outcome, letter, road, viewer or "none", understood)
        for fault in faults_of(letter, understood):
            told = f"{fault}: {seed}:{number} {letter.language} {letter.kind} {letter.style} {road} {viewer}"
            outcome.faults.append(f"{told}, read as {understood.reading.kind}\n{letter.words()}" if show else told)
    return outcome


def faults_of(letter: Letter, understood: Understood) -> Iterable[str]:
    reading, verdict = understood.reading, understood.verdict
    if not _date_doubts(reading.doubts) and understood.effect is not Effect.NONE:
        expected = (letter.starts_at, letter.previous_starts_at)
        found = (reading.starts_at, reading.previous_starts_at)
        if all(any(_same(one, known) for known in expected) for one in found if one):
            swapped = not all(_same(one, known) for one, known in zip(found, expected, strict=True) if one)
            if swapped and not letter.says_not_which:
                yield MISPLACED
        else:
            yield GRAVE[0]
    if understood.effect is Effect.CONFIRMS and reading.kind is not letter.kind:
        yield GRAVE[1]
    if verdict.authenticity is Authenticity.FAKE:
        yield GRAVE[2]
    if verdict.authenticity is Authenticity.OFFICIAL and verdict.lane is Lane.ICE and understood.effect is Effect.NONE:
        yield GRAVE[3]


def _date_doubts(doubts: Iterable[Doubt]) -> set[Doubt]:
    return set(doubts) - _NOT_ABOUT_THE_DATE


def _same(found: When | None, true: When | None) -> bool:
    """The day, the hour if one was read, the zone if one was read."""
    if found is None or true is None:
        return found is true
    return found.day == true.day and found.time in {None, true.time} and found.zone in {None, true.zone}


def _count(outcome: Outcome, letter: Letter, road: str, viewer: str, understood: Understood) -> None:
    right = understood.reading.kind is letter.kind
    known = [understood.verdict.authenticity.value, understood.effect.value, "right kind" if right else "other kind"]
    names = ["all", *known]
    if letter.kind in CONFIRMING:
        names.append("may confirm")
    if road in {"direct", "direct, signed"}:
        names += [road, f"{road} {understood.verdict.authenticity}"]
    outcome.by_viewer.setdefault(viewer, Counter()).update(names)
    outcome.by_road.setdefault(road, Counter()).update(names)
    if understood.verdict.authenticity is Authenticity.OFFICIAL:
        outcome.by_language.setdefault(letter.language, Counter()).update(names)
    if understood.effect is Effect.REVIEW:
        official = understood.verdict.authenticity is Authenticity.OFFICIAL
        said = ", ".join(understood.reading.doubts) or understood.reading.kind.value
        outcome.why_asked[said if official else f"the sender is {understood.verdict.authenticity}"] += 1


def report(outcome: Outcome) -> str:
    total = sum(counts["all"] for counts in outcome.by_viewer.values())
    kinds = sum(counts["right kind"] for counts in outcome.by_viewer.values())
    slowest, name = outcome.tally.slowest
    faults = Counter(fault.partition(":")[0] for fault in outcome.faults)
    blocks = [
        f"seed {outcome.seed}: {total} letters in {outcome.tally.seconds:.0f} s",
        f"slowest {slowest * 1000:.0f} ms ({name})",
        f"kind read right: {share(kinds, total)}",
        _shares("mailbox", outcome.by_viewer),
        _shares("road", outcome.by_road),
        _shares("language, where official", outcome.by_language),
        "asked of a person because: " + "; ".join(f"{why} {n}" for why, n in outcome.why_asked.most_common()),
        "faults: " + (", ".join(f"{fault} {n}" for fault, n in faults.items()) or "none"),
        "\n".join(outcome.faults),
    ]
    return "\n\n".join(blocks).rstrip()


def _shares(title: str, groups: dict[str, Counter[str]]) -> str:
    head = (
        title,
        "letters",
        "direct: official",
        "and signed",
        "official",
        "unverified",
        "confirm",
        "of those that may",
        "asked",
    )
    rows = [
        (
            name,
            of["all"],
            share(of["direct official"], of["direct"]),
            share(of["direct, signed official"], of["direct, signed"]),
            share(of["official"], of["all"]),
            share(of["unverified"], of["all"]),
            of["confirms"],
            share(of["confirms"], of["may confirm"]),
            share(of["review"], of["all"]),
        )
        for name, of in groups.items()
    ]
    return table(head, rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programmes.genuine")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--show", action="store_true", help="print the words of each letter that was misread")
    given = parser.parse_args()
    outcome = run(given.count, secrets.randbelow(10**9) if given.seed is None else given.seed, show=given.show)
    print(report(outcome))  # noqa: T201 - a programme prints
    return 0 if outcome.sound else 1


if __name__ == "__main__":
    sys.exit(main())
