"""In plain words: what is read, kept and sent, who can see it, what is not noticed."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tracker.web.access import Myself
from tracker.web.render import render
from tracker.web.together import Together

router = APIRouter(route_class=Together)

PARTS = (
    ("read_title", ("read", "read_only", "read_sent")),
    ("kept_title", ("kept", "kept_numbers", "kept_not", "kept_end")),
    ("sent_title", ("sent", "sent_alerts", "sent_programs", "sent_copies", "sent_keys", "sent_nothing")),
    ("seen_title", ("seen", "seen_phone", "seen_law")),
    ("password_title", ("password",)),
    ("unseen_title", ("unseen", "unseen_phone", "unseen_words", "not_safe")),
)


@router.get("/privacy", name="privacy")
def privacy(request: Request, visitor: Myself) -> HTMLResponse:
    return render(request, visitor, "privacy.html", parts=PARTS)
