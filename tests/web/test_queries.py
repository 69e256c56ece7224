"""However much is in the record, a page asks the database the same number of times."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.shell import NOW
from tests.web.counting import statements
from tests.web.record import keep, not_understood, scheduled
from tracker.message.sample import compose
from tracker.reading.types import Language
from tracker.storage.types import FeedKind
from tracker.worker.home import Home

PAGES = ("/", "/log", "/review", "/requests", "/add", "/subscribe", "/settings", "/people")


def asked_for(home: Home, client: TestClient) -> dict[str, int]:
    """Statements of each page, once it has been looked at before."""
    found = {}
    for path in PAGES:
        client.get(path, params={"person": "me"})
        with statements(home) as asked:
            assert client.get(path, params={"person": "me"}).status_code == 200
        found[path] = len(asked)
    return found


def grow(home: Home, number: int) -> None:
    """More of everything: a person, messages that count and that wait, a link, a request."""
    who = f"person{number}"
    home.store.people.add(who, name=who, language=Language.EN, zone="America/New_York", now=NOW)
    home.store.feeds.create("me", name=who, now=NOW, kind=FeedKind.PRIVATE, language=Language.EN)
    keep(home, scheduled(f"April {number + 6}, 2027 at 9:00 AM", days_ago=number))
    keep(home, compose(subject=f"About your file {number}", text="Your file was sent.", to="maria.lopez@gmail.com"))


def test_the_number_of_statements_does_not_grow_with_the_record(home: Home, client: TestClient) -> None:
    keep(home, scheduled(), not_understood())
    grow(home, 1)
    few = asked_for(home, client)
    for number in range(2, 6):
        grow(home, number)
    assert asked_for(home, client) == few
    assert max(few.values()) < 20
