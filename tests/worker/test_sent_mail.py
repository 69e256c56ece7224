"""What the person wrote to ICE opens a request; the rest of their sent mail is never fetched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.programmes.letters import scheduled
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import dovecot
from tests.shell import ADDRESS, NOW, opened
from tracker.appointments.events import RequestStatus, Status
from tracker.mailbox.connection import Connection
from tracker.message.sample import compose
from tracker.storage.types import MailboxAccount
from tracker.worker.home import Home
from tracker.worker.sync import Connections, sync_mailbox

__all__ = ["dovecot"]

SENT = "Gesendet"
pytestmark = pytest.mark.dovecot


def written(to: str, text: str = "I would like to request to reschedule my check-in appointment.") -> bytes:
    return compose(subject="A question", text=text, from_=ADDRESS, to=to, date=datetime(2026, 2, 20, 9, tzinfo=UTC))


@pytest.fixture
def home(tmp_path: Path, dovecot: Dovecot) -> Iterator[Home]:
    with opened(tmp_path, ca_file=str(dovecot.certificate.cert_file)) as made:
        yield made


def add(home: Home, server: Dovecot, user: str, folders: tuple[str, ...] = ()) -> None:
    account = server.account("mail1", user=user)
    home.store.mailboxes.add(
        MailboxAccount(
            id="mail1", address=ADDRESS, user=user, secret=account.secret, host=account.host, port=account.port,
            tls="tls", profile="gmail", folders=folders,
        ),
        people=["me"],
        now=NOW,
    )  # fmt: skip


def look(home: Home) -> int:
    connections = Connections()
    synced = sync_mailbox(home, home.store.mailboxes.get("mail1"), connections, now=lambda: NOW)
    connections.close()
    return synced.fetched


def test_a_request_that_was_sent_is_open_and_moves_nothing(home: Home, dovecot: Dovecot) -> None:
    dovecot.fill([scheduled(0)], user="sent1")
    ours = [
        written("newyork.outreach@ice.dhs.gov"),
        written("Ana <ana@family.example>"),
        written("x@ice.dhs.gov.example"),
    ]
    dovecot.fill(ours, folder=SENT, user="sent1")
    add(home, dovecot, "sent1")
    assert look(home) == 2
    state = home.state("me", NOW)
    assert [request.status for request in state.requests] == [RequestStatus.OPEN]
    assert [one.status for one in state.appointments] == [Status.CONFIRMED]
    dovecot.fill(
        [written("erotest@ice.dhs.gov", "Please cancel or move my appointment."), written("b@c.example")], SENT, "sent1"
    )
    assert look(home) == 1


def test_a_person_who_chose_the_folders_has_only_those_read(home: Home, dovecot: Dovecot) -> None:
    dovecot.fill([scheduled(0)], user="sent2")
    dovecot.fill([written("newyork.outreach@ice.dhs.gov")], folder=SENT, user="sent2")
    add(home, dovecot, "sent2", folders=("INBOX",))
    assert look(home) == 1
    assert home.state("me", NOW).requests == ()


def test_the_folder_of_sent_mail_is_known_by_its_mark_and_not_by_its_name(dovecot: Dovecot) -> None:
    dovecot.fill([written("a@b.example")], folder="Sent", user="sent3")
    with Connection(dovecot.account(user="sent3")) as connection:
        assert connection.sent_folder() is None
    dovecot.fill([written("a@b.example")], folder=SENT, user="sent3")
    with Connection(dovecot.account(user="sent3")) as connection:
        assert connection.sent_folder() == SENT
