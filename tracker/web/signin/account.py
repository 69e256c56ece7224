"""One's own account: what one signs in with, where one is signed in, which programs may come in."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Form
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tracker import clock
from tracker.reading.types import Language
from tracker.storage.access_types import IDLE_MINUTES, How
from tracker.web.access import Myself
from tracker.web.api.scopes import Scope, offered
from tracker.web.refusal import RefusalError, hidden
from tracker.web.render import LANGUAGE_COOKIE, render
from tracker.web.signin import passkeys
from tracker.web.signin.passwords import hashed, new_codes
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.visitor import Visitor
from tracker.web.visits import sign_in
from tracker.worker.limits import room_for_token

LOCKS = (5, 15, 60, IDLE_MINUTES)  # minutes
TOKEN_DAYS = (30, 90, 365)

router = APIRouter(prefix="/account", route_class=Together)
Name = Annotated[str, Form(min_length=1, max_length=80)]


@router.get("", name="account")
def account(request: Request, visitor: Myself) -> Response:
    return _show(request, visitor)


def _show(request: Request, visitor: Visitor, **shown: object) -> Response:
    """The page; `shown` is what is told this once: new codes, or a new token."""
    store = site_of(request).home.store
    can = passkeys.possible(request)
    values: dict[str, Any] = {"codes": (), "token": ""} | shown
    return render(
        request,
        visitor,
        "account.html",
        scripts=("passkey.js",) if can else (),
        account=store.accounts.get(visitor.account),
        sessions=store.sessions.of(visitor.account),
        passkeys=store.passkeys.of(visitor.account),
        passkeys_possible=can,
        codes_left=store.recovery_codes.left(visitor.account),
        tokens=[one for one in store.tokens.of(visitor.account) if one.revoked_at is None],
        hooks=[one for one in store.webhooks.list() if one.account == visitor.account],
        scopes=offered(visitor),
        fresh=visitor.just_signed_in(clock.now()),
        locks=LOCKS,
        days=TOKEN_DAYS,
        **values,
    )


@router.post("/name", name="account_name")
def rename(request: Request, visitor: Myself, name: Name) -> RedirectResponse:
    site_of(request).home.store.accounts.change(visitor.account, name=name)
    return _back()


@router.post("/preferences", name="account_preferences")
def preferences(
    request: Request, visitor: Myself, lock_minutes: Annotated[int, Form()], language: Annotated[Language, Form()]
) -> RedirectResponse:
    if lock_minutes not in LOCKS:
        raise RefusalError("refusal.not_understood", status=422)
    site_of(request).home.store.accounts.change(visitor.account, lock_minutes=lock_minutes, language=language)
    answer = _back()
    answer.delete_cookie(LANGUAGE_COOKIE)  # what was chosen for this browser alone would outrank it
    return answer


@router.post("/password", name="account_password")
def password(request: Request, visitor: Myself, password: Annotated[str, Form(max_length=400)]) -> RedirectResponse:
    """Whoever else is signed in to this account is out, and this browser has a new session."""
    _want_fresh(visitor)
    store = site_of(request).home.store
    chosen = hashed(password)
    answer = _back()
    with store.transaction():
        store.accounts.set_password(visitor.account, chosen)
        store.sessions.end_all(visitor.account, but=visitor.session)
        sign_in(request, answer, store.accounts.get(visitor.account), How.PASSWORD)
    return answer


@router.post("/passkeys/options", name="account_passkey_options")
def passkey_options(request: Request, visitor: Myself) -> JSONResponse:
    _want_fresh(visitor)
    store = site_of(request).home.store
    mine = store.accounts.get(visitor.account)
    return JSONResponse(passkeys.ask_for_new(request, store, mine, clock.now()))


@router.post("/passkeys", name="account_passkey_add")
def add_passkey(
    request: Request,
    visitor: Myself,
    answer: Annotated[dict[str, Any], Body()],
    name: Annotated[str, Body()] = "",
) -> JSONResponse:
    _want_fresh(visitor)
    store = site_of(request).home.store
    passkeys.add_new(request, store, visitor.account, answer, name=name, now=clock.now())
    return JSONResponse({"added": True}, status_code=201)


@router.post("/passkeys/{passkey}/remove", name="account_passkey_remove")
def remove_passkey(request: Request, visitor: Myself, passkey: str) -> RedirectResponse:
    _want_fresh(visitor)
    if not site_of(request).home.store.passkeys.remove(passkey, account=visitor.account):
        raise hidden()
    return _back()


@router.post("/codes", name="account_codes")
def codes(request: Request, visitor: Myself) -> Response:
    """Ten new codes for paper, shown now and never again; the ones from before work no more."""
    _want_fresh(visitor)
    return _show(request, visitor, codes=new_codes(site_of(request).home.store, visitor.account))


@router.post("/sessions/{session}/end", name="account_session_end")
def end_session(request: Request, visitor: Myself, session: str) -> RedirectResponse:
    if not site_of(request).home.store.sessions.end(session, account=visitor.account):
        raise hidden()
    return _back()


@router.post("/sessions/end-others", name="account_sessions_end")
def end_others(request: Request, visitor: Myself) -> RedirectResponse:
    site_of(request).home.store.sessions.end_all(visitor.account, but=visitor.session)
    return _back()


@router.post("/tokens", name="account_token_add")
def add_token(
    request: Request,
    visitor: Myself,
    name: Name,
    scope: Annotated[list[Scope], Form(min_length=1)],
    days: Annotated[Literal["30", "90", "365"], Form()],
) -> Response:
    """A token for a program, shown now and never again. It may never do more than the account itself."""
    _want_fresh(visitor)
    if not set(scope) <= set(offered(visitor)):
        raise RefusalError("refusal.not_allowed", status=403)
    home, now = site_of(request).home, clock.now()
    with room_for_token(home, visitor.account, now):
        made = home.store.tokens.create(
            visitor.account, name=name, scopes=scope, now=now, expires_at=now + timedelta(days=int(days))
        )
    return _show(request, visitor, token=made.token.get_secret_value())


@router.post("/tokens/{token}/revoke", name="account_token_revoke")
def revoke_token(request: Request, visitor: Myself, token: str) -> RedirectResponse:
    store = site_of(request).home.store
    if not store.tokens.revoke(token, account=visitor.account, now=clock.now()):
        raise hidden()
    return _back()


@router.post("/webhooks/{webhook}/remove", name="account_webhook_remove")
def remove_webhook(request: Request, visitor: Myself, webhook: str) -> RedirectResponse:
    del visitor  # whose it is was looked up with its id
    site_of(request).home.store.webhooks.remove(webhook, now=clock.now())
    return _back()


def _want_fresh(visitor: Visitor) -> None:
    if not visitor.just_signed_in(clock.now()):
        raise RefusalError("signin.again", status=403)


def _back() -> RedirectResponse:
    return RedirectResponse("/account", status_code=303)
