"""Web hooks: where a program is told that something changed, instead of asking again and again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import SecretStr
from starlette.requests import Request

from tracker import clock
from tracker.errors import NotFoundError
from tracker.storage.webhook_types import Pause, WebhookDelivery
from tracker.web.api.hook_shapes import DeliveryLine, NewWebhook, WantedWebhook, WebhookLine, needed_for
from tracker.web.api.persons import home_of, scoped
from tracker.web.api.scopes import Scope
from tracker.web.api.shapes import Cursor, Limit, Page
from tracker.web.refusal import RefusalError, forbidden, hidden
from tracker.web.visitor import Visitor
from tracker.webhooks.types import OFFERED
from tracker.worker import hooks
from tracker.worker.hook_post import send_again, send_test

router = APIRouter(tags=["webhooks"])

Reading = Annotated[Visitor, scoped(Scope.WEBHOOKS_READ)]
Writing = Annotated[Visitor, scoped(Scope.WEBHOOKS_WRITE)]


@router.get("/webhooks", name="api_webhooks")
def webhooks(request: Request, visitor: Reading) -> tuple[WebhookLine, ...]:
    """Those of the token's account, oldest first."""
    mine = (one for one in home_of(request).store.webhooks.list() if one.account == visitor.account)
    return tuple(WebhookLine.of(one) for one in mine)


@router.post("/webhooks", name="api_webhook_add", status_code=201)
def add_webhook(request: Request, visitor: Writing, wanted: WantedWebhook) -> NewWebhook:
    """Be told from now on. The secret that signs what is posted is shown once.

    Never of more than the token may read, nor of people whose record its account may not open.
    """
    types = wanted.types or tuple(one for one in OFFERED if needed_for(one) in visitor.scopes)
    if not types or any(needed_for(one) not in visitor.scopes for one in types):
        raise forbidden()
    if not all(visitor.may_open(one) for one in wanted.people):
        raise hidden()
    made, secret = hooks.add_hook(
        home_of(request),
        SecretStr(wanted.url),
        name=wanted.name,
        types=dict.fromkeys(types),
        account=visitor.account,
        people=wanted.people,
        now=clock.now(),
    )
    return NewWebhook(**WebhookLine.of(made).model_dump(), secret=secret.get_secret_value())


@router.get("/webhooks/{webhook}", name="api_webhook", dependencies=[scoped(Scope.WEBHOOKS_READ)])
def webhook(request: Request, webhook: str) -> WebhookLine:
    return WebhookLine.of(home_of(request).store.webhooks.get(webhook))


@router.delete(
    "/webhooks/{webhook}", name="api_webhook_remove", dependencies=[scoped(Scope.WEBHOOKS_WRITE)], status_code=204
)
def remove(request: Request, webhook: str) -> None:
    """Forget it, its secret and its receipts; nothing is posted there any more."""
    home_of(request).store.webhooks.remove(webhook, now=clock.now())


@router.post("/webhooks/{webhook}/pause", name="api_webhook_pause", dependencies=[scoped(Scope.WEBHOOKS_WRITE)])
def pause(request: Request, webhook: str) -> WebhookLine:
    """Post nothing there until it is resumed. What becomes so meanwhile is kept for a month."""
    return WebhookLine.of(home_of(request).store.webhooks.pause(webhook, Pause.ASKED, now=clock.now()))


@router.post("/webhooks/{webhook}/resume", name="api_webhook_resume", dependencies=[scoped(Scope.WEBHOOKS_WRITE)])
def resume(request: Request, webhook: str) -> WebhookLine:
    """Post there again, first what has waited and is still so, in its order."""
    return WebhookLine.of(home_of(request).store.webhooks.resume(webhook, now=clock.now()))


@router.post("/webhooks/{webhook}/rotate", name="api_webhook_rotate", dependencies=[scoped(Scope.WEBHOOKS_WRITE)])
def rotate(request: Request, webhook: str) -> NewWebhook:
    """A new secret, shown once. For a day what is posted bears a signature by each of the two."""
    changed, secret = hooks.rotate(home_of(request), webhook, clock.now())
    return NewWebhook(**WebhookLine.of(changed).model_dump(), secret=secret.get_secret_value())


@router.post("/webhooks/{webhook}/test", name="api_webhook_test", dependencies=[scoped(Scope.WEBHOOKS_WRITE)])
def test(request: Request, webhook: str) -> DeliveryLine:
    """Post a `webhook.test` now, once, and tell what was answered. It is about nobody."""
    return DeliveryLine.of(send_test(home_of(request), webhook, clock.now()))


@router.get("/webhooks/{webhook}/deliveries", name="api_deliveries")
def deliveries(
    request: Request, visitor: Reading, webhook: str, limit: Limit = 50, cursor: Cursor = None
) -> Page[DeliveryLine]:
    """What was posted or waits, newest first, with what was answered; only of people whose record may be opened now."""
    room = home_of(request).store.webhook_events
    try:
        before = room.get(webhook, cursor).seq if cursor is not None else None
    except NotFoundError:
        raise RefusalError("refusal.not_understood", status=422) from None
    found = room.list(webhook, before=before, limit=limit + 1)
    lines = tuple(DeliveryLine.of(one) for one in found[:limit] if _may_see(visitor, one))
    return Page(items=lines, next=found[limit - 1].event if len(found) > limit else None)


@router.post("/webhooks/{webhook}/deliveries/{delivery}/redeliver", name="api_redeliver", status_code=202)
def redeliver(request: Request, visitor: Writing, webhook: str, delivery: str) -> DeliveryLine:
    """Post it once more, under the same id. What is no longer so is not told again."""
    home = home_of(request)
    if not _may_see(visitor, home.store.webhook_events.get(webhook, delivery)):
        raise hidden()
    return DeliveryLine.of(send_again(home, webhook, delivery, clock.now()))


def _may_see(visitor: Visitor, delivery: WebhookDelivery) -> bool:
    return delivery.person is None or visitor.may_open(delivery.person)
