from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from tests.programmes.letters import scheduled
from tests.shell import GMAIL, NOW, opened
from tests.worker.test_sandbox import HURRY, SETTINGS, SLOW
from tracker.appointments.events import Effect, Status
from tracker.cli.record import log
from tracker.cli.reviews import show
from tracker.errors import SandboxError
from tracker.mailbox.types import Found, Lack
from tracker.message.sample import compose
from tracker.message.types import Authenticity
from tracker.pipeline import Understood
from tracker.reading.types import Doubt
from tracker.storage.messages import ATTEMPTS
from tracker.storage.types import MailboxAccount
from tracker.worker.child import Circumstances, Limits
from tracker.worker.home import Home
from tracker.worker.intake import read_waiting, take_in
from tracker.worker.sandbox import Sandbox
from tracker.worker.shelf import unreadable
from tracker.worker.sync import keep_found

BOMB = sha256(SLOW).hexdigest()


class EndingSandbox(Sandbox):
    """Stands for the end of this whole process, or for children that cannot be started; counts how often."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(SETTINGS)
        self.error, self.ended = error, 0

    def understand(self, raw: bytes, known: Circumstances | None = None) -> Understood:
        self.ended += 1
        raise self.error


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with opened(tmp_path) as made:
        yield made


def hurried(home: Home) -> Home:
    """The same home, where no message may take long."""
    return replace(home, sandbox=Sandbox(SETTINGS, Limits(cpu_seconds=HURRY), children=1))


def test_a_message_that_cannot_be_read_is_kept_and_shown_and_stops_no_other(home: Home) -> None:
    quick = hurried(home)
    with quick.sandbox:
        bomb = take_in(quick, SLOW, now=NOW, origins=[GMAIL])
    assert (bomb.understood, bomb.new) == (None, False)
    assert take_in(home, scheduled(0), now=NOW, origins=[GMAIL]).new
    (entry,) = unreadable(home, "me")
    assert (entry.sha256, entry.notices) == (BOMB, ("unreadable",))
    assert home.store.messages.raw(BOMB) == SLOW
    assert "too long" in str(home.store.messages.get(BOMB).failure)


def test_the_log_and_the_reviews_say_that_a_message_could_not_be_read(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(home, scheduled(0), now=NOW, origins=[GMAIL])
    take_in(replace(home, sandbox=EndingSandbox(ValueError())), SLOW, now=NOW, origins=[GMAIL])
    monkeypatch.setenv("TRACKER_HOME", str(home.settings.home))
    monkeypatch.setenv("TRACKER_KEY_FILE", str(home.settings.key_file))
    log()
    assert "A message could not be read; it is kept." in capsys.readouterr().out
    show()
    shown = capsys.readouterr()
    assert BOMB[:12] in shown.out
    assert "1 could not be read" in shown.err


def test_what_could_not_be_read_is_tried_only_so_often(home: Home) -> None:
    quick = hurried(home)
    with quick.sandbox:
        take_in(quick, SLOW, now=NOW, origins=[GMAIL])
        tried = [read_waiting(quick, now=NOW, seconds=60) for _ in range(5)]
        assert tried == [1] * (ATTEMPTS - 1) + [0] * (6 - ATTEMPTS)
        assert quick.sandbox.started == ATTEMPTS


def test_what_is_read_after_all_leaves_the_shelf(home: Home) -> None:
    quick = hurried(home)
    with quick.sandbox:
        take_in(quick, SLOW, now=NOW, origins=[GMAIL])
    assert len(unreadable(home, "me")) == 1
    assert read_waiting(home, now=NOW, seconds=60) == 1
    assert unreadable(home, "me") == ()
    assert [entry.sha256 for entry in home.state("me", NOW).entries] == [None, BOMB]


def test_a_message_that_ends_the_whole_process_does_so_no_more_than_three_times(home: Home) -> None:
    ending = replace(home, sandbox=EndingSandbox(SystemExit(9)))
    for attempt in range(5):
        if attempt < ATTEMPTS:
            with pytest.raises(SystemExit):
                take_in(ending, scheduled(0), now=NOW, origins=[GMAIL])
        else:
            assert take_in(ending, scheduled(0), now=NOW, origins=[GMAIL]).understood is None
    assert isinstance(ending.sandbox, EndingSandbox)
    assert ending.sandbox.ended == ATTEMPTS
    assert read_waiting(ending, now=NOW, seconds=60) == 0
    assert len(unreadable(home, "me")) == 1


def test_where_no_child_can_be_started_no_message_is_blamed(home: Home) -> None:
    ending = replace(home, sandbox=EndingSandbox(SandboxError("No memory.")))
    for _ in range(2 * ATTEMPTS):
        with pytest.raises(SandboxError):
            take_in(ending, scheduled(0), now=NOW, origins=[GMAIL])
    assert unreadable(home, "me") == ()
    assert read_waiting(home, now=NOW, seconds=60) == 1
    assert [one.status for one in home.state("me", NOW).appointments] == [Status.CONFIRMED]


def test_reading_again_stops_when_its_time_is_up(home: Home) -> None:
    ending = replace(home, sandbox=EndingSandbox(ValueError()))
    for number in range(3):
        take_in(ending, scheduled(number), now=NOW, origins=[GMAIL])
    assert read_waiting(ending, now=NOW, seconds=0) == 1
    assert read_waiting(ending, now=NOW, seconds=60) == 3


def test_an_official_message_of_which_only_the_header_came_waits_for_the_person(home: Home) -> None:
    whole = compose(subject="Your ICE check-in is rescheduled to April 5, 2027 at 9:00 AM EDT", text="See above.")
    header = whole.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    taken = take_in(home, header, now=NOW, origins=[GMAIL], lack="too_large")
    assert taken.understood is not None
    assert taken.understood.verdict.authenticity is Authenticity.OFFICIAL
    assert (taken.understood.effect, Doubt.INCOMPLETE in taken.understood.reading.doubts) == (Effect.REVIEW, True)
    (review,) = home.state("me", NOW).reviews
    assert Doubt.INCOMPLETE in review.doubts


def test_messages_of_which_nothing_came_are_each_kept_and_shown(home: Home) -> None:
    account = MailboxAccount(id="box", address="a@example.com", user="a", secret=None, host="h", port=993, tls="tls")
    home.store.mailboxes.add(account, people=["me"], now=NOW)
    received = datetime(2026, 2, 28, tzinfo=UTC)
    for uid in (7, 8, 8):
        found = Found(
            folder="INBOX", uidvalidity=1, uid=uid, raw=b"", internal_date=received, size=9, lack=Lack.UNREADABLE
        )
        assert not keep_found(home, "box", found, NOW)
    assert [entry.at for entry in unreadable(home, "me")] == [received, received]
    assert read_waiting(home, now=NOW, seconds=60) == 0
    assert home.store.messages.sighted("box", "INBOX", 1) == {7, 8}
