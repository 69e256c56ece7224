"""Forgeries of every class against every provider: none may come out official."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.message.factory import APPOINTMENT, PROFILES, PROVEN, compose, judged, profile_of
from tracker.message.sample import LAYOUTS
from tracker.message.types import Authenticity

ICE = "ICE Appointment Scheduler <noreply@ice.dhs.gov>"
PASS = "dmarc=pass (p=REJECT) header.from=ice.dhs.gov"
Attack = Callable[[str], bytes]


def spoof(profile: str, **arguments: object) -> bytes:
    """A message that claims to be ICE's, as the provider stores it when its own check did not pass."""
    given_ = {"subject": "Rescheduled", "text": APPOINTMENT, "from_": ICE, "dmarc": "fail", "profile": profile}
    return compose(**(given_ | arguments))  # type: ignore[arg-type]


def own_id(profile: str) -> str:
    ids = profile_of(profile).ids
    return "" if profile == "outlook" else f"{ids[0].replace('*', 'mx9')}; "


def forged_layout(profile: str) -> list[tuple[str, str]]:
    """All that the provider would write for a pass, written by the sender."""
    genuine = compose(subject="x", text="y", profile=profile).split(b"\r\nFrom:")[0].decode()
    unfolded = genuine.replace("\r\n ", " ").split("\r\n")
    return [(line.split(":", 1)[0], line.split(":", 1)[1].strip()) for line in unfolded]


def without_own_results(raw: bytes) -> bytes:
    """As if the provider had written no check at all: the top run of its results, sealed ones too, taken away."""
    head, _, rest = raw.partition(b"X-Forger: here\r\n")
    lines = head.replace(b"\r\n ", b" ").split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith((b"authentication-results", b"arc-"))]
    return b"\r\n".join(kept) + rest


def silent(profile: str, *forged: tuple[str, str]) -> bytes:
    return without_own_results(spoof(profile, headers=[("X-Forger", "here"), *forged]))


def _results(value: str) -> tuple[str, str]:
    return ("Authentication-Results", value)


ATTACKS: dict[str, Attack] = {
    "plain spoof": spoof,
    "spoof with no policy": lambda p: spoof(p, dmarc="none"),
    "spoof while DNS was down": lambda p: spoof(p, dmarc="temperror"),
    "best guess": lambda p: spoof(p, dmarc="bestguesspass"),
    "forged results below": lambda p: spoof(p, headers=[_results(own_id(p) + PASS)]),
    "forged results of another server": lambda p: spoof(p, headers=[_results(f"mx.ice.dhs.gov; {PASS}")]),
    "forged results without id": lambda p: spoof(p, headers=[_results(PASS)]),
    "forged ARC results": lambda p: spoof(p, headers=[("ARC-Authentication-Results", f"i=1; mx.google.com; {PASS}")]),
    "forged ARC set": lambda p: spoof(
        p,
        headers=[
            ("ARC-Seal", "i=2; a=rsa-sha256; d=google.com; b=x"),
            ("ARC-Authentication-Results", f"i=2; mx.google.com; {PASS}"),
        ],
    ),
    "forged layout of the provider": lambda p: spoof(p, headers=forged_layout(p)),
    "forged layout of another provider": lambda p: spoof(
        p, headers=forged_layout(PROFILES[(PROFILES.index(p) + 1) % len(PROFILES)])
    ),
    "forged layout, provider silent": lambda p: silent(p, *forged_layout(p)) if p != "generic" else spoof(p),
    "forged results, provider silent": lambda p: silent(p, _results(own_id(p) + PASS)) if p != "generic" else spoof(p),
    "comment trap": lambda p: spoof(p, dmarc=f"none (looks like {PASS})"),
    "comment trap, own header": lambda p: spoof(p, headers=[_results(f"{own_id(p)}spf=none ({PASS})")]),
    "pass for the forger's own domain": lambda p: spoof(p, from_="ICE <x@evil.example>", dmarc="pass"),
    "pass for a foreign header.from": lambda p: spoof(p, dmarc="pass").replace(
        b"header.from=ice.dhs.gov", b"header.from=evil.example"
    ),
    "second From above": lambda p: spoof(p, dmarc="pass", headers=[("From", "x@evil.example")]),
    "second From below": lambda p: spoof(p, dmarc="pass").replace(b"\r\nTo:", b"\r\nFrom: x@evil.example\r\nTo:"),
    "second From with a space": lambda p: spoof(p, dmarc="pass").replace(b"\r\nTo:", b"\r\nFrom : x@e.example\r\nTo:"),
    "second From after junk": lambda p: spoof(p, dmarc="pass").replace(b"\r\nTo:", b"\r\n-\r\nfrom:x@e.example\r\nTo:"),
    "two addresses": lambda p: spoof(p, dmarc="pass", from_="noreply@ice.dhs.gov, x@evil.example"),
    "two angle addresses": lambda p: spoof(p, dmarc="pass", from_="<noreply@ice.dhs.gov> <x@evil.example>"),
    "group": lambda p: spoof(p, dmarc="pass", from_="ICE: noreply@ice.dhs.gov;"),
    "quoted local part": lambda p: spoof(p, dmarc="pass", from_='"noreply@ice.dhs.gov"@evil.example'),
    "quoted local part of ICE": lambda p: spoof(p, dmarc="pass", from_='"x@evil.example"@ice.dhs.gov'),
    "route": lambda p: spoof(p, dmarc="pass", from_="<@evil.example:noreply@ice.dhs.gov>"),
    "zero byte": lambda p: spoof(p, dmarc="pass", from_="<x@evil.example\x00@ice.dhs.gov>"),
    "display name": lambda p: spoof(p, dmarc="pass", from_='"noreply@ice.dhs.gov" <x@evil.example>'),
    "address as display name": lambda p: spoof(p, dmarc="pass", from_="noreply@ice.dhs.gov <x@evil.example>"),
    "comment in the address": lambda p: spoof(p, dmarc="pass", from_="x(@evil.example)@ice.dhs.gov"),
    "homoglyph": lambda p: spoof(p, dmarc="pass", from_="ICE <noreply@іce.dhs.gov>"),
    "punycode": lambda p: spoof(p, dmarc="pass", from_="ICE <noreply@xn--ce-8ic.dhs.gov.example>"),
    "suffix of the name": lambda p: spoof(p, dmarc="pass", from_="x@notdhs.gov"),
    "subdomain trick": lambda p: spoof(p, dmarc="pass", from_="x@ice.dhs.gov.evil.example"),
    "hyphen trick": lambda p: spoof(p, dmarc="pass", from_="x@ice.dhs.gov-evil.example"),
    "trailing dot": lambda p: spoof(p, dmarc="pass", from_="x@ice.dhs.gov."),
    "Sender and Reply-To": lambda p: spoof(p, headers=[("Sender", ICE), ("Reply-To", ICE)], from_="x@evil.example"),
    "folded From": lambda p: spoof(p, dmarc="pass").replace(b"From: ICE", b"From: x@evil.example,\r\n ICE"),
    "results in the body": lambda p: spoof(p, text=f"Authentication-Results: {own_id(p)}{PASS}"),
    "injected by the envelope": lambda p: spoof(p, dmarc=f'fail smtp.mailfrom="a; {PASS}"@evil.example'),
}


def test_there_are_enough_classes() -> None:
    assert len(ATTACKS) >= 20


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", ATTACKS)
def test_no_forgery_is_official(name: str, profile: str) -> None:
    raw = ATTACKS[name](profile)
    assert judged(raw, profile=profile).authenticity is not Authenticity.OFFICIAL
    assert judged(raw, profile=None).authenticity is not Authenticity.OFFICIAL


@pytest.mark.parametrize("profile", PROVEN)
def test_the_genuine_message_beside_them_is_official(profile: str) -> None:
    assert judged(spoof(profile, dmarc="pass"), profile=profile).authenticity is Authenticity.OFFICIAL


@pytest.mark.parametrize("profile", sorted(set(PROVEN) - {"generic"}))
def test_taking_the_check_away_takes_the_proof_away(profile: str) -> None:
    raw = silent(profile)
    assert b"dmarc=" not in raw
    assert judged(raw, profile=profile).authenticity is Authenticity.UNVERIFIED


@st.composite
def own_headers(draw: st.DrawFn) -> list[tuple[str, str]]:
    """What a forger may put above his From, in any number and order."""
    values = ["i=1; mx.google.com; " + PASS, "mx.google.com; " + PASS, PASS, "mx.example.net; " + PASS]
    values += [f"mx3.messagingengine.com; {PASS}", "from a (a [10.0.0.1]) by mx.google.com with ESMTPS id 1; x"]
    values += ["from a (2603:10b6::1) by x.outlook.com with HTTPS; x", "by 2002:a05:1 with SMTP id x; y"]
    names = ["Authentication-Results", "ARC-Authentication-Results", "Received", "ARC-Seal", "Resent-From", "X-Y"]
    return draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(values)), max_size=8))


@given(st.sampled_from(sorted(LAYOUTS)), own_headers(), st.sampled_from(["fail", "none", "temperror"]))
def test_no_headers_of_the_forgers_own_make_him_official(
    profile: str, forged: list[tuple[str, str]], dmarc: str
) -> None:
    raw = spoof(profile, headers=forged, dmarc=dmarc)
    assert judged(raw, profile=profile).authenticity is not Authenticity.OFFICIAL


@given(st.sampled_from(sorted(set(PROVEN) - {"generic"})), own_headers())
def test_not_even_where_the_provider_wrote_nothing(profile: str, forged: list[tuple[str, str]]) -> None:
    raw = silent(profile, *forged)
    assert judged(raw, profile=profile).authenticity is not Authenticity.OFFICIAL
