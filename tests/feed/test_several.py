"""One calendar for many people: each under the name that the helper chose, none of their phones rung."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.feed.line_checker import complaints
from tests.feed.situations import MOVED_TO, NOW, SUPERSEDED, TODAY, appointment, state, uid_for, view, when
from tracker.appointments.events import Status
from tracker.feed import calendar
from tracker.feed.calendar import render_several
from tracker.feed.gate import check
from tracker.feed.types import FeedView, Ledger, Rendering, Style
from tracker.reading.types import Language
from tracker.words import words


def views(situation: str, people: int, **fields: object) -> list[FeedView]:
    shown = view(situation, Language.EN, Style.FULL, alarms=(), **fields)
    return [
        shown.model_copy(update={"person": f"Person {n}", "state": shown.state.model_copy(update={"person": f"p{n}"})})
        for n in range(people)
    ]


def render(shown: list[FeedView], ledger: Ledger | None = None) -> Rendering:
    return render_several(shown, NOW, words(Language.EN), uid_for, ledger or {})


def for_many(situation: str, people: int) -> Rendering:
    rendering = render(views(situation, people))
    check(rendering.data, rendering.events)
    return rendering


@pytest.mark.parametrize("situation", ["confirmed", "change_asked", "moved", "mailbox_not_read", "nothing_known"])
def test_each_title_ends_in_the_chosen_name_and_the_calendar_speaks_for_itself_once(situation: str) -> None:
    rendering = for_many(situation, 3)
    summaries = [stamped.entry.summary for stamped in rendering.events]
    unnamed = [title for title in summaries if not title.endswith(("· Person 0", "· Person 1", "· Person 2"))]
    assert unnamed == ["⚠️ If you see this today: this calendar is no longer updated. Check your email"]
    assert complaints(rendering.data) == []
    assert len({stamped.uid for stamped in rendering.events}) == len(rendering.events)


def test_a_revoked_calendar_of_many_says_only_that() -> None:
    (event,) = render(views("turned_off", 3)).events
    assert event.entry.summary.startswith("⚠️ LINK OFF")
    assert "Person" not in event.entry.summary + event.entry.description


def test_an_event_has_the_same_uid_alone_and_among_others() -> None:
    alone, among = (render(views("confirmed", people)) for people in (1, 5))
    assert {stamped.uid for stamped in alone.events} <= {stamped.uid for stamped in among.events}


def test_what_is_least_needed_goes_first_and_no_standing_date_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [appointment(Status.PAST, when(TODAY - timedelta(days=days))) for days in (3, 30)]
    crowd = views("confirmed", 4, state=state(*old, SUPERSEDED, MOVED_TO))
    seen = []
    for limit in (900_000, 17_000, 14_000, 10_000, 1):
        monkeypatch.setattr(calendar, "MOST_BYTES", limit)
        rendering = render(crowd)
        assert len(rendering.data) <= max(limit, 10_000)
        summaries = [stamped.entry.summary for stamped in rendering.events]
        seen.append([sum(word in title for title in summaries) for word in ("PAST", "MOVED", "No check-in", "GO")])
    assert seen == [[8, 4, 4, 4], [4, 4, 4, 4], [4, 0, 4, 4], [0, 0, 4, 4], [0, 0, 4, 4]]
