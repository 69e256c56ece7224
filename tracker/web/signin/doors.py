"""The ways in and out that need no password: the link printed on this machine, the locked page, leaving."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from tracker import clock
from tracker.storage.access_types import Account, How, Purpose, Role
from tracker.storage.store import Store
from tracker.web.refusal import RefusalError
from tracker.web.render import local, render
from tracker.web.site import site_of
from tracker.web.visits import sign_in, sign_out

LINK_LASTS = timedelta(minutes=10)
FIRST_NAME = "owner"
ELSEWHERE = "https://www.weather.gov/"  # where the leave-now button goes: a page that anybody may look at

router = APIRouter()


def console_link(store: Store, base: str, *, now: datetime, lasts: timedelta = LINK_LASTS) -> SecretStr:
    """An address that signs in whoever runs this installation, once."""
    ticket = store.tickets.issue(Purpose.CONSOLE, now=now, lasts=lasts)
    return SecretStr(f"{base}/enter?token={ticket.get_secret_value()}")


def host_account(store: Store, now: datetime) -> Account:
    """The first account of whoever runs this installation; made where there is none yet."""
    hosts = [one for one in store.accounts.list() if one.everyone and one.role is Role.OWNER]
    return hosts[0] if hosts else store.accounts.add(FIRST_NAME, role=Role.OWNER, everyone=True, now=now)


@router.get("/enter", name="enter")
def enter(request: Request, token: str = "") -> RedirectResponse:
    """The printed link: opens a session and goes on, so that the token does not stay in the address."""
    store, now = site_of(request).home.store, clock.now()
    if store.tickets.use(Purpose.CONSOLE, token, now=now) is None:
        raise RefusalError("refusal.link_used", status=403)
    answer = RedirectResponse("/" if store.mailboxes.list() else "/setup", status_code=303)
    sign_in(request, answer, host_account(store, now), How.CONSOLE)
    return answer


@router.post("/sign-out", name="sign_out")
def leave(request: Request) -> RedirectResponse:
    answer = RedirectResponse("/sign-in", status_code=303)
    sign_out(request, answer)
    return answer


@router.post("/leave", name="leave")
def leave_now(request: Request) -> PlainTextResponse:
    """The quick exit: the session ends, what the browser kept is dropped, and another page takes this one's place."""
    # By Refresh and not by a redirect: our own policy lets no form lead elsewhere, not even by way of us.
    headers = {"refresh": f"0;url={ELSEWHERE}", "clear-site-data": '"cache", "storage"'}
    answer = PlainTextResponse("", headers=headers)
    sign_out(request, answer)
    return answer


@router.get("/locked", name="locked")
def locked(request: Request, back: str = "/") -> Response:
    """What a page gives way to when nobody touched it for long: it shows nothing, and touches no session."""
    return render(request, None, "locked.html", back=local(back))
