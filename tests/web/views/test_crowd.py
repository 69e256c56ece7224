"""Many people at once, by urgency."""

from __future__ import annotations

from datetime import date, timedelta

from tests.appointments.situations import NOW, ZONE, asked, at, folded, scheduled
from tracker.appointments.events import AnyEvent
from tracker.reading.types import Language
from tracker.storage.types import PersonRecord
from tracker.web.views.crowd import ON_A_PAGE, Crowd, Mail, Show, crowd
from tracker.words.load import words
from tracker.worker.overview import Summary, summary_of

EN = words(Language.EN)
SOON, LATER = at(3, 25), at(6, 1)


def person(name: str) -> PersonRecord:
    return PersonRecord(id=name.lower(), name=name, language=Language.EN, zone=ZONE, created_at=NOW)


def record(*events: AnyEvent) -> Summary:
    return summary_of(folded(*events))


def shown(records: dict[str, Summary], mail: dict[str, Mail] | None = None, **chosen: object) -> Crowd:
    people = [person(name) for name in records]
    found = {name.lower(): summary for name, summary in records.items()}
    return crowd(people, found, mail or {}, NOW, EN, **chosen)  # type: ignore[arg-type]


def names(view: Crowd) -> list[str]:
    return [row.name for row in view.rows]


def test_what_is_near_and_not_confirmed_comes_before_all_else() -> None:
    mail = {"unread": Mail(mailboxes=1, unread_since=date(2027, 3, 10))}
    records = {
        "Calm": record(scheduled(SOON)),
        "Unread": record(scheduled(LATER)),
        "Waits": record(scheduled(LATER), asked(at(7, 1), on=1)),
        "Near": record(scheduled(SOON), asked(at(7, 1), on=1)),
    }
    assert names(shown(records, mail)) == ["Near", "Unread", "Waits", "Calm"]


def test_each_filter_shows_whom_it_names() -> None:
    mail = {"unread": Mail(mailboxes=1, read=False)}
    records = {"Calm": record(scheduled(LATER)), "Unread": record(), "Waits": record(asked(at(7, 1), on=1))}
    assert names(shown(records, mail, show=Show.WAITING)) == ["Waits"]
    assert names(shown(records, mail, show=Show.UNREAD)) == ["Unread"]
    assert names(shown(records, mail, show=Show.URGENT)) == ["Unread", "Waits"]
    assert names(shown(records, mail, q="cÁlm")) == ["Calm"]


def test_many_people_come_in_pages() -> None:
    records = {f"P{number:03}": record() for number in range(ON_A_PAGE + 1)}
    first, last = shown(records), shown(records, page=99)
    assert (len(first.rows), len(last.rows), last.page, last.pages) == (ON_A_PAGE, 1, 2, 2)
    assert first.found == ON_A_PAGE + 1


def test_the_next_date_of_each_is_said() -> None:
    row = shown({"Maria": record(scheduled(SOON))}).rows[0]
    assert row.lines == ("Goes on Mar 25, 2027, 9:00 AM",)
    assert row.day - NOW.date() == timedelta(days=5)
