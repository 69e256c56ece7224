"""A perfect subscribed feed, point by point: `python -m tests.programmes.checklist` prints the list.

Each test bears the number of its point, here or beside what it belongs to. Point 36, a picture of GNOME's calendar, is
not tried.
"""

from __future__ import annotations

import gc
import http.client
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from urllib.parse import quote, urlsplit

import icalendar
import pytest
from starlette.types import ASGIApp, Message

from tests.feed import (
    over_http,
    test_several,
)
from tests.feed.issued import Issued, issue
from tests.feed.line_checker import complaints
from tests.feed.over_http import Asker
from tests.feed.situations import NOW, SITUATIONS, TODAY, entries, rendered, view
from tests.programmes.homes import Home as Shell
from tests.servers.webservers import CADDY, free_port, served_by_app, served_by_caddy, wait_until_open
from tests.shell import NOW as READ
from tracker.feed.publish import publish
from tracker.feed.subscribe import ways
from tracker.feed.types import Style
from tracker.reading.types import Language
from tracker.web.app import make_app
from tracker.web.site import Site
from tracker.words.load import words
from tracker.worker.links import rotate
from tracker.worker.publishing import Publisher

ANY = tuple(view(name, language, style) for name in SITUATIONS for language in Language for style in Style)
PUBLISHES = int(os.environ.get("FEED_PUBLISHES", "100"))
NUMBERS = re.compile(rb"(?<![0-9a-z])A[ -]?\d{8,9}(?![0-9a-z])|@gmail|@example|maria|lopez", re.IGNORECASE)


@pytest.fixture(scope="module")
def ask(issued: Issued, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with served_by_app(issued.home, tmp_path_factory.mktemp("app")) as base:
        yield Asker(base, issued.token, issued.file)


def test_01_answers_200_with_the_right_type(ask: Asker) -> None:
    over_http.the_right_type_and_headers(ask)


def test_02_head_has_the_headers_of_get(ask: Asker) -> None:
    over_http.head_like_get(ask)


def test_03_answers_304_by_etag(ask: Asker) -> None:
    over_http.not_modified_by_etag(ask)


def test_04_answers_304_by_date(ask: Asker) -> None:
    over_http.not_modified_by_date(ask)


def test_06_is_never_compressed(ask: Asker) -> None:
    over_http.never_compressed(ask)


def test_07_other_methods_get_405_and_change_nothing(ask: Asker) -> None:
    over_http.other_methods_refused(ask)


def test_08_answers_on_while_app_worker_and_database_are_gone(tmp_path: Path) -> None:
    shell = Shell(tmp_path, TRACKER_PORT=str(free_port()))
    shell.run("init")
    token = urlsplit(shell.run("feed", "new", "phone").stdout.strip()).path.removeprefix("/feed/").removesuffix(".ics")
    (file,) = (tmp_path / "home" / "feeds").glob("*.ics")
    process = shell.start("web")
    try:
        wait_until_open(int(shell.environment["TRACKER_PORT"]), process)
        app = Asker(f"http://127.0.0.1:{shell.environment['TRACKER_PORT']}", token, file)
        assert app().status == 200
        for part in (tmp_path / "home").glob("tracker.db*"):
            part.unlink()
        assert app().status == app("HEAD").status == 200
    finally:
        process.kill()
        process.wait()
    with pytest.raises(ConnectionRefusedError):
        app()


@pytest.mark.skipif(not CADDY, reason="install caddy")
def test_08_a_web_server_answers_on_while_nothing_of_ours_runs(issued: Issued, tmp_path: Path) -> None:
    with served_by_caddy(issued.home, tmp_path) as base:
        over_http.the_right_type_and_headers(Asker(base, issued.token, issued.file))


def test_09_two_thousand_requests_in_a_burst_are_all_answered(ask: Asker) -> None:
    over_http.many_at_once(ask)


def test_10_never_half_a_file_under_constant_fetching(issued: Issued, ask: Asker) -> None:
    own = issue(issued.home, "watch")
    feeds = [rendered(view(name)) for name in ("confirmed", "moved", "change_asked", "nothing_known")]
    assert all(complaints(feed.data) == [] for feed in feeds)
    other = Asker(ask.base, own.token, own.file)
    fetched, differed = over_http.whole_under_publishing(
        other, lambda turn: publish(own.file, feeds[turn % 4]).data, PUBLISHES
    )
    assert fetched >= PUBLISHES / 10
    assert differed >= 4


def test_15_uids_are_unique_and_lasting_and_tell_nothing(issued: Issued) -> None:
    data = issued.file.read_bytes()
    uids = [line for line in data.split(b"\r\n") if line.startswith(b"UID:")]
    assert len(uids) == len(set(uids)) >= 2
    assert not NUMBERS.search(data)
    assert issued.token.encode() not in data
    Publisher(issued.home).publish_changed(READ)  # a restart: a publisher that remembers nothing
    assert issued.file.read_bytes() == data


def test_22_whole_days_end_on_the_day_after() -> None:
    data = rendered(view("change_asked")).data
    assert b"DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261127\r\n" in data


def test_24_a_change_that_was_asked_leaves_the_old_event_alone() -> None:
    old, new = (events_by_title(name) for name in ("confirmed", "change_asked"))
    before, after = (
        old["✅ GO: ICE check-in 9:00 AM (confirmed)"],
        new["✅ GO: ICE check-in 9:00 AM. New date NOT confirmed"],
    )
    for name in ("UID", "DTSTART", "DTEND", "STATUS", "TRANSP"):
        assert before[name].to_ical() == after[name].to_ical()
    assert (str(after["STATUS"]), str(after["TRANSP"])) == ("CONFIRMED", "OPAQUE")
    assert alarm_times(before) == alarm_times(after) != []
    (asked,) = (event for title, event in new.items() if title.startswith("❓"))
    assert (str(asked["STATUS"]), str(asked["TRANSP"]), alarm_times(asked)) == ("TENTATIVE", "TRANSPARENT", [])
    assert type(asked.decoded("DTSTART")) is date


def test_25_a_moved_date_is_closed_noted_and_opened_anew() -> None:
    uid = events_by_title("confirmed")["✅ GO: ICE check-in 9:00 AM (confirmed)"]["UID"]
    found = events_by_title("moved")
    by_status = {title: str(event["STATUS"]) for title, event in found.items() if "⚠️" not in title}
    assert by_status == {
        "❌ MOVED by ICE: not Nov 24, 2026, 9:00 AM. Go Nov 26, 2026, 10:30 AM": "CANCELLED",
        "❌ No check-in on Nov 24, 2026: ICE moved it to Nov 26, 2026, 10:30 AM": "CONFIRMED",
        "✅ GO: ICE check-in 10:30 AM (confirmed)": "CONFIRMED",
    }
    assert [event["UID"] for event in found.values() if event["STATUS"] == "CANCELLED"] == [uid]


@pytest.mark.parametrize("situation", ["confirmed", "moved"])
def test_30_five_hundred_people_fit_into_one_calendar(situation: str) -> None:
    rendering = test_several.for_many(situation, 500)
    assert len(rendering.data) < 900_000
    assert len({stamped.uid for stamped in rendering.events}) == len(rendering.events) >= 500


@pytest.mark.parametrize("language", Language)
def test_32_every_language_comes_back_unharmed(language: Language) -> None:
    for name in SITUATIONS:
        rendering = rendered(view(name, language))
        found = icalendar.Calendar.from_ical(rendering.data).walk("VEVENT")
        said = [(str(event["SUMMARY"]), str(event["DESCRIPTION"])) for event in found]
        assert said == [(one.entry.summary, one.entry.description) for one in rendering.events]


def test_37_unknown_404_in_constant_time_revoked_200_new_works(issued: Issued, ask: Asker) -> None:
    over_http.unknown_is_unknown(ask)
    old = issue(issued.home, "lost phone")
    made = rotate(issued.home, old.link.id, READ)
    Publisher(issued.home).publish_changed(READ)
    ended = Asker(ask.base, old.token, old.file)()
    assert ended.status == 200
    assert b"LINK OFF" in ended.body
    assert b"9:00 AM" not in ended.body
    new = Asker(ask.base, made.token.get_secret_value(), issued.home.feed_file(made.link.token_hash))
    assert b"9:00 AM" in new().body


def test_37_an_almost_right_token_costs_exactly_the_steps_of_a_wrong_one(issued: Issued) -> None:
    app = make_app(Site(home=issued.home, hosts=("127.0.0.1",)))
    nearly = [issued.token[:-1] + other for other in "AB" if other != issued.token[-1]]
    wrong = ["A" * 43, issued.token[::-1], *nearly]
    steps = [steps_of(app, token) for token in (wrong[0], *wrong)][1:]  # the first round also makes what is kept
    assert steps == [steps[0]] * len(wrong)
    assert steps[0]["hash_token"] == 1  # what is looked for bears the hash: no prefix of a token is ever compared
    assert steps_of(app, issued.token) != steps[0]  # what is counted does tell one way from another


def test_38_the_token_is_long_and_stands_in_no_log_nor_body(
    issued: Issued, ask: Asker, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    assert len(issued.token) >= 43  # 256 bits in base64
    with caplog.at_level(logging.DEBUG):
        reply = ask()
        ask(token=issued.token[:-1])
        ask("PUT")
        Publisher(issued.home).publish_changed(READ)
    assert issued.token[:-1] not in caplog.text + "".join(capfd.readouterr()) + str(reply.headers)
    assert issued.token.encode() not in reply.body
    assert (reply.headers["referrer-policy"], reply.headers["x-robots-tag"]) == ("no-referrer", "noindex")
    connection = http.client.HTTPConnection(urlsplit(ask.base).netloc)
    connection.request("GET", "/robots.txt")
    assert connection.getresponse().status == 404  # nothing keeps Google from the calendar
    connection.close()


@pytest.mark.parametrize("language", Language)
def test_39_each_program_gets_the_link_in_its_own_form_and_is_told_its_delay(language: Language) -> None:
    address = "https://dates.example/feed/" + "t" * 43 + ".ics"
    webcal = address.replace("https", "webcal")
    by_program = {way.program: way for way in ways(address, words(language))}
    assert by_program["iPhone, iPad, Mac"].address == webcal
    assert by_program["Google Calendar"].address == (
        f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"
    )
    assert {by_program[name].address for name in ("Outlook.com", "Thunderbird", "Android (ICSx⁵)")} == {address}
    assert "24" in by_program["Google Calendar"].note
    assert "24" in by_program["Outlook.com"].note
    assert len({way.note for way in by_program.values()}) == 5
    assert words(language).say("subscribe.alarms")


@pytest.mark.parametrize("stopped", range(8))
def test_42_with_publishing_stopped_the_dead_mans_day_comes_within_four_days(stopped: int) -> None:
    """What a phone that keeps the last file shows on the days after."""
    last = NOW + timedelta(days=stopped)
    (dead_man,) = (entry for entry in entries(view("confirmed"), last) if "no longer updated" in entry.summary)
    assert dead_man.first_day == TODAY + timedelta(days=stopped + 4)


def events_by_title(name: str) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(rendered(view(name)).data).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in found if isinstance(event, icalendar.Event)}


def alarm_times(event: icalendar.Event) -> list[object]:
    return [alarm["TRIGGER"].to_ical() for alarm in event.walk("VALARM")]


def steps_of(app: ASGIApp, token: str) -> Counter[str]:
    """Every call that answering makes, of Python's and of C's, by name: time that does not depend on the machine."""
    steps = Counter[str]()

    def count(frame: FrameType, event: str, called: object) -> None:
        if event in {"call", "c_call"}:
            steps[frame.f_code.co_name if event == "call" else str(getattr(called, "__name__", ""))] += 1

    async def hear(_: Message) -> None: ...

    async def tell() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": f"/feed/{token}.ics", "headers": [], "root_path": ""}
    answering = app(scope, tell, hear)
    before = sys.getprofile()
    gc.disable()  # what it would call has nothing to do with the token
    sys.setprofile(count)
    try:
        answering.__await__().send(None)  # it waits for nothing, so it ends at once
    except StopIteration:
        pass
    finally:
        sys.setprofile(before)
        gc.enable()
    return steps
