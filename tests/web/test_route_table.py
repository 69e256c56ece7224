"""What must hold for every route there is, read from the application itself."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from tests.web.table import application, method_of, requirements, routes
from tracker.reading.types import Language
from tracker.storage.access_types import How
from tracker.web.belongings import BELONGS
from tracker.words import words
from tracker.worker.home import Home

# Open to everybody: signing in and out, the language, "I have seen it". Nothing of anybody's is behind them.
OPEN = {
    *("language", "enter", "invited", "accept_invitation", "sign_out", "leave", "locked"),
    *("sign_in", "sign_in_by_password", "sign_in_by_code", "sign_in_by_passkey", "passkey_options"),
    *("seen", "seen_style", "acknowledge"),
    *("healthz", "metrics"),  # to programs on this machine only
}
NOT_IDS = {"language", "receipt"}  # a receipt is signed


@pytest.fixture
def app(home: Home) -> FastAPI:
    return application(home)


def test_every_route_that_is_not_open_to_all_states_what_it_needs(app: FastAPI) -> None:
    silent = {route.name for route in routes(app) if not requirements(route.dependant)}
    assert silent == OPEN


def test_every_id_in_an_address_has_a_name_by_which_it_is_checked(app: FastAPI) -> None:
    named = {param.name for route in routes(app) for param in route.dependant.path_params}
    assert named - NOT_IDS - set(BELONGS) == set()


def test_no_two_routes_share_a_name(app: FastAPI) -> None:
    names = [route.name for route in routes(app)]
    assert len(names) == len(set(names))


def test_everything_that_the_audit_log_can_hold_has_a_word(app: FastAPI) -> None:
    """A route that changes something is noted by its name; the words of all languages are held to be the same."""
    noted = {route.name for route in routes(app) if requirements(route.dependant) and method_of(route) != "GET"}
    noted |= {f"signed_in_by_{how}" for how in How} | {"looked", "sign_in_failed", "person_erased"}
    t = words(Language.EN)
    assert {name for name in noted if f"act.{name}" not in t} == set()
    assert {key for key in t.names() if key.startswith("act.")} == {f"act.{name}" for name in noted}
