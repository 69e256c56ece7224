from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.message.factory import APPOINTMENT, PROFILES, PROVEN, SENDERS, compose, judged
from tests.message.forgeries import LOOK_ALIKES, NAMES
from tracker.errors import SettingsError
from tracker.message import senders
from tracker.message.authenticity import Context, judge, load_senders, wants
from tracker.message.headers import parse_headers
from tracker.message.parse import parse
from tracker.message.profiles import profile_named
from tracker.message.types import Authenticity, Channel, Lane, Verdict

OFFICIAL, UNVERIFIED, FAKE, OTHER = Authenticity
FORWARD = (
    "Look\n\n---------- Forwarded message ---------\n"
    f"From: ICE <noreply@ice.dhs.gov>\nDate: Mon\nSubject: x\nTo: y\n\n{APPOINTMENT}"
)
SIGNED = f"{APPOINTMENT}\n\nU.S. Immigration and Customs Enforcement"


def verdict(*, seen_by: str | None = "gmail", own: tuple[str, ...] = (), **arguments: object) -> Verdict:
    raw = compose(**({"subject": "Appointment", "text": APPOINTMENT, "profile": seen_by} | arguments))  # type: ignore[arg-type]
    return judged(raw, profile=seen_by, own=own)


@pytest.mark.parametrize("name", PROFILES)
def test_a_proven_pass_makes_official_and_an_unproven_one_does_not(name: str) -> None:
    found = verdict(seen_by=name)
    assert (found.authenticity, found.lane) == (OFFICIAL if name in PROVEN else UNVERIFIED, Lane.ICE)


@pytest.mark.parametrize("domain", ["ice.dhs.gov", "ice.gov", "dhs.gov", "hq.dhs.gov", "ICE.DHS.GOV"])
def test_trusted_domains_and_those_below_them_are_official(domain: str) -> None:
    assert verdict(from_=f"x@{domain}").authenticity is OFFICIAL


@pytest.mark.parametrize("name", PROFILES)
def test_a_failed_check_of_a_trusted_domain_is_fake(name: str) -> None:
    found = verdict(seen_by=name, dmarc="fail")
    assert (found.authenticity, found.poses_as_ice) == (FAKE, True)


@pytest.mark.parametrize(
    "header",
    [
        ("Resent-From", "x@y.org"),
        ("X-Forwarded-To", "x@y.org"),
        ("ARC-Seal", "i=1; a=rsa-sha256; d=university.example; b=x"),
    ],
)
def test_genuine_mail_that_was_forwarded_automatically_is_not_fake(header: tuple[str, str]) -> None:
    found = verdict(dmarc="fail", headers=[header])
    assert (found.authenticity, found.forwarded) == (UNVERIFIED, True)


@pytest.mark.parametrize("dmarc", ["none", "temperror", "permerror", "bestguesspass", "quarantine", "passed"])
@pytest.mark.parametrize("name", PROVEN)
def test_anything_but_a_pass_proves_nothing(name: str, dmarc: str) -> None:
    """Even where the server that handed it over was found to be ICE's own."""
    raw = compose(subject="x", text=APPOINTMENT, profile=name, dmarc=dmarc).replace(b"spf=none", b"spf=pass")
    assert b"spf=pass" in raw
    assert judged(raw, profile=name).authenticity is UNVERIFIED


def test_a_message_nobody_vouches_for_is_unverified() -> None:
    found = judged(compose(subject="x", text=APPOINTMENT), profile=None)
    assert found.authenticity is UNVERIFIED
    assert "no mail provider" in found.evidence[1]


def test_a_pass_for_another_domain_proves_nothing() -> None:
    raw = compose(subject="x", text=APPOINTMENT).replace(b"header.from=ice.dhs.gov", b"header.from=dhs.gov")
    assert judged(raw).authenticity is UNVERIFIED


@pytest.mark.parametrize(
    "sender",
    ["Friends: noreply@ice.dhs.gov;", "<@x.org:noreply@ice.dhs.gov>", '"a b"@ice.dhs.gov', "noreply@ice.dhs.gov ("],
)
def test_an_odd_spelling_of_the_sender_is_unverified(sender: str) -> None:
    raw = compose(subject="x", text=APPOINTMENT).replace(b"From: ICE", f"From: {sender}\r\nX-Old: ICE".encode())
    assert judged(raw).authenticity is UNVERIFIED


@pytest.mark.parametrize(
    "arguments",
    [
        {"headers": [("From", "evil@evil.example")]},
        {"headers": [("From", "noreply@ice.dhs.gov")]},
        {"from_": "noreply@ice.dhs.gov, evil@evil.example"},
        {"from_": "evil@evil.example, noreply@ice.dhs.gov"},
    ],
)
def test_more_than_one_sender_is_unverified_and_said_so(arguments: dict[str, Any]) -> None:
    found = verdict(**arguments)
    assert (found.authenticity, found.multiple_from, found.lane) == (UNVERIFIED, True, Lane.ICE)


def test_strangers_with_a_comma_in_their_name_stay_strangers() -> None:
    assert verdict(from_="Doe, John <john@example.org>").authenticity is OTHER


@pytest.mark.parametrize("sender", LOOK_ALIKES)
def test_a_domain_made_to_look_like_ices_is_fake(sender: str) -> None:
    found = verdict(from_=sender)
    assert (found.authenticity, found.poses_as_ice, found.lane) == (FAKE, True, Lane.STRANGER)


@pytest.mark.parametrize("sender", NAMES)
def test_a_name_that_says_ice_from_elsewhere_is_fake(sender: str) -> None:
    found = verdict(from_=sender, dmarc="pass")
    assert (found.authenticity, found.poses_as_ice) == (FAKE, True)


INNOCENT = [
    "ICE Health Systems <x@icehealthsystems.example>",
    "Healthcode ICE <ice@healthcode.example>",
    "Ice <bob@example.org>",
    "Stop ICE Network <x@example.org>",
    "ICE News Watch <x@example.org>",
    "Immigration and Customs Enforcement Watch <x@example.org>",
    "Alice Appointments <alice.appointments@clinic.example>",
    "Police <x@policegov.example>",
    "Wisconsin DHS <noreply@dhs.wisconsin.gov>",
    "DHS Notifications <noreply@dhs.wisconsin.gov>",
    '"Arizona Department of Homeland Security" <x@azdohs.gov>',
    "Office Notices <x@nice.example>",
    "Ice Hotel Check-in <x@icehotel.example>",
]


@pytest.mark.parametrize("sender", INNOCENT)
def test_names_that_only_resemble_ice_are_others(sender: str) -> None:
    found = verdict(from_=sender)
    assert (found.authenticity, found.poses_as_ice) == (OTHER, False)


@pytest.mark.parametrize(
    "text",
    [
        SIGNED,
        f"This is ICE. {APPOINTMENT}",
        f"{APPOINTMENT}\n\n-- \nICE Appointment Scheduler",
        "Su cita es el 5 de abril de 2027 a las 9:00.\n\nServicio de Inmigración y Control de Aduanas",
        "Votre rendez-vous est le 5 avril 2027.\n\nICE Appointment Scheduler",
    ],
)
def test_a_stranger_who_speaks_as_ice_is_fake(text: str) -> None:
    found = verdict(from_="bob@example.org", text=text)
    assert (found.authenticity, found.poses_as_ice) == (FAKE, True)


@pytest.mark.parametrize(
    "text",
    [
        "ICE arrested five people. Immigration and Customs Enforcement said more will follow.",
        "I have your appointment letter from ICE here, call me. Your lawyer",
        f"My cousin told me: {APPOINTMENT} Is it true?",
        "We sued U.S. Immigration and Customs Enforcement.\n\nJane Roe, Attorney",
    ],
)
def test_people_who_write_about_ice_are_others(text: str) -> None:
    assert verdict(from_="bob@example.org", text=text).authenticity is OTHER


def test_a_relative_who_forwards_ices_words_is_unverified() -> None:
    found = verdict(from_="bob@example.org", text=FORWARD)
    assert (found.authenticity, found.forwarded, found.poses_as_ice) == (UNVERIFIED, True, False)


def test_a_relative_who_attaches_the_original_is_unverified() -> None:
    original = compose(subject="x", text=APPOINTMENT)
    found = verdict(from_="bob@example.org", text="see", attached=[original])
    assert (found.authenticity, found.forwarded) == (UNVERIFIED, True)


def test_a_forward_of_anything_else_is_nothing_to_us() -> None:
    text = FORWARD.replace("ICE <noreply@ice.dhs.gov>", "Bob <bob@example.org>")
    assert verdict(from_="bob@example.org", text=text).authenticity is OTHER


def test_a_poser_who_forwards_is_still_fake() -> None:
    assert verdict(from_="ICE <bob@example.org>", text=FORWARD).authenticity is FAKE


@pytest.mark.parametrize(
    ("domain", "lane"),
    [
        ("uscis.dhs.gov", Lane.USCIS),
        ("x.uscis.dhs.gov", Lane.USCIS),
        ("cbp.dhs.gov", Lane.CBP),
        ("usdoj.gov", Lane.COURT),
        ("eoir.justice.gov", Lane.COURT),
        ("bi.com", Lane.ISAP),
        ("service.govdelivery.com", Lane.BULK),
        ("messages.dhs.gov", Lane.BULK),
    ],
)
def test_neighbours_are_believed_in_their_own_lane_after_a_pass(domain: str, lane: Lane) -> None:
    passed = verdict(from_=f"ICE <x@{domain}>")
    unproven = verdict(from_=f"ICE <x@{domain}>", dmarc="none")
    assert (passed.authenticity, passed.lane) == (OFFICIAL, lane)
    assert (unproven.authenticity, unproven.lane) == (UNVERIFIED, lane)


def test_a_failed_check_is_fake_only_for_trusted_domains() -> None:
    assert verdict(from_="x@uscis.dhs.gov", dmarc="fail").authenticity is FAKE
    assert verdict(from_="x@usdoj.gov", dmarc="fail").authenticity is UNVERIFIED


def test_what_the_person_sent_is_in_its_own_lane() -> None:
    found = verdict(from_="Maria <maria@example.com>", own=("maria@example.com",), seen_by=None)
    assert (found.authenticity, found.lane) == (UNVERIFIED, Lane.OWN)


def test_the_own_address_under_the_name_of_ice_is_fake() -> None:
    assert verdict(from_="ICE <maria@example.com>", own=("maria@example.com",)).authenticity is FAKE


def test_our_own_alert_is_no_evidence_but_its_header_hides_nothing_of_ice() -> None:
    mark = [("X-Tracker-Alert", "1")]
    assert verdict(from_="alerts@example.com", text=SIGNED, headers=mark).authenticity is OTHER
    assert verdict(headers=mark).authenticity is OFFICIAL


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.PAPER])
def test_text_messages_and_letters_are_unverified(channel: Channel) -> None:
    assert judged(b"ICE: your appointment is April 5", channel=channel).authenticity is UNVERIFIED


def test_a_message_without_a_sender_is_other_unless_it_speaks_as_ice() -> None:
    assert judged(b"Subject: x\r\n\r\nhello").authenticity is OTHER
    assert judged(f"Subject: x\r\n\r\n{SIGNED}".encode()).authenticity is FAKE


def test_evidence_never_says_safe_and_names_nobody() -> None:
    for sender in (*LOOK_ALIKES, *NAMES, *INNOCENT, "noreply@ice.dhs.gov"):
        for sentence in verdict(from_=sender).evidence:
            assert "safe" not in sentence.lower()
            assert "@" not in sentence
            assert sentence.isascii()
            assert sentence.endswith(".")


def test_the_trusted_domains_are_a_setting() -> None:
    context = Context(profile=profile_named("gmail"), senders=load_senders(trusted=("ice.example",)))
    message = parse(compose(subject="x", text="y", from_="x@ice.example"))
    assert judge(message, context).authenticity is OFFICIAL


def test_a_mistake_in_the_senders_is_named(tmp_path: Path) -> None:
    path = tmp_path / "senders.toml"
    source = Path(senders.__file__).with_suffix(".toml").read_text("utf-8")
    path.write_text(source.replace("[lanes]", "[lanes]\nmoon = []"))
    with pytest.raises(SettingsError, match=r"senders\.toml: the field lanes\.moon"):
        load_senders(path)
    path.write_text("[")
    with pytest.raises(SettingsError, match="TOML"):
        load_senders(path)
    with pytest.raises(SettingsError, match="cannot be read"):
        load_senders(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("sender", "subject", "wanted"),
    [
        ("noreply@ice.dhs.gov", "x", True),
        ("x@uscis.dhs.gov", "x", True),
        ("x@ice-gov.example", "x", True),
        ("ICE <x@gmail.com>", "x", True),
        ("bob@example.org", "Fwd: Confirmación de CITA", True),
        ("bob@example.org", "lunch", False),
        ("ICE Health Systems <x@example.org>", "x", False),
    ],
)
def test_only_headers_that_may_matter_are_worth_a_fetch(sender: str, subject: str, *, wanted: bool) -> None:
    view = parse_headers(compose(subject=subject, text="y", from_=sender))
    assert wants(view, SENDERS, ["confirmacion de cita"]) is wanted


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("Fwd: your ICE check-in", True),
        ("Tu CITA con ICE", True),
        ("Randevou ak ICE", True),
        ("Zero interest until May", False),
        ("Número de solicitud", False),
        ("Your nice check-in photos", False),
        ("Cita con el dentista", False),
    ],
)
def test_a_subject_counts_only_where_all_words_of_a_term_stand_in_it(subject: str, *, wanted: bool) -> None:
    view = parse_headers(compose(subject=subject, text="y", from_="Ana <ana@example.org>"))
    assert wants(view, SENDERS, ["ICE check-in", "cita con ICE", "randevou ak ICE", "ERO"]) is wanted
