"""What goes wrong while calendars are published: the last good file stays, it is told, and it mends itself."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.feed.issued import Issued, issue
from tests.programmes.letters import scheduled
from tests.shell import GMAIL, NOW, opened
from tests.web.local import asking
from tracker.errors import PublishError, StorageError
from tracker.feed import calendar
from tracker.feed.publish import publish
from tracker.feed.serve import Shelf
from tracker.reading.types import Language
from tracker.storage.types import FeedKind
from tracker.web.app import make_app
from tracker.web.fetches import Fetches
from tracker.web.site import Site
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.links import checking_agent, new_link
from tracker.worker.local import Job, run_if_due
from tracker.worker.publishing import Publisher
from tracker.worker.rounds import StoredDueTimes

MINUTE = timedelta(minutes=1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def made(home: Home) -> Issued:
    return issue(home)


def test_a_renderer_gone_wrong_keeps_the_old_file_is_told_and_mends_itself(
    home: Home, made: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, revisions = made.file.read_bytes(), home.store.feeds.revisions(made.link.id)
    take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
    publisher, faults = Publisher(home), list[int]()
    honest = calendar.serialise

    def corrupt(*arguments: object) -> bytes:
        faults.append(1)
        return honest(*arguments).replace(b"T090000", b"T080000")  # type: ignore[arg-type]

    publish_job = Job("publish", MINUTE, publisher.publish_changed)  # type: ignore[arg-type]
    with monkeypatch.context() as patch:
        patch.setattr(calendar, "serialise", corrupt)
        run_if_due(publish_job, StoredDueTimes(home), lambda: NOW)
    assert faults
    assert made.file.read_bytes() == old
    assert home.store.feeds.revisions(made.link.id) == revisions
    assert any("was not published" in line for line in health(home)["late"])
    run_if_due(publish_job, StoredDueTimes(home), lambda: NOW + 2 * MINUTE)
    assert b"9:00 AM" in made.file.read_bytes()
    assert health(home)["late"] == []


def test_a_full_disk_keeps_the_old_file_and_does_not_stop_the_other_links(
    home: Home, made: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = issue(home, "tablet")
    old = {one: one.file.read_bytes() for one in (made, other)}
    take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
    faults, real = list[int](), os.fsync

    def full_once(handle: int) -> None:
        if not faults:
            faults.append(1)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    publisher = Publisher(home)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_once)
        with pytest.raises(PublishError, match="Make room"):
            publisher.publish_changed(NOW)
    assert len(faults) == 1
    [kept] = (one for one in (made, other) if one.file.read_bytes() == old[one])
    [written] = (one for one in (made, other) if one is not kept)
    assert b"9:00 AM" in written.file.read_bytes()
    assert publisher.publish_changed(NOW) == 1
    assert all(b"9:00 AM" in one.file.read_bytes() for one in (made, other))


def test_a_full_calendar_tells_the_way_to_the_very_door_in_one_line(home: Home, made: Issued) -> None:
    take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
    Publisher(home).publish_changed(NOW)
    door = "26 Federal Plaza\\, 9th Floor\\, Suite 9-110\\, New York\\, NY 10278"
    text = unfolded(home, made.link.token_hash)
    assert f"\r\nLOCATION:{door}\r\n" in text
    assert f"Office: New York City\\, NY\\, {door}\\n" in text
    assert "\r\nURL:https://www.ice.gov/node/62092\r\n" in text


def test_dates_of_the_file_only_grow_even_on_a_clock_that_was_set_back(tmp_path: Path) -> None:
    from tests.feed.situations import rendered, view  # noqa: PLC0415 - beside the only test that needs them

    file, seconds = tmp_path / "feeds" / "one.ics", list[int]()
    for name in ("confirmed", "moved", "change_asked", "nothing_known"):
        publish(file, rendered(view(name)))
        seconds.append(int(file.stat().st_mtime))
    os.utime(file, (seconds[-1] + 7200, seconds[-1] + 7200))  # as if the clock had been two hours ahead until now
    publish(file, rendered(view("confirmed")))
    seconds.append(int(file.stat().st_mtime))
    assert seconds == sorted(set(seconds))
    assert seconds[-1] == seconds[-2] + 7201
    held = Shelf().get(file)
    assert held is not None
    assert held.modified == seconds[-1]


def test_a_calendar_of_several_people_names_them_as_chosen_and_everyone_means_everyone(home: Home) -> None:
    take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
    home.store.people.add("ben", name="Benjamin Long Name", language=Language.EN, zone="America/Chicago", now=NOW)
    chosen = {"now": NOW, "kind": FeedKind.FULL, "language": Language.EN}
    two = new_link(home, "me", "ben", name="desk", labels={"me": "Client 7"}, **chosen)  # type: ignore[arg-type]
    everyone = new_link(home, name="office", everyone=True, **chosen)  # type: ignore[arg-type]
    publisher = Publisher(home)
    publisher.publish_changed(NOW)
    text = unfolded(home, two.link.token_hash)
    assert "GO: ICE check-in 9:00 AM (confirmed) · Client 7" in text
    assert "· ben" in text
    assert "Benjamin" not in text
    assert "VALARM" not in text
    home.store.people.add("zoe", name="Zoe", language=Language.EN, zone="America/Chicago", now=NOW)
    assert publisher.publish_changed(NOW) == 1
    assert "· zoe" in unfolded(home, everyone.link.token_hash)
    assert "· zoe" not in unfolded(home, two.link.token_hash)


IPHONE = "iOS/26.1 (23B85) dataaccessd/1.0"


def test_who_fetched_is_noted_without_the_database_and_written_down_later(home: Home, made: Issued) -> None:
    fetches = Fetches(home.store.feeds)
    app = make_app(Site(home=home, hosts=("testserver",)), fetches=fetches)
    with TestClient(app) as client:
        assert client.get(f"/feed/{made.token}.ics", headers={"user-agent": IPHONE}).status_code == 200
        assert client.get("/feed/unknown.ics", headers={"user-agent": "a stranger"}).status_code == 404
    assert home.store.feeds.get(made.link.id).last_fetched_at is None
    fetches.flush()
    found = home.store.feeds.get(made.link.id)
    assert (found.last_fetched_at, found.last_client) == (NOW, "Apple Calendar")
    assert [(one.client, one.first_seen_at) for one in home.store.feeds.clients()] == [("Apple Calendar", NOW)]


def test_two_programs_within_one_minute_are_both_seen(home: Home, made: Issued) -> None:
    fetches = Fetches(home.store.feeds)
    for agent in (IPHONE, "curl/8.9.1", IPHONE.replace("26.1", "26.2")):
        fetches.note(made.file, agent)
    fetches.flush()
    assert {one.client for one in home.store.feeds.clients(made.link.id)} == {"Apple Calendar", "curl"}


def test_our_own_check_is_nobodys_phone_and_nobody_else_can_pass_for_it(home: Home, made: Issued) -> None:
    fetches = Fetches(home.store.feeds, own=checking_agent(home))
    fetches.note(made.file, checking_agent(home))
    fetches.flush()
    assert home.store.feeds.clients() == ()
    fetches.note(made.file, f"tracker-feed-check/{'0' * 32}")
    fetches.flush()
    assert [one.client for one in home.store.feeds.clients()] == ["tracker-feed-check"]


def test_a_database_that_is_down_loses_no_note_of_who_fetched(
    home: Home, made: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetches, faults = Fetches(home.store.feeds), list[int]()
    fetches.note(made.file, "Thunderbird")

    def down(*_: object, **__: object) -> None:
        faults.append(1)
        raise StorageError("The database does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(home.store.feeds, "fetched", down)
        fetches.flush()
    assert faults == [1]
    fetches.flush()
    assert home.store.feeds.get(made.link.id).last_client == "Thunderbird"


def health(home: Home) -> dict[str, list[str]]:
    home.store.jobs.beat("worker", now=NOW)
    found: dict[str, list[str]] = asking(home).get("/healthz").json()
    return found


def unfolded(home: Home, token_hash: str) -> str:
    return home.feed_file(token_hash).read_bytes().replace(b"\r\n ", b"").decode()
