"""The pages for people: each a module with a router of its own. Server-made, nothing from elsewhere."""

from fastapi import APIRouter

from tracker.web.pages import (
    add,
    evidence,
    helpers,
    log,
    people,
    privacy,
    reminders,
    requests,
    review,
    settings,
    subscribe,
    today,
    undo,
)

router = APIRouter()
for page in (
    today,
    log,
    evidence,
    review,
    requests,
    add,
    subscribe,
    people,
    helpers,
    settings,
    reminders,
    privacy,
    undo,
):
    router.include_router(page.router)

__all__ = ["router"]
