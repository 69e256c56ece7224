"""Whose mailboxes and channels may lead to this machine itself."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.shell import NOW, opened
from tests.web.visiting import HOST, Who, account_of
from tracker.alerts.outbox import NOT_PUBLIC
from tracker.errors import NotPublicServerError
from tracker.mailbox.sentences import MailboxSays
from tracker.network import Gate
from tracker.storage.access_types import Role
from tracker.storage.types import MailboxAccount
from tracker.worker.accounts import account_for, keep_account
from tracker.worker.gates import gate_of
from tracker.worker.home import Home
from tracker.worker.sync import Connections, sync_mailbox

ANOTHER = Who("maria", Role.OWNER, people=("me",))


def bridge(home: Home) -> MailboxAccount:
    return account_for(home, "maria@proton.me", SecretStr("x"), port=1)


def test_one_person_alone_may_read_a_mailbox_on_this_machine_whoever_helps(tmp_path: Path) -> None:
    with opened(tmp_path) as home:
        for who in (HOST, Who("ada", Role.HELPER), Who("vic", Role.VIEWER), Who("ops", Role.OPERATOR, everyone=True)):
            account_of(home, who)
        assert gate_of(home) is None
        assert bridge(home).host == "127.0.0.1"


def test_where_a_second_one_sets_them_up_the_public_network_is_meant_and_what_a_setting_allows(tmp_path: Path) -> None:
    with opened(tmp_path, networks=(ip_network("10.1.0.0/16"),)) as home:
        account_of(home, HOST)
        other = account_of(home, ANOTHER)
        assert gate_of(home) == Gate(allowed=(ip_network("10.1.0.0/16"),))
        with pytest.raises(NotPublicServerError):
            bridge(home)
        home.store.accounts.remove(other.id, now=NOW)
        assert gate_of(home) is None


def test_a_mailbox_from_before_is_not_read_any_more_and_a_person_is_told_why(tmp_path: Path) -> None:
    with opened(tmp_path) as home:
        account_of(home, HOST)
        record = keep_account(home, bridge(home), ["me"], NOW)
        account_of(home, ANOTHER)
        with pytest.raises(NotPublicServerError):
            sync_mailbox(home, record, Connections(), now=lambda: NOW)
        noted = home.store.mailboxes.get(record.id)
        assert (noted.last_error, noted.needs_person) == (MailboxSays.NOT_PUBLIC, True)


def test_both_rooms_name_the_same_setting() -> None:
    assert all("TRACKER_NETWORKS" in one for one in (NOT_PUBLIC, MailboxSays.NOT_PUBLIC))
