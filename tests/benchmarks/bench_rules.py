"""The rules on hostile text: the worst of them on 5,000 characters, all of them in one pass over real ones.

Run with `python -m tests.benchmarks.bench_rules`. Goals: 2 ms for the worst rule, 0.05 ms for the pass.
"""

from __future__ import annotations

import sys
from functools import partial

from tests.benchmarks.timing import best
from tests.fuzz.mutations import pool
from tests.fuzz.targets import bench
from tracker.message.authenticity import Context, judge
from tracker.message.parse import from_text, parse
from tracker.message.types import Channel
from tracker.reading.classify import read
from tracker.reading.scan import scan_of
from tracker.reading.types import Language

LENGTH = 5_000
HOSTILE = (
    "a", " ", "\n", "a ", "not ", "rescheduled ", "your appointment has been ", "has been has not been ", "(((", "?!",
    "if you need to ", "we are unable to ", "confirmed. ", "cita ", "no se ha ", "votre rendez-vous ", "randevou ",
    "seu agendamento foi ", "will be will be not ", "the the the ", "ice ", "a-", "1/", "from: to: date: ",
    "was were been being ", "label...", "a: ", "a: 12-", "a\t", "[", "[a b c ", "x .",
)  # fmt: skip
NEWS = "Your check-in was moved to Monday, May 3, 2027 at 9:00 AM at 26 Federal Plaza, New York, NY 10278."


def hostile() -> list[str]:
    return [(piece * LENGTH)[:LENGTH] for piece in HOSTILE]


def worst_rule(scans: list[bytes]) -> tuple[float, str, bytes]:
    """Seconds, the name of the rule, and the beginning of the text that it took so long on."""
    entries = bench().reader.rules.lexicon.entries
    return max(
        (best(partial(entry.places, scan), 2), f"{entry.concept} ({entry.language or 'any'})", scan[:20])
        for entry in entries
        for scan in scans
    )


def worst_reading(texts: list[str]) -> tuple[float, str]:
    """The same for all that is done with such a text below news that confirm: dates, statements, kind."""
    reader = bench().reader
    circumstances = Context(profile=None, own_addresses=frozenset(), senders=reader.senders)
    found = []
    for text in texts:
        message = from_text(f"{NEWS}\n{text}", channel=Channel.PAPER, received=None)
        work = partial(read, message, judge(message, circumstances), reader.rules, reader.offices)
        found.append((best(work, 1), text[:20]))
    return max(found)


def main() -> None:
    lexicon = bench().reader.rules.lexicon
    texts = hostile()
    seconds, rule, scan = worst_rule([scan_of(text) for text in texts])
    out = [f"{len(lexicon.entries)} rules of words; the worst on {LENGTH:,} characters: {seconds * 1e3:.2f} ms"]
    out.append(f"  {rule} on {scan!r}...")
    seconds, text = worst_reading(texts)
    out.append(f"reading {LENGTH:,} hostile characters as a whole: {seconds * 1e3:.0f} ms at worst, on {text!r}...")
    scans = [scan_of(parse(raw).text) for raw in pool()]
    spoken = [(scan, lexicon.present(lexicon.votes(scan)) or set(Language)) for scan in scans]
    each = best(lambda: [lexicon.occurring(scan, languages) for scan, languages in spoken]) / len(scans)
    size = sum(map(len, scans)) / len(scans)
    out.append(f"one pass for all rules of its languages: {each * 1e3:.3f} ms a message of {size:.0f} characters")
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
