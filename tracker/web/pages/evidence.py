"""Photos and papers kept as proof beside what a person entered: kept, and handed out to keep; never shown here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Query, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tracker import clock
from tracker.errors import UserError
from tracker.storage.evidence import MOST_BYTES
from tracker.web.access import Acting, Chosen, Seeing
from tracker.web.pages.log import entry_of
from tracker.web.pages.shared import back_to, record_of
from tracker.web.refusal import RefusalError, hidden
from tracker.web.site import site_of
from tracker.web.together import Together

router = APIRouter(route_class=Together)


@router.post("/log/{entry}/evidence", name="evidence_keep")
def keep(
    request: Request, visitor: Acting, who: Chosen, entry: str, file: Annotated[UploadFile, File()]
) -> RedirectResponse:
    home, now = site_of(request).home, clock.now()
    found = entry_of(home, who, entry, record_of(request, who, now), now)
    if found.authenticity is not None or home.store.events.find(entry) is None:
        raise hidden()  # a message is its own proof
    try:
        home.store.evidence.keep(entry, file.file.read(MOST_BYTES + 1), now=now)
    except UserError:
        raise RefusalError("adds.file_bad", status=422) from None
    return back_to(f"/log/{entry}", visitor, who)


@router.get("/log/{entry}/evidence", name="evidence")
def hand_out(
    request: Request, visitor: Seeing, who: Chosen, entry: str, file: Annotated[str, Query(max_length=64)]
) -> Response:
    """The bytes as they came; the name says nothing of what is in it."""
    del visitor
    home, now = site_of(request).home, clock.now()
    entry_of(home, who, entry, record_of(request, who, now), now)
    kept = next((one for one in home.store.evidence.of(entry) if one.sha256 == file), None)
    if kept is None:
        raise hidden()
    name = f"{kept.sha256[:16]}.{kept.suffix}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": "default-src 'none'; sandbox",
    }
    content = home.store.evidence.content(entry, kept.sha256)
    return Response(content, media_type="application/octet-stream", headers=headers)
