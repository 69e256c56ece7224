"""Forgeries of every class against every provider: none may come out official."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.message.factory import PROFILES, PROVEN, believed, judged
from tests.message.forgeries import ATTACKS, PASS, Scene, known_keys
from tests.message.signing import signed
from tracker.message.sample import LAYOUTS
from tracker.message.types import Authenticity

KEYS = known_keys()


def test_there_are_enough_classes() -> None:
    assert len(ATTACKS) >= 40


@pytest.mark.parametrize("profile", [*PROFILES, None])
@pytest.mark.parametrize("name", ATTACKS)
def test_no_forgery_is_official(name: str, profile: str | None) -> None:
    for turn in range(3):
        scene = Scene(profile, turn=turn)
        raw = ATTACKS[name](scene)
        assert believed(raw, KEYS, profile=profile, own=[scene.to]).authenticity is not Authenticity.OFFICIAL
        assert believed(raw, KEYS, profile=None).authenticity is not Authenticity.OFFICIAL


@pytest.mark.parametrize("profile", PROVEN)
def test_the_genuine_message_beside_them_is_official(profile: str) -> None:
    assert judged(Scene(profile).deceived(), profile=profile).authenticity is Authenticity.OFFICIAL


@pytest.mark.parametrize("profile", [*PROFILES, None])
def test_the_signed_message_beside_them_is_official(profile: str | None) -> None:
    raw = signed(Scene(profile).spoof(dmarc="none"))
    assert believed(raw, KEYS, profile=profile).authenticity is Authenticity.OFFICIAL


@pytest.mark.parametrize("profile", sorted(set(PROVEN) - {"generic"}))
def test_taking_the_check_away_takes_the_proof_away(profile: str) -> None:
    raw = Scene(profile).silent()
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
    raw = Scene(profile).spoof(headers=forged, dmarc=dmarc)
    assert judged(raw, profile=profile).authenticity is not Authenticity.OFFICIAL


@given(st.sampled_from(sorted(set(PROVEN) - {"generic"})), own_headers())
def test_not_even_where_the_provider_wrote_nothing(profile: str, forged: list[tuple[str, str]]) -> None:
    raw = Scene(profile).silent(*forged)
    assert judged(raw, profile=profile).authenticity is not Authenticity.OFFICIAL
