"""Real channels on loopback: what they are sent, and what counts as a yes."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from ipaddress import ip_network
from typing import Any

import pytest
from pydantic import SecretStr

from tests.servers.channels import Hook, Post, running_hook, running_post
from tracker.alerts import outbox
from tracker.alerts.letter import Letter
from tracker.alerts.outbox import send, service_of
from tracker.errors import AlertError, NotPublicChannelError, UserError
from tracker.message.parse import OWN_ALERT_HEADER, parse
from tracker.network import Gate

LETTER = Letter(
    title="Cita: 5 abr 2027", body="Por favor verifique:\n¿5 abr 2027, 9:00 a. m.?\n\nRef. 0123abcd", refs=("0123abcd",)
)
HEADERS = {OWN_ALERT_HEADER: "alr_0123abcd; feedbeef"}
SECRET = "hunter2"
INSIDE = "inside.example.org"


def test_a_web_hook_gets_the_words_and_the_header() -> None:
    with running_hook() as hook:
        send(SecretStr(hook.webhook), LETTER, headers=HEADERS)
        (posted,) = hook.posted
    assert (posted.json["title"], posted.json["message"]) == (LETTER.title, LETTER.body)
    assert posted.headers[OWN_ALERT_HEADER.lower()] == HEADERS[OWN_ALERT_HEADER]
    assert "apprise" not in posted.body.decode().lower()


def test_an_ntfy_server_gets_the_words() -> None:
    with running_hook() as hook:
        send(SecretStr(hook.ntfy), LETTER, headers=HEADERS)
        (posted,) = hook.posted
    assert (posted.json["topic"], posted.json["title"], posted.json["message"]) == ("topic", LETTER.title, LETTER.body)


def test_a_mail_is_plain_text_and_is_never_read_as_evidence() -> None:
    with running_post() as post:
        send(SecretStr(post.url), LETTER, headers=HEADERS)
        (letter,), (raw,) = post.letters(), post.raw
    assert letter["Subject"] == LETTER.title
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().replace("\r\n", "\n").strip() == LETTER.body
    assert letter[OWN_ALERT_HEADER] == HEADERS[OWN_ALERT_HEADER]
    assert parse(raw).own_alert


@pytest.mark.parametrize("status", [301, 400, 403, 404, 429, 500, 503])
def test_an_answer_that_is_no_yes_is_a_failure(status: int) -> None:
    with running_hook() as hook:
        hook.status = status
        for url in (hook.webhook, hook.ntfy):
            with pytest.raises(AlertError):
                send(SecretStr(url), LETTER, headers={})
        assert len(hook.posted) == 2


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name whose owner lets it stand for this machine."""
    monkeypatch.setattr(socket, "getaddrinfo", partial(_looked_up, socket.getaddrinfo))


def _looked_up(really: Callable[..., Any], host: str, *rest: Any, **more: Any) -> Any:
    return really("127.0.0.1" if host == INSIDE else host, *rest, **more)


@pytest.mark.parametrize(
    "address",
    [
        *("json://127.0.0.1:{web}/hook", "json://localhost:{web}/hook", "json://inside.example.org:{web}/hook"),
        *("ntfy://127.0.0.1:{web}/topic", "ntfy://inside.example.org:{web}/topic", "form://inside.example.org:{web}/"),
        "mailto://example.org:{mail}?from=a@example.org&to=b@example.org&smtp=127.0.0.1&mode=insecure",
        "mailto://example.org:{mail}?from=a@example.org&to=b@example.org&smtp=inside.example.org&mode=insecure",
        *("syslog://", "rsyslog://127.0.0.1"),
    ],
)
def test_where_several_set_up_channels_none_leads_to_what_only_this_machine_reaches(address: str, inside: None) -> None:
    del inside
    with running_hook() as hook, running_post() as post:
        url = SecretStr(address.format(web=hook.port, mail=post.port))
        with pytest.raises(NotPublicChannelError, match="TRACKER_NETWORKS"):
            send(url, LETTER, headers=HEADERS, gate=Gate())
        assert (hook.posted, post.raw) == ([], [])


def test_what_plainly_leads_there_is_refused_before_it_is_kept_and_what_was_allowed_is_not() -> None:
    with running_hook() as hook:
        url = SecretStr(hook.webhook)
        with pytest.raises(NotPublicChannelError):
            service_of(url, Gate())
        here = Gate(allowed=(ip_network("127.0.0.0/8"),))
        assert service_of(url, here) == "JSON"
        send(url, LETTER, headers={}, gate=here)
        assert len(hook.posted) == 1
    assert service_of(SecretStr("json://cases.example.org"), Gate()) == "JSON"


def test_a_mail_server_that_refuses_is_a_failure() -> None:
    with running_post() as post:
        post.answer = "554 no"
        with pytest.raises(AlertError):
            send(SecretStr(post.url), LETTER, headers={})


@pytest.mark.parametrize("answer", [None, False, 0, "yes", object()])
def test_what_a_library_leaves_open_is_no_yes(answer: object) -> None:
    assert not outbox._is_yes(answer)


def test_nobody_there_and_nobody_who_answers_are_failures_in_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "READ_SECONDS", 0.3)
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        for url in (
            f"json://127.0.0.1:{port}/",
            f"mailto://127.0.0.1:{port}?from=a@example.org&to=b@example.org&mode=insecure",
        ):
            monkeypatch.setattr(outbox, "CONNECT_SECONDS", 0.3)
            with pytest.raises(AlertError):
                send(SecretStr(url), LETTER, headers={})
    with pytest.raises(AlertError):
        send(SecretStr(f"json://127.0.0.1:{port}/"), LETTER, headers={})
    assert time.monotonic() - began < 10


def test_an_address_stays_out_of_every_log_and_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with running_hook() as hook, running_post() as post:
        hook.status, post.answer = 500, "554 no"
        urls = [
            f"json://maria:{SECRET}@127.0.0.1:{hook.port}/{SECRET}",
            f"ntfy://maria:{SECRET}@127.0.0.1:{hook.port}/{SECRET}",
            f"{post.url}&name={SECRET}",
            f"nothing://maria:{SECRET}@host",
            f"json://maria:{SECRET}@127.0.0.1:1/{SECRET}",
        ]
        said = []
        for url in urls:
            with pytest.raises((AlertError, UserError)) as caught:
                send(SecretStr(url), LETTER, headers={})
            said.append(str(caught.value))
    ours = [one.getMessage() for one in caplog.records if one.name not in {"mail.log", "asyncio"}]  # the receiver's own
    assert SECRET not in " ".join([*ours, *said])
    assert "Cita" not in " ".join(ours)


def test_loading_the_channels_leaves_how_others_write_mail_as_it_was() -> None:
    script = (
        "from email.charset import Charset; from email.mime.text import MIMEText\n"
        "was = vars(Charset('utf-8')), MIMEText('¿sí?', 'plain', 'utf-8').as_bytes()\n"
        "from tracker.alerts.outbox import _library; _library()\n"
        "import apprise.plugins.email\n"
        "assert was == (vars(Charset('utf-8')), MIMEText('¿sí?', 'plain', 'utf-8').as_bytes())"
    )
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=False).returncode == 0


def test_a_service_is_named_and_an_unknown_one_refused() -> None:
    with running_hook() as hook:
        assert service_of(SecretStr(hook.webhook)) == "JSON"
    for wrong in ("", "nonsense", "nothing://host", "json://"):
        with pytest.raises(UserError, match="Apprise does not know"):
            service_of(SecretStr(wrong))


def test_the_receivers_can_tell_what_they_were_sent() -> None:
    assert Hook(port=7).webhook.startswith("json://")
    assert Post(port=7).url.startswith("mailto://")
