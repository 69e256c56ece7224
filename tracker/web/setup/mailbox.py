"""The mailbox: the provider is known from the address, and with it the exact steps for its app password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tracker import clock
from tracker.errors import MailboxError, NotPublicServerError, SettingsError, SignInRefusedError, UnreachableError
from tracker.frozen import Frozen
from tracker.mailbox.imap import Mailbox
from tracker.mailbox.providers import Provider, provider_of_host
from tracker.storage.types import MailboxAccount
from tracker.web.access import Chosen, Configuring
from tracker.web.refusal import RefusalError
from tracker.web.render import render, said
from tracker.web.site import site_of
from tracker.web.visitor import Visitor
from tracker.worker.accounts import account_for, keep_account, provider_of
from tracker.worker.sync import LEASE, account_of

STEPS = {
    "Gmail": ("gmail_1", "gmail_2", "gmail_3"),
    "iCloud": ("icloud_1", "icloud_2"),
    "Yahoo": ("yahoo_1", "paste"),
    "AOL": ("aol_1", "paste"),
    "Fastmail": ("fastmail_1", "paste"),
    "Proton": ("proton_1", "proton_2"),
}
UNKNOWN = ("unknown_1", "unknown_2", "unknown_3")
STARTTLS_PORT = 143

router = APIRouter()
Address = Annotated[str, Form(max_length=254, pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")]


class Given(Frozen):
    """What was typed, to be shown again when it does not work; never the password."""

    address: str
    host: str = ""
    port: str = ""
    user: str = ""


@router.get("/mailbox", name="setup_mailbox")
def ask_address(request: Request, visitor: Configuring, who: Chosen) -> Response:
    return render(request, visitor, "setup_address.html", who=who)


@router.post("/mailbox/steps", name="setup_mailbox_steps")
def show_steps(request: Request, visitor: Configuring, who: Chosen, address: Address) -> Response:
    """By POST, so that the address stands in no history."""
    return _steps(request, visitor, who.id, Given(address=address))


@router.post("/mailbox", name="setup_mailbox_keep")
def keep(
    request: Request,
    visitor: Configuring,
    who: Chosen,
    address: Address,
    password: Annotated[str, Form(max_length=400)],
    host: Annotated[str, Form(max_length=253)] = "",
    port: Annotated[str, Form(pattern=r"^\d{0,5}$")] = "",
    user: Annotated[str, Form(max_length=254)] = "",
) -> Response:
    """Signs in to the mailbox first: only one that can be read is kept. Then the first read begins."""
    given = Given(address=address, host=host.strip(), port=port, user=user.strip())
    home = site_of(request).home
    try:
        account = _account(request, visitor, given, password)
        Mailbox.connect(account_of(home, account)).close()
    except (MailboxError, SettingsError) as error:
        return _steps(request, visitor, who.id, given, wrong=_why(error))
    record = keep_account(home, account, [who.id], clock.now(), reserved=LEASE)
    site_of(request).readings.begin(home, record)
    return RedirectResponse(f"/setup/reading/{record.id}?person={who.id}", status_code=303)


def _account(request: Request, visitor: Visitor, given: Given, password: str) -> MailboxAccount:
    provider = provider_of(given.address, given.host or None)
    if not provider.password_works:
        raise RefusalError("begin.outlook", status=422)
    named = provider_of_host(given.host) if given.host else provider
    known = named is not None and named.profile != "generic" and not given.port
    if not known and not visitor.everyone:
        # Whoever may name any server could make this machine speak to what only it can reach.
        raise RefusalError("begin.only_known", status=403)
    # App passwords are shown in groups with spaces between them, which are not part of them.
    secret = "".join(password.split()) if provider.needs_app_password else password
    return account_for(
        site_of(request).home,
        given.address,
        SecretStr(secret),
        host=given.host or None,
        port=int(given.port) if given.port else None,
        user=given.user or None,
        tls="starttls" if given.port == str(STARTTLS_PORT) else None,
    )


def _steps(request: Request, visitor: Visitor, person: str, given: Given, *, wrong: str = "") -> Response:
    t, provider = said(request), provider_of(given.address)
    return render(
        request,
        visitor,
        "setup_mailbox.html",
        status=422 if wrong else 200,
        person=person,
        given=given,
        provider=provider.name,
        works=provider.password_works,
        known=provider.profile != "generic",
        may_name_server=visitor.everyone,
        app_password=provider.needs_app_password,
        steps=[t.say(f"begin.{step}") for step in steps_of(provider)],
        wrong=wrong and t.say(wrong),
    )


def steps_of(provider: Provider) -> tuple[str, ...]:
    if not provider.password_works:
        return ("outlook",)
    return STEPS.get(provider.name, UNKNOWN)


def _why(error: MailboxError | SettingsError) -> str:
    if isinstance(error, SignInRefusedError):
        return "begin.refused"
    if isinstance(error, NotPublicServerError):
        return "begin.not_public"
    if isinstance(error, UnreachableError):
        return "begin.unreachable"
    return "begin.not_working"
