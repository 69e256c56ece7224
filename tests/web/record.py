"""A record with a little of everything that the pages show, hostile text included."""

from __future__ import annotations

from datetime import timedelta

from tests.shell import ADDRESS, GMAIL, NOW
from tracker.appointments.events import How, Outcome, Status
from tracker.feed.clients import UNKNOWN
from tracker.message.sample import compose
from tracker.reading.types import Language
from tracker.storage.feeds import hash_token
from tracker.storage.types import FeedKind, Fetch, MailboxAccount
from tracker.worker import acts
from tracker.worker.acts import Told
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.links import new_link

TO = f"Maria Lopez <{ADDRESS}>"
PLACE = "Location: New York City, NY - 26 Federal Plaza, 9th Floor, New York, NY 10278"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&\u202e{{ 7*7 }}"
STANDS, WISHED = "Monday, April 5, 2027 at 9:00 AM", "Wednesday, April 14, 2027 at 10:00 AM"


def scheduled(date: str = STANDS, *, days_ago: int = 20) -> bytes:
    return compose(
        subject="ICE check-in appointment confirmation",
        text=f"Dear Maria Lopez,\n\nYour check-in appointment with ICE has been scheduled.\n\nDate and time: {date}\n"
        f"{PLACE}\n",
        to=TO,
        date=NOW - timedelta(days=days_ago),
    )


def acknowledged(*, days_ago: int = 2) -> bytes:
    return compose(
        subject="We received your request",
        text="Dear Maria Lopez,\n\nWe received your request to change the date of your check-in appointment with ICE."
        f"\n\nCurrent appointment: {STANDS}\nRequested date: {WISHED}\n\nThis is not a confirmation.\n",
        to=TO,
        date=NOW - timedelta(days=days_ago),
    )


def rescheduled(*, days_ago: int = 1) -> bytes:
    return compose(
        subject="Your ICE check-in appointment has been rescheduled",
        text="Dear Maria Lopez,\n\nYour check-in appointment with ICE has been rescheduled.\n\n"
        f"Previous date: {STANDS}\nNew date: {WISHED}\n{PLACE}\n",
        to=TO,
        date=NOW - timedelta(days=days_ago),
    )


def hostile() -> bytes:
    """An unverified move whose subject, sender and text are meant for a browser."""
    return compose(
        subject=f"{HOSTILE} ICE appointment",
        text="Your ICE check-in appointment has been rescheduled.\nNew date: Tuesday, April 20, 2027 at 9:00 AM\n"
        f"{HOSTILE}\n{PLACE}\n",
        from_='"<b onclick=alert(3)>ICE</b>" <noreply@ice.dhs.gov>',
        to=TO,
        dmarc="none",
        date=NOW - timedelta(days=3),
    )


def not_understood() -> bytes:
    return compose(
        subject="Information about your file",
        text="Dear Maria Lopez,\n\nYour file was sent to another unit. The unit will write to you.\n",
        from_="New York Outreach <NewYork.Outreach@ice.dhs.gov>",
        to=TO,
        date=NOW - timedelta(days=4),
    )


def keep(home: Home, *messages: bytes) -> None:
    for raw in messages:
        take_in(home, raw, now=NOW, origins=(GMAIL,))


def fill(home: Home) -> None:
    """Dates that stand, moved and asked for; messages that wait; a visit, a mailbox, a channel, a link."""
    earlier = "Monday, February 16, 2026 at 9:00 AM"
    keep(home, scheduled(earlier, days_ago=60), scheduled(), acknowledged(), hostile(), not_understood())
    state = home.state("me", NOW)
    past = next(one for one in state.appointments if one.status is Status.PAST)
    acts.keep(home, acts.went("me", NOW, outcome=Outcome.TURNED_AWAY, appointment=past), NOW)
    told = Told(starts_at="2028-06-01 08:30", office="new-york-city-ny")
    acts.keep(home, acts.told(home, "me", NOW, how=How.PAPER, date=told), NOW)
    account = MailboxAccount(
        id="mail1", address=ADDRESS, user=ADDRESS, secret=None, host="127.0.0.1", port=1, tls="plain", profile="gmail"
    )
    home.store.mailboxes.add(account, people=["me"], now=NOW - timedelta(hours=3))
    made = new_link(home, "me", name="<i>my phone</i>", now=NOW, kind=FeedKind.PRIVATE, language=Language.EN)
    programs = ("Apple Calendar", UNKNOWN, "<b>curl</b>")
    digest = hash_token(made.token.get_secret_value())
    home.store.feeds.fetched(Fetch(token_hash=digest, client=one, at=NOW) for one in programs)
