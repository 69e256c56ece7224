"""A message end to end, beside mail-parser alone on the same files, and what the process apart adds.

Run with `python -m tests.benchmarks.bench_pipeline`. Goal: 1.5 times mail-parser. Ratios are what counts.
"""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Callable, Sequence
from itertools import starmap
from pathlib import Path
from time import perf_counter

import mailparser

from tests.benchmarks.timing import best
from tests.corpus.score import in_part
from tests.fuzz.targets import bench
from tracker.message.authenticity import Context, judge
from tracker.message.parse import parse
from tracker.message.profiles import profile_for
from tracker.reading.classify import read
from tracker.settings import load_settings
from tracker.worker.bench import ReadingSettings
from tracker.worker.child import Circumstances
from tracker.worker.sandbox import Sandbox

GMAIL = profile_for("mx.google.com")
CORPUS = Path(__file__).parents[1] / "corpus"


def with_mail_parser(raw: bytes) -> None:
    """What anybody would read of a message with it: texts, sender, subject, date."""
    mail = mailparser.parse_from_bytes(raw)
    _ = mail.text_plain, mail.text_html, mail.from_, mail.subject, mail.date


def milliseconds(work: Callable[..., object], each: Sequence[tuple[object, ...]]) -> float:
    """For one message, in the quickest of some rounds. No answer is kept: each further one would be looked through."""
    return best(lambda: deque(starmap(work, each), maxlen=0)) / len(each) * 1e3


def main() -> None:
    raws = [file.read_bytes() for file in sorted(CORPUS.rglob("*.eml")) if in_part(file, "open")]
    reader = bench().reader
    gc.collect()
    gc.freeze()  # the rules, as the process that reads has them
    bare = [(raw,) for raw in raws]
    alone = milliseconds(with_mail_parser, bare)
    whole = milliseconds(lambda raw: reader.understand(raw, profile=GMAIL), bare)
    circumstances = Context(profile=GMAIL, own_addresses=frozenset(), senders=reader.senders)
    messages = [parse(raw) for raw in raws]
    verdicts = [judge(message, circumstances) for message in messages]
    pairs = list(zip(messages, verdicts, strict=True))
    shares = {
        "parse": milliseconds(parse, bare),
        "judge": milliseconds(judge, [(message, circumstances) for message in messages]),
        "read": milliseconds(read, [(*pair, reader.rules, reader.offices) for pair in pairs]),
    }
    with Sandbox(ReadingSettings.of(load_settings()), children=1) as sandbox:
        began = perf_counter()
        sandbox.understand(raws[0])
        start = perf_counter() - began
        began = perf_counter()
        for raw in raws:
            reader.understand(raw, profile=GMAIL)
        middle = perf_counter()
        for raw in raws:
            sandbox.understand(raw, Circumstances(profile=GMAIL))
        apart = (perf_counter() - middle) / (middle - began)
    sys.stdout.write(
        f"{len(raws)} messages: {whole:.2f} ms each, {whole / alone:.1f} times mail-parser alone ({alone:.2f} ms)\n"
        + "".join(f"  {name}: {each:.2f} ms, {each / alone:.1f} times\n" for name, each in shares.items())
        + f"in a process apart: {apart:.2f} times as long; its start: {start:.2f} s\n"
    )


if __name__ == "__main__":
    main()
