"""The plan of a reading: pure, and never skipping a UID."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tracker.mailbox.cursor import (
    Fetch,
    Implausible,
    Nothing,
    Resync,
    Window,
    looked_down_to,
    looked_up_to,
    newest_first,
    oldest_first,
    plan_reading,
    window_step,
)
from tracker.mailbox.types import Cursor, FolderStatus


def status(uidnext: int, messages: int, uidvalidity: int = 7) -> FolderStatus:
    return FolderStatus(uidvalidity=uidvalidity, uidnext=uidnext, messages=messages)


def cursor(last_uid: int, messages: int, *, unread_to: int = 0, uidvalidity: int = 7) -> Cursor:
    return Cursor(folder="INBOX", uidvalidity=uidvalidity, last_uid=last_uid, unread_to=unread_to, messages=messages)


def test_a_first_look_reads_everything_there_is() -> None:
    plan = plan_reading("INBOX", None, status(101, 40))
    assert isinstance(plan, Fetch)
    assert plan.new is None
    assert plan.backlog == Window(low=1, high=100)
    assert plan.start == cursor(100, 40, unread_to=100)


def test_a_first_look_at_an_empty_folder_has_nothing_to_read() -> None:
    plan = plan_reading("INBOX", None, status(101, 0))
    assert isinstance(plan, Fetch)
    assert plan.new is plan.backlog is None
    assert plan.start.complete


def test_the_same_again_is_nothing() -> None:
    assert plan_reading("INBOX", cursor(100, 40), status(101, 40)) == Nothing()


def test_deletions_alone_are_nothing() -> None:
    assert plan_reading("INBOX", cursor(100, 40), status(101, 1)) == Nothing()


def test_new_mail_comes_before_the_backlog() -> None:
    plan = plan_reading("INBOX", cursor(100, 40, unread_to=30), status(104, 43))
    assert isinstance(plan, Fetch)
    assert (plan.new, plan.backlog) == (Window(low=101, high=103), Window(low=1, high=30))
    assert plan.start == cursor(100, 43, unread_to=30)


def test_another_uidvalidity_reads_everything_again() -> None:
    plan = plan_reading("INBOX", cursor(100, 40), status(11, 10, uidvalidity=8))
    assert isinstance(plan, Resync)
    assert plan.fetch == plan_reading("INBOX", None, status(11, 10, uidvalidity=8))


@pytest.mark.parametrize("uidvalidity", [7, 8, 0])
@pytest.mark.parametrize("uidnext", [50, 101, 120])
def test_a_folder_that_is_suddenly_empty_is_not_believed(uidvalidity: int, uidnext: int) -> None:
    plan = plan_reading("INBOX", cursor(100, 1), status(uidnext, 0, uidvalidity=uidvalidity))
    assert isinstance(plan, Implausible)
    assert "empty" in plan.reason


def test_a_folder_that_stays_empty_is_nothing() -> None:
    assert plan_reading("INBOX", cursor(100, 0), status(101, 0)) == Nothing()


@pytest.mark.parametrize("uidnext", [1, 99, 100])
def test_a_folder_that_ends_before_what_was_read_is_not_believed(uidnext: int) -> None:
    plan = plan_reading("INBOX", cursor(100, 40), status(uidnext, 40))
    assert isinstance(plan, Implausible)
    assert "restored backup" in plan.reason


def test_without_lasting_uids_any_change_reads_everything_again() -> None:
    before = cursor(100, 40, uidvalidity=0)
    assert plan_reading("INBOX", before, status(101, 40, uidvalidity=0)) == Nothing()
    for changed in (status(102, 41, uidvalidity=0), status(90, 40, uidvalidity=0), status(101, 39, uidvalidity=0)):
        assert isinstance(plan_reading("INBOX", before, changed), Resync)


def test_without_lasting_uids_an_interrupted_first_read_goes_on() -> None:
    plan = plan_reading("INBOX", cursor(100, 40, unread_to=60, uidvalidity=0), status(101, 40, uidvalidity=0))
    assert isinstance(plan, Fetch)
    assert plan.backlog == Window(low=1, high=60)


def test_windows_grow_where_uids_are_sparse() -> None:
    assert window_step(status(100_001, 100_000)) == 5_000
    assert window_step(status(4_000_000_000, 2_000)) >= 4_000_000_000
    assert len(list(newest_first(Window(low=1, high=10**6), window_step(status(10**6 + 1, 50_000))))) == 10


@given(low=st.integers(1, 500), length=st.integers(0, 500), step=st.integers(1, 90))
def test_windows_cover_each_uid_once_in_either_direction(low: int, length: int, step: int) -> None:
    whole = Window(low=low, high=low + length)
    for windows in (list(newest_first(whole, step)), list(oldest_first(whole, step))):
        uids = [uid for window in windows for uid in range(window.low, window.high + 1)]
        assert sorted(uids) == list(range(low, low + length + 1))
        assert all(window.high - window.low < step for window in windows)


class ReadingMachine(RuleBasedStateMachine):
    """Mail arrives and is deleted, the folder is renumbered, readings break off: nothing is ever passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.uidvalidity = 1
        self.uidnext = 1
        self.present: set[int] = set()
        self.looked_at: set[int] = set()
        self.stored: Cursor | None = None

    def status(self) -> FolderStatus:
        return FolderStatus(uidvalidity=self.uidvalidity, uidnext=self.uidnext, messages=len(self.present))

    @rule(count=st.integers(1, 12), gap=st.integers(0, 9))
    def mail_arrives(self, count: int, gap: int) -> None:
        self.uidnext += gap
        self.present |= set(range(self.uidnext, self.uidnext + count))
        self.uidnext += count

    @precondition(lambda self: len(self.present) > 1)
    @rule(data=st.data())
    def mail_is_deleted(self, data: st.DataObject) -> None:
        self.present -= data.draw(st.sets(st.sampled_from(sorted(self.present)), max_size=len(self.present) - 1))

    @rule()
    def the_server_renumbers(self) -> None:
        self.uidvalidity += 1
        self.present = set(range(1, len(self.present) + 1))
        self.uidnext = len(self.present) + 1
        self.looked_at = set()

    @rule(patience=st.integers(0, 30), step=st.integers(1, 7))
    def a_reading_stores_so_many_cursors(self, patience: int, step: int) -> None:
        for uids, cursor in self.reading(step):
            if not patience:
                return
            patience -= 1
            self.looked_at |= uids
            self.stored = cursor

    def reading(self, step: int) -> list[tuple[set[int], Cursor]]:
        """Each cursor that a whole reading would hand out, with what was looked at before it."""
        plan = plan_reading("INBOX", self.stored, self.status())
        assert not isinstance(plan, Implausible)
        if isinstance(plan, Nothing):
            return []
        fetch = plan.fetch if isinstance(plan, Resync) else plan
        cursor = fetch.start
        handed: list[tuple[set[int], Cursor]] = []
        for window in oldest_first(fetch.new, step) if fetch.new else ():
            cursor = looked_up_to(cursor, window.high)
            handed.append((set(range(window.low, window.high + 1)), cursor))
        for window in newest_first(fetch.backlog, step) if fetch.backlog else ():
            cursor = looked_down_to(cursor, window.low)
            handed.append((set(range(window.low, window.high + 1)), cursor))
        return handed or [(set(), cursor)]

    @invariant()
    def what_the_cursor_calls_read_was_looked_at(self) -> None:
        if self.stored and self.stored.uidvalidity == self.uidvalidity:
            seen = {uid for uid in self.present if self.stored.unread_to < uid <= self.stored.last_uid}
            assert seen <= self.looked_at

    @invariant()
    def a_whole_reading_would_leave_nothing_unread(self) -> None:
        planned = {uid for uids, _ in self.reading(step=5) for uid in uids}
        assert self.present <= self.looked_at | planned


TestReadingMachine = ReadingMachine.TestCase
