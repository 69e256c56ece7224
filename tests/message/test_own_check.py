"""What our own check of the signature changes about a message: how far it is believed, and which message is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.message.factory import APPOINTMENT, PROFILES, SENDERS, compose, profile_of
from tests.message.forgeries import ATTACKS, Scene
from tests.message.signing import DOMAIN, KEY_NAME, key_record, private_key, signed
from tracker.message.authenticity import Context, judge
from tracker.message.dkim import MAX_CHECKED, DkimResult, Outcome
from tracker.message.dkim_keys import KeyAnswer, KeyStatus
from tracker.message.dkim_known import Checker, KnownChecks
from tracker.message.originals import MOST_ORIGINALS, Believed, believe
from tracker.message.parse import parse
from tracker.message.types import Authenticity, Channel, Lane

OFFICIAL, UNVERIFIED, FAKE, OTHER = Authenticity
PUBLISHED = KnownChecks(answers={KEY_NAME: KeyAnswer(status=KeyStatus.FOUND, records=(key_record(),))})
TO = "maria@example.com"
FRIEND = "Ana <ana@family.example>"


def genuine(**arguments: Any) -> bytes:
    """As ICE would send it: signed, without what the receiving server adds."""
    return signed(compose(**({"subject": "Appointment", "text": APPOINTMENT, "profile": None} | arguments)))


def delivered(raw: bytes, profile: str | None, dmarc: str = "pass") -> bytes:
    """The same bytes below what that provider writes on arrival."""
    if profile is None:
        return raw
    stamped = compose(subject="x", text="y", profile=profile, dmarc=dmarc)
    return stamped[: stamped.index(b"\r\nFrom:") + 2] + raw


def forwarded(*originals: bytes, from_: str = FRIEND, text: str = "See below.", **more: Any) -> bytes:
    return compose(**({"subject": "Fwd", "text": text, "from_": from_, "attached": originals, "profile": None} | more))


def believed(
    raw: bytes, profile: str | None = None, *, known: KnownChecks = PUBLISHED, own: tuple[str, ...] = (), **more: Any
) -> Believed:
    context = Context(profile=profile_of(profile) if profile else None, own_addresses=frozenset(own), senders=SENDERS)
    return believe(raw, parse(raw), context, Checker(known, SENDERS), more.pop("whole", True))


def test_the_library_that_parses_hands_on_what_was_signed() -> None:
    assert believed(genuine()).verdict.authenticity is OFFICIAL


@pytest.mark.parametrize("profile", [*PROFILES, None])
@pytest.mark.parametrize("dmarc", ["pass", "none", "temperror", "bestguesspass"])
def test_our_own_check_makes_official_whatever_the_provider_leaves_open(profile: str | None, dmarc: str) -> None:
    found = believed(delivered(genuine(), profile, dmarc), profile)
    assert (found.verdict.authenticity, found.verdict.lane) == (OFFICIAL, Lane.ICE)
    assert found.verdict.evidence[-1] == f"Our own check of the signature of {DOMAIN} passed."


def test_where_nobody_else_vouches_nothing_says_that_nobody_does() -> None:
    assert not any("Nobody vouches" in sentence for sentence in believed(genuine()).verdict.evidence)
    assert any("Nobody vouches" in sentence for sentence in believed(genuine(), known=KnownChecks()).verdict.evidence)


@pytest.mark.parametrize("profile", PROFILES)
def test_where_the_provider_denies_what_the_signature_proves_a_person_looks(profile: str) -> None:
    found = believed(delivered(genuine(), profile, "fail"), profile).verdict
    assert (found.authenticity, found.poses_as_ice) == (UNVERIFIED, False)
    assert "contradict" in found.evidence[-1]


def test_a_contradiction_over_mail_that_holds_a_forward_says_that_it_does() -> None:
    text = "Look\n\n---------- Forwarded message ---------\nFrom: Ana\nDate: Mon\nSubject: x\nTo: Maria\n\nSee below."
    found = believed(delivered(genuine(subject="Fwd: x", text=text), "gmail", "fail"), "gmail").verdict
    assert (found.authenticity, found.forwarded) == (UNVERIFIED, True)
    assert "contradict" in found.evidence[-1]


def test_genuine_mail_that_was_forwarded_automatically_keeps_its_own_proof() -> None:
    raw = delivered(b"X-Forwarded-To: maria@example.com\r\n" + genuine(), "gmail", "fail")
    found = believed(raw, "gmail").verdict
    assert (found.authenticity, found.forwarded) == (OFFICIAL, True)


@pytest.mark.parametrize(("dmarc", "authenticity"), [("pass", OFFICIAL), ("none", UNVERIFIED), ("fail", FAKE)])
def test_a_broken_signature_is_said_and_takes_nothing_away(dmarc: str, authenticity: Authenticity) -> None:
    raw = delivered(genuine(), "gmail", dmarc).replace(b"Subject: App", b"Subject: Dis")
    found = believed(raw, "gmail").verdict
    assert found.authenticity is authenticity
    assert "does not fit" in found.evidence[-1]


def test_a_message_without_a_signature_is_said_to_have_none() -> None:
    raw = compose(subject="x", text=APPOINTMENT)
    assert believed(raw, "gmail").verdict.evidence[-1] == f"It bears no signature of {DOMAIN}."


def test_a_key_that_was_not_handed_in_is_wanted() -> None:
    checker = Checker(KnownChecks(), SENDERS)
    raw = genuine()
    found = believe(raw, parse(raw), Context(profile=None, senders=SENDERS), checker, whole=True)
    assert checker.wanted == [KEY_NAME]
    assert found.own_check is not None
    assert found.own_check.outcome is Outcome.UNAVAILABLE
    assert found.verdict.authenticity is UNVERIFIED


def test_a_result_that_was_kept_counts_before_any_key() -> None:
    raw = genuine()
    result = believed(raw).own_check
    assert result is not None
    gone = KnownChecks(answers={KEY_NAME: KeyAnswer(status=KeyStatus.NO_NAME)}, results=(result,))
    assert believed(raw, known=gone).verdict.authenticity is OFFICIAL


def test_a_kept_result_of_a_domain_that_is_not_the_senders_counts_for_nothing() -> None:
    raw = genuine()
    message = parse(raw)
    for domain in ("evil.example", "uscis.dhs.gov", None):
        odd = DkimResult(of=message.sha256, outcome=Outcome.PASS, reason="Odd.", domain=domain)
        found = judge(message, Context(profile=None, senders=SENDERS, own_check=odd))
        assert found.authenticity is UNVERIFIED


@pytest.mark.parametrize("from_", ["x@uscis.dhs.gov", "x@usdoj.gov"])
def test_a_neighbours_signature_is_believed_in_its_own_lane(from_: str) -> None:
    domain = from_.partition("@")[2]
    raw = signed(compose(subject="x", text="y", from_=from_, profile=None), domain=domain)
    answers = {f"sel1._domainkey.{domain}": KeyAnswer(status=KeyStatus.FOUND, records=(key_record(),))}
    found = believed(raw, known=KnownChecks(answers=answers)).verdict
    assert (found.authenticity, found.lane is Lane.ICE) == (OFFICIAL, False)


# To whom a signed message is addressed


def test_a_recipient_put_in_afterwards_is_none() -> None:
    raw = b"Cc: thief@example.org\r\n" + genuine(to=TO)
    found = believed(raw)
    assert found.verdict.authenticity is OFFICIAL
    assert found.message.recipients == (TO,)
    assert parse(raw).recipients == (TO, "thief@example.org")


def test_where_no_recipient_is_signed_there_is_none() -> None:
    raw = compose(subject="x", text=APPOINTMENT, to=TO, profile=None)
    open_ = signed(raw, names=("from", "subject", "date", "content-type"))
    assert believed(open_.replace(b"To: maria", b"To: thief")).message.recipients == ()


# Attached originals


@pytest.mark.parametrize("profile", ["gmail", "icloud", None])
def test_an_attached_original_that_proves_itself_is_read_instead(profile: str | None) -> None:
    original = delivered(genuine(to=TO), "outlook", "none")
    raw = forwarded(original, to="helper@example.org", profile=profile)
    found, around = believed(raw, profile), parse(raw)
    assert (found.verdict.authenticity, found.verdict.lane, found.verdict.forwarded) == (OFFICIAL, Lane.ICE, True)
    assert (found.message.recipients, found.message.subject) == ((TO,), "Appointment")
    assert found.message.content_id == parse(original).content_id
    assert (found.message.sha256, found.message.received) == (
        around.sha256,
        around.received or parse(original).received,
    )
    assert "read instead" in found.verdict.evidence[0]


ORIGINALS: dict[str, Callable[[], bytes]] = {
    "eight bits": lambda: signed(
        "From: noreply@ice.dhs.gov\r\nTo: a@b.example\r\nSubject: Su cita\r\nDate: Mon, 01 Mar 2027 15:30:00 +0000\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\nSu cita es mañana.\r\n".encode()
    ),
    "folded headers": lambda: genuine().replace(b"; s=", b";\r\n\ts="),
    "plain and HTML": lambda: genuine(html=f"<p>{APPOINTMENT}</p>"),
    "a long subject": lambda: genuine(subject="Appointment " * 40),
    "an encoded subject": lambda: genuine(subject="Confirmación de cita"),
    "a calendar": lambda: genuine(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
}


@pytest.mark.parametrize("name", ORIGINALS)
def test_originals_of_every_build_survive_being_attached(name: str) -> None:
    assert believed(forwarded(ORIGINALS[name]())).verdict.authenticity is OFFICIAL


def test_an_attached_original_that_was_changed_is_not_read() -> None:
    raw = forwarded(genuine().replace(b"Subject: App", b"Subject: Dis"))
    found = believed(raw)
    assert (found.verdict.authenticity, found.message.subject) == (UNVERIFIED, "Fwd")
    assert any(sentence.startswith("Attached: The signature") for sentence in found.verdict.evidence)


def test_an_attached_original_vouched_for_by_headers_alone_is_not_believed() -> None:
    original = compose(subject="x", text=APPOINTMENT, profile="gmail")
    assert believed(forwarded(original), "gmail").verdict.authenticity is UNVERIFIED


def test_of_two_different_originals_none_is_read() -> None:
    raw = forwarded(genuine(), genuine(subject="Another"))
    found = believed(raw)
    assert (found.verdict.authenticity, found.message.subject) == (UNVERIFIED, "Fwd")
    assert "Several originals" in found.verdict.evidence[-1]
    assert believed(forwarded(genuine(), genuine())).verdict.authenticity is OFFICIAL


def test_one_original_beside_other_attachments_is_read() -> None:
    letter = compose(subject="x", text="y", from_=FRIEND, profile=None)
    assert believed(forwarded(letter, genuine())).verdict.authenticity is OFFICIAL


def test_only_a_few_attached_messages_are_tried() -> None:
    letters = [compose(subject=f"{n}", text="y", from_=FRIEND, profile=None) for n in range(MOST_ORIGINALS)]
    assert believed(forwarded(*letters, genuine())).verdict.authenticity is not OFFICIAL


@pytest.mark.parametrize(
    "around",
    [
        {"from_": "ICE <x@gmail.com>"},
        {"text": "This is ICE. You must report at once."},
        {"headers": [("From", "noreply@ice.dhs.gov")]},
    ],
)
def test_a_poser_gains_nothing_by_attaching_an_original(around: dict[str, Any]) -> None:
    found = believed(forwarded(genuine(), **around))
    assert found.verdict.authenticity in {FAKE, UNVERIFIED}
    assert found.message.subject == "Fwd"


def test_the_person_forwarding_to_herself_has_the_original_read_but_not_when_she_writes_to_ice() -> None:
    for to, authenticity in ((TO, OFFICIAL), ("office@ice.dhs.gov", UNVERIFIED)):
        raw = forwarded(genuine(), from_=f"Maria <{TO}>", to=to)
        assert believed(raw, own=(TO,)).verdict.authenticity is authenticity


def test_an_original_within_an_original_is_not_looked_for() -> None:
    assert believed(forwarded(forwarded(genuine()))).verdict.authenticity is not OFFICIAL


def test_a_part_of_a_message_has_no_signature_that_could_be_checked() -> None:
    found = believed(delivered(genuine(), "gmail"), "gmail", whole=False)
    assert "Not the whole message" in found.verdict.evidence[-1]


def test_nothing_is_said_of_an_original_that_may_be_here_only_in_part() -> None:
    raw = forwarded(genuine().replace(b"Subject: App", b"Subject: Dis"))
    long = raw + b"\r\n" + b"x" * MAX_CHECKED
    for found in (believed(raw, whole=False), believed(long)):
        assert not any(sentence.startswith("Attached") for sentence in found.verdict.evidence)


def test_text_messages_have_no_signature() -> None:
    raw = genuine()
    message = parse(raw, channel=Channel.SMS)
    found = believe(raw, message, Context(profile=None, senders=SENDERS), Checker(PUBLISHED, SENDERS), whole=True)
    assert (found.own_check, found.verdict.authenticity) == (None, UNVERIFIED)


# Forgeries, by somebody who has a key of his own and the bytes of a genuine message


# There the provider passed it for a signature that is not on it, so one on it only fills the gap.
IMPOSSIBLE = {"signed by another", "pass without a signature"}


@pytest.mark.parametrize("name", [name for name in ATTACKS if name not in IMPOSSIBLE])
def test_no_forgery_gains_by_a_signature_with_a_key_of_its_own(name: str) -> None:
    for profile in ("gmail", "icloud", None):
        raw = ATTACKS[name](Scene(profile, turn=1))
        for domain in (DOMAIN, "evil.example"):
            try:
                under = signed(raw, key=private_key(2048, "forger"), domain=domain)
            except (ValueError, UnicodeError):
                under = raw
            assert believed(under, profile).verdict.authenticity is not OFFICIAL


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "a second subject": lambda raw: b"Subject: Cancelled\r\n" + raw,
    "a second date": lambda raw: b"Date: Tue, 02 Mar 2027 15:30:00 +0000\r\n" + raw,
    "a second type": lambda raw: b"Content-Type: text/html\r\n" + raw,
    "a second recipient": lambda raw: b"To: thief@example.org\r\n" + raw,
    "another encoding": lambda raw: b"Content-Transfer-Encoding: quoted-printable\r\n" + raw,
    "more text": lambda raw: raw + b"QXBwb2ludG1lbnQ=\r\n",
    "headers in a header": lambda raw: (
        b"X-A: b\rFrom: noreply@ice.dhs.gov\rTo: thief@example.org\rSubject: Cancelled\r"
        b"Date: Mon, 01 Mar 2027 15:30:00 +0000\rContent-Type: text/plain\r\rYour appointment is cancelled.\r\n" + raw
    ),
    "an empty line on top": lambda raw: b"X-A: b\r\n\r\n" + raw,
    "a mark on top": lambda raw: b"\xef\xbb\xbf" + raw,
}


@pytest.mark.parametrize("name", CHANGES)
def test_no_change_to_a_genuine_message_leaves_it_official(name: str) -> None:
    raw = CHANGES[name](genuine())
    for shape in (raw, forwarded(raw)):
        assert believed(shape).verdict.authenticity is not OFFICIAL
