"""Pages that run on while a record is erased: nobody sees any of it again, and everybody else goes on."""

from __future__ import annotations

import pytest

from tests.shell import NOW
from tests.web.crowd import Belongings, belongings
from tests.web.visiting import Who, browser
from tracker.storage.access_types import Role
from tracker.worker.erase import erase
from tracker.worker.home import Home

GONE, STAYS = "mirabel-id", "zenobia-id"


@pytest.fixture
def gone(home: Home) -> Belongings:
    belongings(home, STAYS, "Zenobia", 2032)
    return belongings(home, GONE, "Mirabel", 2031)


def test_what_was_looked_at_just_before_is_not_shown_again(home: Home, gone: Belongings) -> None:
    addresses = [f"/?person={GONE}", f"/log?person={GONE}", f"/log/{gone.ids['entry']}?person={GONE}"]
    with browser(home, Who("helper", Role.HELPER, people=(GONE, STAYS))) as helper:
        before = [helper.get(address) for address in addresses]
        assert [one.status_code for one in before] == [200] * 3
        erase(home, GONE, NOW)
        after = [helper.get(address) for address in addresses]
        assert all(one.status_code >= 400 for one in after)
        assert not any(word in one.text for one in after for word in gone.words)
        page = helper.get("/log")
        assert page.status_code == 200
        assert not any(word in page.text for word in gone.words)


def test_the_people_of_an_installation_are_those_who_are_left(home: Home, gone: Belongings) -> None:
    with browser(home, Who("owner", Role.OWNER, everyone=True)) as host:
        assert "Mirabel" in host.get("/people").text
        erase(home, GONE, NOW)
        page = host.get("/people")
        assert page.status_code == 200
        assert "Zenobia" in page.text
        assert not any(word in page.text for word in gone.words)


def test_whoever_could_open_only_that_record_is_signed_out_for_good(home: Home, gone: Belongings) -> None:
    with browser(home, Who("friend", Role.VIEWER, people=(GONE,))) as friend:
        assert friend.get("/log").status_code == 200
        erase(home, GONE, NOW)
        assert friend.get("/log").status_code in {303, 401}
    assert home.store.accounts.by_name("friend") is None
    del gone
