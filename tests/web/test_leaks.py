"""Another person's data by changed ids: every route there is, each role, in the path, the query and the form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.routing import RouteContext
from starlette.testclient import TestClient

from tests.shell import NOW
from tests.web.crowd import Belongings, belongings, everything_of
from tests.web.table import application, is_api, method_of, path_of, requirements, routes
from tests.web.visiting import Who, account_of, browser
from tracker.storage.access_types import Role
from tracker.web.api.scopes import Scope
from tracker.web.belongings import BELONGS, _within
from tracker.worker.home import Home

TELLING = {name for name, whose in BELONGS.items() if whose is not _within}
KIND = {True: "application/json", False: "application/x-www-form-urlencoded"}
ROLES = [Role.OWNER, Role.HELPER, Role.VIEWER, Role.OPERATOR]


@pytest.fixture
def mine(home: Home) -> Belongings:
    return belongings(home, "me", "Mirabel", 2031)


@pytest.fixture
def theirs(home: Home) -> Belongings:
    return belongings(home, "other", "Zenobia", 2032)


@pytest.fixture(params=ROLES)
def client(request: pytest.FixtureRequest, home: Home, mine: Belongings) -> Iterator[TestClient]:
    """Somebody who may open `me` and nobody else: by cookie on the pages, by token in the API."""
    who = Who("visitor", request.param, people=("me",))
    with browser(home, who) as signed_in:
        token = home.store.tokens.create(account_of(home, who).id, name="x", scopes=tuple(Scope), now=NOW).token
        signed_in.headers["authorization"] = f"Bearer {token.get_secret_value()}"
        yield signed_in


def guarded(home: Home) -> list[RouteContext]:
    return [route for route in routes(application(home)) if requirements(route.dependant)]


def betrayed(text: str, theirs: Belongings) -> list[str]:
    return [word for word in theirs.words if word in text]


def test_no_id_of_another_in_a_path_opens_or_changes_anything(
    home: Home, client: TestClient, mine: Belongings, theirs: Belongings
) -> None:
    before, tried = everything_of(home, theirs), 0
    for route in guarded(home):
        names = {one.name for one in route.dependant.path_params}
        if route.name == "leave" or not names & set(theirs.ids):
            continue
        for query in ({}, {"person": "me"} if "person" not in names else {}):
            ids = theirs.ids if query == {} else theirs.ids | {"person": "me"}
            path = path_of(route, ids)
            if method_of(route) != "POST":
                answer = client.request(method_of(route), path, params=query)
            else:
                answer = client.post(path, params=query, content=b"{}", headers={"content-type": KIND[is_api(route)]})
            tried += 1
            assert betrayed(answer.text, theirs) == [], route.path
            assert answer.status_code in ({403, 404} if names & TELLING else {303, 403, 404, 422}), route.path
    assert tried >= 40
    assert everything_of(home, theirs) == before


def test_no_mix_of_my_person_with_another_ones_things_opens_them(
    home: Home, client: TestClient, mine: Belongings, theirs: Belongings
) -> None:
    before, tried = everything_of(home, theirs), 0
    for route in guarded(home):
        names = {one.name for one in route.dependant.path_params}
        if "person" not in names or len(names) < 2:
            continue
        tried += 1
        answer = client.request(method_of(route), path_of(route, theirs.ids | {"person": "me"}), json={})
        assert answer.status_code in {403, 404}, route.path
        assert betrayed(answer.text, theirs) == [], route.path
    assert tried >= 4
    assert everything_of(home, theirs) == before


@pytest.mark.parametrize("name", sorted(TELLING))
def test_no_id_of_another_in_a_query_or_form_is_taken(
    home: Home, client: TestClient, mine: Belongings, theirs: Belongings, name: str
) -> None:
    before, tried = everything_of(home, theirs), 0
    for route in guarded(home):
        if name in {one.name for one in route.dependant.path_params}:
            continue
        method, path = method_of(route), path_of(route, mine.ids)
        given = {name: theirs.ids[name]}
        answers = [client.request(method, path, params=given)]
        if method == "POST" and not is_api(route):
            answers.append(client.post(path, data=given))
        for answer in answers:
            tried += 1
            assert answer.status_code in {403, 404}, (route.path, answer.status_code)
            assert betrayed(answer.text, theirs) == [], route.path
    assert tried >= 60
    assert everything_of(home, theirs) == before


def test_no_page_of_mine_shows_anything_of_another(
    home: Home, client: TestClient, mine: Belongings, theirs: Belongings
) -> None:
    shown = 0
    for route in guarded(home):
        if method_of(route) == "GET":
            answer = client.get(path_of(route, mine.ids), follow_redirects=True)
            shown += answer.status_code == 200
            assert betrayed(answer.text, theirs) == [], route.path
    assert shown >= 2


def test_the_words_by_which_another_would_be_betrayed_do_stand_in_their_own_pages(
    home: Home, theirs: Belongings
) -> None:
    """So that the tests above can fail."""
    with browser(home, Who("their own", Role.OWNER, people=("other",))) as client:
        found = "".join(client.get(path_of(one, theirs.ids)).text for one in guarded(home) if method_of(one) == "GET")
    assert sorted(betrayed(found, theirs)) == sorted(theirs.words)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR])
def test_who_only_looks_changes_nothing_of_the_person_they_may_open(home: Home, role: Role, mine: Belongings) -> None:
    before, tried = everything_of(home, mine), 0
    with browser(home, Who("looker", role, people=("me",))) as client:
        for route in guarded(home):
            if method_of(route) == "POST" and not (route.path or "").startswith(("/account", "/setup/account")):
                tried += 1
                answer = client.post(path_of(route, mine.ids), data=mine.ids, params={"person": "me"})
                assert answer.status_code in {401, 403, 404}, route.path
    assert tried >= 20
    assert everything_of(home, mine) == before
