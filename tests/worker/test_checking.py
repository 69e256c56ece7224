"""Our own check on the whole road: the key is asked for when a message comes, and what was found is kept."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.message.signing import KEY_NAME, key_record, signed
from tests.programmes.letters import BEGAN, scheduled
from tests.servers.dns import NameServer
from tests.shell import ADDRESS, GMAIL, NOW, opened
from tracker.appointments.decide import ConfirmOn
from tracker.appointments.events import Effect, Status
from tracker.message.dkim import Outcome
from tracker.message.sample import compose
from tracker.message.types import Authenticity
from tracker.pipeline import MOST_KEYS
from tracker.storage.types import Origin
from tracker.worker.checking import RETRY_FOR
from tracker.worker.home import Home
from tracker.worker.intake import Taken, check_again, read_kept, take_in
from tracker.worker.sandbox import Sandbox

FILE = Origin(person="me")
HOUR = timedelta(hours=1)
SENT = BEGAN + timedelta(days=1)  # as the letters say


@pytest.fixture
def names() -> Iterator[NameServer]:
    with NameServer() as running:
        running.text(KEY_NAME, key_record())
        yield running


@pytest.fixture
def home(tmp_path: Path, names: NameServer, child: Sandbox) -> Iterator[Home]:
    with opened(tmp_path, dns_server=names.address) as made:
        yield replace(made, sandbox=child)


def without_provider(raw: bytes) -> bytes:
    return raw[raw.index(b"\r\nFrom:") + 2 :]


def letter(number: int = 1, to: str | None = None) -> bytes:
    """A signed confirmation, as ICE would send it."""
    raw = without_provider(scheduled(number))
    return signed(raw if to is None else raw.replace(b"maria.lopez@gmail.com", to.encode()))


def taken(home: Home, raw: bytes, *origins: Origin) -> Taken:
    return take_in(home, raw, now=NOW, received=SENT + HOUR, origins=origins or (FILE,))


def anew(home: Home) -> Home:
    """The same record in a process that knows no answer of before."""
    return replace(home)


def authenticity(found: Taken) -> Authenticity:
    assert found.understood is not None
    return found.understood.verdict.authenticity


def statuses(home: Home) -> list[Status]:
    return [one.status for one in home.state("me", NOW).appointments]


def test_a_signed_message_that_nobody_else_vouches_for_confirms(home: Home, names: NameServer) -> None:
    found = taken(home, letter())
    assert authenticity(found) is Authenticity.OFFICIAL
    assert statuses(home) == [Status.CONFIRMED]
    [kept] = home.store.checks.of(found.sha256)
    assert (kept.outcome, kept.domain, kept.selector) == (Outcome.PASS, "ice.dhs.gov", "sel1")
    assert kept.key_record == key_record()
    assert names.asked == [KEY_NAME]


def test_what_was_found_on_arrival_holds_after_the_key_is_gone(home: Home, names: NameServer) -> None:
    found = taken(home, letter())
    names.records.clear()
    later = anew(home)
    understood, new = read_kept(later, found.sha256, now=NOW + timedelta(days=400))
    assert understood is not None
    assert (understood.verdict.authenticity, new) == (Authenticity.OFFICIAL, 0)
    assert names.asked == [KEY_NAME]
    assert statuses(home) == [Status.CONFIRMED]


def test_several_ways_to_one_message_ask_for_its_key_once(home: Home, names: NameServer) -> None:
    home.store.people.add("ana", name="Ana", language=home.person().language, zone="UTC", now=NOW)
    taken(home, letter(), FILE, Origin(person="ana", authserv_id="mx.google.com"))
    assert names.asked == [KEY_NAME]


def test_a_message_without_a_signature_asks_nobody_and_keeps_nothing(home: Home, names: NameServer) -> None:
    found = taken(home, scheduled(1), GMAIL)
    assert authenticity(found) is Authenticity.OFFICIAL
    assert (names.asked, home.store.checks.of(found.sha256)) == ([], ())


def test_a_key_that_could_not_be_asked_for_is_asked_for_again(home: Home, names: NameServer) -> None:
    names.fails.add(KEY_NAME)
    found = taken(home, letter())
    assert authenticity(found) is Authenticity.UNVERIFIED
    assert statuses(home) == [Status.UNVERIFIED]
    assert check_again(home, now=NOW + HOUR, seconds=60) == 1
    assert home.store.checks.of(found.sha256)[0].outcome is Outcome.UNAVAILABLE
    names.fails.clear()
    assert check_again(home, now=NOW + RETRY_FOR, seconds=60) == 1
    assert home.store.checks.of(found.sha256)[0].outcome is Outcome.PASS
    assert statuses(home) == [Status.CONFIRMED]
    assert check_again(home, now=NOW + RETRY_FOR, seconds=60) == 0


def test_after_three_days_nobody_asks_any_more(home: Home, names: NameServer) -> None:
    names.fails.add(KEY_NAME)
    found = taken(home, letter())
    names.fails.clear()
    asked = len(names.asked)
    late = NOW + RETRY_FOR + HOUR
    assert check_again(home, now=late, seconds=60) == 0
    understood, _ = read_kept(anew(home), found.sha256, now=late)
    assert understood is not None
    assert understood.verdict.authenticity is Authenticity.UNVERIFIED
    assert len(names.asked) == asked


def test_a_message_with_very_many_signatures_has_only_a_few_keys_asked_for(home: Home, names: NameServer) -> None:
    raws = [without_provider(scheduled(number)) for number in range(4)]
    many = [
        functools.reduce(lambda raw, n: signed(raw, selector=f"s{n}"), range(4 * at, 4 * at + 4), raw)
        for at, raw in enumerate(raws)
    ]
    found = taken(home, compose(subject="x", text="", from_="Ana <ana@x.example>", attached=many, date=SENT))
    assert len(names.asked) == MOST_KEYS
    assert authenticity(found) is not Authenticity.OFFICIAL


def test_with_look_ups_switched_off_nobody_is_asked(tmp_path: Path, names: NameServer) -> None:
    with opened(tmp_path, dns_server=names.address, dns=False) as home:
        found = taken(home, letter())
        assert authenticity(found) is Authenticity.UNVERIFIED
        assert check_again(home, now=NOW + HOUR, seconds=60) == 0
        assert found.understood is not None
        assert any("switched off" in sentence for sentence in found.understood.verdict.evidence)
        assert names.asked == []


def test_there_is_an_end_to_asking_again_in_one_round(home: Home, names: NameServer) -> None:
    names.fails.add(KEY_NAME)
    for number in range(3):
        taken(home, letter(number))
    assert check_again(home, now=NOW, seconds=0) == 1


def test_an_attached_original_confirms_for_the_one_it_is_addressed_to(home: Home, names: NameServer) -> None:
    for number, to in enumerate((ADDRESS, "pedro@example.org"), start=1):
        # He cannot choose whom the original is addressed to, and neither can whoever sends it on.
        raw = compose(
            subject="Fwd",
            text="See this.",
            from_="Ana <ana@family.example>",
            to=ADDRESS,
            date=SENT,
            attached=[letter(number, to)],
            profile="gmail",
        )
        found = taken(home, raw, GMAIL)
        assert authenticity(found) is Authenticity.OFFICIAL
        assert [one.of != found.sha256 for one in home.store.checks.of(found.sha256)] == [True]
    assert statuses(home) == [Status.CONFIRMED, Status.UNVERIFIED]


@pytest.mark.parametrize("added", [b"", b"Cc: maria.lopez@gmail.com\r\n", b"Delivered-To: maria.lopez@gmail.com\r\n"])
def test_a_genuine_message_to_somebody_else_is_not_hers(home: Home, added: bytes) -> None:
    found = taken(home, added + letter(1, "pedro@example.org"))
    assert authenticity(found) is Authenticity.OFFICIAL
    assert statuses(home) == [Status.UNVERIFIED]
    [effect] = [entry.effect for entry in home.state("me", NOW).entries if entry.sha256 == found.sha256]
    assert effect is Effect.REVIEW


def test_the_attached_original_and_the_message_itself_are_one(home: Home, names: NameServer) -> None:
    original = letter()
    raw = compose(
        subject="Fwd", text="", from_="Ana <ana@x.example>", to=ADDRESS, date=SENT, attached=[original], profile=None
    )
    copy, itself = taken(home, raw), taken(home, original)
    entries = {entry.sha256: entry for entry in home.state("me", NOW).entries}
    assert len(home.state("me", NOW).appointments) == 1
    assert {entries[copy.sha256].same_as, entries[itself.sha256].same_as} > {None}


def test_with_the_bar_raised_only_our_own_check_confirms(tmp_path: Path, names: NameServer) -> None:
    with opened(tmp_path, dns_server=names.address, confirm_on=ConfirmOn.DKIM) as home:
        by_provider, by_us = taken(home, scheduled(1), GMAIL), taken(home, letter(2), GMAIL)
        assert by_provider.understood is not None
        assert by_us.understood is not None
        assert (by_provider.understood.effect, by_us.understood.effect) == (Effect.REVIEW, Effect.CONFIRMS)
        assert statuses(home) == [Status.UNVERIFIED, Status.CONFIRMED]
