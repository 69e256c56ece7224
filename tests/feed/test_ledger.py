"""A change is marked as one, once, and never backwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.feed.situations import NOW, SITUATIONS, rendered, view
from tracker.feed.types import Ledger, Rendering, Revision

MINUTE = timedelta(minutes=1)


def revisions(rendering: Rendering) -> dict[str, Revision]:
    return {stamped.uid: stamped.revision for stamped in rendering.events}


def test_the_first_publication_counts_from_nothing() -> None:
    assert all(
        r == (0, NOW) for r in ((r.sequence, r.last_modified) for r in revisions(rendered(view("moved"))).values())
    )


def test_29_nothing_changes_while_nothing_visible_changed() -> None:
    first = rendered(view("moved"))
    again = rendered(view("moved"), NOW + MINUTE, first.ledger)
    assert again == first


def test_29_a_visible_change_counts_up_and_leaves_the_others_alone() -> None:
    first = rendered(view("confirmed"))
    then = rendered(view("change_asked"), NOW + MINUTE, first.ledger)
    before, after = revisions(first), revisions(then)
    changed = {uid for uid in before if after[uid] != before[uid]}
    assert len(changed) == 1
    (uid,) = changed
    assert (after[uid].sequence, after[uid].last_modified) == (1, NOW + MINUTE)


def test_29_a_clock_that_was_set_back_still_moves_the_mark_on() -> None:
    first = rendered(view("confirmed"))
    then = rendered(view("change_asked"), NOW - timedelta(hours=5), first.ledger)
    moved = [r for uid, r in revisions(then).items() if uid in revisions(first) and r.sequence == 1]
    assert [r.last_modified for r in moved] == [NOW + timedelta(seconds=1)]


def test_an_event_that_comes_back_goes_on_counting() -> None:
    one = rendered(view("mailbox_not_read"))
    two = rendered(view("confirmed"), NOW + MINUTE, one.ledger)
    three = rendered(view("mailbox_not_read"), NOW + 2 * MINUTE, two.ledger)
    banner = next(stamped for stamped in three.events if "CHECK YOUR EMAIL" in stamped.entry.summary)
    assert banner.revision == revisions(one)[banner.uid]
    go = next(stamped for stamped in three.events if "GO" in stamped.entry.summary)
    assert go.revision.sequence == 2


@given(st.lists(st.tuples(st.sampled_from(sorted(SITUATIONS)), st.integers(-(10**6), 10**6)), min_size=1, max_size=8))
def test_any_history_keeps_sequence_and_mark_in_step_with_what_is_seen(steps: list[tuple[str, int]]) -> None:
    ledger: Ledger = {}
    for name, seconds in steps:
        moment = datetime(2026, 11, 23, 17, tzinfo=UTC) + timedelta(seconds=seconds)
        then = rendered(view(name), moment, ledger)
        for uid, after in revisions(then).items():
            before = ledger.get(uid)
            if before is not None:
                changed = after.content_hash != before.content_hash
                assert after.sequence == before.sequence + changed
                assert (after.last_modified > before.last_modified) is changed
        assert ledger.keys() <= then.ledger.keys()
        ledger = then.ledger
