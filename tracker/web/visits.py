"""From a request to its visitor: by the session in a browser's cookie, or by a program's token.

What an account may open is looked up each time, so what was given to it until yesterday is gone.
"""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from tracker import clock
from tracker.storage.access_types import IDLE_MINUTES, Account, How
from tracker.web.site import site_of
from tracker.web.visitor import Visitor

COOKIE = "tracker_session"
BEARER = "bearer "


def cookie_name(request: Request) -> str:
    """With TLS a browser takes the cookie from this very host alone, and sends it nowhere else (`__Host-`)."""
    return f"__Host-{COOKIE}" if request.url.scheme == "https" else COOKIE


def sign_in(request: Request, response: Response, account: Account, how: How) -> None:
    """A new session in the answer's cookie; the one the browser had before is ended."""
    store, now = site_of(request).home.store, clock.now()
    old = request.cookies.get(cookie_name(request))
    before = store.sessions.find(old) if old else None
    with store.transaction():
        if before is not None:
            store.sessions.end(before.id, account=before.account)
        made = store.sessions.open(account.id, how, client=request.headers.get("user-agent", ""), now=now)
        store.audit.note(f"signed_in_by_{how}", now=now, account=account.id, subject=made.session.id)
    response.set_cookie(
        cookie_name(request),
        made.secret.get_secret_value(),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
        max_age=IDLE_MINUTES * 60,
    )


def sign_out(request: Request, response: Response) -> None:
    """End the browser's session, here and in the browser."""
    store = site_of(request).home.store
    secret = request.cookies.get(cookie_name(request))
    session = store.sessions.find(secret) if secret else None
    if session is not None:
        store.sessions.end(session.id, account=session.account)
    secure = request.url.scheme == "https"
    response.delete_cookie(cookie_name(request), path="/", secure=secure, httponly=True, samesite="lax")


def by_cookie(request: Request) -> Visitor | None:
    """Whose session the browser has, if it was touched of late; this touches it again."""
    known: Visitor | None = getattr(request.state, "by_cookie", None)
    secret = request.cookies.get(cookie_name(request))
    if known is not None or not secret:
        return known
    store, now = site_of(request).home.store, clock.now()
    visit = store.visits.by_secret(secret, now=now)
    if visit is None:
        return None
    if now - visit.seen_at > timedelta(minutes=visit.lock_minutes):
        store.sessions.end(visit.session, account=visit.account)
        return None
    store.sessions.touch(visit.session, visit.seen_at, now=now)
    request.state.by_cookie = visitor = Visitor(
        account=visit.account,
        name=visit.name,
        role=visit.role,
        everyone=visit.everyone,
        people=visit.people,
        language=visit.language,
        lock_minutes=visit.lock_minutes,
        session=visit.session,
        since=visit.created_at,
    )
    return visitor


def by_token(request: Request) -> Visitor | None:
    """Whose token the program sent in its Authorization header."""
    given = request.headers.get("authorization", "")
    if not given.lower().startswith(BEARER):
        return None
    store, now = site_of(request).home.store, clock.now()
    token = store.tokens.find(given[len(BEARER) :].strip(), now=now)
    if token is None:
        return None
    account = store.accounts.get(token.account)
    return Visitor(
        account=account.id,
        name=account.name,
        role=account.role,
        everyone=account.everyone,
        people=store.accounts.may_open(account, now),
        language=account.language,
        lock_minutes=account.lock_minutes,
        scopes=frozenset(token.scopes),
    )
