"""From nothing to a subscribed phone: account, person, mailbox, first read, first date; then a calendar link."""

from fastapi import APIRouter

from tracker.web.setup import mailbox, reading, start

router = APIRouter()
for part in (start, mailbox, reading):
    router.include_router(part.router, prefix="/setup")

__all__ = ["router"]
