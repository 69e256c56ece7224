"""What the name service answers about a signature's key, told apart on the whole road; and what may hold up the check.

The messages are really signed, the keys are made in each run, and the name server on this machine is asked for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.message.signing import KEY_NAME, key_record, private_key, signed
from tests.programmes.letters import BEGAN, scheduled
from tests.servers.dns import NameServer
from tests.shell import NOW, opened
from tracker.appointments.events import Status
from tracker.message.dkim import Outcome
from tracker.message.dkim_keys import KeyStatus
from tracker.message.types import Authenticity
from tracker.storage.types import Origin
from tracker.worker.home import Home
from tracker.worker.intake import Taken, check_again, read_kept, take_in
from tracker.worker.sandbox import Sandbox

FILE = Origin(person="me")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SENT = BEGAN + DAY  # as the letters say
NONE, UNAVAILABLE = Outcome.NONE, Outcome.UNAVAILABLE


@pytest.fixture
def names() -> Iterator[NameServer]:
    with NameServer() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, names: NameServer, child: Sandbox) -> Iterator[Home]:
    with opened(tmp_path, dns_server=names.address) as made:
        yield replace(made, sandbox=child)


def bare(number: int = 1) -> bytes:
    """A confirmation as ICE would write it, below nothing that a receiving server adds."""
    raw = scheduled(number)
    return raw[raw.index(b"\r\nFrom:") + 2 :]


def taken(home: Home, raw: bytes, *, after: timedelta = HOUR) -> Taken:
    return take_in(home, raw, now=NOW, received=SENT + after, origins=[FILE])


def believed(found: Taken) -> tuple[Authenticity, str]:
    """How far, and the last reason for it."""
    assert found.understood is not None
    return found.understood.verdict.authenticity, found.understood.verdict.evidence[-1]


def statuses(home: Home) -> list[Status]:
    return [one.status for one in home.state("me", NOW).appointments]


def publishing(*records: str) -> Callable[[NameServer], None]:
    return lambda names: names.text(KEY_NAME, *records)


def bare_name(names: NameServer) -> None:
    names.without_text.add(KEY_NAME)


def broken(names: NameServer) -> None:
    names.fails.add(KEY_NAME)


def silent(names: NameServer) -> None:
    names.silent = True


ANSWERS: dict[str, tuple[Callable[[NameServer], None], Outcome, str]] = {
    "no such name": (lambda names: None, NONE, "publishes no key"),
    "a name without a text": (bare_name, NONE, "publishes no key"),
    "a key withdrawn": (publishing(key_record(p="")), NONE, "withdrawn"),
    "a key on trial": (publishing(key_record(t="y")), NONE, "only tests"),
    "a key for SHA-1 alone": (publishing(key_record(h="sha1")), NONE, "SHA-1"),
    "a key of another kind": (publishing(key_record(private_key(0))), NONE, "another kind"),
    "two keys": (publishing(key_record(), key_record(private_key(1024))), NONE, "several"),
    "another's key": (publishing(key_record(private_key(2048, "forger"))), Outcome.FAIL, "does not fit"),
    "a server that fails": (broken, UNAVAILABLE, "could not"),
    "a server that is silent": (silent, UNAVAILABLE, "did not answer"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_is_kept_and_only_what_may_change_is_asked_again(name: str, home: Home, names: NameServer) -> None:
    answer, outcome, said = ANSWERS[name]
    answer(names)
    found = taken(home, signed(bare()))
    authenticity, why = believed(found)
    assert (authenticity, said in why) == (Authenticity.UNVERIFIED, True), why
    [kept] = home.store.checks.of(found.sha256)
    assert (kept.outcome, kept.reason) == (outcome, why)
    assert statuses(home) == [Status.UNVERIFIED]

    names.fails.clear()
    names.without_text.clear()
    names.silent = False
    names.text(KEY_NAME, key_record())
    later = replace(home)  # in a process that has heard no answer yet
    assert check_again(later, now=NOW + HOUR, seconds=60) == (1 if outcome is UNAVAILABLE else 0)
    assert statuses(home) == [Status.CONFIRMED if outcome is UNAVAILABLE else Status.UNVERIFIED]


def test_the_answers_that_look_alike_to_the_library_are_four(names: NameServer, home: Home) -> None:
    names.without_text.add("bare.example")
    names.fails.add("broken.example")
    found = [home.look_up(name).status for name in ("missing.example", "bare.example", "broken.example")]
    names.silent = True
    found.append(home.look_up("silent.example").status)
    assert found == [KeyStatus.NO_NAME, KeyStatus.NO_RECORD, KeyStatus.FAILED, KeyStatus.TIMEOUT]


def lasting(hours: int) -> bytes:
    """Signed as some providers sign: the signature is good for so long."""
    moment = int(SENT.timestamp())
    return signed(bare(), t=str(moment), x=str(moment + hours * 3600))


def test_a_signature_that_lasts_a_day_is_believed_for_ever_once_it_came_in_time(home: Home, names: NameServer) -> None:
    names.text(KEY_NAME, key_record())
    found = taken(home, lasting(24))
    assert believed(found)[0] is Authenticity.OFFICIAL
    names.records.clear()
    again, new = read_kept(replace(home), found.sha256, now=NOW + 400 * DAY)
    assert again is not None
    assert (again.verdict.authenticity, new) == (Authenticity.OFFICIAL, 0)
    assert statuses(home) == [Status.CONFIRMED]


def test_a_signature_that_came_after_its_end_is_no_evidence(home: Home, names: NameServer) -> None:
    names.text(KEY_NAME, key_record())
    authenticity, why = believed(taken(home, lasting(24), after=26 * HOUR))
    assert (authenticity, "had expired" in why) == (Authenticity.UNVERIFIED, True)
    assert names.asked == []


HOLDING: dict[str, tuple[Callable[[], bytes], str]] = {
    "a hundred thousand spaces": (
        lambda: signed(bare()[:-2] + b" " * 100_000 + b"x\r\n", canon="relaxed/relaxed"),
        "spaces",
    ),
    "ten megabytes to be relaxed": (
        lambda: signed(bare() + b"word and word \r\n" * 650_000, canon="relaxed/relaxed"),
        "1 MB",
    ),
    "twenty-seven megabytes": (
        lambda: signed(bare() + (b"x" * 76 + b"\r\n") * 346_000, canon="relaxed/simple"),
        "1 MB",
    ),
}


@pytest.mark.parametrize("name", HOLDING)
def test_what_would_hold_up_the_check_is_not_checked_but_read(name: str, home: Home, names: NameServer) -> None:
    names.text(KEY_NAME, key_record())
    make, said = HOLDING[name]
    found = taken(home, make())
    authenticity, why = believed(found)
    assert (authenticity, said in why) == (Authenticity.UNVERIFIED, True)
    assert home.store.checks.of(found.sha256)[0].outcome is NONE
    assert names.asked == []
    assert home.state("me", NOW).reviews[0].sha256 == found.sha256


TRIPPING: dict[str, Callable[[], bytes]] = {
    "an empty first line": lambda: b"\r\n" + signed(bare()),
    "a blank first line": lambda: b" \r\n" + signed(bare()),
    "an empty length": lambda: signed(bare(), l=""),
    "a length that is no number": lambda: signed(bare(), l="x"),
    "a key of another kind": lambda: signed(bare(), key=private_key(0)),
    "no hash of the body": lambda: signed(bare(), bh=""),
    "a signature without a tag": lambda: b"DKIM-Signature: ;;\r\n" + bare(),
}


@pytest.mark.parametrize("name", TRIPPING)
def test_what_the_library_trips_over_is_read_and_is_no_evidence(name: str, home: Home, names: NameServer) -> None:
    names.text(KEY_NAME, key_record())
    found = taken(home, TRIPPING[name]())
    assert found.understood is not None
    assert found.understood.verdict.authenticity is not Authenticity.OFFICIAL
    assert home.store.messages.get(found.sha256).failure is None
