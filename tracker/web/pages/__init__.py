"""The pages for people: each a module with a router of its own. Server-made, nothing from elsewhere."""

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

ROUTERS = [
    page.router
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
    )
]

__all__ = ["ROUTERS"]
