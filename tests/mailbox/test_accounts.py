"""Accounts, providers and the shared TLS context."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from tracker.errors import NotPublicServerError, SettingsError, UnreachableError
from tracker.mailbox import refusals
from tracker.mailbox.check import check
from tracker.mailbox.connection import Connection, Timeouts, tls_context
from tracker.mailbox.providers import PROVIDERS, provider_for, provider_of_host
from tracker.mailbox.types import Account
from tracker.network import Gate


def account(host: str = "127.0.0.1", tls: str = "tls", port: int = 993) -> Account:
    return Account.model_validate(
        {"id": "a", "host": host, "port": port, "user": "maria", "secret": SecretStr("s3cret"), "tls": tls}
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LOCALHOST"])
def test_a_connection_without_tls_may_stay_on_this_machine(host: str) -> None:
    assert account(host, "plain").host == host


@pytest.mark.parametrize("host", ["imap.example.org", "10.0.0.1", "0.0.0.0", "localhost.example.org", ""])
def test_a_connection_without_tls_may_not_leave_this_machine(host: str) -> None:
    with pytest.raises(ValidationError, match="only to this same machine"):
        account(host, "plain")
    assert account(host, "starttls").tls == "starttls"


def test_the_secret_shows_nowhere() -> None:
    shown = repr(account()) + str(account()) + account().model_dump_json()
    assert "s3cret" not in shown


@pytest.mark.parametrize(
    ("address", "profile", "host"),
    [
        ("maria@gmail.com", "gmail", "imap.gmail.com"),
        ("Maria@GoogleMail.com ", "gmail", "imap.gmail.com"),
        ("maria@hotmail.com", "outlook", "outlook.office365.com"),
        ("maria@me.com", "icloud", "imap.mail.me.com"),
        ("maria@yahoo.com.mx", "yahoo", "imap.mail.yahoo.com"),
        ("maria@fastmail.fm", "fastmail", "imap.fastmail.com"),
        ("maria@proton.me", "proton", "127.0.0.1"),
        ("maria@example.org", "generic", "imap.example.org"),
        ("maria@gmail.com.example.org", "generic", "imap.gmail.com.example.org"),
    ],
)
def test_the_provider_is_known_by_the_address(address: str, profile: str, host: str) -> None:
    assert (provider_for(address).profile, provider_for(address).host) == (profile, host)


def test_a_domain_belongs_to_one_provider_and_each_says_what_to_do() -> None:
    domains = [domain for provider in PROVIDERS for domain in provider.domains]
    assert len(domains) == len(set(domains))
    assert all(provider.how_to.endswith(".") for provider in PROVIDERS)
    assert [provider.name for provider in PROVIDERS if not provider.password_works] == ["Outlook"]


def test_a_server_is_known_by_its_host_but_this_machine_is_nobodys() -> None:
    gmail = provider_of_host("IMAP.gmail.com")
    assert gmail is not None
    assert gmail.profile == "gmail"
    assert provider_of_host("127.0.0.1") is None


@pytest.mark.parametrize("host", ["imap.gmail.com", "imap.mail.me.com", "imap.mail.yahoo.com"])
def test_a_refused_password_names_the_providers_app_password(host: str) -> None:
    error = refusals.sign_in_refusal("b'[AUTHENTICATIONFAILED] Invalid credentials'", host)
    assert "password" in str(error)
    assert (provider_of_host(host) or PROVIDERS[0]).how_to in str(error)


def test_one_tls_context_serves_all_and_trusts_nothing_by_mistake() -> None:
    assert tls_context() is tls_context()
    assert tls_context().verify_mode is ssl.CERT_REQUIRED
    assert tls_context().check_hostname


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_an_unusable_certificate_file_is_a_setting_to_mend(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"PEM file"):
        tls_context(str(path))


def test_a_port_where_nothing_answers_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
    with pytest.raises(UnreachableError, match="check the port"):
        Connection(account(port=port))


def test_a_server_that_accepts_and_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = int(silent.getsockname()[1])
        for tls in ("tls", "plain"):
            with pytest.raises(UnreachableError, match="in time"):
                Connection(account(tls=tls, port=port), Timeouts(0.2, 0.2))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "x"), "name is not known"),
        (ssl.SSLCertVerificationError("x"), "not trusted"),
        (ssl.SSLError("x"), "TLS setting"),
        (TimeoutError(), "in time"),
        (ConnectionResetError(), "broke"),
    ],
)
def test_each_kind_of_network_failure_has_its_sentence(error: OSError, words: str) -> None:
    assert words in str(refusals.network_failure(error))


def test_check_says_that_a_name_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    findings = check(account("imap.example.invalid"))
    assert [finding.works for finding in findings] == [False]
    assert "check its spelling" in findings[0].sentence


def test_check_says_at_once_that_outlook_takes_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "cannot work with a password" in check(account("outlook.office365.com"))[0].sentence


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1"])
@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_where_several_set_up_mailboxes_no_server_is_one_that_only_this_machine_reaches(host: str, tls: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)
        gated = account(host, tls, door.getsockname()[1]).model_copy(update={"gate": Gate()})
        with pytest.raises(NotPublicServerError, match="TRACKER_NETWORKS"):
            Connection(gated)
        assert [one.works for one in check(gated)] == [True, False]  # its name is known; it is not connected to
        with pytest.raises(BlockingIOError):
            door.accept()
