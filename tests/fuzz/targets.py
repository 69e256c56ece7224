"""What a fuzzer feeds: each target takes any bytes and raises where something that must hold does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from tests.fuzz.mutations import stamp
from tracker.message.authenticity import Context, judge
from tracker.message.html import read_html
from tracker.message.parse import UNREADABLE, parse
from tracker.message.profiles import profile_for
from tracker.message.results import read_results, read_sealed_results, without_comments
from tracker.message.senders import load_senders
from tracker.message.types import Authenticity
from tracker.pipeline import Understood
from tracker.reading.dates import find_dates
from tracker.settings import load_settings
from tracker.worker.bench import Bench, ReadingSettings, load_bench

GMAIL = profile_for("mx.google.com")
SENDERS = load_senders()
WRITTEN = date(2027, 3, 1)


@cache
def bench() -> Bench:
    return load_bench(ReadingSettings.of(load_settings()))


def parsing(data: bytes) -> None:
    """Any bytes are a message: within its limits, its segments in order, its text fit to be stored."""
    message = parse(data)
    assert UNREADABLE not in message.defects
    place = 0
    for segment in message.segments:
        assert place <= segment.start <= segment.end <= len(message.text)
        place = segment.end
    message.text.encode()
    message.model_dump_json(exclude={"attached"})


def html(data: bytes) -> None:
    page = read_html(data.decode("utf-8", "replace"))
    "".join(stretch.text for stretch in page.stretches).encode()
    page.hidden.encode()


def results(data: bytes) -> None:
    """What stands in a comment is no result, and an unclosed comment swallows the rest."""
    value = data.decode("utf-8", "replace")
    read_sealed_results(value)
    read = read_results(value)
    bare = without_comments(value[:10_000])
    assert all(result.method in bare.lower() and result.value in bare.lower() for result in read.results)
    hidden = read_results("mx.google.com; none (" + value.replace(")", "").replace("\\", "").replace("(", ""))
    assert [result for result in hidden.results if result.method == "dmarc"] == []


def dates(data: bytes) -> None:
    """Each date stands where it says that it stands, one after the other."""
    text = data.decode("utf-8", "replace")
    place = 0
    for mention in find_dates(text, written_on=WRITTEN):
        assert place <= mention.start < mention.end <= len(text)
        assert mention.day is not None or mention.doubts
        place = mention.start


def forging(data: bytes) -> None:
    """Nothing that a sender writes below the provider's own headers makes a message official that it did not pass."""
    message = parse(stamp() + data)
    verdict = judge(message, Context(profile=GMAIL, own_addresses=frozenset(), senders=SENDERS))
    assert verdict.authenticity is not Authenticity.OFFICIAL


def pipeline(data: bytes) -> None:
    """The whole road, there and back over JSON."""
    understood = bench().reader.understand(data, profile=GMAIL, received=datetime.fromisoformat("2027-03-01T00:00Z"))
    again = Understood.model_validate_json(understood.model_dump_json(exclude={"message": {"attached"}}))
    assert again.reading == understood.reading
    assert again.effect == understood.effect


TARGETS: dict[str, Callable[[bytes], None]] = {
    "parse": parsing,
    "html": html,
    "results": results,
    "dates": dates,
    "forging": forging,
    "pipeline": pipeline,
}
