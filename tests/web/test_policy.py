"""What stands around every page, on every route: headers, requests from other sites, hostile text, host names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import RouteContext
from selectolax.lexbor import LexborHTMLParser
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from tests.shell import GMAIL, NOW
from tests.web.crowd import Belongings, belongings, everything_of
from tests.web.table import application, is_api, method_of, path_of, routes
from tests.web.visiting import HOST, account_of, browser
from tracker.message.sample import compose
from tracker.reading.types import Language
from tracker.storage.access_types import Passkey
from tracker.web.security import HEADERS, from_us
from tracker.web.site import hosts_of
from tracker.worker.home import Home
from tracker.worker.intake import take_in

OWN = {"seen", "seen_style", "static"}  # a policy of their own, which is stricter or tells nothing
HOSTILE = (
    """<x-hostile onmouseover="alert(1)">\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}${7*7}"""
    "javascript:alert(1)\u202egnp.exe\u2066"
)


@pytest.fixture
def mine(home: Home) -> Belongings:
    return belongings(home, "me", "Mirabel", 2031)


@pytest.fixture
def host(home: Home, mine: Belongings) -> Iterator[TestClient]:
    with browser(home, HOST) as client:
        yield client


def pages(home: Home) -> list[RouteContext]:
    return [one for one in routes(application(home)) if method_of(one) == "GET" and one.name not in OWN]


def test_every_answer_forbids_what_it_does_not_need(home: Home, host: TestClient, mine: Belongings) -> None:
    seen = 0
    for route in pages(home):
        answer = host.get(path_of(route, mine.ids))
        found = {name: answer.headers.get(name) for name in HEADERS}
        policy = str(found["content-security-policy"])
        assert policy.startswith("default-src 'none'"), route.path
        for allowance in ("unsafe", "*", "http", "data:", "blob:"):
            assert allowance not in policy, route.path
        rest = HEADERS.keys() - {"content-security-policy"}
        assert {name: found[name] for name in rest} == {name: HEADERS[name] for name in rest}, route.path
        seen += 1
    assert seen >= 30


def test_no_page_has_anything_inline_or_from_elsewhere(home: Home, host: TestClient, mine: Belongings) -> None:
    """So that the policy breaks nothing, and so that nobody else learns that a page was opened."""
    seen = 0
    for route in pages(home):
        answer = host.get(path_of(route, mine.ids))
        if "html" in answer.headers.get("content-type", ""):
            seen += 1
            for node in LexborHTMLParser(answer.text).css("*"):
                assert "style" not in node.attributes, (route.path, node.tag)
                assert not [name for name in node.attributes if name.startswith("on")], (route.path, node.tag)
                assert node.tag != "style", route.path
                if node.tag in {"script", "link", "img", "source", "iframe", "form"}:
                    where = node.attributes.get("src") or node.attributes.get("href") or node.attributes.get("action")
                    assert where is None or re.match(r"/(?!/)", where), (route.path, where)
                if node.tag == "script":
                    assert node.attributes.get("src"), route.path
    assert seen >= 20


def test_the_title_of_every_page_is_neutral(home: Home, host: TestClient, mine: Belongings) -> None:
    """It stands in the list of tabs and in the history, for whoever takes the phone next."""
    for route in pages(home):
        title = LexborHTMLParser(host.get(path_of(route, mine.ids)).text).css_first("title")
        if title is not None:
            assert not re.search(r"\bICE\b|immigra|Mirabel|2031", title.text(), re.IGNORECASE), route.path


def hostile_headers(text: str) -> bytes:
    """In the sender's name and address, the character set, and the type and name of a file."""
    sender = "\"<x-hostile onmouseover='alert(1)'>\" <<x-hostile>@ice.dhs.gov>"
    head = compose(subject="Your ICE check-in", text="x", from_=sender, to="mirabel@mail.example")
    part = b'Content-Type: %s; %s="<x-hostile>"\r\nContent-Disposition: %s; filename="<x-hostile>"\r\n\r\n'
    parts = (
        part % (b"text/plain", b"charset", b"inline") + text.encode("utf-8", "replace"),
        part % (b"<x-hostile>/<x-hostile>", b"name", b"attachment") + b"x",
    )
    top = head.partition(b"\r\nMIME-Version")[0].partition(b"\r\nContent-Type")[0]
    body = b"".join(b"--b\r\n" + one + b"\r\n" for one in parts)
    return top + b"\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + body + b"--b--\r\n"


def test_nothing_that_somebody_typed_or_sent_becomes_markup(home: Home, mine: Belongings) -> None:
    store = home.store
    store.people.change("me", name=HOSTILE)
    store.feeds.create("me", name=HOSTILE, now=NOW)
    account = account_of(home, HOST)
    store.accounts.change(account.id, name=HOSTILE)
    store.passkeys.add(Passkey(id="k", account=account.id, public_key=b"", sign_count=0, name=HOSTILE, created_at=NOW))
    store.tokens.create(account.id, name=HOSTILE, scopes=["log:read"], now=NOW)
    text = f"Your ICE check-in appointment has been scheduled for April 5, 2027 at 9:00 AM. {HOSTILE}"
    raw = compose(subject=HOSTILE.replace("\u202e", ""), text=text, to="mirabel@mail.example")
    take_in(home, raw, now=NOW, origins=(GMAIL,))
    take_in(home, hostile_headers(text), now=NOW, origins=(GMAIL,))
    hostile = {"user-agent": "<x-hostile>", "accept-language": "<x-hostile>;q=1"}
    met = 0
    with browser(home, HOST) as client:
        client.headers.update(hostile)
        events = sorted(event.id for event in store.events.of("me"))
        for route in pages(home):
            for ids in (
                {**mine.ids, "entry": one} for one in (sorted(events) if "{entry}" in (route.path or "") else [""])
            ):
                answer = client.get(path_of(route, ids), params={"back": HOSTILE, "done": HOSTILE, "lang": HOSTILE})
                if "html" not in answer.headers.get("content-type", ""):
                    continue
                met += "x-hostile" in answer.text
                tree = LexborHTMLParser(answer.text)
                assert tree.css("x-hostile, img[onerror], script:not([src]), [onmouseover]") == [], route.path
                assert "49" not in re.findall(r"\{\{7\*7\}\}|49(?=\$)", answer.text), route.path
    assert met >= 3


def test_the_original_of_a_message_is_a_download_and_never_a_page(
    home: Home, host: TestClient, mine: Belongings
) -> None:
    answer = host.get(f"/log/{mine.ids['entry']}/original")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "html" not in answer.headers["content-type"]
    assert answer.headers["x-content-type-options"] == "nosniff"


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://testserver.evil.example"},
    {"origin": "http://testserver:81"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_other_site_can_have_anything_changed(
    home: Home, host: TestClient, mine: Belongings, headers: dict[str, str]
) -> None:
    before, tried = home.store.audit.list(), 0
    for route in routes(application(home)):
        if method_of(route) == "POST":
            tried += 1
            answer = host.post(path_of(route, mine.ids), data=mine.ids, headers=headers)
            assert (answer.status_code, answer.text) == (403, "This was asked for by another site."), route.path
    assert tried >= 40
    assert home.store.audit.list() == before
    assert len(home.store.sessions.of(account_of(home, HOST).id)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"origin": "http://testserver"},
        {},
    ],
)
def test_our_own_pages_and_programs_that_are_no_browser_are_let_through(headers: dict[str, str]) -> None:
    assert from_us(Headers({"host": "testserver"} | headers))


def test_nothing_changes_by_looking(home: Home, host: TestClient, mine: Belongings) -> None:
    """A GET is what other sites can have a browser send; so no GET may do anything."""
    before = everything_of(home, mine)
    for route in pages(home):
        host.get(path_of(route, mine.ids), params=mine.ids if not is_api(route) else {})
    assert everything_of(home, mine) == before


@pytest.mark.parametrize("name", ["evil.example", "testserver.evil.example", "", "127.0.0.1.evil.example", "[::2]"])
def test_another_host_name_is_refused_on_every_route(home: Home, host: TestClient, mine: Belongings, name: str) -> None:
    for route in routes(application(home)):
        answer = host.request(method_of(route), path_of(route, mine.ids), headers={"host": name})
        assert answer.status_code == 400, route.path


def test_no_answer_lets_another_site_read_it(host: TestClient) -> None:
    for method in ("GET", "OPTIONS"):
        answer = host.request(method, "/", headers={"origin": "https://evil.example"})
        assert [name for name in answer.headers if name.startswith("access-control")] == []


def test_the_names_that_are_answered_are_this_machines_and_the_public_one(home: Home) -> None:
    settings = home.settings.model_copy(update={"host": "192.0.2.7", "public_url": "https://dates.example.org"})
    assert set(hosts_of(settings)) == {"127.0.0.1", "localhost", "[::1]", "192.0.2.7", "dates.example.org"}
    everywhere = home.settings.model_copy(update={"host": "0.0.0.0"})
    assert set(hosts_of(everywhere)) == {"127.0.0.1", "localhost", "[::1]"}


@pytest.mark.parametrize("language", list(Language))
def test_a_language_is_switched_at_one_tap_and_kept(host: TestClient, language: Language) -> None:
    answer = host.get(f"/language/{language}", params={"back": "/account"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert f'<html lang="{language}"' in host.get("/account").text


def test_the_language_follows_the_address_the_cookie_the_account_and_then_the_browser(
    home: Home, host: TestClient
) -> None:
    def spoken(address: str = "/account") -> str:
        found = re.search(r'<html lang="(\w+)"', host.get(address).text)
        return found[1] if found else ""

    host.headers["accept-language"] = "de, ht-HT;q=0.9, fr;q=0.5"
    assert spoken() == "ht"
    home.store.accounts.change(account_of(home, HOST).id, language=Language.PT)
    assert spoken() == "pt"
    host.get("/language/es")
    assert spoken() == "es"
    assert spoken("/account?lang=fr") == "fr"
    assert spoken() == "es"
