from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.programmes.letters import scheduled, unrelated
from tests.shell import ADDRESS, NOW, opened
from tracker.mailbox.demo import EmbeddedServer, embedded_server
from tracker.mailbox.types import SearchTerms
from tracker.storage.types import MailboxAccount
from tracker.worker.home import Home
from tracker.worker.recheck import EVERY, FIRST_AFTER, recheck_if_due
from tracker.worker.sync import Connections, sync_mailbox


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    with embedded_server([*unrelated(5), scheduled(0)]) as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Its mailbox is on a server whose search finds nothing, as one whose index lags behind."""
    monkeypatch.setattr(Home, "search", SearchTerms(senders=("nobody-writes-from-here",)))
    with opened(tmp_path) as made:
        account = server.account("mail1")
        made.store.mailboxes.add(
            MailboxAccount(
                id="mail1",
                address=ADDRESS,
                user=account.user,
                secret=account.secret,
                host=account.host,
                port=account.port,
                tls="plain",
                profile="gmail",
                folders=("INBOX",),
            ),
            people=["me"],
            now=NOW,
        )
        yield made


def test_what_the_servers_search_missed_is_found_by_its_header_a_day_later(home: Home) -> None:
    connections = Connections()
    record = home.store.mailboxes.get("mail1")
    assert sync_mailbox(home, record, connections, now=lambda: NOW).fetched == 0
    assert recheck_if_due(home, record, connections, lambda: NOW) == 0
    later = NOW + FIRST_AFTER
    assert recheck_if_due(home, record, connections, lambda: later) == 1
    assert [one.starts_at.day.isoformat() for one in home.state("me", NOW).appointments] == ["2027-04-05"]
    assert recheck_if_due(home, record, connections, lambda: later + EVERY - timedelta(seconds=1)) == 0
    assert recheck_if_due(home, record, connections, lambda: later + EVERY) == 0
    connections.close()
