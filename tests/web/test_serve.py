from __future__ import annotations

import pytest

from tests.shell import NOW
from tests.web.visiting import HOST, Who, account_of
from tracker.errors import SettingsError
from tracker.storage.access_types import Role
from tracker.web.serve import Server
from tracker.web.signin.passwords import hashed
from tracker.worker.home import Home

EVERYWHERE = {"host": "0.0.0.0", "port": 0}


def test_nothing_listens_beyond_this_machine_before_somebody_has_a_password(home: Home) -> None:
    operator = account_of(home, Who("ops", Role.OPERATOR, everyone=True))
    home.store.accounts.set_password(operator.id, hashed("four plain words here"))
    settings = home.settings.model_copy(update={**EVERYWHERE, "public_url": "https://dates.example.org"})
    with pytest.raises(SettingsError, match="tracker account add"):
        Server(home, settings)
    home.store.accounts.set_password(account_of(home, HOST).id, hashed("four plain words here"))
    Server(home, settings).close()


def test_without_tls_it_listens_beyond_this_machine_only_when_that_is_asked_for(home: Home) -> None:
    home.store.accounts.set_password(account_of(home, HOST).id, hashed("four plain words here"))
    settings = home.settings.model_copy(update=EVERYWHERE)
    with pytest.raises(SettingsError, match="TRACKER_PLAIN_HTTP"):
        Server(home, settings)
    Server(home, settings.model_copy(update={"plain_http": True})).close()


def test_an_account_that_was_removed_protects_nothing(home: Home) -> None:
    account = account_of(home, HOST)
    home.store.accounts.set_password(account.id, hashed("four plain words here"))
    assert home.store.accounts.protected()
    home.store.accounts.remove(account.id, now=NOW)
    assert not home.store.accounts.protected()
