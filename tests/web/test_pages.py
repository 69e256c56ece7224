"""What a person does on the pages, and what becomes of it: in the record, on the pages and in the calendar."""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.programmes.letters import scheduled as letter
from tests.shell import NOW
from tests.web.record import HOSTILE, acknowledged, fill, hostile, keep, not_understood, rescheduled, scheduled
from tests.web.visiting import Who, browser
from tracker.alerts.outbox import service_of
from tracker.appointments.events import RequestStatus, Status
from tracker.reading.types import Language
from tracker.storage.access_types import Role
from tracker.storage.types import FeedKind
from tracker.worker.export import export
from tracker.worker.home import Home
from tracker.worker.publishing import Publisher

OLD, NEW = "Monday, April 5, 2027", "Wednesday, April 14, 2027"


def calendar(home: Home) -> str:
    shown = Publisher(home).preview(home.person("me"), kind=FeedKind.PRIVATE, language=Language.EN, now=NOW)
    return shown.decode().replace("\r\n ", "")


def statuses(home: Home) -> dict[str, Status]:
    return {one.starts_at.day.isoformat(): one.status for one in home.state("me", NOW).appointments}


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_asked_then_acknowledged_then_confirmed_is_told_alike_by_today_the_log_and_the_calendar(
    home: Home, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(home, scheduled())
    with monkeypatch.context() as earlier:
        earlier.setenv("TRACKER_NOW", (NOW - timedelta(days=3)).isoformat())
        assert client.post("/requests", data={"how": "web", "day": "2027-04-14", "hour": "10:00"}).status_code == 303
    for said_by_ice in (False, True):
        if said_by_ice:
            keep(home, acknowledged())
        today = client.get("/").text
        assert today.index(OLD) < today.index("Asked for, NOT confirmed") < today.index("Wed, Apr 14, 2027, 10:00 AM")
        assert "It is NOT confirmed. Go on Apr 5, 2027, 9:00 AM." in today
        assert "✅ GO: appointment 9:00 AM. New date NOT confirmed" in calendar(home)
    assert "request received, not a confirmation" in client.get("/log").text
    keep(home, rescheduled())
    today = client.get("/").text
    assert NEW in today
    assert "NOT confirmed" not in today
    assert "Mon, Apr 5, 2027, 9:00 AM</span>: moved to Wed, Apr 14, 2027, 10:00 AM" in today
    assert "appointment moved" in client.get("/log").text
    assert "✅ GO: appointment 10:00 AM (confirmed)" in calendar(home)


def test_what_accepting_does_is_shown_before_it_is_done_and_undone_afterwards(home: Home, client: TestClient) -> None:
    keep(home, scheduled(), hostile())
    before = statuses(home)
    waiting = home.state("me", NOW).reviews[0].sha256
    form = {"kind": "rescheduled", "day": "2027-04-20", "hour": "09:00", "old_day": "2027-04-05", "old_hour": "09:00"}
    shown = client.post(f"/review/{waiting}/preview", data=form)
    assert "Mon, Apr 5, 2027, 9:00 AM: confirmed, then moved" in shown.text
    assert "Tue, Apr 20, 2027, 9:00 AM: not verified, then confirmed" in shown.text
    assert statuses(home) == before
    done = client.post(f"/review/{waiting}/accept", data=fields(shown.text))
    assert statuses(home) == {"2027-04-05": Status.SUPERSEDED, "2027-04-20": Status.CONFIRMED}
    page = client.get(done.headers["location"]).text
    assert "Done." in page
    assert client.post("/undo", data=fields(page)).headers["location"].startswith("/review")
    assert statuses(home) == before
    assert [one.sha256 for one in home.state("me", NOW).reviews] == [waiting]


def test_what_was_accepted_long_ago_can_be_taken_back_in_the_log_and_counts_again_on_demand(
    home: Home, client: TestClient
) -> None:
    keep(home, scheduled(), hostile())
    before = statuses(home)
    waiting = home.state("me", NOW).reviews[0].sha256
    client.post(f"/review/{waiting}/accept", data={"kind": "scheduled", "day": "2027-04-20", "hour": "09:00"})
    accepted = statuses(home)
    entry = home.state("me", NOW).entries[-1].event
    page = client.get(f"/log/{entry}").text
    assert "Tue, Apr 20, 2027, 9:00 AM: confirmed, then not verified" in page
    client.post("/undo", data=fields(page))
    assert statuses(home) == before
    page = client.get(f"/log/{entry}").text
    assert "Let it count again" in page
    client.post("/undo", data=fields(page))
    assert statuses(home) == accepted


def test_a_date_that_was_misread_is_taken_as_the_person_corrected_it(home: Home, client: TestClient) -> None:
    keep(home, hostile())
    waiting = home.state("me", NOW).reviews[0].sha256
    client.post(f"/review/{waiting}/accept", data={"kind": "scheduled", "day": "2027-04-21", "hour": ""})
    assert statuses(home) == {"2027-04-20": Status.CLOSED, "2027-04-21": Status.CONFIRMED}
    assert "The hour is not known" in client.get("/").text


def test_a_message_set_aside_changes_no_date_and_waits_no_more(home: Home, client: TestClient) -> None:
    keep(home, scheduled(), not_understood())
    before = statuses(home)
    waiting = home.state("me", NOW).reviews[0].sha256
    assert "This changes no date." in client.get(f"/review/{waiting}").text
    client.post(f"/review/{waiting}/reject", data={"reason": "not for me"})
    assert home.state("me", NOW).reviews == ()
    assert statuses(home) == before


def test_several_are_set_aside_at_once_but_none_that_changes_a_date(home: Home, client: TestClient) -> None:
    keep(home, scheduled(), hostile(), not_understood())
    reviews = {one.reading.kind: one.sha256 for one in home.state("me", NOW).reviews}
    assert len(reviews) == 2
    client.post("/review/aside", data={"message": list(reviews.values())})
    assert [one.reading.starts_at is not None for one in home.state("me", NOW).reviews] == [True]


def test_a_request_takes_three_taps_and_can_be_withdrawn(home: Home, client: TestClient) -> None:
    keep(home, scheduled())
    assert 'href="/requests"' in client.get("/").text  # the first tap
    assert '<button class="big" name="how" value="phone">' in client.get("/requests").text  # the second, and all
    done = client.post("/requests", data={"how": "phone"})
    assert "The date that stands does not change" in client.get(done.headers["location"]).text
    state = home.state("me", NOW)
    assert [one.status for one in state.requests] == [RequestStatus.OPEN]
    assert statuses(home)["2027-04-05"] is Status.CONFIRMED
    client.post(f"/requests/{state.requests[0].id}/withdraw")
    assert [one.status for one in home.state("me", NOW).requests] == [RequestStatus.WITHDRAWN]


def test_a_date_from_paper_adds_and_one_from_the_phone_may_replace(home: Home, client: TestClient) -> None:
    keep(home, scheduled())
    form = {"how": "paper", "day": "2027-05-03", "hour": "08:30", "office": "new-york-city-ny"}
    shown = client.post("/add/preview", data=form).text
    assert "Mon, May 3, 2027, 8:30 AM: not known, then confirmed" in shown
    assert "Mon, Apr 5, 2027, 9:00 AM</li>" in shown
    client.post("/add", data=fields(shown))
    assert statuses(home) == {"2027-04-05": Status.CONFIRMED, "2027-05-03": Status.CONFIRMED}
    assert "Confirmed by you, not by e-mail" in client.get("/").text
    first = home.state("me", NOW).appointments[0].id
    client.post("/add", data={"how": "phone", "does": f"cancels:{first}"})
    assert statuses(home) == {"2027-04-05": Status.CANCELLED, "2027-05-03": Status.CONFIRMED}


def test_a_pasted_text_is_read_and_kept_and_moves_nothing(home: Home, client: TestClient) -> None:
    keep(home, scheduled())
    text = "ICE: Your check-in appointment has been rescheduled. New date: Tuesday, April 20, 2027 at 9:00 AM."
    done = client.post("/add/text", data={"text": text})
    page = client.get(done.headers["location"]).text
    assert "cannot be verified" in page
    assert "April 20, 2027" in page
    assert statuses(home) == {"2027-04-05": Status.CONFIRMED, "2027-04-20": Status.UNVERIFIED}


def test_that_they_went_is_kept_with_its_time_and_a_new_date_stands(home: Home, client: TestClient) -> None:
    keep(home, scheduled("Monday, February 16, 2026 at 9:00 AM", days_ago=40))
    assert "Did you go on Feb 16?" in client.get("/").text
    past = home.state("me", NOW).appointments[0].id
    form = {"outcome": "sent_home", "appointment": past, "day": "2026-06-01", "hour": "09:00"}
    client.post("/add/went", data=form)
    assert statuses(home) == {"2026-02-16": Status.PAST, "2026-06-01": Status.CONFIRMED}
    assert "Did you go" not in client.get("/").text
    assert "Noted on Sun, Mar 1, 2026, 7:00 AM" in client.get("/add").text


def test_to_read_a_mailbox_no_more_or_to_forget_a_way_takes_a_second_tap(home: Home, client: TestClient) -> None:
    fill(home)
    client.post("/settings/channels", data={"url": "json://127.0.0.1:1", "name": "us"})
    page = client.get("/settings").text
    for said in ("comes there is NOT noticed", "Nothing is sent this way any more"):
        assert re.search(rf"<details>\s*<summary>[^<]*</summary>\s*<p>[^<]*{said}[^<]*</p>\s*<form", page)


def test_who_has_not_asked_yet_is_led_to_how_and_not_to_think_that_a_tap_asks(client: TestClient) -> None:
    page = client.get("/requests").text
    tap = page.index('<button class="big"')
    assert page.index('<a href="#how">Not asked yet?') < page.index("Nothing is sent to ICE.") < tap
    assert tap < page.index('id="how"') < page.index("Give your Subject ID")


def test_a_way_to_a_phone_needs_no_address_and_its_secret_is_shown_once(home: Home, client: TestClient) -> None:
    page = client.post("/settings/channels/ntfy").text
    shown = re.search(r'<p class="secret">(\w{20})</p>', page)
    assert shown
    (channel,) = home.store.alerts.channels_of("me")
    assert channel.url
    assert service_of(channel.url) == "ntfy"
    assert (channel.url.get_secret_value(), channel.full) == (f"ntfys://ntfy.sh/{shown[1]}", False)
    assert shown[1] not in client.get("/settings").text
    assert f"/settings/channels/{channel.id}/test" in page


def test_a_link_is_shown_once_with_its_picture_and_each_programs_delay(home: Home, client: TestClient) -> None:
    page = client.post("/subscribe", data={"name": "my phone", "kind": "private", "language": "en"}).text
    assert "<svg" in page
    assert "webcal://" in page
    assert "every 4 to 24 hours" in page
    link = home.store.feeds.list("me")[0]
    token = re.search(r"/feed/([\w-]{40,})\.ics", page)
    assert token
    assert token[1] not in client.get("/subscribe").text
    client.post(f"/subscribe/{link.id}/end")
    assert home.store.feeds.get(link.id).revoked_at is not None
    assert "turned off" in client.get(f"/feed/{token[1]}.ics").text


def test_the_words_that_counted_are_marked_in_the_text_and_the_original_is_handed_out_whole(
    home: Home, client: TestClient
) -> None:
    raw = letter(0)
    keep(home, raw)
    entry = next(one.event for one in home.state("me", NOW).entries if one.authenticity)
    page = client.get(f"/log/{entry}").text
    assert re.search(r"<mark>[^<]*April 5, 2027[^<]*</mark>", page)
    answer = client.get(f"/log/{entry}/original")
    assert answer.content == raw
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("query", "found"),
    [({"q": "APRIL 20"}, 1), ({"q": "nothing like it"}, 0), ({"sender": "unverified"}, 1), ({"kind": "people"}, 3)],
)
def test_the_log_is_searched_and_filtered(home: Home, client: TestClient, query: dict[str, str], found: int) -> None:
    fill(home)
    page = client.get("/log", params=query).text
    assert f"Entries: {found}<" in page


def test_nothing_of_a_message_becomes_markup_on_any_page(home: Home, client: TestClient) -> None:
    fill(home)
    entries = home.state("me", NOW).entries
    reviews = home.state("me", NOW).reviews
    pages = ["/", "/log", "/review", "/requests", "/add", "/subscribe", "/settings", "/people"]
    pages += [f"/log/{one.event}" for one in entries] + [f"/review/{one.sha256}" for one in reviews]
    seen = 0
    for path in pages:
        text = client.get(path).text
        seen += "&lt;script&gt;alert(1)" in text
        for bad in ("<script", "<img", "<b onclick", "<i>my", "\u202e", "49</"):
            assert bad not in text, (path, bad)
    assert seen >= 2, f"{HOSTILE} is shown, as text"


def test_a_search_is_shown_again_as_text(client: TestClient) -> None:
    page = client.get("/log", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/add", {"how": "paper"}),
        ("/add", {"how": "paper", "day": "soon"}),
        ("/add", {"how": "paper", "day": "2027-04-05", "office": "atlantis"}),
        ("/add/text", {"text": "   "}),
        ("/requests", {"how": "by-pigeon"}),
        ("/subscribe", {"name": " "}),
        ("/settings/channels", {"url": "what is this"}),
        ("/settings/person", {"language": "en", "zone": "Mars/Olympus"}),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence_and_changes_nothing(
    home: Home, client: TestClient, path: str, form: dict[str, str]
) -> None:
    before = home.store.events.position("me")
    answer = client.post(path, data=form)
    assert answer.status_code in {404, 422}
    assert "Traceback" not in answer.text
    assert home.store.events.position("me") == before
    assert home.store.feeds.list("me") == ()


def test_a_viewer_sees_but_is_offered_no_form_that_changes_the_record(home: Home) -> None:
    fill(home)
    waiting = home.state("me", NOW).reviews[0].sha256
    with browser(home, Who("aunt", Role.VIEWER, people=("me",))) as aunt:
        for path in ("/", "/review", f"/review/{waiting}", "/requests", "/add", "/subscribe", "/settings"):
            page = aunt.get(path)
            assert page.status_code == 200
            assert re.findall(r'method="post" action="([^"]+)"', page.text) == ["/leave"], path
        assert aunt.post("/requests", data={"how": "web"}).status_code == 403


def test_who_needs_attention_comes_first_and_every_link_keeps_to_the_person(home: Home) -> None:
    home.store.people.add("calm", name="Calm One", language=Language.EN, zone="America/New_York", now=NOW)
    fill(home)
    with browser(home, Who("helper", Role.HELPER, people=("me", "calm"))) as helper:
        page = helper.get("/people").text
        assert page.index("Maria") < page.index("Calm One")
        assert "Calm One" not in helper.get("/people", params={"show": "urgent"}).text
        assert helper.get("/").headers["location"] == "/people"
        today = helper.get("/", params={"person": "calm"}).text
        assert "For Calm One" in today
        for path in re.findall(r'href="(/[^"?]*)"', today):
            assert path in {"/people", "/account"} or path.startswith(("/language", "/static")), path


def test_a_photo_is_kept_beside_the_entry_and_handed_out_as_it_came(
    home: Home, client: TestClient, tmp_path: Path
) -> None:
    done = client.post("/add", data={"how": "paper", "day": "2027-05-03", "hour": "08:30"})
    entry = done.headers["location"].partition("entry=")[2]
    photo = b"\xff\xd8\xff" + bytes(2000)
    where = f"/log/{entry}/evidence"
    kept = client.post(where, files={"file": ("<b>name</b>.html", photo, "text/html")})
    assert kept.status_code == 303
    page = client.get(f"/log/{entry}").text
    assert "html)" not in page
    link = re.search(r'href="([^"]*evidence[^"]*)"', page)
    assert link
    answer = client.get(link[1].replace("&amp;", "&"))
    assert answer.content == photo
    assert answer.headers["content-disposition"].startswith("attachment")
    assert client.get(where, params={"file": "0" * 64}).status_code == 404
    export(home, home.person("me"), tmp_path / "record.zip", NOW)
    with zipfile.ZipFile(tmp_path / "record.zip") as archive:
        assert archive.read(f"evidence/{sha256(photo).hexdigest()}.jpg") == photo


@pytest.mark.parametrize("content", [b"", b"<script>alert(1)</script>", b"%PDF-" + bytes(5_000_000)])
def test_what_is_no_photo_or_paper_or_too_large_is_not_kept(home: Home, client: TestClient, content: bytes) -> None:
    done = client.post("/add", data={"how": "paper", "day": "2027-05-03", "hour": "08:30"})
    entry = done.headers["location"].partition("entry=")[2]
    answer = client.post(f"/log/{entry}/evidence", files={"file": ("a.pdf", content, "application/pdf")})
    assert answer.status_code == 422
    assert home.store.evidence.of(entry) == ()


def test_a_mailbox_that_cannot_be_read_says_so_in_the_check(home: Home, client: TestClient) -> None:
    fill(home)
    page = client.post("/settings/mailboxes/mail1/check").text
    assert "does NOT work" in page
