"""A provider's pass says who sent a message; how much of the message it vouches for is another question."""

from __future__ import annotations

import pytest

from tests.message.factory import PROVEN, judged
from tests.message.forgeries import Headers, Scene
from tracker.message.types import Authenticity, Verdict

WHOLE = "from:to:cc:subject:date:content-type"


def signed(names: str = WHOLE, *, domain: str = "ice.dhs.gov", more: str = "") -> tuple[str, str]:
    tags = f"v=1; a=rsa-sha256; d={domain}; s=s1; h={names}; {more}bh=YQ==; b=YQ=="
    return ("DKIM-Signature", tags)


def relayed(*headers: tuple[str, str], profile: str = "gmail", mail_from: str | None = None) -> Verdict:
    """Passed by the provider, but not for the server that handed it over."""
    raw = Scene(profile).deceived(headers=list(headers))
    if mail_from:
        raw = raw.replace(b"smtp.mailfrom=ice.dhs.gov", b"smtp.mailfrom=" + mail_from.encode())
        return judged(raw, profile=profile)
    return judged(raw.replace(b"spf=pass", b"spf=fail"), profile=profile)


@pytest.mark.parametrize("profile", PROVEN)
def test_a_pass_by_a_signature_over_everything_that_counts_is_official(profile: str) -> None:
    assert relayed(signed(), profile=profile).authenticity is Authenticity.OFFICIAL


@pytest.mark.parametrize("missing", WHOLE.split(":"))
def test_a_header_that_the_signature_leaves_out_could_have_been_changed(missing: str) -> None:
    rest = ":".join(name for name in WHOLE.split(":") if name != missing)
    found = relayed(signed(rest), ("Cc", "ana@example.com"))
    assert found.authenticity is Authenticity.UNVERIFIED
    assert f"does not cover the header {missing}" in found.evidence[-1]


def test_a_header_that_is_not_there_need_not_be_signed() -> None:
    assert relayed(signed("from:to:subject:date:content-type")).authenticity is Authenticity.OFFICIAL


def test_of_several_signatures_the_weakest_counts_for_nobody_says_which_passed() -> None:
    assert relayed(signed(), signed("from:subject:date")).authenticity is Authenticity.UNVERIFIED
    assert relayed(signed(), signed("from", domain="evil.example")).authenticity is Authenticity.OFFICIAL


def test_text_below_the_signed_part_is_anybodys() -> None:
    found = relayed(signed(more="l=4; "))
    assert (found.authenticity, "only the beginning" in found.evidence[-1]) == (Authenticity.UNVERIFIED, True)


@pytest.mark.parametrize(
    "server", ["ice.dhs.gov", "noreply@ice.dhs.gov", "dhs.gov", "bounce.mail.ice.dhs.gov", "ice.gov"]
)
def test_what_a_server_of_ices_own_handed_over_needs_no_signature(server: str) -> None:
    assert relayed(signed("from"), mail_from=server).authenticity is Authenticity.OFFICIAL


@pytest.mark.parametrize("server", ["evil.example", "x@evil.example", "notdhs.gov", "dhs.gov.evil.example"])
def test_a_pass_of_a_strangers_server_needs_a_signature(server: str) -> None:
    found = relayed(mail_from=server)
    assert (found.authenticity, "nothing on the message shows why" in found.evidence[-1]) == (
        Authenticity.UNVERIFIED,
        True,
    )
    assert relayed(signed(), mail_from=server).authenticity is Authenticity.OFFICIAL


def test_two_results_about_the_server_that_differ_count_as_none() -> None:
    raw = Scene("outlook").deceived().replace(b"spf=pass (", b"spf=pass smtp.mailfrom=evil.example; spf=pass (")
    assert judged(raw, profile="outlook").authenticity is Authenticity.UNVERIFIED


def test_a_server_that_names_dmarc_alone_is_believed_where_no_signature_stands() -> None:
    raw = Scene("generic").deceived().replace(b" spf=pass smtp.mailfrom=ice.dhs.gov;", b"")
    assert judged(raw, profile="generic").authenticity is Authenticity.OFFICIAL


ONCE = ("Subject", "Date", "To", "Cc", "Content-Type", "Message-ID", "MIME-Version", "Reply-To", "Sender")


@pytest.mark.parametrize("name", ONCE)
def test_a_header_that_stands_twice_leaves_open_which_was_checked(name: str) -> None:
    twice: Headers = [(name, "text/plain" if name == "Content-Type" else "x")] * 2
    found = judged(Scene("gmail").deceived(headers=twice))
    assert (found.authenticity, f"The header {name.lower()} stands" in found.evidence[-1]) == (
        Authenticity.UNVERIFIED,
        True,
    )


def test_headers_too_long_to_be_read_to_the_end_leave_it_open_too() -> None:
    pads: Headers = [("X-Pad", "y" * 900)] * 70
    fits, exceeds = pads[:60], pads * 2
    assert judged(Scene("gmail").deceived(headers=fits)).authenticity is Authenticity.OFFICIAL
    found = judged(Scene("gmail").before_to(b"\r\n".join(b"X-Pad: " + b"y" * 900 for _ in exceeds)))
    assert (found.authenticity, "too long" in found.evidence[-1]) == (Authenticity.UNVERIFIED, True)
