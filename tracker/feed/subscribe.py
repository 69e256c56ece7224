"""How each program takes a calendar link, in the form that it understands, with what must be known about it."""

from __future__ import annotations

from urllib.parse import quote

from tracker.frozen import Frozen
from tracker.words.catalogue import Words


class Way(Frozen):
    program: str
    address: str  # to open or paste there
    note: str  # where to do it, and how late it may be


def ways(address: str, words: Words) -> tuple[Way, ...]:
    """`address` is the link as http:// or https://."""
    # An https link opens once as an import on an iPhone, and Google's button wants webcal too.
    webcal = f"webcal://{address.split('://', 1)[1]}"
    google = f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"
    return (
        Way(program="iPhone, iPad, Mac", address=webcal, note=words.say("subscribe.apple")),
        Way(program="Google Calendar", address=google, note=words.say("subscribe.google")),
        Way(program="Android (ICSx⁵)", address=address, note=words.say("subscribe.android")),
        Way(program="Outlook.com", address=address, note=words.say("subscribe.outlook")),
        Way(program="Thunderbird", address=address, note=words.say("subscribe.thunderbird")),
    )
