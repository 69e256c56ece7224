"""How far the sender of a message can be believed. Pure: message and context go in, a verdict comes out.

Official takes all of it: one From header with one plain address, a trusted domain, and proof. Proof is the reader's own
provider saying, in a place where no sender can write, that DMARC passed for exactly that domain; or our own strict
check of a signature by that domain. What only lacks proof is unverified; what contradicts itself is fake. The words on
screen never say that a message is safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.frozen import Frozen
from tracker.message.addresses import domain_of, is_one_plain_address, shown_domain
from tracker.message.coverage import left_open
from tracker.message.dkim import DkimResult, is_aligned
from tracker.message.evidence import Evidence
from tracker.message.headers import HeaderView, first, parse_headers
from tracker.message.lookalike import body_poses, domain_poses, holds_ice_copy, name_poses, sender_poses
from tracker.message.place import Finding, passed_through_others, provider_finding
from tracker.message.profiles import Profile
from tracker.message.senders import Senders, load_senders
from tracker.message.text import fold
from tracker.message.types import Authenticity, Channel, Lane, Message, Verdict

__all__ = ["Context", "Senders", "judge", "load_senders", "wants"]

_WORD = re.compile(r"[^\W_]+")
_OF_LANE = {
    Lane.ICE: Evidence.OF_ICE,
    Lane.USCIS: Evidence.OF_USCIS,
    Lane.COURT: Evidence.OF_COURT,
    Lane.CBP: Evidence.OF_CBP,
    Lane.ISAP: Evidence.OF_ISAP,
    Lane.BULK: Evidence.OF_BULK,
}


class Context(Frozen):
    """What no message may choose: the provider's profile (None where nobody vouches), own addresses, known senders, and
    what our own check of the signature found (None where none was made).
    """

    profile: Profile | None
    own_addresses: frozenset[str] = frozenset()  # lower case
    senders: Senders
    own_check: DkimResult | None = None


def judge(message: Message, context: Context) -> Verdict:
    """Weigh the evidence for the sender. Never raises; the same message and context give the same verdict."""
    if message.channel is not Channel.EMAIL:
        return _verdict(Authenticity.UNVERIFIED, Lane.STRANGER, Evidence.NOT_MAIL)
    if not message.senders:
        return _unsigned(message, context)
    if message.from_headers != 1 or len(message.senders) != 1:
        return _several_senders(message, context)
    return _one_sender(message, context)


def _unsigned(message: Message, context: Context) -> Verdict:
    if body_poses(message, context.senders):
        return _posing(Evidence.NO_SENDER_POSES)
    return _copy_or_other(message, context, Evidence.NO_SENDER)


def _several_senders(message: Message, context: Context) -> Verdict:
    senders = context.senders
    lanes = [senders.lane_of(domain_of(sender.address)) for sender in message.senders]
    lane = next((lane for lane in lanes if lane is not Lane.STRANGER), Lane.STRANGER)
    if lane is not Lane.STRANGER:
        return _verdict(Authenticity.UNVERIFIED, lane, Evidence.SEVERAL_SENDERS, multiple_from=True)
    if any(sender_poses(sender, senders) for sender in message.senders) or body_poses(message, senders):
        return _verdict(
            Authenticity.UNVERIFIED,
            lane,
            Evidence.SEVERAL_SENDERS,
            Evidence.ONE_POSES,
            multiple_from=True,
            poses_as_ice=True,
        )
    return _copy_or_other(message, context, Evidence.SEVERAL_SENDERS, multiple_from=True)


def _one_sender(message: Message, context: Context) -> Verdict:
    sender = message.senders[0]
    domain = domain_of(sender.address)
    lane = context.senders.lane_of(domain)
    plain = is_one_plain_address(first(message.headers, "from"))
    if lane is not Lane.STRANGER and not plain:
        return _verdict(Authenticity.UNVERIFIED, lane, Evidence.ODD_ADDRESS)
    if lane is not Lane.STRANGER:
        return _known_sender(message, context, domain, lane)
    if sender.address in context.own_addresses:
        return _own(message, context)
    return _stranger(message, context)


def _known_sender(message: Message, context: Context, domain: str, lane: Lane) -> Verdict:
    """What the provider found, and what our own check of the signature adds to it.

    Our own check can prove what the provider leaves open. It takes nothing away, since honest servers change messages
    on the way too; and where the provider denies what it proves, a person looks.
    """
    found, own = _by_provider(message, context, domain, lane), context.own_check
    if own is None:
        return found
    if not own.passed or own.domain is None or not is_aligned(own.domain, domain, context.senders):
        return found.model_copy(update={"evidence": (*found.evidence, own.reason)})
    if found.authenticity is Authenticity.FAKE:
        evidence = (*found.evidence, own.reason, Evidence.CONTRADICTION)
        return _verdict(Authenticity.UNVERIFIED, lane, *evidence, forwarded=found.forwarded)
    evidence = tuple(sentence for sentence in found.evidence if sentence != Evidence.NOBODY_VOUCHES)
    return _verdict(Authenticity.OFFICIAL, lane, *evidence, own.reason, forwarded=found.forwarded)


def _by_provider(message: Message, context: Context, domain: str, lane: Lane) -> Verdict:
    named = _OF_LANE[lane].of(domain=domain)
    forwarded = message.forwarded_automatically or message.forwarded_inline
    if context.profile is None:
        return _verdict(Authenticity.UNVERIFIED, lane, named, Evidence.NOBODY_VOUCHES, forwarded=forwarded)
    title = context.profile.title
    finding = provider_finding(message.headers, context.profile)
    authenticity, why = _weighed(finding, domain, title)
    if authenticity is Authenticity.OFFICIAL and (gap := left_open(message, finding, domain, context.senders)):
        authenticity, why = Authenticity.UNVERIFIED, gap
    if authenticity is Authenticity.FAKE:
        redirected = message.forwarded_automatically or passed_through_others(message.headers, context.profile)
        if redirected:
            return _verdict(Authenticity.UNVERIFIED, lane, named, why, Evidence.FORWARDED, forwarded=True)
        if not context.senders.trusts(domain):
            authenticity = Authenticity.UNVERIFIED
    poses = authenticity is Authenticity.FAKE and lane is Lane.ICE
    return _verdict(authenticity, lane, named, why, forwarded=forwarded, poses_as_ice=poses)


def _weighed(finding: Finding, domain: str, title: str) -> tuple[Authenticity, str]:
    """What the provider's DMARC result makes of a known domain, and the reason."""
    if unusable := _unusable(finding, domain, title):
        return Authenticity.UNVERIFIED, unusable
    if finding.value == "fail":
        return Authenticity.FAKE, Evidence.DMARC_FAIL.of(provider=title, domain=domain)
    if finding.value != "pass":
        return Authenticity.UNVERIFIED, Evidence.DMARC_OPEN.of(provider=title, domain=domain, result=finding.value)
    if not finding.proven:
        return Authenticity.UNVERIFIED, Evidence.DMARC_UNPROVEN.of(provider=title, domain=domain)
    return Authenticity.OFFICIAL, Evidence.DMARC_PASS.of(provider=title, domain=domain)


def _unusable(finding: Finding, domain: str, title: str) -> str | None:
    if finding.foreign:
        return Evidence.CHECK_FOREIGN.of(provider=title)
    if finding.conflicting:
        return Evidence.CHECKS_CONFLICT
    if finding.value is None:
        return Evidence.NO_CHECK.of(provider=title)
    if finding.header_from != domain:
        return Evidence.CHECK_OF_OTHER.of(provider=title, domain=domain)
    return None


def _own(message: Message, context: Context) -> Verdict:
    if name_poses(message.senders[0].display_name, context.senders):
        return _posing(Evidence.OWN_ADDRESS_POSES)
    forwarded = message.forwarded_inline or holds_ice_copy(message, context.senders)
    return _verdict(Authenticity.UNVERIFIED, Lane.OWN, Evidence.OWN_ADDRESS, forwarded=forwarded)


def _stranger(message: Message, context: Context) -> Verdict:
    sender, senders = message.senders[0], context.senders
    domain = domain_of(sender.address)
    shown = shown_domain(domain)
    if message.own_alert:
        return _verdict(Authenticity.OTHER, Lane.STRANGER, Evidence.OWN_ALERT)
    if domain_poses(domain, senders):
        return _posing(Evidence.DOMAIN_POSES.of(domain=shown))
    if sender_poses(sender, senders):
        return _posing(Evidence.NAME_POSES.of(domain=shown))
    if body_poses(message, senders) and not message.forwarded_inline:
        return _posing(Evidence.TEXT_POSES.of(domain=shown))
    return _copy_or_other(message, context, Evidence.OF_STRANGER.of(domain=shown))


def _copy_or_other(message: Message, context: Context, named: str, *, multiple_from: bool = False) -> Verdict:
    """A stranger who passes on words of ICE is no forger; a stranger who does not is nobody to us."""
    if holds_ice_copy(message, context.senders) or _has_ice_original(message, context.senders):
        return _verdict(
            Authenticity.UNVERIFIED,
            Lane.STRANGER,
            named,
            Evidence.HOLDS_COPY,
            forwarded=True,
            multiple_from=multiple_from,
        )
    return _verdict(Authenticity.OTHER, Lane.STRANGER, named, multiple_from=multiple_from)


def _has_ice_original(message: Message, senders: Senders) -> bool:
    views = (parse_headers(raw) for raw in message.attached)
    return any(senders.lane_of(domain_of(sender.address)) is Lane.ICE for view in views for sender in view.senders)


def _posing(sentence: str) -> Verdict:
    return _verdict(Authenticity.FAKE, Lane.STRANGER, sentence, poses_as_ice=True)


def _verdict(
    authenticity: Authenticity,
    lane: Lane,
    *evidence: str,
    forwarded: bool = False,
    multiple_from: bool = False,
    poses_as_ice: bool = False,
) -> Verdict:
    return Verdict(
        authenticity=authenticity,
        lane=lane,
        evidence=evidence,
        forwarded=forwarded,
        multiple_from=multiple_from,
        poses_as_ice=poses_as_ice,
    )


def wants(view: HeaderView, senders: Senders, subject_words: Iterable[str] = ()) -> bool:
    """Whether a message is worth fetching by its headers alone: a known sender, one who poses, or telling words.

    `subject_words` are phrases: all their words must stand in the subject, whole and in that order, whatever the case,
    the accents and the signs between them.
    """
    if any(
        senders.lane_of(domain_of(sender.address)) is not Lane.STRANGER or sender_poses(sender, senders)
        for sender in view.senders
    ):
        return True
    subject = _in_words(view.subject)
    return any(_in_words(phrase) in subject for phrase in subject_words)


def _in_words(text: str) -> str:
    return " " + " ".join(_WORD.findall(fold(text))) + " "
