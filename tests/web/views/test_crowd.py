"""Many people at once, by urgency."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.appointments.situations import NOW, ZONE, asked, at, folded, scheduled
from tracker.appointments.events import AnyEvent
from tracker.reading.types import Language
from tracker.storage.glances import Glance
from tracker.web.views.crowd import ON_A_PAGE, Crowd, Show, crowd, rank
from tracker.words.load import words
from tracker.worker.overview import Summary, summary_of

EN = words(Language.EN)
SOON, LATER = at(3, 25), at(6, 1)


UNREAD, NEVER = NOW - timedelta(days=10), NOW - timedelta(hours=2)


def person(name: str, *, mailboxes: int = 0, ever_read: int = 0, read: datetime | None = None) -> Glance:
    return Glance(name.lower(), name, ZONE, 1, mailboxes, ever_read, read)


def record(*events: AnyEvent) -> Summary:
    state = folded(*events)
    return summary_of(state, waiting=len(state.reviews))


def shown(records: dict[str, Summary], *others: tuple[Glance, Summary], **chosen: object) -> Crowd:
    people = [(person(name), summary) for name, summary in records.items()]
    return crowd([rank(*one, NOW) for one in (*people, *others)], EN, **chosen)  # type: ignore[arg-type]


def names(view: Crowd) -> list[str]:
    return [row.name for row in view.rows]


def test_what_is_near_and_not_confirmed_comes_before_all_else() -> None:
    unread = person("Unread", mailboxes=1, ever_read=1, read=UNREAD), record(scheduled(LATER))
    records = {
        "Calm": record(scheduled(SOON)),
        "Waits": record(scheduled(LATER), asked(at(7, 1), on=1)),
        "Near": record(scheduled(SOON), asked(at(7, 1), on=1)),
    }
    assert names(shown(records, unread)) == ["Near", "Unread", "Waits", "Calm"]


def test_each_filter_shows_whom_it_names() -> None:
    unread = person("Unread", mailboxes=1, read=NEVER), record()
    records = {"Calm": record(scheduled(LATER)), "Waits": record(asked(at(7, 1), on=1))}
    assert names(shown(records, unread, show=Show.WAITING)) == ["Waits"]
    assert names(shown(records, unread, show=Show.UNREAD)) == ["Unread"]
    assert names(shown(records, unread, show=Show.URGENT)) == ["Unread", "Waits"]
    assert names(shown(records, unread, q="cÁlm")) == ["Calm"]


def test_many_people_come_in_pages() -> None:
    records = {f"P{number:03}": record() for number in range(ON_A_PAGE + 1)}
    first, last = shown(records), shown(records, page=99)
    assert (len(first.rows), len(last.rows), last.page, last.pages) == (ON_A_PAGE, 1, 2, 2)
    assert first.found == ON_A_PAGE + 1


def test_the_next_date_of_each_is_said() -> None:
    row = shown({"Maria": record(scheduled(SOON))}).rows[0]
    assert row.lines == ("Goes on Mar 25, 2027, 9:00 AM",)
    assert row.day - NOW.date() == timedelta(days=5)
