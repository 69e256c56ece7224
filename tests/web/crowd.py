"""Two people in one record, each with everything that can be theirs, and words by which the other would be betrayed."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from pydantic import SecretStr

from tests.shell import GMAIL, NOW
from tests.web.visiting import Who, account_of
from tracker.appointments import ids
from tracker.appointments.events import How, IdentityRecorded, RequestAdded
from tracker.message.sample import compose
from tracker.reading.types import Language, When
from tracker.storage.access_types import How as SessionHow
from tracker.storage.access_types import Passkey, Role
from tracker.storage.types import MailboxAccount, Origin
from tracker.storage.webhook_types import WebhookDraft
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.publishing import Publisher


@dataclass(frozen=True)
class Belongings:
    person: str
    words: tuple[str, ...]  # stand in nobody else's record
    ids: dict[str, str]  # by the names that routes give them


def own_of(word: str, person: str) -> Who:
    return Who(f"{word}account", Role.OWNER, people=(person,))


def belongings(home: Home, person: str, name: str, year: int, hears: Who | None = None) -> Belongings:
    """Make that person, with a message, a date, a request, a mailbox, a link, a channel and an account of their own.

    `hears` has the web hook; by default that account.
    """
    store, word = home.store, f"{name.lower()}word"
    address = f"{name.lower()}@mail.example"
    if person not in store.people.ids():
        store.people.add(person, name=name, language=Language.EN, zone="America/New_York", now=NOW)
    home.append(ids.record(IdentityRecorded, person, NOW, addresses=(address,)))
    raw = compose(
        subject=f"ICE check-in appointment {word}",
        text=f"Your check-in appointment with ICE has been scheduled for Monday, April 5, {year} at 9:00 AM. {word}",
        to=address,
    )
    take_in(home, raw, now=NOW, origins=(Origin(person=person, authserv_id=GMAIL.authserv_id),))
    asked = ids.record(RequestAdded, person, NOW, how=How.WEB, wished=When(day=NOW.date().replace(year=year)))
    home.append(asked)
    account = MailboxAccount(
        id=f"box-{person}",
        address=address,
        user=address,
        secret=SecretStr("x"),
        host="127.0.0.1",
        port=1,
        tls="plain",
        profile="gmail",
    )
    store.mailboxes.add(account, people=[person], now=NOW)
    store.mailboxes.note_success(account.id, now=NOW)
    link = store.feeds.create(person, name=f"phone of {word}", now=NOW).link
    channel = store.alerts.add_channel(
        f"channel {word}", SecretStr("json://127.0.0.1:1"), person=person, full=False, language=None, now=NOW
    )
    own = account_of(home, own_of(word, person))
    session = store.sessions.open(own.id, SessionHow.PASSWORD, client=f"browser {word}", now=NOW).session
    token = store.tokens.create(own.id, name=f"program {word}", scopes=["log:read"], now=NOW).record
    key = Passkey(id=f"key-{person}", account=own.id, public_key=b"x", sign_count=0, name=f"key {word}", created_at=NOW)
    store.passkeys.add(key)
    hook = store.webhooks.add(
        f"hook {word}",
        SecretStr(f"https://127.0.0.1:1/{word}"),
        SecretStr("whsec_AAAA"),
        account=account_of(home, hears or own_of(word, person)).id,
        types=["appointment.confirmed"],
        now=NOW,
    )
    event = f"hev_{person}"
    draft = WebhookDraft(
        id=event,
        person=person,
        subject="x",
        fact="x",
        type="appointment.confirmed",
        at=NOW,
        payload="{}",
        to=(hook.id,),
    )
    store.webhook_events.note([draft], now=NOW)
    Publisher(home).publish_changed(NOW)
    read = home.store.events.about(sha256(raw).hexdigest())[0]
    state = home.state(person, NOW)
    return Belongings(
        person=person,
        words=(name, word, address, str(year)),
        ids={
            "person": person,
            "message": sha256(raw).hexdigest(),
            "entry": read.id,
            "link": link.id,
            "mailbox": account.id,
            "channel": channel.id,
            "appointment": state.appointments[0].id,
            "request": asked.id,
            "request_id": asked.id,
            "session": session.id,
            "token": token.id,
            "passkey": key.id,
            "account": own.id,
            "webhook": hook.id,
            "delivery": event,
        },
    )


def everything_of(home: Home, one: Belongings) -> object:
    """What nobody else may change."""
    store, owner = home.store, one.ids["account"]
    return (
        store.people.get(one.person),
        store.events.of(one.person),
        store.mailboxes.get(one.ids["mailbox"]),
        store.feeds.list(one.person),
        store.alerts.channel(one.ids["channel"]),
        store.webhooks.get(one.ids["webhook"]),
        store.webhook_events.list(one.ids["webhook"]),
        store.accounts.get(owner),
        store.sessions.of(owner),
        store.tokens.of(owner),
        store.passkeys.of(owner),
    )
