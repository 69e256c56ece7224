"""Scores the readings of the public command line against the golden readings.

    python -m tests.corpus.score [DIR] [--json] [--part open|sealed|all]

runs `tracker read ... --json --authserv-id mx.google.com` over every .eml below DIR (default: tests/corpus/apart) and
prints precision and recall per kind and language, the dates, every misreading, and, loudly, each wrong `confirms`.
Ends with 1 if there is one, or a message was not read at all. The clock is fixed after the last message of the
corpus, and no name is looked up.

The corpus is kept in two parts, by the number a file's name begins with. The rules may be mended against the open
part; of the sealed one (3, 7, 11 and so on) only sums are printed, so that a score on it stays a fair one.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path
from typing import Any

APART = Path(__file__).parent / "apart"
DATE_KEYS = ("starts_at", "ends_at", "previous_starts_at")
# Doubts that say "this date is not to be acted on": with one of them a wrong date is asked about, not believed.
DATE_DOUBTS = frozenset(
    {
        "no_date",
        "no_time",
        "ambiguous_date",
        "impossible_date",
        "weekday_mismatch",
        "several_dates",
        "past_date",
        "unknown_time_zone",
        "unknown_office",
        "parts_disagree",
        "negated",
    }
)
CLOCK_AFTER_THE_CORPUS = "2028-01-15T12:00:00+00:00"
CHUNK = 100
# By the number that a file's name begins with, modulo 4. The even ones were opened first, then every other odd one.
PARTS = {"all": {0, 1, 2, 3}, "even": {0, 2}, "odd": {1, 3}, "open": {0, 1, 2}, "sealed": {3}}
ONLY_SUMS = {"odd", "sealed"}


@dataclass(frozen=True)
class Case:
    path: Path
    golden: dict[str, Any]
    got: dict[str, Any]

    @property
    def name(self) -> str:
        return "/".join(self.path.parts[-3:])

    @property
    def language(self) -> str:
        return self.path.parts[-3]


@dataclass
class Score:
    kinds: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    dates: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong_confirms: list[str] = field(default_factory=list)
    wrong_causes: Counter[str] = field(default_factory=Counter)
    misread: list[dict[str, Any]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    cases: int = 0
    confirmations: int = 0  # golden readings that confirm
    confirmed: int = 0  # those of them that were read so


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson 95 % interval of a share; (0, 1) where nothing was seen."""
    if n == 0:
        return 0.0, 1.0
    share = hits / n
    middle = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _moment(value: object) -> object:
    """Comparable form of a golden or read date: instants with offset compare as instants, days as text."""
    if not isinstance(value, str) or "T" not in value:
        return value
    parsed = datetime.fromisoformat(value)
    return parsed if parsed.tzinfo else value


def same(key: str, golden: object, got: object) -> bool:
    return _moment(golden) == _moment(got) if key in DATE_KEYS else golden == got


def differences(golden: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """The golden keys that the reading does not meet."""
    wrong = [k for k, v in golden.items() if k not in {"doubts_at_least", "doubts"} and not same(k, v, got.get(k))]
    doubts = set(got.get("doubts") or ())
    if "doubts" in golden and set(golden["doubts"]) != doubts:
        wrong.append("doubts")
    if not set(golden.get("doubts_at_least", ())) <= doubts:
        wrong.append("doubts_at_least")
    return wrong


def _less_exact(key: str, golden: object, got: object) -> bool:
    """The old date as its day alone: it tells which appointment goes (`moves.alike`), and nothing wrong."""
    return key == "previous_starts_at" and isinstance(golden, str) and isinstance(got, str) and golden[:10] == got


def _left_out(key: str, got: dict[str, Any]) -> bool:
    """The old date of a move, not told: the only one that stands goes, and of several a person is asked."""
    return key == "previous_starts_at" and got.get("kind") == "rescheduled" and got.get(key) is None


def date_verdict(golden: dict[str, Any], got: dict[str, Any]) -> str:
    """`right`, `doubted` (not given whole, or given with a doubt) or `wrong`; `none` where golden states no date."""
    stated = [key for key in DATE_KEYS if key in golden]
    if not stated:
        return "none"
    unlike = [key for key in stated if not same(key, golden[key], got.get(key))]
    if not unlike:
        return "right"
    not_told = all(got.get(key) is None or _less_exact(key, golden[key], got[key]) for key in unlike)
    if not_told or DATE_DOUBTS & set(got.get("doubts") or ()):
        return "doubted"
    return "wrong"


def confirms_wrongly(golden: dict[str, Any], got: dict[str, Any]) -> bool:
    """A golden reading that leaves `effect` out means: anything but `confirms`."""
    if got.get("effect") != "confirms":
        return False
    if golden.get("effect") != "confirms" or golden.get("kind") != got.get("kind"):
        return True
    unlike = [key for key in DATE_KEYS if key in golden and not same(key, golden[key], got.get(key))]
    return any(not _less_exact(key, golden[key], got.get(key)) and not _left_out(key, got) for key in unlike)


def cause_of(golden: dict[str, Any], got: dict[str, Any]) -> str:
    """In what a wrong confirmation is wrong, in words that tell nothing of the message."""
    if golden.get("kind") != got.get("kind"):
        return f"{got.get('kind')} given for another kind"
    if golden.get("effect") != "confirms":
        return f"{got.get('kind')} given where a person must look"
    return f"{got.get('kind')} given with another date"


def _command() -> list[str]:
    installed = Path(sys.executable).with_name("tracker")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "tracker"]


def _by_mailbox(paths: list[Path]) -> Iterator[tuple[str, list[Path]]]:
    """Files in chunks, with the address of the mailbox: what a person sent themself lies in their own."""
    sent = [path for path in paths if path.parent.name == "request_sent"]
    rest = [path for path in paths if path.parent.name != "request_sent"]
    for start in range(0, len(rest), CHUNK):
        yield "", rest[start : start + CHUNK]
    for path in sent:
        yield parseaddr(message_from_bytes(path.read_bytes()).get("From", ""))[1], [path]


def read_all(paths: list[Path]) -> dict[Path, dict[str, Any]]:
    """What the command line says of each file; a file it says nothing about is missing."""
    env = os.environ | {"TRACKER_NOW": CLOCK_AFTER_THE_CORPUS, "TRACKER_DNS": "off"}
    found: dict[Path, dict[str, Any]] = {}
    for owner, some in _by_mailbox(paths):
        address = ["--address", owner] if owner else []
        command = [*_command(), "read", *map(str, some), "--json", "--authserv-id", "mx.google.com", *address]
        done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode != 0:
            sys.stderr.write(done.stderr)
        for line in done.stdout.splitlines():
            reading = json.loads(line)
            found[Path(reading["file"]).resolve()] = reading
    return found


def in_part(path: Path, part: str) -> bool:
    """Whether the number that the file's name begins with is of that part."""
    number = re.match(r"\d+", path.name)
    return part == "all" or (number is not None and int(number.group()) % 4 in PARTS[part])


def cases_of(folder: Path, part: str = "all") -> Iterator[Case]:
    paths = sorted(path.resolve() for path in folder.rglob("*.eml") if in_part(path, part))
    readings = read_all(paths)
    for path in paths:
        golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield Case(path, golden, readings.get(path, {}))


def score(cases: Iterable[Case]) -> Score:
    total = Score()
    for case in cases:
        total.cases += 1
        total.unread.extend([] if case.got else [case.name])
        wanted, got = case.golden.get("kind"), case.got.get("kind")
        if wanted:
            total.kinds[wanted, case.language]["wanted"] += 1
            total.kinds[wanted, case.language]["hit"] += wanted == got
            if got:
                total.kinds[got, case.language]["given"] += 1
        total.dates[case.language][date_verdict(case.golden, case.got)] += 1
        if case.golden.get("effect") == "confirms":
            total.confirmations += 1
            total.confirmed += case.got.get("effect") == "confirms" and not confirms_wrongly(case.golden, case.got)
        if confirms_wrongly(case.golden, case.got):
            total.wrong_confirms.append(case.name)
            total.wrong_causes[cause_of(case.golden, case.got)] += 1
        if wrong := differences(case.golden, case.got):
            row = {key: {"golden": case.golden.get(key), "got": case.got.get(key)} for key in wrong}
            if "doubts_at_least" in row:
                row["doubts_at_least"]["got"] = case.got.get("doubts")
            total.misread.append({"file": case.name, "wrong": row, "rule": case.got.get("rule")})
    return total


def _share(hits: int, n: int) -> str:
    low, high = wilson(hits, n)
    return f"{hits / n:.3f} [{low:.2f}-{high:.2f}]" if n else "    -        "


def _summed(total: Score) -> list[tuple[str, str, Counter[str]]]:
    rows = [(kind, language, counts) for (kind, language), counts in sorted(total.kinds.items())]
    every: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, _, counts in rows:
        every[kind] += counts
        every["ALL"] += counts
    return rows + [(kind, "all", counts) for kind, counts in every.items()]


def report(total: Score) -> Iterator[str]:
    """The score as lines of text."""
    yield f"{'kind':18} {'lang':5} {'n':>4}  {'precision':20} {'recall':20}"
    for kind, language, c in _summed(total):
        precision, recall = _share(c["hit"], c["given"]), _share(c["hit"], c["wanted"])
        yield f"{kind:18} {language:5} {c['wanted']:4}  {precision:20} {recall:20}"
    yield ""
    for language, verdicts in [*sorted(total.dates.items()), ("all", sum(total.dates.values(), Counter()))]:
        yield f"dates {language:4} right {verdicts['right']}  wrong {verdicts['wrong']}  doubted {verdicts['doubted']}"
    yield ""
    for item in total.misread:
        yield f"MISREAD {item['file']}  ({item['rule']})"
        for key, pair in item["wrong"].items():
            yield f"    {key}: golden {pair['golden']!r}, got {pair['got']!r}"
    yield ""
    yield f"golden confirmations {total.confirmations}, given as such {total.confirmed}"
    yield f"{total.cases} messages, {len(total.misread)} with something misread, {len(total.unread)} not read at all"
    if total.wrong_confirms:
        yield f"!!! CONFIRMS WRONGLY GIVEN: {len(total.wrong_confirms)} !!!"
        yield from (f"!!! {name}" for name in total.wrong_confirms)
    else:
        yield "confirms wrongly given: 0"


def sums(total: Score) -> Iterator[str]:
    """The score without a word about any single message."""
    whole: Counter[str] = sum(total.kinds.values(), Counter())
    for language in sorted({language for _, language in total.kinds}):
        counts = sum((c for (_, where), c in total.kinds.items() if where == language), Counter[str]())
        yield f"kind  {language:4} n {counts['wanted']:4}  recall {_share(counts['hit'], counts['wanted'])}"
    for kind in sorted({kind for kind, _ in total.kinds}):
        counts = sum((c for (given, _), c in total.kinds.items() if given == kind), Counter[str]())
        precision, recall = _share(counts["hit"], counts["given"]), _share(counts["hit"], counts["wanted"])
        yield f"kind  {kind:17} n {counts['wanted']:4}  precision {precision}  recall {recall}"
    yield (
        f"kind  all  n {whole['wanted']:4}  precision {_share(whole['hit'], whole['given'])}"
        f"  recall {_share(whole['hit'], whole['wanted'])}"
    )
    dates: Counter[str] = sum(total.dates.values(), Counter())
    yield f"dates all  right {dates['right']}  wrong {dates['wrong']}  doubted {dates['doubted']}"
    yield f"golden confirmations {total.confirmations}, given as such {total.confirmed}"
    yield f"{total.cases} messages, {len(total.unread)} not read at all"
    yield f"confirms wrongly given: {len(total.wrong_confirms)}"
    yield from (f"  {count} x {cause}" for cause, count in sorted(total.wrong_causes.items()))


def as_json(total: Score) -> str:
    rows = [
        {
            "kind": kind,
            "language": language,
            "n": c["wanted"],
            "given": c["given"],
            "hit": c["hit"],
            "precision": wilson(c["hit"], c["given"]),
            "recall": wilson(c["hit"], c["wanted"]),
        }
        for kind, language, c in _summed(total)
    ]
    dates = {language: dict(verdicts) for language, verdicts in sorted(total.dates.items())}
    whole = {
        "cases": total.cases,
        "confirmations": total.confirmations,
        "confirmed": total.confirmed,
        "kinds": rows,
        "dates": dates,
        "wrong_confirms": total.wrong_confirms,
        "unread": total.unread,
        "misread": total.misread,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def main() -> int:
    parser = argparse.ArgumentParser(description="score the readings against the golden ones")
    parser.add_argument("folder", nargs="?", type=Path, default=APART)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    parser.add_argument("--part", "--half", choices=PARTS, default="all", help="the files to read")
    options = parser.parse_args()
    total = score(cases_of(options.folder, options.part))
    told = sums if options.part in ONLY_SUMS else report
    as_object = options.json and options.part not in ONLY_SUMS
    sys.stdout.write((as_json(total) if as_object else "\n".join(told(total))) + "\n")
    return 1 if total.wrong_confirms or total.unread or not total.cases else 0


if __name__ == "__main__":
    sys.exit(main())
