"""Mailboxes with a living check, the ways in which alerts reach people, language and zone, reminders."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from tracker import clock
from tracker.alerts.outbox import service_of
from tracker.errors import AlertError, NotPublicChannelError, UserError
from tracker.frozen import Frozen
from tracker.mailbox.check import check
from tracker.mailbox.sentences import MailboxSays
from tracker.reading.types import Language
from tracker.storage.types import AlertChannel, MailboxRecord, PersonRecord
from tracker.web.access import Chosen, Configuring, Seeing
from tracker.web.belongings import may_change_all, may_change_channel
from tracker.web.pages.shared import back_to, show
from tracker.web.pages.subscribe import NAMES
from tracker.web.refusal import RefusalError
from tracker.web.render import said
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.views.moments import local, wall
from tracker.web.views.reminders import reminders_view
from tracker.web.visitor import Visitor
from tracker.words.catalogue import Words
from tracker.words.retold import Retold
from tracker.worker.alerting import reminders_of
from tracker.worker.gates import gate_of
from tracker.worker.sending import send_test
from tracker.worker.sync import account_of
from tracker.worker.typed import check_zone

router = APIRouter(route_class=Together)

DONE = {
    "removed_mailbox", "channel_added", "test_ok", "test_bad", "removed_channel", "saved", "channel_not_public",
    "reminders_saved", "reminders_undone",
}  # fmt: skip
TOPIC_BYTES = 10  # of an ntfy topic, which is all its secret: 80 bits, and a line that can be typed
FAILED = frozenset({"test_bad", "channel_not_public"})
ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam", "Pacific/Saipan", "America/Boise",
    "America/Detroit", "America/Indiana/Indianapolis", "America/Kentucky/Louisville",
)  # fmt: skip


MAILBOX = Retold({"mailbox": MailboxSays})


class Health(Frozen):
    """A mailbox or channel: its name, how it fares, and the class that colours that."""

    id: str
    name: str
    state: str
    style: str
    read: str = ""
    why: str = ""  # it does not work, as far as that can be said in the reader's language


class Checked(Frozen):
    mailbox: str
    findings: tuple[tuple[bool, str], ...]


@router.get("/settings", name="settings")
def settings(request: Request, visitor: Seeing, who: Chosen, done: str = "") -> HTMLResponse:
    return _page(request, visitor, who, done=done)


@router.post("/settings/mailboxes/{mailbox}/check", name="mailbox_check")
def check_mailbox(request: Request, visitor: Configuring, who: Chosen, mailbox: str) -> HTMLResponse:
    """Looks into the mailbox now, as a read would, and says in words what works and what does not."""
    home, t = site_of(request).home, said(request)
    findings = check(account_of(home, home.store.mailboxes.get(mailbox)))
    checked = Checked(mailbox=mailbox, findings=tuple((one.works, MAILBOX.say(one.sentence, t)) for one in findings))
    return _page(request, visitor, who, checked=checked)


@router.post("/settings/mailboxes/{mailbox}/remove", name="mailbox_remove")
def remove_mailbox(request: Request, visitor: Configuring, who: Chosen, mailbox: str) -> RedirectResponse:
    site_of(request).home.store.mailboxes.remove(mailbox, now=clock.now())
    return back_to("/settings", visitor, who, done="removed_mailbox")


@router.post("/settings/channels", name="channel_add")
def add_channel(
    request: Request,
    visitor: Configuring,
    who: Chosen,
    url: Annotated[str, Form(max_length=500)],
    name: Annotated[str, Form(max_length=60)] = "",
    full: Annotated[str, Form()] = "",
) -> RedirectResponse:
    home, secret = site_of(request).home, SecretStr(url.strip())
    try:
        service = service_of(secret, gate_of(home))
    except NotPublicChannelError:
        raise RefusalError("setup.channel_not_public", status=422) from None
    except (AlertError, UserError):
        raise RefusalError("setup.channel_bad", status=422) from None
    home.store.alerts.add_channel(
        name.strip() or service, secret, person=who.id, full=bool(full), language=None, now=clock.now()
    )
    return back_to("/settings", visitor, who, done="channel_added")


@router.post("/settings/channels/ntfy", name="channel_ntfy")
def add_ntfy(request: Request, visitor: Configuring, who: Chosen) -> HTMLResponse:
    """A way that needs no address of anybody: a topic that nobody can guess, shown in this one answer."""
    topic = secrets.token_hex(TOPIC_BYTES)
    home = site_of(request).home
    home.store.alerts.add_channel(
        "ntfy", SecretStr(f"ntfys://ntfy.sh/{topic}"), person=who.id, full=False, language=None, now=clock.now()
    )
    return _page(request, visitor, who, topic=topic)


@router.post("/settings/channels/{channel}/test", name="channel_test")
def test_channel(request: Request, visitor: Configuring, who: Chosen, channel: str) -> RedirectResponse:
    home = site_of(request).home
    try:
        send_test(home, home.store.alerts.channel(channel), clock.now())
    except NotPublicChannelError:
        return back_to("/settings", visitor, who, done="channel_not_public")
    except AlertError:
        return back_to("/settings", visitor, who, done="test_bad")
    return back_to("/settings", visitor, who, done="test_ok")


@router.post("/settings/channels/{channel}/remove", name="channel_remove")
def remove_channel(request: Request, visitor: Configuring, who: Chosen, channel: str) -> RedirectResponse:
    site_of(request).home.store.alerts.remove_channel(channel, now=clock.now())
    return back_to("/settings", visitor, who, done="removed_channel")


@router.post("/settings/person", name="person_change")
def change(
    request: Request,
    visitor: Configuring,
    who: Chosen,
    language: Annotated[Language, Form()],
    zone: Annotated[str, Form(max_length=60)],
) -> RedirectResponse:
    try:
        check_zone(zone)
    except UserError:
        raise RefusalError("refusal.not_understood", status=422) from None
    site_of(request).home.store.people.change(who.id, language=language, zone=zone)
    return back_to("/settings", visitor, who, done="saved")


def _page(
    request: Request,
    visitor: Visitor,
    who: PersonRecord,
    *,
    done: str = "",
    checked: Checked | None = None,
    topic: str = "",
) -> HTMLResponse:
    home, t = site_of(request).home, said(request)
    with home.store.looking():
        mailboxes, channels = home.store.mailboxes.shown(who.id), home.store.alerts.channels_of(who.id)
    return show(
        request,
        visitor,
        who,
        "settings.html",
        done=t.say(f"setup.{done}") if done in DONE else "",
        failed=done in FAILED,
        undo=done == "reminders_saved",
        checked=checked,
        topic=topic,
        mailboxes=[_mailbox(one, who, t) for one in mailboxes],
        channels=[_channel(one, who, t) for one in channels],
        changeable={
            *(one.id for one in mailboxes if may_change_all(visitor, one.people)),
            *(one.id for one in channels if may_change_channel(visitor, one)),
        },
        names=NAMES,
        zones=ZONES if who.zone in ZONES else (who.zone, *ZONES),
        reminders=reminders_view(reminders_of(home.settings, who), t),
        stay="/settings",
    )


def _mailbox(one: MailboxRecord, who: PersonRecord, t: Words) -> Health:
    read = t.say("today.read_at", moment=local(one.last_ok_at, who.zone, t)) if one.last_ok_at else ""
    if one.needs_person:
        state, style = t.say("setup.state_person"), "fake"
    elif one.failing_since:
        state, style = t.say("setup.state_failing", day=wall(one.failing_since, who.zone).day), "fake"
    elif one.last_ok_at:
        state, style = t.say("setup.state_ok"), "official"
    else:
        state, style = t.say("setup.state_new"), "unverified"
    return Health(id=one.id, name=one.address, state=state, style=style, read=read, why=_why(one, t))


def _why(one: MailboxRecord, t: Words) -> str:
    error = one.last_error if one.failing_since else None
    return MAILBOX.say(error, t) if error and MAILBOX.find(error) else ""


def _channel(one: AlertChannel, who: PersonRecord, t: Words) -> Health:
    if one.failing_since:
        state, style = t.say("setup.channel_failing", day=wall(one.failing_since, who.zone).day), "fake"
    elif one.last_ok_at:
        state, style = t.say("setup.channel_ok"), "official"
    else:
        state, style = t.say("setup.channel_untried"), "unverified"
    return Health(id=one.id, name=one.name or one.id, state=state, style=style)
