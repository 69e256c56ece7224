"""Every page there is, one after the other in one tab: by its address, after a form, and what a refusal looks like."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain

from playwright.sync_api import Page

from tests.shell import NOW
from tests.web.visiting import Who, account_in
from tracker.alerts.make import ID_BYTES, ID_PREFIX
from tracker.reading.types import Language
from tracker.storage.access_types import How, Purpose, Role
from tracker.storage.store import Store
from tracker.storage.types import AlertDraft
from tracker.web.signin.passwords import TRIES, WITHIN, forget_tries
from tracker.web.visits import COOKIE
from tracker.worker.home import Home
from tracker.worker.links import links_of
from tracker.worker.seen import token_for

VIEWER = Who("viewer", Role.VIEWER, people=("me",))
NOBODY = "nobody"


def each_page(tab: Page, home: Home, look: Callable[[str], None]) -> None:
    """`tab` is signed in as whoever runs the installation, and is so again at the end."""
    for path in paths(home):
        answer = tab.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        look(path)
    for name in chain(after_a_form(tab, home), of_an_alert(tab, home), refused(tab, home)):
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


def after_a_form(tab: Page, home: Home) -> Iterator[str]:
    """Pages that only the answer to a form shows."""
    tab.goto("/subscribe")
    tab.locator("#name").fill("my phone")
    tab.locator("main form button.go").last.click()
    yield "link"
    tab.goto("/subscribe")
    _press(tab, "/rotate")
    yield "another link in its place"
    tab.goto("/add")
    tab.locator("input[name=how]").first.check()
    tab.locator("#day").fill("2027-05-03")
    tab.locator("main form button.go").first.click()
    yield "preview"
    tab.goto(f"/review/{home.state('me', NOW).reviews[0].sha256}")
    tab.locator("input[name=kind]").first.check()
    tab.locator("#day").fill("2027-05-03")
    tab.locator("main form button.go").click()
    yield "preview of a decision"
    tab.goto("/settings")
    tab.locator("form[action*='/check'] button").click()
    yield "checked"
    tab.goto("/settings?done=reminders_saved")
    yield "changed"
    yield from _of_a_mailbox(tab)
    yield from _shown_once(tab)
    tab.goto("/people/audit")
    yield "audit"


def _of_a_mailbox(tab: Page) -> Iterator[str]:
    tab.goto("/setup/mailbox")
    tab.locator("#address").fill("maria@gmail.com")
    tab.locator("main form button.go").first.click()
    yield "steps"
    _open_all(tab)
    for name, value in (("host", "127.0.0.1"), ("port", "1"), ("password", "not the password")):
        tab.locator(f"#{name}").fill(value)
    with _answered(tab, "no mailbox there", 422):
        tab.locator("main form button.go").click()
    yield "no mailbox there"


def _shown_once(tab: Page) -> Iterator[str]:
    """Secrets that no later page shows again."""
    tab.goto("/account")
    tab.locator("form[action='/account/codes'] button").click()
    assert tab.locator(".codes li").count() > 0
    yield "recovery codes"
    tab.goto("/account")
    _open_all(tab)
    tab.locator("#token-name").fill("my program")
    tab.locator("form[action='/account/tokens'] input[name=scope]").first.check()
    tab.locator("form[action='/account/tokens'] button").click()
    yield "token"
    tab.goto("/settings")
    _press(tab, "/channels/ntfy")
    assert tab.locator(".secret").count() == 1
    yield "topic"
    tab.goto("/people/helpers")
    tab.locator("#name").fill(f"Ana {secrets.token_hex(4)}")
    tab.locator("main form button.go").click()
    yield "invitation"


def of_an_alert(tab: Page, home: Home) -> Iterator[str]:
    """In the language of the person, which is made the one that the tab is in."""
    tab.goto("/")
    home.store.people.change("me", language=Language(tab.evaluate("document.documentElement.lang")))
    alert = f"{ID_PREFIX}{secrets.token_hex(ID_BYTES)}"
    home.store.alerts.plan([AlertDraft(id=alert, person="me", kind="review", due_at=NOW, payload="{}")], now=NOW)
    tab.goto(f"/seen/{token_for(home, [alert])}")
    yield "alert"
    tab.locator("button").click()
    yield "alert seen"


def refused(tab: Page, home: Home) -> Iterator[str]:
    """What stands in the place of a page, what somebody sees who only looks, and the door itself."""
    for path, status in (("/nothing/like/it", 404), ("/undo", 405), ("/log?page=0", 422), ("/seen/nothing", 404)):
        yield _refusal(tab, path, status)
    yield from _not_done(tab, home)
    own, site = tab.context.cookies(), str(tab.evaluate("location.origin"))
    _come_in(tab, home.store, VIEWER, site)
    yield _refusal(tab, "/people/helpers", 403)
    tab.goto("/settings")
    yield "settings of a viewer"
    tab.context.clear_cookies(name=COOKIE)
    yield from _at_the_door(tab, home.store)
    tab.context.add_cookies([{"name": one["name"], "value": one["value"], "url": site} for one in own])


def _not_done(tab: Page, home: Home) -> Iterator[str]:
    tab.goto("/account")
    tab.locator("#password").fill("1111111111")
    with _answered(tab, "weak password", 400):
        tab.locator("form[action='/account/password'] button").click()
    yield "weak password"
    tab.goto("/subscribe")
    tab.locator("#name").fill("my phone")
    with _full_disk(home), _answered(tab, "no room", 503):
        tab.locator("main form button.go").last.click()
    yield "no room"


@contextmanager
def _full_disk(home: Home) -> Iterator[None]:
    """No calendar link can be made: where their folder should be is a file."""
    folder = links_of(home)
    aside = folder.rename(folder.with_name("links aside"))
    folder.touch()
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


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
    yield _try_code(tab, "wrong code", 403)
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
    with _answered(tab, name, status):
        tab.locator("form[action='/sign-in'] button").click()
    return name


def _try_code(tab: Page, name: str, status: int) -> str:
    tab.goto("/sign-in")
    _open_all(tab)
    tab.locator("#code-name").fill(NOBODY)
    tab.locator("#code").fill("not-a-code")
    with _answered(tab, name, status):
        tab.locator("form[action='/sign-in/code'] button").click()
    return name


def _refusal(tab: Page, path: str, status: int) -> str:
    answer = tab.goto(path)
    assert answer is not None
    assert answer.status == status, path
    return f"{status} {path.partition('?')[0]}"


@contextmanager
def _answered(tab: Page, name: str, status: int) -> Iterator[None]:
    """What is done in it leads to an answer of that status."""
    with tab.expect_navigation() as answered:
        yield
    assert answered.value.status == status, name


def _press(tab: Page, action: str) -> None:
    _open_all(tab)
    tab.locator(f"form[action*='{action}'] button").first.click()


def _open_all(tab: Page) -> None:
    tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
