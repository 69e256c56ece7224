"""Who may open whose record, until when, and what they did there: for whoever runs the installation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Query
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tracker import clock
from tracker.errors import UserError
from tracker.frozen import Frozen
from tracker.storage.access_types import Account, AuditEntry, Purpose, Role
from tracker.web.access import Managing
from tracker.web.refusal import RefusalError, hidden
from tracker.web.render import fragment, render, said
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.views.moments import local, wall
from tracker.web.visitor import Visitor
from tracker.words.catalogue import Words
from tracker.worker.home import Home

router = APIRouter(prefix="/people", route_class=Together)

GIVEN = (Role.HELPER, Role.VIEWER, Role.OPERATOR)
INVITATION_LASTS = timedelta(days=7)
SHOWN = 50  # entries of the audit log on one page
LONGEST_NAME = 80


class GrantView(Frozen):
    person: str
    name: str
    until: str


class AccountView(Frozen):
    id: str
    name: str
    role: str
    grants: tuple[GrantView, ...]
    everyone: bool
    mine: bool


class AuditView(NamedTuple):
    at: str
    who: str
    act: str
    person: str


@router.get("/helpers", name="helpers")
def helpers(request: Request, visitor: Managing, ended: str = "") -> HTMLResponse:
    return _page(request, visitor, ended=ended)


@router.post("/helpers", name="helper_invite")
def invite(
    request: Request,
    visitor: Managing,
    name: Annotated[str, Form(max_length=LONGEST_NAME)],
    role: Annotated[Role, Form()],
    person: Annotated[list[str] | None, Form()] = None,
    until: Annotated[str, Form()] = "",
) -> Response:
    """A new account that chooses its own password. The answer holds the link, so it is no redirect."""
    if role not in GIVEN or not name.strip():
        raise RefusalError("refusal.not_understood", status=422)
    store, now = site_of(request).home.store, clock.now()
    ends = _end(request, until)
    try:
        with store.transaction():
            made = store.accounts.add(name.strip(), role=role, everyone=role is Role.OPERATOR, now=now)
            store.accounts.give(made.id, person or (), now=now, until=ends, by=visitor.account)
            token = store.tickets.issue(Purpose.INVITATION, now=now, lasts=INVITATION_LASTS, account=made.id)
    except UserError:
        raise RefusalError("helpers.name_taken", status=422) from None
    link = f"{request.base_url}invited?token={token.get_secret_value()}"
    return _page(request, visitor, link=link, invited=made.name)


@router.post("/helpers/{account}/give", name="helper_give")
def give(
    request: Request,
    visitor: Managing,
    account: str,
    person: Annotated[list[str], Form()],
    until: Annotated[str, Form()] = "",
) -> RedirectResponse:
    store = site_of(request).home.store
    store.accounts.give(account, person, now=clock.now(), until=_end(request, until), by=visitor.account)
    return RedirectResponse("/people/helpers", status_code=303)


@router.post("/helpers/{account}/take-back", name="helper_take_back")
def take_back(request: Request, visitor: Managing, account: str, person: Annotated[str, Form()]) -> RedirectResponse:
    del visitor
    site_of(request).home.store.accounts.take_back(account, person)
    return RedirectResponse("/people/helpers", status_code=303)


@router.post("/helpers/{account}/end", name="helper_end")
def end(request: Request, visitor: Managing, account: str) -> RedirectResponse:
    """The account is signed out everywhere and may come in no more; what it did stays in the audit log."""
    if account == visitor.account:
        raise hidden()
    site_of(request).home.store.accounts.remove(account, now=clock.now())
    return RedirectResponse("/people/helpers?ended=1", status_code=303)


@router.get("/audit", name="audit")
def audit(
    request: Request, visitor: Managing, before: Annotated[int | None, Query(ge=1, le=2**62)] = None
) -> HTMLResponse:
    home, t = site_of(request).home, said(request)
    found = home.store.audit.list(before=before, limit=SHOWN)
    accounts = {one.id: one.name for one in home.store.accounts.list()}
    people = home.store.people.names()
    zone = _zone(home)
    return render(
        request,
        visitor,
        "audit.html",
        entries=Markup("".join(_drawn(_entry(one, accounts, people, zone, t)) for one in found)),  # noqa: S704 - markup
        older=found[-1].seq if len(found) == SHOWN else None,
    )


def _page(request: Request, visitor: Visitor, *, ended: str = "", link: str = "", invited: str = "") -> HTMLResponse:
    home, t, now = site_of(request).home, said(request), clock.now()
    people = home.store.people.names()
    accounts, zone = [one for one in home.store.accounts.list() if one.removed_at is None], _zone(home)
    return render(
        request,
        visitor,
        "helpers.html",
        ended=ended,
        link=link,
        invited=invited,
        accounts=[_account(one, visitor, people, zone, now, t) for one in accounts],
        people=list(people.items()),
        roles=[(one, t.say(f"helpers.role_{one}")) for one in GIVEN],
        stay="/people/helpers",
    )


def _account(
    one: Account, visitor: Visitor, people: Mapping[str, str], zone: str, now: datetime, t: Words
) -> AccountView:
    open_now = one.people(now)
    return AccountView(
        id=one.id,
        name=one.name,
        role=t.say(f"helpers.role_{one.role}"),
        grants=tuple(
            GrantView(
                person=grant.person,
                name=people.get(grant.person, grant.person),
                until=t.say("helpers.until", day=wall(grant.until, zone).day) if grant.until else "",
            )
            for grant in one.grants
            if grant.person in open_now
        ),
        everyone=one.everyone,
        mine=one.id == visitor.account,
    )


def _entry(one: AuditEntry, accounts: Mapping[str, str], people: Mapping[str, str], zone: str, t: Words) -> AuditView:
    return AuditView(
        at=local(one.at, zone, t),
        who=accounts.get(one.account or "", t.say("helpers.nobody")),
        act=t.say(f"act.{one.act}") if f"act.{one.act}" in t else one.act,
        person=people.get(one.person or "", ""),
    )


@lru_cache(1_000)  # the same words make the same markup
def _drawn(entry: AuditView) -> str:
    return fragment("macros.html", "audit_row", entry)


def _end(request: Request, until: str) -> datetime | None:
    """The end of that day, on the clock of the first person; None where no day was given."""
    if not until:
        return None
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise RefusalError("refusal.not_understood", status=422) from None
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(_zone(site_of(request).home)))


def _zone(home: Home) -> str:
    return home.store.people.first_zone() or "America/New_York"
