"""Each kind of alert in a life of sixty days: the exact list of when, what, over which channel, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    MAY_10,
    PERSON,
    asked,
    at,
    cancelled,
    day,
    entered,
    message,
    rescheduled,
    scheduled,
    withdrawn,
)
from tests.storage.samples import account
from tests.worker.stories import BEGIN, Beside, Life, Told, a_life, add_channel, both
from tracker.alerts.types import AlertKind
from tracker.appointments.events import AnyEvent
from tracker.message.types import Authenticity
from tracker.reading.types import Kind, Language
from tracker.storage.types import Fetch, Origin
from tracker.storage.webhook_types import Pause, WebhookDraft
from tracker.worker.around import PUBLISHED, PUBLISHING_JOB

NEW = "03-01 08:00", "new_date"
APRIL_5_NEARS = [(f"{when}", "reminder") for when in ("03-29 09:00", "04-02 09:00", "04-04 09:00", "04-05 06:00")]
LADDER = ["03-11 07:00", "03-13 07:00", "03-17 08:00", "03-29 09:00", "04-02 09:00", "04-03 09:00", "04-04 09:00"]
NEXT_DAYS = ("03-12 07:02", "03-13 07:02")  # a day and two after all was well at 7:00
OLD_WORDING = message(Kind.SCHEDULED, APRIL_5, on=-170, recorded=day(0), rule="kinds.toml:set@1")
ON_PAPER = entered(APRIL_5)


def nothing(_life: Life, _days: float) -> None:
    """Every mailbox, calendar and channel works."""


def refused_for_two_days(life: Life, days: float) -> None:
    read(life, works=not 10 <= days < 12, needs_person=True)


def down_for_two_days(life: Life, days: float) -> None:
    read(life, works=not 10 <= days < 12)


def read(life: Life, *, works: bool, needs_person: bool = False) -> None:
    mailboxes = life.home.store.mailboxes
    if not mailboxes.list():
        mailboxes.add(account("mail1"), people=[PERSON], now=BEGIN)
    if works:
        mailboxes.note_success("mail1", now=life.now)
    else:
        mailboxes.note_failure("mail1", "No.", now=life.now, needs_person=needs_person)


def not_published_for_two_days(life: Life, days: float) -> None:
    store = life.home.store
    if not store.feeds.list():
        store.feeds.create(PERSON, name="phone", now=BEGIN)
        store.jobs.schedule(PUBLISHING_JOB, next_due=BEGIN)
    broken = 10 <= days < 12
    store.jobs.finish(PUBLISHING_JOB, now=life.now, next_due=life.now, error="no room" if broken else None)
    if not broken:
        store.jobs.beat(PUBLISHED, now=life.now)


def third_channel_is_dead_until_the_next_noon(life: Life, days: float) -> None:
    life.broken.add("old phone")
    channels = {one.name: one.id for one in life.home.store.alerts.channels()}
    if days == 0:
        add_channel(life.home, "old phone", language=Language.FR)
    elif days > 1 and "old phone" in channels:
        life.home.store.alerts.remove_channel(channels["old phone"], now=life.now)


def a_second_program_fetches(life: Life, days: float) -> None:
    feeds = life.home.store.feeds
    link = feeds.list()[0] if feeds.list() else feeds.create(PERSON, name="phone", now=BEGIN).link
    clients = ["Apple Calendar", *(["curl"] if days >= 10 else [])]
    feeds.fetched([Fetch(token_hash=link.token_hash, client=one, at=life.now) for one in clients])


def one_message_breaks_the_reader(life: Life, days: float) -> None:
    if days >= 10 and not life.home.store.messages.failed():
        life.home.store.messages.keep(b"x", received=life.now, now=life.now, origins=[Origin(person=PERSON)])
        life.home.store.messages.mark_failed(sha256(b"x").hexdigest(), "It took too long.", again=False)


def a_program_elsewhere_takes_nothing_for_a_week(life: Life, days: float) -> None:
    store = life.home.store
    if not store.webhooks.list():
        url, secret = SecretStr("https://cases.example.org"), SecretStr("whsec_AAAA")
        made = store.webhooks.add("Cases", url, secret, account=None, types=["appointment.confirmed"], now=BEGIN)
        waits = WebhookDraft(
            id="e",
            person=PERSON,
            subject="s",
            fact="f",
            type="appointment.confirmed",
            at=BEGIN,
            payload="{}",
            to=(made.id,),
        )
        store.webhook_events.note([waits], now=BEGIN)
    (hook,) = store.webhooks.list()
    if 10 <= days < 17:
        store.webhooks.failed(hook.id, error="No.", now=life.now)
    if 15 <= days < 17 and hook.pause is None:
        store.webhooks.pause(hook.id, Pause.FAILING, now=life.now)
    if days >= 17:
        store.webhooks.resume(hook.id, now=life.now)


@dataclass(frozen=True)
class Story:
    told: list[tuple[str, str]]  # over both channels
    events: tuple[AnyEvent, ...] = ()
    beside: Beside = nothing


STORIES = {
    AlertKind.NEW_DATE: Story([NEW, *APRIL_5_NEARS], (scheduled(),)),
    AlertKind.REMINDER: Story(
        [NEW, ("03-02 09:00", "reminder"), ("03-04 09:00", "reminder"), ("03-05 06:00", "reminder")],
        (scheduled(at(3, 5)),),
    ),
    AlertKind.MOVED: Story(
        [
            NEW,
            ("03-11 07:00", "moved"),
            *((f"04-{when}", "reminder") for when in ("13 09:00", "17 09:00", "19 09:00", "20 06:00")),
        ],
        (scheduled(), rescheduled(at(4, 20), on=10)),
    ),
    AlertKind.EARLIER_DATE: Story(
        [NEW, ("03-11 07:00", "earlier_date"), ("03-11 07:00", "two_dates"), *APRIL_5_NEARS],
        (scheduled(MAY_10), scheduled(on=10)),
    ),
    AlertKind.TWO_DATES: Story(
        [NEW, ("03-11 07:00", "new_date"), ("03-11 07:00", "two_dates"), *APRIL_5_NEARS],
        (scheduled(), scheduled(MAY_10, on=10)),
    ),
    AlertKind.CANCELLED: Story([NEW, ("03-11 07:00", "cancelled")], (scheduled(), cancelled(on=10))),
    AlertKind.REMOVED: Story([NEW, ("03-11 07:00", "removed")], (ON_PAPER, withdrawn(ON_PAPER, 10))),
    AlertKind.DENIED: Story(
        [NEW, ("03-11 07:00", "denied"), *APRIL_5_NEARS],
        (scheduled(), asked(MAY_10, on=9), message(Kind.REQUEST_DENIED, APRIL_5, on=10)),
    ),
    AlertKind.STILL_WAITING: Story(
        [NEW, *((when, "still_waiting") for when in [*LADDER, "04-05 06:00"])], (scheduled(), asked(MAY_10, on=9))
    ),
    AlertKind.UNVERIFIED: Story(
        [NEW, ("03-11 07:02", "unverified"), *APRIL_5_NEARS],
        (scheduled(), rescheduled(on=10, authenticity=Authenticity.UNVERIFIED)),
    ),
    AlertKind.EARLIER_UNVERIFIED: Story(
        [NEW, ("03-11 07:00", "earlier_unverified")],
        (scheduled(MAY_10), scheduled(on=10, authenticity=Authenticity.UNVERIFIED)),
    ),
    AlertKind.REMINDER_DISAGREES: Story(
        [NEW, ("03-11 07:02", "reminder_disagrees"), *APRIL_5_NEARS],
        (scheduled(), message(Kind.REMINDER, at(4, 7), on=10)),
    ),
    AlertKind.MOVED_UNKNOWN: Story(
        [NEW, ("03-11 07:00", "cancelled"), ("03-11 07:00", "moved_unknown")],
        (scheduled(MAY_10), cancelled(APRIL_9, on=10)),
    ),
    AlertKind.NOT_UNDERSTOOD: Story([("03-11 07:02", "not_understood")], (message(Kind.UNRECOGNISED, on=10),)),
    AlertKind.LOOKS_FAKE: Story(
        [("03-11 07:02", "looks_fake")], (message(Kind.SCAM, on=10, authenticity=Authenticity.FAKE),)
    ),
    AlertKind.REVIEW: Story([("03-11 07:02", "review")], (message(Kind.HUMAN_REPLY, on=10),)),
    AlertKind.UNREADABLE: Story([("03-11 08:02", "unreadable")], (), one_message_breaks_the_reader),
    AlertKind.UNREAD: Story([(when, "unread") for when in ("03-11 09:02", *NEXT_DAYS)], (), down_for_two_days),
    AlertKind.SIGN_IN: Story([(when, "sign_in") for when in ("03-11 08:02", *NEXT_DAYS)], (), refused_for_two_days),
    AlertKind.FEED: Story([(when, "feed") for when in ("03-11 08:02", *NEXT_DAYS)], (), not_published_for_two_days),
    AlertKind.CHANNEL: Story(
        [NEW, ("03-01 09:02", "channel"), *APRIL_5_NEARS], (scheduled(),), third_channel_is_dead_until_the_next_noon
    ),
    AlertKind.WEBHOOK: Story(
        [("03-12 08:02", "webhook"), ("03-16 09:02", "webhook")], (), a_program_elsewhere_takes_nothing_for_a_week
    ),
    AlertKind.NEW_READER: Story([("03-11 08:02", "new_reader")], (), a_second_program_fetches),
    AlertKind.RULE_SILENT: Story([NEW, ("03-11 08:02", "rule_silent"), *APRIL_5_NEARS], (OLD_WORDING,)),
}


@pytest.mark.parametrize("kind", STORIES)
def test_sixty_days_are_told_at_these_moments_over_both_channels_and_not_once_more(
    kind: AlertKind, tmp_path: Path
) -> None:
    story = STORIES[kind]
    with a_life(tmp_path) as life:
        life.live(story.events, story.beside)
        assert life.told() == expected(story)
    assert kind.value in {what for _, what in story.told}


def expected(story: Story) -> list[Told]:
    return sorted(one for moment, kind in story.told for one in both(moment, kind))


def test_there_is_a_story_for_every_kind_that_is_planned() -> None:
    assert set(STORIES) == set(AlertKind) - {AlertKind.TEST}
