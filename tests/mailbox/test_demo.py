"""The embedded server as `tracker demo` uses it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from tests.mailbox.reading import Reader, from_ice, from_shop
from tracker.mailbox.demo import embedded_server
from tracker.mailbox.imap import Mailbox


def test_it_answers_as_soon_as_it_is_there_and_leaves_no_thread() -> None:
    before = threading.active_count()
    with embedded_server([from_ice(1), from_shop(2)]) as server:
        reader = Reader(server.account())
        reader.read()
    assert reader.raws == {from_ice(1)}
    assert threading.active_count() == before


def test_it_stops_cleanly_under_an_open_connection() -> None:
    with embedded_server() as server:
        mailbox = Mailbox.connect(server.account())
    mailbox.close()


def test_what_is_appended_later_is_new_mail_with_its_date() -> None:
    received = datetime(2027, 4, 5, 13, 0, tzinfo=UTC)
    with embedded_server([from_shop(1)]) as server:
        reader = Reader(server.account())
        with Mailbox.connect(server.account()) as mailbox:
            reader.read(mailbox)
            server.append(from_ice(2), received=received)
            reader.read(mailbox)
    assert [(found.raw, found.internal_date) for found in reader.found] == [(from_ice(2), received)]


def test_each_server_has_a_password_and_a_port_of_its_own() -> None:
    with embedded_server() as one, embedded_server() as other:
        assert (one.port, one.password) != (other.port, other.password)
        assert len(one.password) > 16


def test_a_failure_inside_the_block_still_stops_the_server() -> None:
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError), embedded_server():
        1 / 0  # noqa: B018 - the failure is the point
    assert threading.active_count() == before
