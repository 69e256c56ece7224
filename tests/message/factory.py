"""Messages and judgements for tests, in the words of the tests."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.message.authenticity import Context, judge, load_senders
from tracker.message.dkim_known import Checker, KnownChecks
from tracker.message.originals import believe
from tracker.message.parse import parse
from tracker.message.profiles import Profile, profile_for, profile_named
from tracker.message.sample import LAYOUTS, compose
from tracker.message.types import Channel, Layer, Message, Verdict

__all__ = [
    "APPOINTMENT",
    "PROFILES",
    "PROVEN",
    "SENDERS",
    "believed",
    "compose",
    "judged",
    "layers",
    "message",
    "profile_of",
]

SENDERS = load_senders()
PROFILES = tuple(LAYOUTS)
PROVEN = ("gmail", "outlook", "fastmail", "generic")  # where the place of a result proves whose it is
APPOINTMENT = "Your appointment is on Monday, April 5, 2027 at 9:00 AM."


def profile_of(name: str) -> Profile:
    return profile_for("mx.example.net") if name == "generic" else profile_named(name)


def message(**arguments: object) -> Message:
    return parse(compose(**({"subject": "Appointment", "text": APPOINTMENT} | arguments)))  # type: ignore[arg-type]


def judged(
    raw: bytes, *, profile: str | None = "gmail", own: Iterable[str] = (), channel: Channel = Channel.EMAIL
) -> Verdict:
    context = Context(profile=profile_of(profile) if profile else None, own_addresses=frozenset(own), senders=SENDERS)
    return judge(parse(raw, channel=channel), context)


def believed(raw: bytes, known: KnownChecks, *, profile: str | None = "gmail", own: Iterable[str] = ()) -> Verdict:
    """The judgement with our own check of signatures, and of what is attached."""
    context = Context(profile=profile_of(profile) if profile else None, own_addresses=frozenset(own), senders=SENDERS)
    return believe(raw, parse(raw), context, Checker(known, SENDERS), whole=True).verdict


def layers(parsed: Message) -> list[tuple[Layer, str]]:
    return [(segment.layer, parsed.text[segment.start : segment.end]) for segment in parsed.segments]
