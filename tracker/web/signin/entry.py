"""Signing in: by passkey, by password, by a code on paper, by an invitation."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Form
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tracker import clock
from tracker.storage.access_types import Account, How, Purpose
from tracker.web.refusal import RefusalError
from tracker.web.render import local, render, said
from tracker.web.signin import passkeys
from tracker.web.signin.passwords import allow_try, by_code, by_password, forget_tries, hashed
from tracker.web.site import LOOPBACK, site_of
from tracker.web.visits import sign_in

SCRIPT = "passkey.js"

router = APIRouter()
Text = Annotated[str, Form(max_length=400)]


@router.get("/sign-in", name="sign_in")
def sign_in_page(request: Request, back: str = "/") -> Response:
    return _page(request, back)


def _page(request: Request, back: str, *, wrong: str = "", status: int = 200) -> Response:
    return render(
        request,
        None,
        "sign_in.html",
        status=status,
        scripts=(SCRIPT,) if passkeys.possible(request) else (),
        back=local(back),
        wrong=wrong and said(request).say(wrong),
        on_this_machine=request.url.hostname in LOOPBACK,
    )


@router.post("/sign-in", name="sign_in_by_password")
def by_form(request: Request, name: Text, password: Text, back: Text = "/") -> Response:
    store, now, address = site_of(request).home.store, clock.now(), _address(request)
    allow_try(store, name, address, now)
    account = by_password(store, name, password)
    if account is None:
        store.audit.note("sign_in_failed", now=now)
        return _page(request, back, wrong="signin.wrong", status=403)
    forget_tries(store, name, address)
    return _in(request, account, How.PASSWORD, local(back))


@router.post("/sign-in/code", name="sign_in_by_code")
def by_paper(request: Request, name: Text, code: Text) -> Response:
    """One code, once; then on to the account, to choose a new password."""
    store, now, address = site_of(request).home.store, clock.now(), _address(request)
    allow_try(store, name, address, now)
    account = by_code(store, name, code)
    if account is None:
        store.audit.note("sign_in_failed", now=now)
        return _page(request, "/", wrong="signin.wrong", status=403)
    forget_tries(store, name, address)
    return _in(request, account, How.RECOVERY, "/account")


@router.post("/sign-in/passkey/options", name="passkey_options")
def options(request: Request) -> JSONResponse:
    store, now = site_of(request).home.store, clock.now()
    return JSONResponse(passkeys.ask_for_known(request, store, now))


@router.post("/sign-in/passkey", name="sign_in_by_passkey")
def by_key(request: Request, answer: Annotated[dict[str, Any], Body()], back: str = "/") -> JSONResponse:
    store, now, address = site_of(request).home.store, clock.now(), _address(request)
    allow_try(store, None, address, now)
    account = passkeys.by_passkey(request, store, answer, now)
    forget_tries(store, None, address)
    made = JSONResponse({"to": local(back)})
    sign_in(request, made, account, How.PASSKEY)
    return made


@router.get("/invited", name="invited")
def invited(request: Request, token: str = "") -> Response:
    """An invitation: shows a form and uses nothing up, so that a preview of the link does no harm."""
    store = site_of(request).home.store
    ticket = store.tickets.look(Purpose.INVITATION, token, now=clock.now())
    if ticket is None or ticket.account is None:
        raise RefusalError("refusal.link_used", status=403)
    return render(request, None, "invited.html", token=token, name=store.accounts.get(ticket.account).name)


@router.post("/invited", name="accept_invitation")
def accept(request: Request, token: Text, password: Text) -> RedirectResponse:
    store, now = site_of(request).home.store, clock.now()
    allow_try(store, None, _address(request), now)
    chosen = hashed(password)  # refused before the invitation is used up
    ticket = store.tickets.use(Purpose.INVITATION, token, now=now)
    if ticket is None or ticket.account is None:
        raise RefusalError("refusal.link_used", status=403)
    store.accounts.set_password(ticket.account, chosen)
    return _in(request, store.accounts.get(ticket.account), How.INVITED, "/account")


def _in(request: Request, account: Account, how: How, to: str) -> RedirectResponse:
    answer = RedirectResponse(to, status_code=303)
    sign_in(request, answer, account, how)
    return answer


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
