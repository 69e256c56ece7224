"""Which message is judged: the one that came, or an original that somebody attached and that proves itself.

A message of ICE that a relative forwards as an attachment still bears ICE's signature. Where our own check passes, the
original is believed and read instead of what stands around it: then its own To and Cc say whose it is.
"""

from __future__ import annotations

from typing import NamedTuple

from tracker.message.addresses import domain_of
from tracker.message.authenticity import Context, judge
from tracker.message.dkim import MAX_CHECKED, DkimResult
from tracker.message.dkim_known import Checker
from tracker.message.evidence import Evidence
from tracker.message.parse import parse, recipients_of
from tracker.message.types import Authenticity, Channel, Lane, Message, Verdict

MOST_ORIGINALS = 5


class Believed(NamedTuple):
    message: Message
    verdict: Verdict
    own_check: DkimResult | None  # None where there is nothing that could bear a signature


def believe(raw: bytes, message: Message, context: Context, checker: Checker, whole: bool) -> Believed:
    """Judge the message, or the original in it. `message` is what was parsed of `raw`; not `whole` is a part of it."""
    if message.channel is not Channel.EMAIL:
        return Believed(message, judge(message, context), None)
    arrived = message.received or message.date
    own = checker.check(raw, message.sha256, arrived=arrived, whole=whole, headers=message.headers)
    checked = Context(
        profile=context.profile, own_addresses=context.own_addresses, senders=context.senders, own_check=own
    )
    around = Believed(_addressed(message, own), judge(message, checked), own)
    # Of a message that was cut off, or is only read in part, what is attached may be a part too.
    complete = whole and len(raw) <= MAX_CHECKED
    return _original(around, context, checker) if complete and _may_stand_aside(around, context) else around


def _may_stand_aside(around: Believed, context: Context) -> bool:
    """Whether what is attached may be read instead: not in a fake, nor in what the person wrote to ICE."""
    message, verdict = around.message, around.verdict
    if verdict.authenticity in {Authenticity.OFFICIAL, Authenticity.FAKE} or verdict.multiple_from:
        return False
    to_ice = any(context.senders.lane_of(domain_of(address)) is Lane.ICE for address in message.recipients)
    return not (verdict.lane is Lane.OWN and to_ice)


def _addressed(message: Message, own: DkimResult) -> Message:
    """Only what is signed says whose it is: to a signed message that is sent on, anybody can add a Cc."""
    if not own.passed:
        return message
    return message.model_copy(update={"recipients": recipients_of(message.headers, only=own.covered)})


def _original(around: Believed, context: Context, checker: Checker) -> Believed:
    """The one attached original that passes our own check; where there is none, or several, the message around it."""
    tried = [_attached(raw, context, checker) for raw in around.message.attached[:MOST_ORIGINALS]]
    passed = {one.message.content_id: one for one in tried if one.verdict.authenticity is Authenticity.OFFICIAL}
    if len(passed) != 1:
        told = (
            [Evidence.SEVERAL_ORIGINALS]
            if passed
            else [Evidence.ATTACHED.of(finding=check.reason) for _, _, check in tried if check and check.domain]
        )
        verdict = around.verdict.model_copy(update={"evidence": (*around.verdict.evidence, *dict.fromkeys(told))})
        return around._replace(verdict=verdict)
    [found] = passed.values()
    came = {"sha256": around.message.sha256, "received": around.message.received or found.message.received}
    verdict = found.verdict.model_copy(
        update={"forwarded": True, "evidence": (Evidence.READ_INSTEAD, *found.verdict.evidence)},
    )
    return Believed(found.message.model_copy(update=came), verdict, found.own_check)


def _attached(raw: bytes, context: Context, checker: Checker) -> Believed:
    """No provider vouches for what is attached, and its Received lines are whatever the sender put there: they serve
    for nothing but whether the signature had expired.
    """
    message = parse(raw)
    arrived = message.received or message.date
    own = checker.check(raw, message.sha256, arrived=arrived, headers=message.headers)
    alone = Context(profile=None, senders=context.senders, own_check=own)
    return Believed(_addressed(message, own), judge(message, alone), own)
