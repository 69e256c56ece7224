"""Our own check of signatures: what it believes, and all that it refuses although the arithmetic is right."""

from __future__ import annotations

import base64
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import dkim
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.message.factory import APPOINTMENT, SENDERS
from tests.message.signing import (
    DOMAIN,
    KEY_NAME,
    SIGNED,
    answering,
    key_record,
    keys,
    private_key,
    signed,
)
from tests.pace import lengths
from tracker.message.dkim import MAX_CHECKED, SINGLE, DkimResult, Outcome, check, is_aligned
from tracker.message.dkim_keys import KeyAnswer, KeyLookup, KeyStatus

PASS, FAIL, NONE, UNAVAILABLE = Outcome
ARRIVED = datetime(2027, 3, 1, 15, 30, tzinfo=UTC)
RAW = f"""From: ICE Appointment Scheduler <noreply@ice.dhs.gov>
To: maria@example.com
Subject: Appointment
Date: Mon, 01 Mar 2027 15:30:00 +0000
Message-ID: <one@ice.dhs.gov>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"

{APPOINTMENT}
""".replace("\n", "\r\n").encode()


def checked(
    raw: bytes, look_up: KeyLookup | None = None, arrived: datetime | None = ARRIVED, **more: Any
) -> DkimResult:
    return check(raw, look_up or keys(), senders=SENDERS, arrived=arrived, **more)


def dkimpy_alone(raw: bytes, record: str | None = None) -> object:
    """What dkimpy says with the same key, or the name of what it raises."""
    try:
        return dkim.DKIM(raw).verify(dnsfunc=lambda *_, **__: (record or key_record()).encode())
    except Exception as error:  # noqa: BLE001 - what it raises is the fact asserted
        return type(error).__name__


def seconds(moment: datetime) -> str:
    return str(int(moment.timestamp()))


@pytest.mark.parametrize("canon", ["relaxed/relaxed", "relaxed/simple", "relaxed"])
def test_a_whole_signature_of_the_senders_own_domain_passes(canon: str) -> None:
    raw = signed(RAW, canon=canon, t=seconds(ARRIVED))
    found = checked(raw)
    assert (found.outcome, found.domain, found.selector) == (PASS, DOMAIN, "sel1")
    assert (found.signed_at, found.key_record) == (ARRIVED, key_record())
    assert found.covered == tuple(name for name in SIGNED if f"\n{name}:" in f"\n{RAW.decode()}".lower())
    assert found.signature_hash is not None
    assert len(found.signature_hash) == 64


def test_a_signature_is_known_again_however_it_is_folded() -> None:
    raw = signed(RAW)
    head, _, proof = raw.partition(b"\r\n")[0].rpartition(b"b=")
    folded = raw.replace(proof, proof[:40] + b"\r\n\t" + proof[40:])
    found, again = checked(raw), checked(folded)
    assert head.endswith(b"; ")
    assert found.signature_hash == again.signature_hash == sha256(proof).hexdigest()
    assert again.outcome is PASS
    assert checked(signed(RAW.replace(b"April", b"May"))).signature_hash != found.signature_hash


def test_headers_signed_as_they_stand_pass_too() -> None:
    lower = b"\r\n".join(
        line.partition(b":")[0].lower() + b":" + line.partition(b":")[2]
        for line in RAW.partition(b"\r\n\r\n")[0].split(b"\r\n")
    )
    raw = signed(lower + b"\r\n\r\nHello\r\n", canon="simple/simple")
    assert checked(raw).outcome is PASS


def test_an_ed25519_signature_passes() -> None:
    key = private_key(0)
    assert checked(signed(RAW, key=key), keys(key_record(key))).outcome is PASS


def test_what_servers_add_above_and_below_breaks_nothing() -> None:
    raw = b"Received: from a by b; x\r\nAuthentication-Results: b; dkim=fail\r\n" + signed(RAW) + b"\r\n\r\n"
    assert checked(raw).outcome is PASS


def test_a_file_with_bare_line_feeds_passes() -> None:
    assert checked(signed(RAW).replace(b"\r\n", b"\n")).outcome is PASS


def test_a_signature_by_an_independent_signer_of_the_same_library_passes() -> None:
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415 - for this test alone

    pem = private_key().private_bytes(form.Encoding.PEM, form.PrivateFormat.TraditionalOpenSSL, form.NoEncryption())
    header = dkim.sign(
        RAW, b"sel1", DOMAIN.encode(), pem, include_headers=[name.encode() for name in SIGNED if name != "mime-version"]
    )
    assert checked(header + RAW, arrived=datetime.now(UTC)).outcome is PASS


def test_headers_signed_once_more_than_they_stand_pass_and_none_can_be_added() -> None:
    """As many senders do, so that nobody adds a second one: RFC 6376 5.4.2."""
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415 - for this test alone

    pem = private_key().private_bytes(form.Encoding.PEM, form.PrivateFormat.TraditionalOpenSSL, form.NoEncryption())
    names = [b"from", b"to", b"subject", b"date", b"content-type", b"from", b"subject", b"date"]
    raw = dkim.sign(RAW, b"sel1", DOMAIN.encode(), pem, include_headers=names) + RAW
    now = datetime.now(UTC)
    assert raw.lower().count(b"from : ") > 1
    assert checked(raw, arrived=now).outcome is PASS
    assert dkimpy_alone(b"Subject: Cancelled\r\n" + raw) is False
    assert checked(b"Subject: Cancelled\r\n" + raw, arrived=now).outcome is NONE


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"April 5", b"April 6"),
        lambda raw: raw.replace(b"9:00", b"9:01"),
        lambda raw: raw + b"more",
        lambda raw: raw.replace(b"Subject: Appointment", b"Subject: Appointed"),
        lambda raw: raw.replace(b"Date: Mon, 01 Mar 2027", b"Date: Tue, 02 Mar 2027"),
        lambda raw: raw.replace(b"noreply@ice.dhs.gov", b"another@ice.dhs.gov"),
        lambda raw: raw.replace(b"To: maria@", b"To: pedro@"),
        lambda raw: raw.replace(b"text/plain", b"text/html"),
    ],
)
def test_any_change_to_what_was_signed_is_a_failure(change: Callable[[bytes], bytes]) -> None:
    raw = change(signed(RAW))
    assert raw != signed(RAW)
    found = checked(raw)
    assert found.outcome is FAIL
    assert "does not fit" in found.reason


def test_a_signature_by_another_key_is_a_failure() -> None:
    raw = signed(RAW, key=private_key(2048, "another"))
    assert checked(raw).outcome is FAIL


# Every row of what dkimpy alone lets through, or trips over


@pytest.mark.parametrize("name", ["Subject", "Date", "Content-Type"])
def test_a_second_header_on_top_is_refused_although_dkimpy_takes_it(name: str) -> None:
    raw = f"{name}: text/plain\r\n".encode() + signed(RAW)
    assert dkimpy_alone(raw) is True
    found = checked(raw)
    assert found.outcome is NONE
    assert f"The header {name.lower()} stands 2 times" in found.reason


@pytest.mark.parametrize("name", [name for name in SINGLE if name != "from"])
def test_no_header_that_may_stand_once_may_stand_twice(name: str) -> None:
    line = f"{name.title()}: x\r\n".encode()
    twice = line + signed(RAW)
    twice = twice if f"\r\n{name}:".encode() in RAW.lower() else line + twice
    assert checked(twice).outcome is NONE


def test_a_second_from_is_nobodys_signature() -> None:
    assert checked(b"From: x@evil.example\r\n" + signed(RAW)).outcome is NONE


@pytest.mark.parametrize("name", ["from", "subject", "date", "content-type"])
def test_a_signature_must_cover_what_is_read(name: str) -> None:
    raw = signed(RAW, names=tuple(one for one in SIGNED if one != name))
    assert dkimpy_alone(raw) is True
    found = checked(raw)
    assert (found.outcome, f"does not cover the header {name}" in found.reason) == (NONE, True)


def test_a_sender_put_in_afterwards_is_refused() -> None:
    raw = signed(RAW.replace(b"noreply@", b"other@"), names=("to", "subject", "date", "content-type"))
    replaced = raw.replace(b"other@", b"noreply@")
    assert dkimpy_alone(replaced) is True
    assert checked(replaced).outcome is NONE


def test_a_message_without_a_content_type_need_not_sign_one_but_none_may_be_added() -> None:
    bare = b"From: noreply@ice.dhs.gov\r\nSubject: x\r\nDate: Mon, 01 Mar 2027 15:30:00 +0000\r\n\r\nHello\r\n"
    raw = signed(bare)
    assert checked(raw).outcome is PASS
    added = b"Content-Type: text/html\r\n" + raw
    assert dkimpy_alone(added) is True
    assert checked(added).outcome is NONE


def test_text_appended_after_a_length_is_refused() -> None:
    raw = signed(RAW, length=10) + b"Your appointment is cancelled.\r\n"
    assert dkimpy_alone(raw) is True
    found = checked(raw)
    assert (found.outcome, "l=" in found.reason) == (NONE, True)


def test_a_length_is_refused_even_where_nothing_was_appended() -> None:
    assert checked(signed(RAW, length=len(RAW.partition(b"\r\n\r\n")[2]))).outcome is NONE


def test_sha1_is_refused() -> None:
    raw = signed(RAW, digest="sha1")
    assert dkimpy_alone(raw) is True
    assert (checked(raw).outcome, "SHA-1" in checked(raw).reason) == (NONE, True)


@pytest.mark.parametrize(
    ("tags", "why"),
    [
        ({"h": "sha1"}, "SHA-1"),
        ({"t": "y"}, "only tests"),
        ({"t": "s:y"}, "only tests"),
        ({"s": "tlsrpt"}, "not for mail"),
        ({"p": ""}, "withdrawn"),
        ({"p": "!!!"}, "cannot be read"),
        ({"p": "AAAA"}, "cannot be read"),
        ({"k": "ed25519"}, "another kind"),
        ({"k": "dsa"}, "another kind"),
        ({"v": "DKIM2"}, "not written as a DKIM key"),
    ],
)
def test_a_key_that_its_owner_does_not_stand_by_is_refused(tags: dict[str, Any], why: str) -> None:
    found = checked(signed(RAW), keys(key_record(**tags)))
    assert (found.outcome, why in found.reason) == (NONE, True)


@pytest.mark.parametrize("tags", [{"h": "sha1"}, {"t": "y"}])
def test_dkimpy_alone_takes_such_keys(tags: dict[str, Any]) -> None:
    assert dkimpy_alone(signed(RAW), key_record(**tags)) is True


@pytest.mark.parametrize("tags", [{"h": "sha1:sha256"}, {"t": "s"}, {"s": "email"}, {"s": "x:*"}, {"n": "a note"}])
def test_a_key_with_other_tags_counts(tags: dict[str, Any]) -> None:
    assert checked(signed(RAW), keys(key_record(**tags))).outcome is PASS


@pytest.mark.parametrize("record", ["", "v=spf1 -all", "p", "k=rsa;;p=x", "v=DKIM1", "v=DKIM1; p=x; p=y", "\x00", "é"])
def test_a_record_that_is_no_key_proves_nothing(record: str) -> None:
    assert checked(signed(RAW), keys(record)).outcome is NONE


def record_of_bits(bits: int) -> str:
    """A key of so many bits, written by hand: libraries refuse to make short ones. Nothing was signed with it."""
    number = ((1 << (bits - 1)) | 1).to_bytes(bits // 8 + 1, "big").lstrip(b"\0")
    number = number if number[0] < 0x80 else b"\0" + number
    content = b"\x02\x82" + len(number).to_bytes(2, "big") + number + b"\x02\x03\x01\x00\x01"
    der = b"\x30\x82" + len(content).to_bytes(2, "big") + content
    return f"v=DKIM1; p={base64.b64encode(der).decode()}"


@pytest.mark.parametrize(
    ("bits", "outcome", "why"),
    [
        (512, NONE, "too short: 512 bits"),
        (1023, NONE, "too short: 1023 bits"),
        (1024, FAIL, "does not fit"),
        (8192, FAIL, "does not fit"),
        (8193, NONE, "too long"),
    ],
)
def test_a_key_must_have_1024_bits_to_be_tried(bits: int, outcome: Outcome, why: str) -> None:
    found = checked(signed(RAW), keys(record_of_bits(bits)))
    assert (found.outcome, why in found.reason) == (outcome, True)


def test_a_key_of_1024_bits_passes() -> None:
    key = private_key(1024)
    assert checked(signed(RAW, key=key), keys(key_record(key))).outcome is PASS


def test_the_flag_s_forbids_a_subdomain_in_the_identity() -> None:
    raw = signed(RAW, i=f"@mail.{DOMAIN}")
    assert checked(raw).outcome is PASS
    assert checked(raw, keys(key_record(t="s"))).outcome is NONE


@pytest.mark.parametrize("status", [KeyStatus.NO_NAME, KeyStatus.NO_RECORD])
def test_no_key_is_no_evidence(status: KeyStatus) -> None:
    found = checked(signed(RAW), answering(status))
    assert (found.outcome, "publishes no key" in found.reason) == (NONE, True)


@pytest.mark.parametrize("status", [KeyStatus.FAILED, KeyStatus.TIMEOUT, KeyStatus.OFF, KeyStatus.NOT_ASKED])
def test_a_key_that_could_not_be_asked_for_is_worth_another_try(status: KeyStatus) -> None:
    found = checked(signed(RAW), answering(status))
    assert (found.outcome, found.key_record) == (UNAVAILABLE, None)
    assert (found.domain, found.selector) == (DOMAIN, "sel1")


def test_several_records_under_one_name_are_no_evidence() -> None:
    assert checked(signed(RAW), keys(key_record(), key_record())).outcome is NONE
    assert checked(signed(RAW), keys(key_record(), "v=spf1 -all")).outcome is NONE


def test_an_expired_signature_counts_if_it_had_not_expired_on_arrival() -> None:
    raw = signed(RAW, t=seconds(ARRIVED), x=seconds(ARRIVED + timedelta(days=1)))
    assert checked(raw).outcome is PASS
    assert checked(raw, arrived=ARRIVED + timedelta(days=1)).outcome is PASS
    late = checked(raw, arrived=ARRIVED + timedelta(days=1, hours=1, seconds=1))
    assert (late.outcome, "had expired" in late.reason) == (NONE, True)
    assert checked(raw, arrived=None).outcome is NONE


def test_dkimpy_alone_judges_the_expiry_by_the_present() -> None:
    assert dkimpy_alone(signed(RAW, x="1500000000")) == "ValidationError"
    assert checked(signed(RAW, x="1500000000"), arrived=datetime(2017, 7, 13, tzinfo=UTC)).outcome is PASS


@pytest.mark.parametrize(
    "tags",
    [
        {"t": seconds(ARRIVED + timedelta(hours=2))},
        {"t": seconds(ARRIVED), "x": seconds(ARRIVED - timedelta(seconds=1))},
        {"t": "soon"},
        {"x": "-1"},
        {"x": "9" * 12},
        {"x": ""},
    ],
)
def test_times_that_cannot_be_are_refused(tags: dict[str, Any]) -> None:
    assert checked(signed(RAW, **tags)).outcome is NONE


def test_a_leading_blank_line_is_survived() -> None:
    raw = b"\r\n" + signed(RAW)
    assert dkimpy_alone(b" " + raw) == "IndexError"
    assert checked(raw).outcome is NONE
    assert checked(b" " + raw).outcome is NONE


def test_an_empty_length_is_refused() -> None:
    assert dkimpy_alone(signed(RAW, l="")) == "ValueError"
    assert checked(signed(RAW, l="")).outcome is NONE
    assert checked(signed(RAW, l="x")).outcome is NONE


def test_a_key_of_the_wrong_kind_is_refused() -> None:
    assert checked(signed(RAW, key=private_key(0))).outcome is NONE
    assert checked(signed(RAW), keys(key_record(private_key(0)))).outcome is NONE


def test_a_long_run_of_spaces_is_refused_before_it_costs_anything() -> None:
    raw = signed(RAW[:-2] + b" " * 100_000 + b"x\r\n", canon="relaxed/relaxed")
    found = list[DkimResult]()
    assert lengths(lambda: found.append(checked(raw))) < 50
    assert (found[0].outcome, "spaces" in found[0].reason) == (NONE, True)
    assert checked(signed(RAW + b"a" + b" \t" * 250 + b"b\r\n")).outcome is PASS
    assert checked(signed(RAW + b"a" + b" \t" * 250 + b" b\r\n")).outcome is NONE


@pytest.mark.parametrize(("runs", "outcome"), [(90, PASS), (1900, NONE)])
def test_much_white_space_in_allowed_runs_costs_little(runs: int, outcome: Outcome) -> None:
    raw = signed(RAW + (b" " * 500 + b"x") * runs, canon="relaxed/simple" if outcome is NONE else "relaxed/relaxed")
    assert len(raw) < MAX_CHECKED
    found = list[Outcome]()
    assert lengths(lambda: found.append(checked(raw).outcome)) < 100
    assert found == [outcome]


def test_a_very_long_message_is_not_checked() -> None:
    raw = signed(RAW + (b"x" * 70 + b"\r\n") * 15_000)
    assert len(raw) > MAX_CHECKED
    assert (checked(raw).outcome, "1 MB" in checked(raw).reason) == (NONE, True)


def test_a_part_of_a_message_is_not_checked() -> None:
    found = checked(signed(RAW), whole=False)
    assert (found.outcome, "Not the whole message" in found.reason) == (NONE, True)


# Whose signature it is


@pytest.mark.parametrize(
    ("domain", "sender", "aligned"),
    [
        ("ice.dhs.gov", "ice.dhs.gov", True),
        ("dhs.gov", "ice.dhs.gov", True),
        ("mail.ice.dhs.gov", "ice.dhs.gov", True),
        ("hq.dhs.gov", "ice.dhs.gov", False),
        ("uscis.dhs.gov", "ice.dhs.gov", False),
        ("uscis.dhs.gov", "dhs.gov", False),
        ("messages.dhs.gov", "dhs.gov", False),
        ("dhs.gov", "uscis.dhs.gov", True),
        ("gov", "ice.dhs.gov", False),
        ("evil.example", "ice.dhs.gov", False),
        ("evilice.dhs.gov", "ice.dhs.gov", False),
        ("ice.dhs.gov.evil.example", "ice.dhs.gov", False),
        ("usdoj.gov", "usdoj.gov", True),
        ("evil.example", "evil.example", False),
    ],
)
def test_only_the_senders_own_domain_or_one_above_or_below_signs_for_it(
    domain: str, sender: str, *, aligned: bool
) -> None:
    assert is_aligned(domain, sender, SENDERS) is aligned
    raw = signed(RAW.replace(b"@ice.dhs.gov", b"@" + sender.encode()), domain=domain)
    look_up = keys(name=f"sel1._domainkey.{domain}")
    assert checked(raw, look_up).outcome is (PASS if aligned else NONE)
    assert bool(look_up.names) is aligned


def test_a_strangers_signature_costs_no_look_up() -> None:
    look_up = keys()
    raw = signed(RAW, domain="mailer.example")
    assert checked(raw, look_up).outcome is NONE
    assert checked(signed(RAW.replace(b"@ice.dhs.gov", b"@evil.example")), look_up).outcome is NONE
    assert look_up.names == []


def test_one_passing_signature_among_broken_ones_is_enough() -> None:
    raw = signed(RAW)
    for broken in (signed(RAW, selector="sel0"), signed(RAW, domain="mailer.example"), signed(RAW, length=1)):
        raw = broken.partition(b"\r\n")[0] + b"\r\n" + raw
    assert checked(raw).outcome is PASS


def test_only_a_few_signatures_are_tried() -> None:
    look_up = keys()
    many = b"".join(signed(RAW, selector=f"x{n}").partition(b"\r\n")[0] + b"\r\n" for n in range(30))
    assert checked(many + signed(RAW), look_up).outcome is NONE
    assert len(look_up.names) == 4


# What two programs would read differently


@pytest.mark.parametrize(
    "prefix",
    [
        b"X-A: b\rFrom: noreply@ice.dhs.gov\rSubject: Cancelled\r\rCancelled.\r\n",
        b"X-A: b\rX-B: c\r\n",
        b"no header\r\n",
        b"\xef\xbb\xbf",
        b"X-A : b\r\n",
        b"From noreply Mon\r\n>From x\r\n",
        b"X-A: b\x0c\r\n\x0cSubject: x\r\n",
    ],
)
def test_headers_that_two_programs_read_differently_prove_nothing(prefix: bytes) -> None:
    assert checked(prefix + signed(RAW)).outcome is not PASS


def test_the_line_of_an_mbox_before_the_headers_is_no_harm() -> None:
    assert checked(b"From x@y Mon Mar  1 00:00:00 2027\r\n" + signed(RAW)).outcome is PASS


def test_more_headers_than_are_read_prove_nothing() -> None:
    assert checked(b"X-Long: y\r\n" * 6000 + signed(RAW)).outcome is NONE


@pytest.mark.parametrize(
    "tags",
    [
        {"v": "2"},
        {"a": "rsa-sha512"},
        {"q": "dns/other"},
        {"c": "relaxed/none"},
        {"i": "@evil.example"},
        {"bh": "***"},
        {"d": "ice.dhs.gov; d=x"},
        {"h": "from:subject:date:content-type:" + ":".join(f"x{n}" for n in range(200))},
        {"h": "from:subject:date:content-type::"},
        {"z": "\u00e9"},
        {"s": "../etc"},
        {"s": "x" * 300},
        {"zz": "y" * 5000},
    ],
)
def test_a_malformed_signature_proves_nothing_and_is_not_looked_up(tags: dict[str, Any]) -> None:
    look_up = keys()
    assert checked(signed(RAW, **tags), look_up).outcome is NONE
    assert look_up.names == []


@pytest.mark.parametrize(
    "value",
    [
        b"v=1; a=rsa-sha256; d=ice.dhs.gov; s=sel1; h=from:subject:date:content-type; bh=AAAA; b=" + filling
        for filling in (b" \r\n " * 1000, b"A \r\n " * 700, b"A\r\n " * 900 + b"!", b"A " * 1900, b"=" * 3000)
    ],
)
def test_a_hostile_signature_costs_little(value: bytes) -> None:
    found = list[Outcome]()
    assert lengths(lambda: found.append(checked(b"DKIM-Signature: " + value + b"\r\n" + RAW).outcome)) < 100
    assert PASS not in found


@given(st.binary(max_size=400), st.integers(0, 3000))
def test_no_bytes_make_it_raise_or_pass(noise: bytes, at: int) -> None:
    raw = signed(RAW)
    found = checked(raw[:at] + noise + raw[at:])
    assert found.outcome in Outcome
    if noise.strip() and at > len(raw) - 60:
        assert found.outcome is not PASS or not (raw[:at] + noise + raw[at:]).startswith(raw.rstrip() + noise.strip())
    assert checked(noise).outcome is NONE


def test_whatever_goes_wrong_inside_is_no_evidence() -> None:
    def failing(_: str) -> KeyAnswer:
        raise RuntimeError

    found = checked(signed(RAW), failing)
    assert (found.outcome, found.of, found.passed) == (NONE, sha256(signed(RAW)).hexdigest(), False)
    assert checked(signed(RAW)).passed


def test_the_outcomes_have_the_names_under_which_they_are_kept() -> None:
    assert [*Outcome] == ["pass", "fail", "none", "unavailable"]


def test_nothing_of_a_message_or_key_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for raw in (signed(RAW), signed(RAW).replace(b"April", b"June"), signed(RAW, key=private_key(0))):
        checked(raw)
    # The check makes its records in this thread, whatever logger it uses. The libraries of other tests keep threads of
    # their own for the life of the process (fsspec's loop, with asyncssh on it), and those log when they please.
    ours = threading.get_ident()
    assert [record for record in caplog.records if record.thread == ours] == []


def test_reasons_are_sentences_that_name_nobody() -> None:
    found = [
        checked(signed(RAW)),
        checked(RAW),
        checked(signed(RAW), answering(KeyStatus.TIMEOUT)),
        checked(signed(RAW), lambda _: KeyAnswer(status=KeyStatus.FOUND)),
        checked(signed(RAW, length=1)),
    ]
    assert len({result.reason for result in found}) == len(found)
    for result in found:
        assert result.reason.endswith(".")
        assert "@" not in result.reason
        assert result.reason.isascii()
    assert KEY_NAME not in str([result.reason for result in found])
