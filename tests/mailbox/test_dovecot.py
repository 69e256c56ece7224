"""What only the real server shows: TLS, STARTTLS, a kept connection after new mail, and the server going away."""

from __future__ import annotations

import pytest

from tests.mailbox.reading import Reader, from_ice, from_shop
from tests.servers.backends import DovecotBackend
from tests.servers.dovecot import MISSING, running_dovecot
from tracker.errors import UnreachableError
from tracker.mailbox.imap import Mailbox

pytestmark = [pytest.mark.dovecot, pytest.mark.skipif(MISSING is not None, reason=str(MISSING))]


def test_a_kept_connection_costs_one_round_trip_again_after_new_mail(on_dovecot: DovecotBackend) -> None:
    on_dovecot.deliver(from_shop(1))
    with on_dovecot.guard() as guard, Mailbox.connect(on_dovecot.account(port=guard.port)) as mailbox:
        reader = Reader(on_dovecot.account())
        reader.read(mailbox)
        for number in range(2, 5):
            on_dovecot.deliver(from_ice(number))
            reader.read(mailbox)
            guard.reset()
            reader.read(mailbox)
            assert (guard.commands, guard.round_trips) == (["STATUS"], 1)
    assert reader.raws == {from_ice(number) for number in range(2, 5)}


def test_a_certificate_of_nobody_known_is_refused(on_dovecot: DovecotBackend) -> None:
    account = on_dovecot.account().model_copy(update={"ca_file": None})
    with pytest.raises(UnreachableError, match="certificate is not trusted"):
        Mailbox.connect(account)


def test_starttls_encrypts_before_the_password(on_dovecot: DovecotBackend) -> None:
    on_dovecot.deliver(from_ice(1))
    account = on_dovecot.account(port=on_dovecot.server.plain_port).model_copy(update={"tls": "starttls"})
    reader = Reader(account)
    reader.read()
    assert reader.raws == {from_ice(1)}
    with pytest.raises(UnreachableError, match="certificate is not trusted"):
        Mailbox.connect(account.model_copy(update={"ca_file": None}))


def test_tls_at_a_port_without_it_is_said(on_dovecot: DovecotBackend) -> None:
    with pytest.raises(UnreachableError, match="TLS setting"):
        Mailbox.connect(on_dovecot.account(port=on_dovecot.server.plain_port))


def test_a_large_mailbox_is_read_in_windows_newest_first(
    on_dovecot: DovecotBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.mailbox.cursor.WINDOW_MESSAGES", 500)
    messages = (from_ice(n) if n % 100 == 0 else from_shop(n) for n in range(1_000))
    assert on_dovecot.server.fill(messages, user=on_dovecot.user) == 1_000
    with on_dovecot.guard() as guard:
        reader = Reader(on_dovecot.account(port=guard.port))
        reader.read()
        assert reader.raws == {from_ice(n) for n in range(0, 1_000, 100)}
        searches = [line for line in guard.lines if line.startswith(b"UID SEARCH")]
        assert [line.partition(b" UID ")[2].split()[0] for line in searches] == [b"501:1000", b"1:500"]
        assert guard.bytes_down < 20_000


def test_a_server_that_dies_and_comes_back_loses_nothing() -> None:
    with running_dovecot() as server:
        server.fill([from_ice(1)])
        reader = Reader(server.account())
        with Mailbox.connect(server.account()) as mailbox:
            reader.read(mailbox)
            server.kill()
            server.fill([from_ice(2)])
            with pytest.raises(UnreachableError):
                reader.read(mailbox)
            assert not mailbox.alive
            with pytest.raises(UnreachableError):
                Mailbox.connect(server.account())
        server.start()
        reader.read()
        assert [found.raw for found in reader.found] == [from_ice(1), from_ice(2)]


def test_a_kept_connection_that_was_dropped_is_made_anew() -> None:
    with running_dovecot() as server:
        server.fill([from_ice(1)])
        reader = Reader(server.account())
        with Mailbox.connect(server.account()) as mailbox:
            reader.read(mailbox)
            server.stop()
            server.start()
            server.fill([from_ice(2)])
            reader.read(mailbox)
            assert mailbox.alive
    assert [found.raw for found in reader.found] == [from_ice(1), from_ice(2)]


def test_a_password_beyond_ascii_signs_in() -> None:
    with running_dovecot(password="contraseña") as server:
        server.fill([from_ice(1)])
        reader = Reader(server.account())
        reader.read()
    assert reader.raws == {from_ice(1)}
