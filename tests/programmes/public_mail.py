"""Runs any folder of real mail through the road: none of it may become an appointment.

python -m tests.programmes.public_mail FOLDER... [--authserv-id ID] [--list]

Each message is read as nobody's, and once more for every provider that could believe its topmost result: a known one
by its profile, any other pinned to the id that stands there. Prints counts, kinds, doubts and the hashes of files;
never a word of the mail. Exit code 1 where one confirms or raises.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from tests.programmes.benches import Tally, reader
from tracker.appointments.decide import weigh
from tracker.appointments.events import Effect
from tracker.mailbox.files import read_sources
from tracker.message.headers import headers_of, split, values
from tracker.message.profiles import Profile, profile_for, profile_named
from tracker.message.results import read_results
from tracker.message.types import Authenticity, Lane, Message, Verdict
from tracker.pipeline import Understood
from tracker.reading.classify import read

_ENDINGS = frozenset({".eml", ".mbox", ".txt", ".mail", ""})
_ICE = Verdict(authenticity=Authenticity.OFFICIAL, lane=Lane.ICE, evidence=("Taken as official, to try the rules.",))
_MUST_BE_SEEN = (Effect.CONFIRMS, Effect.PENDING, Effect.REVIEW, Effect.INFORMS)


@dataclass
class Outcome:
    """Hashes by class: `noticed` as each message was judged, `as_ice` what the rules alone would make of it."""

    messages: int = 0
    tally: Tally = field(default_factory=Tally)
    noticed: dict[str, list[str]] = field(default_factory=dict)
    as_ice: dict[str, list[str]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    @property
    def confirms(self) -> int:
        return self.tally.counts["confirms"]

    @property
    def sound(self) -> bool:
        return not self.confirms and not self.failures


def mails(folders: Iterable[Path]) -> Iterator[bytes]:
    """Every message in files that look like raw mail, an mbox message by message."""
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
        for source in read_sources(path for path in files if path.suffix.lower() in _ENDINGS):
            if source.error is None and headers_of(split(source.raw)[0]):
                yield source.raw


def believers(raw: bytes, chosen: str | None) -> list[Profile | None]:
    """Nobody, and every provider that could take the topmost result for its own."""
    if chosen:
        return [None, profile_for(chosen)]
    results = values(headers_of(split(raw)[0]), "authentication-results")
    if not results:
        return [None, profile_named("gmail")]
    identity = read_results(results[0]).authserv_id
    return [None, profile_named("outlook") if identity is None else profile_for(identity)]


def examine(raws: Iterable[bytes], *, chosen: str | None = None) -> Outcome:
    outcome = Outcome()
    for raw in raws:
        outcome.messages += 1
        digest = sha256(raw).hexdigest()[:12]
        try:
            _examine_one(raw, digest, chosen, outcome)
        except Exception as error:  # noqa: BLE001 - what must never happen is counted, whatever it is
            frame = traceback.extract_tb(error.__traceback__)[-1]
            outcome.failures.append(f"{digest} {type(error).__name__} in {Path(frame.filename).name}:{frame.name}")
    return outcome


def _examine_one(raw: bytes, digest: str, chosen: str | None, outcome: Outcome) -> None:
    message: Message | None = None
    for profile in believers(raw, chosen):
        began = perf_counter()
        understood = reader().understand(raw, profile=profile)
        outcome.tally.timed(began, digest)
        outcome.tally.counts[understood.effect.value] += 1
        if understood.effect in _MUST_BE_SEEN:
            outcome.noticed.setdefault(_class_of(understood), []).append(digest)
        message = understood.message
    if message is not None:
        reading = read(message, _ICE, reader().rules, reader().offices)
        weighed = weigh(message, _ICE, reading)
        if weighed.effect is not Effect.NONE:
            outcome.as_ice.setdefault(f"{weighed.effect}: {reading.kind}", []).append(digest)


def _class_of(understood: Understood) -> str:
    doubts = ", ".join(understood.reading.doubts) or "no doubt"
    who = f"{understood.verdict.authenticity} {understood.verdict.lane}"
    return f"{understood.effect}: {understood.reading.kind}, {who}, {doubts}"


def report(outcome: Outcome, *, hashes: bool = False) -> list[str]:
    counts = outcome.tally.counts
    slowest, slow = outcome.tally.slowest
    lines = [
        f"{outcome.messages} messages, {sum(counts.values())} readings, {outcome.tally.seconds:.0f} s",
        f"slowest {slowest * 1000:.0f} ms ({slow})",
        f"uncaught exceptions {len(outcome.failures)}, confirms {outcome.confirms}",
        "effects: " + ", ".join(f"{effect} {counts[effect]}" for effect in Effect),
        *outcome.failures,
    ]
    lines += _listed("what a person would see", outcome.noticed, hashes=hashes)
    lines += _listed("what a person would see if each had come from ICE itself", outcome.as_ice, hashes=hashes)
    return lines


def _listed(title: str, found: dict[str, list[str]], *, hashes: bool) -> list[str]:
    lines = [f"{title}: {sum(map(len, found.values()))} readings"]
    for name, digests in Counter({name: len(digests) for name, digests in found.items()}).most_common():
        shown = " ".join(sorted(set(found[name]))[:20]) if hashes else ""
        lines.append(f"  {digests:5} {name} {shown}".rstrip())
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programmes.public_mail")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--authserv-id", help="read all as one provider's mail, instead of each as its own's")
    parser.add_argument("--list", action="store_true", help="print up to 20 hashes of files of each class")
    given = parser.parse_args()
    outcome = examine(mails(given.folders), chosen=given.authserv_id)
    print("\n".join(report(outcome, hashes=given.list)))  # noqa: T201 - a programme prints
    return 0 if outcome.sound else 1


if __name__ == "__main__":
    sys.exit(main())
