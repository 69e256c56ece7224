"""The sentences that tell a person why a sender is believed or not: all of them, word for word, and what is with them.

The order is that of the evidence; who reads it decides by it whether to trust a date.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.message.factory import APPOINTMENT, compose, judged
from tests.message.forgeries import Scene
from tracker.message.types import Authenticity, Lane, Verdict

OFFICIAL, UNVERIFIED, FAKE, OTHER = Authenticity
ICE_NAMED = "The sender's address is of ice.dhs.gov, which belongs to ICE or the Department of Homeland Security."
STRANGE = "The sender's address is of example.org, which is not ICE's."
COPIES = "It carries a copy of a message of ICE; whether the copy is true cannot be seen from it."
SIGNED = f"{APPOINTMENT}\n\nU.S. Immigration and Customs Enforcement"
FORWARD = (
    "Look\n\n---------- Forwarded message ---------\n"
    f"From: ICE <noreply@ice.dhs.gov>\nDate: Mon\nSubject: x\nTo: y\n\n{APPOINTMENT}"
)
MARIA = "maria@example.com"


def told(seen_by: str | None = "gmail", own: tuple[str, ...] = (), **arguments: Any) -> Verdict:
    raw = compose(**({"subject": "x", "text": APPOINTMENT, "profile": seen_by} | arguments))
    return judged(raw, profile=seen_by, own=own)


BY_PROVIDER = [
    ({}, OFFICIAL, "Gmail checked that ice.dhs.gov sent it (DMARC pass)."),
    ({"dmarc": "fail"}, FAKE, "Gmail checked and found that it was not sent by ice.dhs.gov (DMARC fail)."),
    ({"dmarc": "none"}, UNVERIFIED, "Gmail could not tell whether ice.dhs.gov sent it (DMARC none)."),
    (
        {"seen_by": "yahoo"},
        UNVERIFIED,
        "It says that Yahoo found ice.dhs.gov to be the sender, but a forger could have written that.",
    ),
    (
        {"seen_by": None},
        UNVERIFIED,
        "Nobody vouches for it: no mail provider's check is known for this message.",
    ),
]


@pytest.mark.parametrize(("how", "authenticity", "why"), BY_PROVIDER)
def test_what_the_provider_found(how: dict[str, Any], authenticity: Authenticity, why: str) -> None:
    found = told(**how)
    assert (found.authenticity, found.lane, found.evidence) == (authenticity, Lane.ICE, (ICE_NAMED, why))
    assert (found.forwarded, found.multiple_from, found.poses_as_ice) == (False, False, authenticity is FAKE)


def changed(before: bytes, after: bytes, profile: str = "gmail") -> tuple[str, ...]:
    raw = compose(subject="x", text="y", profile=profile)
    assert before in raw
    return judged(raw.replace(before, after), profile=profile).evidence


def test_a_check_that_cannot_be_used() -> None:
    foreign = changed(b"Authentication-Results: mx.google.com", b"Authentication-Results: mx.evil.example")
    assert foreign[1:] == ("The check on top of the message was not written by Gmail.",)
    other = changed(b"header.from=ice.dhs.gov", b"header.from=evil.example")
    assert other[1:] == ("The check by Gmail is not about ice.dhs.gov.",)
    nothing = changed(b"dmarc=pass", b"x-dmarc=pass")
    assert nothing[1:] == ("Gmail left no usable check of the sender on it.",)
    two = changed(
        b"Authentication-Results: spf", b"Authentication-Results: dmarc=none header.from=x.example; spf", "outlook"
    )
    assert two[1:] == ("The message bears several checks of the sender that contradict each other.",)


def test_genuine_mail_that_was_redirected() -> None:
    found = told(dmarc="fail", headers=[("Resent-From", "x@y.org")])
    assert found.evidence == (
        ICE_NAMED,
        "Gmail checked and found that it was not sent by ice.dhs.gov (DMARC fail).",
        "It was forwarded on the way, which breaks that check for genuine mail too.",
    )
    assert (found.lane, found.forwarded, found.poses_as_ice) == (Lane.ICE, True, False)


def test_what_a_pass_by_signature_leaves_open() -> None:
    def relayed(*headers: tuple[str, str]) -> str:
        raw = Scene("gmail").deceived(headers=list(headers)).replace(b"spf=pass", b"spf=fail")
        return judged(raw).evidence[-1]

    def signed(names: str, more: str = "") -> tuple[str, str]:
        return ("DKIM-Signature", f"v=1; a=rsa-sha256; d=ice.dhs.gov; s=s1; h={names}; {more}bh=YQ==; b=YQ==")

    assert relayed() == "The check says pass, but nothing on the message shows why ice.dhs.gov passed."
    assert relayed(signed("from:to:subject:date:content-type", "l=4; ")) == (
        "The signature covers only the beginning of the text, so anybody could have added to it."
    )
    assert relayed(signed("from:to:subject:content-type")) == (
        "The signature does not cover the header date, so anybody could have changed it."
    )
    assert relayed(("Subject", "y")) == (
        "The header subject stands 2 times, so what was checked may not be what is shown."
    )
    long = judged(Scene("gmail").before_to(b"\r\n".join(b"X-Pad: " + b"y" * 900 for _ in range(80))))
    assert long.evidence[-1] == (
        "Its headers are too long to be read to the end, so what was checked may not be what is shown."
    )


def test_a_signature_with_bytes_that_are_no_text_is_read_past() -> None:
    raw = Scene("gmail").deceived(headers=[("DKIM-Signature", "d=ice.dhs.gov; s=s; h=from\udcff")])
    assert judged(raw).authenticity is OFFICIAL


STRANGERS = [
    ({}, OTHER, (STRANGE,), False),
    ({"text": FORWARD}, UNVERIFIED, (STRANGE, COPIES), True),
    ({"attached": [compose(subject="x", text=APPOINTMENT)]}, UNVERIFIED, (STRANGE, COPIES), True),
    (
        {"text": SIGNED},
        FAKE,
        ("The text speaks as ICE, but the address is of example.org, which is not ICE's.",),
        False,
    ),
    (
        {"from_": "ICE <bob@example.org>"},
        FAKE,
        ("The name says ICE, but the address is of example.org, which is not ICE's.",),
        False,
    ),
    (
        {"from_": "bob@ice-gov.example"},
        FAKE,
        ("The domain ice-gov.example is made to look like ICE's and does not belong to it.",),
        False,
    ),
    (
        {"headers": [("X-Tracker-Alert", "1")]},
        OTHER,
        ("It is an alert of this program, not a message of ICE.",),
        False,
    ),
]


@pytest.mark.parametrize(("how", "authenticity", "why", "forwarded"), STRANGERS)
def test_a_stranger(how: dict[str, Any], authenticity: Authenticity, why: tuple[str, ...], *, forwarded: bool) -> None:
    found = told(**({"from_": "bob@example.org"} | how))
    assert (found.authenticity, found.lane, found.evidence) == (authenticity, Lane.STRANGER, why)
    assert (found.forwarded, found.multiple_from, found.poses_as_ice) == (forwarded, False, authenticity is FAKE)


@pytest.mark.parametrize(("text", "forwarded"), [("lunch?", False), (FORWARD, True)])
def test_what_the_person_wrote(text: str, *, forwarded: bool) -> None:
    found = told(from_=MARIA, own=(MARIA,), text=text)
    assert (found.authenticity, found.lane, found.forwarded, found.poses_as_ice) == (
        UNVERIFIED,
        Lane.OWN,
        forwarded,
        False,
    )
    assert found.evidence == ("It was written from the mailbox's own address.",)


def test_somebody_under_the_persons_own_address() -> None:
    found = told(from_=f"ICE <{MARIA}>", own=(MARIA,))
    assert (found.authenticity, found.lane, found.poses_as_ice) == (FAKE, Lane.STRANGER, True)
    assert found.evidence == ("It comes under your own address, but with a name that is made to look like ICE.",)


def test_an_address_that_programs_read_differently() -> None:
    found = told(from_='"x"@ice.dhs.gov')
    assert (found.authenticity, found.lane) == (UNVERIFIED, Lane.ICE)
    assert found.evidence == ("The sender's address is written in a way that programs read differently.",)


SEVERAL = "The message names more than one sender, so none can be believed."
POSES = "One of them is made to look like ICE."


@pytest.mark.parametrize(
    ("senders", "text", "authenticity", "lane", "poses", "why"),
    [
        ("noreply@ice.dhs.gov, x@evil.example", "y", UNVERIFIED, Lane.ICE, False, (SEVERAL,)),
        ("x@evil.example, noreply@uscis.dhs.gov", "y", UNVERIFIED, Lane.USCIS, False, (SEVERAL,)),
        ("ICE <x@evil.example>, y@evil.example", "y", UNVERIFIED, Lane.STRANGER, True, (SEVERAL, POSES)),
        ("x@evil.example, y@evil.example", SIGNED, UNVERIFIED, Lane.STRANGER, True, (SEVERAL, POSES)),
        ("x@evil.example, y@evil.example", "y", OTHER, Lane.STRANGER, False, (SEVERAL,)),
        ("x@evil.example, y@evil.example", FORWARD, UNVERIFIED, Lane.STRANGER, False, (SEVERAL, COPIES)),
    ],
)  # fmt: skip
def test_several_senders(
    senders: str, text: str, authenticity: Authenticity, lane: Lane, why: tuple[str, ...], *, poses: bool
) -> None:
    found = told(from_=senders, text=text)
    assert (found.authenticity, found.lane, found.evidence) == (authenticity, lane, why)
    assert (found.multiple_from, found.poses_as_ice) == (True, poses)


@pytest.mark.parametrize(
    ("text", "authenticity", "why"),
    [
        ("hello", OTHER, ("The message names no sender.",)),
        (SIGNED, FAKE, ("The message names no sender and speaks as ICE.",)),
        (FORWARD, UNVERIFIED, ("The message names no sender.", COPIES)),
    ],
)
def test_no_sender_at_all(text: str, authenticity: Authenticity, why: tuple[str, ...]) -> None:
    found = judged(f"Subject: x\r\n\r\n{text}".replace("\n", "\r\n").encode())
    assert (found.authenticity, found.lane, found.evidence) == (authenticity, Lane.STRANGER, why)


@pytest.mark.parametrize(
    ("domain", "owner"),
    [
        ("uscis.dhs.gov", "USCIS"),
        ("usdoj.gov", "the immigration court"),
        ("cbp.dhs.gov", "Customs and Border Protection"),
        ("bi.com", "the ISAP programme"),
        ("service.govdelivery.com", "a government mailing service"),
    ],
)
def test_neighbours_are_named(domain: str, owner: str) -> None:
    found = told(from_=f"x@{domain}")
    assert found.evidence == (
        f"The sender's address is of {domain}, which belongs to {owner}.",
        f"Gmail checked that {domain} sent it (DMARC pass).",
    )
