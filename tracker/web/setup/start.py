"""The first steps: what one signs in with, and whose appointments these are."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tracker import clock
from tracker.errors import UserError
from tracker.reading.types import Language
from tracker.storage.access_types import How
from tracker.storage.types import PersonRecord
from tracker.web.access import Configuring, Myself
from tracker.web.refusal import PersonNeededError, RefusalError, forbidden
from tracker.web.render import language_of, render
from tracker.web.signin import passkeys
from tracker.web.signin.passwords import hashed
from tracker.web.site import Site, site_of
from tracker.web.visitor import Visitor
from tracker.web.visits import sign_in
from tracker.worker.identity import learn
from tracker.worker.typed import check_zone

FIRST_PERSON = "me"
ZONES = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles"),
    *("America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam", "Pacific/Saipan"),
)

router = APIRouter()


@router.get("", name="setup")
def setup(request: Request, visitor: Myself) -> RedirectResponse:
    """On to the first step that is not done yet."""
    store = site_of(request).home.store
    if not (store.accounts.get(visitor.account).has_password or store.passkeys.of(visitor.account)):
        return RedirectResponse("/setup/account", status_code=303)
    if any(set(one.people) & visitor.people for one in store.mailboxes.list()):
        return RedirectResponse("/", status_code=303)
    return RedirectResponse("/setup/person", status_code=303)


@router.get("/account", name="setup_account")
def account_page(request: Request, visitor: Myself) -> Response:
    can = passkeys.possible(request)
    store = site_of(request).home.store
    return render(
        request,
        visitor,
        "setup_account.html",
        scripts=("passkey.js",) if can else (),
        name=store.accounts.get(visitor.account).name,
    )


@router.post("/account", name="setup_account_keep")
def keep_account(
    request: Request,
    visitor: Myself,
    name: Annotated[str, Form(min_length=1, max_length=80)],
    password: Annotated[str, Form(max_length=400)],
) -> RedirectResponse:
    if not visitor.just_signed_in(clock.now()):
        raise RefusalError("signin.again", status=403)
    store, chosen = site_of(request).home.store, hashed(password)
    answer = RedirectResponse("/setup/person", status_code=303)
    with store.transaction():
        store.accounts.change(visitor.account, name=name)
        store.accounts.set_password(visitor.account, chosen)
        sign_in(request, answer, store.accounts.get(visitor.account), How.PASSWORD)
    return answer


@router.get("/person", name="setup_person")
def person_page(request: Request, visitor: Configuring, person: str | None = None) -> Response:
    who = begun(site_of(request), visitor, person)
    return render(request, visitor, "setup_person.html", who=who, zones=ZONES, person=person or "")


@router.post("/person", name="setup_person_keep")
def keep_person(
    request: Request,
    visitor: Configuring,
    zone: Annotated[str, Form(max_length=60)],
    name: Annotated[str, Form(max_length=120)] = "",
    person: str | None = None,
) -> RedirectResponse:
    """The name as it stands in messages, so that a letter for somebody else is not taken for theirs."""
    site, now, language = site_of(request), clock.now(), language_of(request)
    who = begun(site, visitor, person)
    try:
        check_zone(zone)
    except UserError:
        raise RefusalError("refusal.not_understood", status=422) from None
    with site.home.store.transaction():
        chosen = who.id if who else _first(site, visitor, language)
        site.home.store.people.change(chosen, name=name.strip(), language=language, zone=zone)
        if name.strip() and (who is None or who.name != name.strip()):
            learn(site.home, chosen, now, names=[name])
    return RedirectResponse(f"/setup/mailbox?person={chosen}", status_code=303)


def begun(site: Site, visitor: Visitor, person: str | None) -> PersonRecord | None:
    """Whose set-up it is; None where nobody is in the record yet."""
    if person is None and not visitor.people:
        return None
    if person is None and len(visitor.people) > 1:
        raise PersonNeededError("Say whose set-up it is.")
    return site.home.store.people.get(person or next(iter(visitor.people)))


def _first(site: Site, visitor: Visitor, language: Language) -> str:
    if not visitor.everyone:
        raise forbidden()
    first = site.home.store.people.free_id(FIRST_PERSON)
    site.home.store.people.add(first, name="", language=language, zone=ZONES[0], now=clock.now())
    return first
