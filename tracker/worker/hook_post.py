"""Posts what waits, each web hook in a thread of its own: one that hangs delays no mailbox and no other web hook.

take the turn ──▶ the first that waits ──▶ still so, still theirs ──▶ signed, posted ──▶ taken ──▶ the next one
                                                                         ├──▶ refused: left behind for now, the next one
                                                                         └──▶ nobody there: all wait, in their order
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple

from tracker.errors import NotFoundError, UserError, WebhookError
from tracker.storage.webhook_types import DeliveryState, Pause, Webhook, WebhookDelivery, WebhookDraft
from tracker.webhooks.addresses import target_of
from tracker.webhooks.post import Poster
from tracker.webhooks.signing import headers_for
from tracker.webhooks.types import Body, Data, EventType
from tracker.worker.home import Home
from tracker.worker.hook_news import ID_PREFIX, HookPlanner
from tracker.worker.hooks import may_hear, poster_of
from tracker.worker.threads import Threads

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # longer than one exchange, however slow
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
STEEPER = 3  # how many times longer each wait is than the one before
REFUSED_IN_A_ROW = 3  # so many different events refused: it is the endpoint that is broken
PAUSED_AFTER = timedelta(days=5)
MOST_TRIES = 126  # of one event while others are taken: five days, by the waits between them
TOO_OLD = timedelta(days=30)
AWAY = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
NO_LONGER_SO = "It was no longer so when it could be sent."
NOT_THEIRS = "The account may no longer open that person's record."
TRIED_FOR_LONG = "It was refused for days."
WAITED_FOR_LONG = "It waited for a month."


class End(StrEnum):
    """How one attempt ended."""

    TAKEN = "taken"
    REFUSED = "refused"  # this one
    AWAY = "away"  # nobody is there, for any of them
    GONE = "gone"
    SKIPPED = "skipped"


class Tried(NamedTuple):
    end: End
    status: int | None = None
    error: str = ""


class Courier:
    """Starts the threads. `close` does not wait for one that hangs: what it held is sent again."""

    def __init__(
        self,
        home: Home,
        planner: HookPlanner,
        now: Callable[[], datetime],
        poster: Poster | None = None,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._home = home
        self._planner = planner
        self._now = now
        self._poster = poster or poster_of(home.settings)
        self._draw = draw
        self._threads = Threads("web hook")

    def begin_due(self) -> int:
        """Start on every web hook for which something is due and that is not being served; returns how many."""
        started = 0
        for hook in self._home.store.webhooks.due(self._now()):
            if self._threads.busy_for(hook) is None:
                self._threads.start(hook, self.send_due)
                started += 1
        return started

    def close(self, seconds: float = 5.0) -> None:
        """Let what is under way come to its end, for no longer than that."""
        self._threads.close(seconds)

    def send_due(self, hook: str) -> int:
        """Post what is due there in the order of telling; returns how many were taken."""
        if not self._home.store.webhooks.take(hook, now=self._now(), lease=LEASE):
            return 0
        taken = refused = after = 0
        while not self._threads.ending.is_set():
            delivery = self._home.store.webhook_events.next_due(hook, after=after, now=self._now())
            if delivery is None:
                break
            after = delivery.seq
            tried = self._attempt(hook, delivery)
            if tried is None:
                return taken
            taken += tried.end is End.TAKEN
            refused = 0 if tried.end is End.TAKEN else refused + (tried.end is End.REFUSED)
            if tried.end in {End.AWAY, End.GONE} or refused == REFUSED_IN_A_ROW:
                self._put_off(hook)
                return taken
            self._home.store.webhooks.keep(hook, until=self._now() + LEASE)
        self._home.store.webhooks.keep(hook, until=self._now())
        return taken

    def _attempt(self, hook: str, delivery: WebhookDelivery) -> Tried | None:
        """Post one of them, if it may still be told, and note what became of it; None where the web hook is gone."""
        if delivery.person:
            self._planner.follow(delivery.person, self._now())
        try:
            way = self._home.store.webhooks.get(hook)
        except NotFoundError:
            return None
        try:
            delivery = self._home.store.webhook_events.get(hook, delivery.event)
        except NotFoundError:  # the person was erased in between
            return Tried(End.SKIPPED)
        if way.paused_at is not None:
            return None
        why = self._unfit(way, delivery)
        if why:
            self._home.store.webhook_events.end(hook, delivery.event, _state_for(why), why=why)
            return Tried(End.SKIPPED)
        tried = post(self._home, self._poster, way, delivery, self._now())
        self._note(way, delivery, tried)
        return tried

    def _unfit(self, way: Webhook, delivery: WebhookDelivery) -> str:
        """Why it may not be told now; empty where it may."""
        moment = self._now()
        if delivery.person and delivery.person not in may_hear(self._home, way, moment):
            return NOT_THEIRS
        if not delivery.newest:
            return NO_LONGER_SO
        if moment - delivery.at > TOO_OLD:
            return WAITED_FOR_LONG
        # While the endpoint is away or broken nothing is given up.
        return TRIED_FOR_LONG if delivery.attempts >= MOST_TRIES and not way.failures else ""

    def _note(self, way: Webhook, delivery: WebhookDelivery, tried: Tried) -> None:
        moment, store = self._now(), self._home.store
        if tried.end is End.TAKEN:
            with store.transaction():
                store.webhook_events.taken(way.id, delivery.event, status=tried.status or 0, now=moment)
                store.webhooks.worked(way.id, now=moment)
            return
        log.warning("web hook %s: %s", way.id, tried.error)
        again = moment + wait_after(delivery.attempts, self._draw())
        with store.transaction():
            store.webhook_events.failed(way.id, delivery.event, status=tried.status, error=tried.error, next_try=again)
            store.webhooks.failed(way.id, error=tried.error, now=moment)
        if tried.end is End.GONE:
            store.webhooks.pause(way.id, Pause.GONE, now=moment)

    def _put_off(self, hook: str) -> None:
        """It is tried again later, each time after a longer wait; after days nobody tries any more until told to."""
        moment, store = self._now(), self._home.store
        way = store.webhooks.get(hook)
        store.webhooks.put_off(hook, until=moment + wait_after(way.failures, self._draw()), failures=way.failures + 1)
        if way.pause is None and way.failing_since and moment - way.failing_since >= PAUSED_AFTER:
            store.webhooks.pause(hook, Pause.FAILING, now=moment)


def post(home: Home, poster: Poster, way: Webhook, delivery: WebhookDelivery, now: datetime) -> Tried:
    """Post it once, signed for this moment."""
    assert way.url is not None, "a web hook in use has an address"
    body = delivery.payload.encode()
    headers = headers_for(delivery.event, body, home.store.webhooks.keys(way.id, now=now), now)
    try:
        target = target_of(way.url.get_secret_value(), home.settings.webhook_networks)
        status = poster.post(target, body, headers)
    except (WebhookError, UserError) as error:
        return Tried(End.AWAY, None, str(error))
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Tried(End.TAKEN, status)
    end = End.GONE if status == HTTPStatus.GONE else End.AWAY if status in AWAY else End.REFUSED
    redirect = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST
    why = " and leads elsewhere; no redirect is followed" if redirect else ""
    return Tried(end, status, f"{target.shown} answered {status}{why}.")


def send_test(home: Home, hook: str, now: datetime) -> WebhookDelivery:
    """Post one event that is about nobody, now and once, and say what became of it. Raises `NotFoundError`."""
    way, store = home.store.webhooks.get(hook), home.store
    event = ID_PREFIX + store.derive_uid("webhook test", hook, now.isoformat(), str(random.random()))  # noqa: S311 - an id
    body = Body(id=event, type=EventType.TEST, timestamp=now, data=Data())
    draft = WebhookDraft(
        id=event,
        person=None,
        subject=event,
        fact=event,
        type=EventType.TEST.value,
        at=now,
        payload=body.encoded().decode(),
        to=(hook,),
    )
    with store.transaction():
        store.webhook_events.note([draft], now=now)
        store.webhook_events.end(hook, event, DeliveryState.GIVEN_UP, why="It was not finished.")
    tried = post(home, poster_of(home.settings), way, store.webhook_events.get(hook, event), now)
    if tried.end is End.TAKEN:
        store.webhook_events.taken(hook, event, status=tried.status or 0, now=now)
    else:
        store.webhook_events.failed(hook, event, status=tried.status, error=tried.error, next_try=now)
    return store.webhook_events.get(hook, event)


def send_again(home: Home, hook: str, event: str, now: datetime) -> WebhookDelivery:
    """Have it sent once more. Raises `UserError` for what is no longer so, `NotFoundError`."""
    delivery = home.store.webhook_events.get(hook, event)
    if not delivery.newest:
        raise UserError("It is no longer so, and is not told again; what is so now was told after it.")
    if now - delivery.at > TOO_OLD:
        raise UserError("It is more than a month old; ask the API what is so now.")
    return home.store.webhook_events.again(hook, event, now=now)


def wait_after(failures: int, draw: float) -> timedelta:
    """Longer each time, up to an hour, and never twice the same. `draw` is from 0 to 1."""
    wait: timedelta = min(FIRST_WAIT * STEEPER ** min(failures, 10), LONGEST_WAIT)
    return wait * (0.8 + 0.4 * draw)


def _state_for(why: str) -> DeliveryState:
    return DeliveryState.OVERTAKEN if why in {NO_LONGER_SO, NOT_THEIRS} else DeliveryState.GIVEN_UP
