from __future__ import annotations

from pathlib import Path

import pytest

from tests.message.factory import PROFILES, PROVEN, compose, profile_of
from tracker.errors import NotFoundError, SettingsError
from tracker.message import profiles
from tracker.message.headers import headers_of, split
from tracker.message.place import Finding, passed_through_others, provider_finding
from tracker.message.profiles import load_profiles, profile_for, profile_named
from tracker.message.types import Header

RESULTS = "dmarc={} header.from=ice.dhs.gov"


def headers(**arguments: object) -> tuple[Header, ...]:
    return headers_of(split(compose(**({"subject": "x", "text": "y"} | arguments)))[0])  # type: ignore[arg-type]


def finding(raw_headers: tuple[Header, ...], profile: str) -> Finding:
    return provider_finding(raw_headers, profile_of(profile))


@pytest.mark.parametrize(
    ("authserv_id", "name"),
    [
        ("mx.google.com", "gmail"),
        ("MX.Google.com", "gmail"),
        ("gmail", "gmail"),
        ("outlook.com", "outlook"),
        ("mx3.messagingengine.com", "fastmail"),
        ("dmarc.icloud.com", "icloud"),
        ("atlas-production.v2-mail-prod1-bf1.omega.yahoo.com", "yahoo"),
        ("mail.protonmail.ch", "proton"),
        ("mailin022.protonmail.ch", "proton"),
        ("mx.example.net", "generic"),
        ("evil-mx.google.com.example", "generic"),
    ],
)
def test_an_id_selects_the_providers_profile_or_is_pinned(authserv_id: str, name: str) -> None:
    assert profile_for(authserv_id).name == name


def test_the_generic_profile_owns_the_pinned_id_and_no_other() -> None:
    profile = profile_for("MX.Example.net")
    assert profile.owns_id("mx.example.net")
    assert not profile.owns_id("example.net")
    assert not profile.owns_id(None)


@pytest.mark.parametrize("dmarc", ["pass", "fail", "none"])
@pytest.mark.parametrize("name", PROFILES)
def test_each_layout_is_read_with_its_proof_of_place(name: str, dmarc: str) -> None:
    found = finding(headers(profile=name, dmarc=dmarc), name)
    assert (found.value, found.header_from, found.proven) == (dmarc, "ice.dhs.gov", name in PROVEN)
    assert not found.foreign
    assert not found.conflicting
    assert found.spf == ("pass" if dmarc == "pass" else "none")
    assert (found.mail_from or "").endswith("ice.dhs.gov") is (dmarc == "pass")


@pytest.mark.parametrize("name", PROFILES)
def test_a_result_forged_below_the_providers_never_turns_a_fail_into_a_pass(name: str) -> None:
    at_once = {"generic": "mx.example.net; ", "outlook": ""}.get(name, f"{profile_of(name).ids[0].replace('*', 'x')}; ")
    genuine = headers(profile=name, dmarc="fail")
    place = next(at for at, header in enumerate(genuine) if header.name == "authentication-results")
    forged = Header(name="authentication-results", value=at_once + RESULTS.format("pass"))
    found = finding((*genuine[: place + 1], forged, *genuine[place + 1 :]), name)
    # Where the provider writes one header only, all below it is ignored; elsewhere two that differ are both useless.
    assert found.value == "fail" if name in {"gmail", "generic"} else found.conflicting


def test_a_seal_that_contradicts_the_results_makes_both_useless() -> None:
    found = finding(
        tuple(
            Header(name=header.name, value=header.value.replace("dmarc=pass", "dmarc=fail"))
            if header.name == "authentication-results"
            else header
            for header in headers()
        ),
        "gmail",
    )
    assert found.conflicting


@pytest.mark.parametrize("name", PROFILES)
def test_a_foreign_result_on_top_hides_the_providers(name: str) -> None:
    foreign = Header(name="authentication-results", value=f"mx.evil.example; {RESULTS.format('pass')}")
    found = finding((foreign, *headers(profile=name)), name)
    assert (found.value, found.foreign) == (None, True)


@pytest.mark.parametrize("name", sorted(set(PROVEN) - {"generic"}))
def test_a_copy_of_the_layout_below_the_real_arrival_proves_nothing(name: str) -> None:
    arrived = {
        "gmail": "from x.example (x.example. [192.0.2.66]) by mx.google.com with ESMTPS id 1",
        "outlook": "from x.outlook.com (192.0.2.66) by y.protection.outlook.com (10.1.2.3) with Microsoft SMTP Server",
        "fastmail": "from mx3.messagingengine.com (unknown [192.0.2.66]) by mx3.messagingengine.com (Postfix)",
    }[name]
    found = finding((Header(name="received", value=arrived), *headers(profile=name)), name)
    assert (found.value, found.proven) == ("pass", False)


def test_gmail_needs_its_seal_above_the_boundary() -> None:
    unsealed = tuple(header for header in headers() if header.name != "arc-authentication-results")
    found = finding(unsealed, "gmail")
    assert (found.value, found.header_from, found.proven) == ("pass", "ice.dhs.gov", False)


def test_mail_that_gmail_fetched_from_elsewhere_proves_nothing() -> None:
    fetched = Header(name="received", value="by 2002:a05:1 with POP3 id x; Mon, 1 Mar 2027 07:30:00 -0800")
    assert not finding((fetched, *headers()), "gmail").proven


def test_a_strange_server_on_top_proves_nothing() -> None:
    moved = Header(name="received", value="from a (a [10.0.0.1]) by imap.example.org with LMTP")
    for name in ("gmail", "outlook", "fastmail"):
        assert not finding((moved, *headers(profile=name)), name).proven


def test_seals_of_others_show_that_mail_was_passed_on() -> None:
    gmail = profile_named("gmail")
    assert not passed_through_others(headers(), gmail)
    assert passed_through_others(headers(headers=[("ARC-Seal", "i=1; d=lists.example; b=x")]), gmail)
    assert passed_through_others(headers(headers=[("ARC-Seal", "i=2; d=google.com; b=x")]), gmail)


def test_an_unknown_provider_is_named_with_the_known_ones() -> None:
    with pytest.raises(NotFoundError, match=r"'hotpost'; known are gmail, outlook"):
        profile_named("hotpost")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[gmail]\ntitle = "Gmail"\n', r"profiles\.toml: the field ids is wrong"),
        ("[gmail\n", r"profiles\.toml is not a table of profiles"),
        ("gmail = 1\n", r"profiles\.toml is not a table of profiles"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "profiles.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=complaint):
        load_profiles(path)


def test_a_wrong_network_is_named_by_its_field(tmp_path: Path) -> None:
    source = Path(profiles.__file__).with_suffix(".toml").read_text("utf-8")
    path = tmp_path / "profiles.toml"
    path.write_text(source.replace('"fe80::/10"', '"fe80::/999"'))
    with pytest.raises(SettingsError, match="internal_networks"):
        load_profiles(path)


def test_a_missing_file_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_profiles(tmp_path / "none.toml")
