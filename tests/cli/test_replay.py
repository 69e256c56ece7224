"""`tracker replay`: mended rules are shown at work before the log is touched, and human decisions outrank them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Run, lines
from tests.programmes.letters import scheduled
from tests.shell import GMAIL, NOW, opened
from tracker.appointments import ids
from tracker.appointments.events import AnyEvent, ReviewRejected
from tracker.errors import UnreadableError
from tracker.message.sample import compose
from tracker.pipeline import Understood
from tracker.reading.types import Kind
from tracker.rulebook import rules_directory
from tracker.worker.bench import ReadingSettings, load_bench
from tracker.worker.child import Circumstances
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.replay import Replay, append, dates_changed, replay
from tracker.worker.sandbox import Sandbox

UNHEARD = compose(
    subject="ICE notice",
    to="maria.lopez@gmail.com",
    text="The system now shows your check-in on Monday, May 3, 2027 at 9:00 AM.\n26 Federal Plaza, New York, NY 10278",
)
PHRASE = 'unheard_of = ["the system now shows"]'
RULE = """
[[rule]]
name = "shows-you"
kind = "rescheduled"
strength = "{strength}"
action = ["unheard_of"]
mood = ["state"]
proven = true
"""


class Direct(Sandbox):
    """Reads in this process: starting another for each set of rules would take most of the time."""

    def __init__(self, settings: ReadingSettings) -> None:
        super().__init__(settings)
        self._reader = load_bench(settings).reader

    def warm(self) -> None:
        """Nothing is started."""

    def understand(self, raw: bytes, known: Circumstances | None = None) -> Understood:
        told = known or Circumstances()
        return self._reader.understand(
            raw, profile=told.profile, own_addresses=told.own_addresses, received=told.received, known=told.checks
        )


@dataclass
class Bench:
    """One record, read by one set of rules after the other, a second later each time."""

    home: Home
    folder: Path
    now: datetime = NOW
    readers: dict[str | None, Direct] = field(default_factory=dict)

    def use(self, strength: str | None) -> None:
        """Rules as they ship (None), with one more of that strength, or with a mere remark ("")."""
        if strength not in self.readers:
            rules = None if strength is None else more_rules(self.folder, strength)
            settings = self.home.settings.model_copy(update={"rules": rules})
            self.readers[strength] = Direct(ReadingSettings.of(settings))
        self.home = replace(self.home, sandbox=self.readers[strength])
        self.now += timedelta(seconds=1)

    def replay(self) -> Replay:
        return replay(self.home, now=self.now)

    def apply(self) -> int:
        found = self.replay()
        appended = append(self.home, found)
        assert appended == len(found.changed)
        return appended

    def log(self) -> tuple[AnyEvent, ...]:
        return self.home.store.events.of("me")

    def stands(self) -> dict[str, str]:
        return {one.starts_at.iso(): one.status.value for one in self.home.state("me", self.now).appointments}


def more_rules(folder: Path, strength: str) -> Path:
    made = folder / f"rules-{strength or 'remarked'}"
    shutil.copytree(rules_directory(), made)
    kinds, english = made / "kinds.toml", made / "languages" / "en.toml"
    more = RULE.format(strength=strength) if strength else "# nothing that a message could tell\n"
    kinds.write_text(kinds.read_text("utf-8") + more, "utf-8")
    if strength:
        english.write_text(english.read_text("utf-8").replace("[states]\n", f"[states]\n{PHRASE}\n"), "utf-8")
    return made


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A date that stands, and an official message that no rule understands."""
    with opened(tmp_path) as home:
        made = Bench(home, tmp_path)
        made.use(None)
        for raw in (scheduled(0), UNHEARD):
            assert take_in(made.home, raw, now=made.now, origins=(GMAIL,)).new
        yield made


BEFORE = {"2027-04-05T09:00:00-04:00": "confirmed", "2027-05-03T09:00:00-04:00": "unverified"}
AFTER = {"2027-04-05T09:00:00-04:00": "superseded", "2027-05-03T09:00:00-04:00": "confirmed"}


def test_the_same_rules_change_nothing_and_so_do_rules_of_another_version(bench: Bench) -> None:
    log = bench.log()
    assert bench.replay().changed == []
    bench.use("")
    found = bench.replay()
    assert (found.read, found.changed, found.unreadable) == (2, [], [])
    assert (bench.apply(), bench.log()) == (0, log)


def test_a_mended_rule_is_shown_before_it_is_applied_and_applied_once(bench: Bench) -> None:
    log = bench.log()
    bench.use("stated")
    found = bench.replay()
    assert [(one.before and one.before.reading.kind, one.after.reading.kind) for one in found.changed] == [
        (Kind.SCHEDULED, Kind.RESCHEDULED)
    ]
    dates = list(dates_changed(bench.home, found, bench.now))
    assert {one.shown.starts_at.iso(): one.before for one in dates if one.before} == BEFORE
    assert {one.shown.starts_at.iso(): one.after for one in dates} == AFTER
    assert (bench.log(), bench.stands()) == (log, BEFORE)
    assert (bench.apply(), bench.stands()) == (1, AFTER)
    assert bench.replay().changed == []


def test_taking_a_rule_back_takes_its_readings_back_each_time(bench: Bench) -> None:
    for _ in range(2):
        bench.use("stated")
        assert (bench.apply(), bench.stands()) == (1, AFTER)
        bench.use(None)
        assert (bench.apply(), bench.stands()) == (1, BEFORE)
        assert bench.replay().changed == []


def test_a_clock_that_was_ahead_when_the_message_was_first_read_keeps_nothing_as_it_was(bench: Bench) -> None:
    bench.use("stated")
    bench.now = NOW - timedelta(days=1)
    assert (bench.apply(), bench.stands()) == (1, AFTER)
    assert bench.replay().changed == []


def test_what_a_person_decided_outranks_a_replay(bench: Bench) -> None:
    (waiting,) = bench.home.state("me", bench.now).reviews
    bench.home.append(ids.record(ReviewRejected, "me", bench.now, sha256=waiting.sha256))
    before = bench.stands()
    bench.use("stated")
    assert list(dates_changed(bench.home, bench.replay(), bench.now)) == []
    assert (bench.apply(), bench.stands()) == (1, before)


def test_one_message_that_cannot_be_read_leaves_the_others_and_the_log_as_they_are(bench: Bench) -> None:
    class Refusing(Direct):
        def understand(self, raw: bytes, known: Circumstances | None = None) -> Understood:
            if raw == UNHEARD:
                raise UnreadableError("no")
            return super().understand(raw, known)

    log, home = bench.log(), bench.home
    bench.home = replace(home, sandbox=Refusing(ReadingSettings.of(home.settings)))
    found = bench.replay()
    assert (found.read, found.changed, found.unreadable) == (1, [], [sha256(UNHEARD).hexdigest()])
    assert (bench.apply(), bench.log()) == (0, log)


def test_the_command_shows_then_applies(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "message.eml"
    file.write_bytes(UNHEARD)
    run("import", "--authserv-id", "mx.google.com", str(file))
    monkeypatch.setenv("TRACKER_RULES", str(more_rules(tmp_path, "stated")))
    shown = run("replay")
    assert "scheduled → rescheduled" in shown.stdout
    assert "--apply" in shown.stderr
    assert all(len(line) <= 80 for line in shown.stdout.splitlines())
    applied = lines(run("replay", "--apply", "--json"))
    assert [line["type"] for line in applied] == ["reading", "date"]
    assert [line["status"] for line in lines(run("appointments", "--json"))] == ["confirmed"]
