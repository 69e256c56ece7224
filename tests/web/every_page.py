"""Every page there is, one after the other in one tab: by its address, after a form, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from playwright.sync_api import Page

from tests.shell import NOW
from tests.web.visiting import Who, account_in
from tracker.storage.access_types import How, Purpose, Role
from tracker.storage.store import Store
from tracker.web.signin.passwords import TRIES, WITHIN, forget_tries
from tracker.web.visits import COOKIE
from tracker.worker.home import Home

VIEWER = Who("viewer", Role.VIEWER, people=("me",))
NOBODY = "nobody"


def each_page(tab: Page, home: Home, look: Callable[[str], None]) -> None:
    """`tab` is signed in as whoever runs the installation, and is so again at the end."""
    for path in paths(home):
        answer = tab.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        look(path)
    for name in chain(after_a_form(tab), refused(tab, home.store)):
        look(name)


def paths(home: Home) -> list[str]:
    state = home.state("me", NOW)
    by_message = next(one.event for one in state.entries if one.changes and one.authenticity)
    by_person = next(one.event for one in state.entries if one.type == "appointment_entered")
    waiting = [f"/review/{one.sha256}" for one in state.reviews]
    assert len(waiting) == 2
    fixed = ["/", "/log", "/review", "/requests", "/add", "/subscribe", "/people", "/settings", "/privacy"]
    fixed += ["/people/helpers", "/people/audit", "/account", "/sign-in", "/locked", "/api/v1/docs"]
    fixed += ["/setup/account", "/setup/person", "/setup/mailbox", "/setup/reading/mail1?person=me"]
    return [*fixed, "/log?q=nothing+like+it", "/log?q=ICE&texts=1", f"/log/{by_message}", f"/log/{by_person}", *waiting]


def after_a_form(tab: Page) -> Iterator[str]:
    """Pages that only the answer to a form shows."""
    tab.goto("/subscribe")
    tab.locator("#name").fill("my phone")
    tab.locator("main form button.go").last.click()
    yield "link"
    tab.goto("/add")
    tab.locator("input[name=how]").first.check()
    tab.locator("#day").fill("2027-05-03")
    tab.locator("main form button.go").first.click()
    yield "preview"
    tab.goto("/setup/mailbox")
    tab.locator("#address").fill("maria@gmail.com")
    tab.locator("main form button.go").first.click()
    yield "steps"
    tab.goto("/settings")
    tab.locator("form[action*='/check'] button").click()
    yield "checked"
    tab.goto("/settings?done=reminders_saved")
    yield "changed"
    tab.goto("/people/audit")
    yield "audit"


def refused(tab: Page, store: Store) -> Iterator[str]:
    """What stands in the place of a page, what somebody sees who only looks, and the door itself."""
    for path, status in (("/nothing/like/it", 404), ("/undo", 405), ("/log?page=0", 422), ("/seen/nothing", 404)):
        yield _refusal(tab, path, status)
    own, site = tab.context.cookies(), str(tab.evaluate("location.origin"))
    _come_in(tab, store, VIEWER, site)
    yield _refusal(tab, "/people/helpers", 403)
    tab.goto("/settings")
    yield "settings of a viewer"
    tab.context.clear_cookies(name=COOKIE)
    yield from _at_the_door(tab, store)
    tab.context.add_cookies([{"name": one["name"], "value": one["value"], "url": site} for one in own])


def _come_in(tab: Page, store: Store, who: Who, site: str) -> None:
    made = store.sessions.open(account_in(store, who).id, How.PASSWORD, client="tests", now=NOW)
    tab.context.add_cookies([{"name": COOKIE, "value": made.secret.get_secret_value(), "url": site}])


def _at_the_door(tab: Page, store: Store) -> Iterator[str]:
    invited = account_in(store, Who("invited", Role.VIEWER))
    token = store.tickets.issue(Purpose.INVITATION, now=NOW, lasts=WITHIN, account=invited.id)
    tab.goto(f"/invited?token={token.get_secret_value()}")
    yield "invited"
    yield _refusal(tab, "/invited?token=nothing", 403)
    _forget(store)
    yield _try(tab, "wrong password", 403)
    for _ in range(TRIES):
        store.tries.count("name", NOBODY, now=NOW, within=WITHIN)
    yield _try(tab, "too many tries", 429)
    _forget(store)


def _forget(store: Store) -> None:
    for address in ("127.0.0.1", "::1"):
        forget_tries(store, NOBODY, address)


def _try(tab: Page, name: str, status: int) -> str:
    tab.goto("/sign-in")
    tab.locator("#name").fill(NOBODY)
    tab.locator("#password").fill("not the password")
    with tab.expect_navigation() as answered:
        tab.locator("form[action='/sign-in'] button").click()
    answer = answered.value
    assert answer is not None
    assert answer.status == status, name
    return name


def _refusal(tab: Page, path: str, status: int) -> str:
    answer = tab.goto(path)
    assert answer is not None
    assert answer.status == status, path
    return f"{status} {path.partition('?')[0]}"
