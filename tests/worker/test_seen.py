"""The signed link of an alert: whose it is, what it is good for, and that nobody can make one."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shell import NOW, opened
from tracker.alerts.make import digest
from tracker.errors import NotFoundError
from tracker.storage.types import AlertDraft
from tracker.worker.home import Home
from tracker.worker.seen import acknowledge, alerts_of, link_to, token_for

NAMES = [digest("seen", str(number)) for number in range(3)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with opened(tmp_path_factory.mktemp("seen"), public_url="https://dates.example.org") as made:
        drafts = [AlertDraft(id=name, person="me", kind="review", due_at=NOW, payload="{}") for name in NAMES]
        made.store.alerts.plan(drafts, now=NOW)
        yield made


def test_a_link_names_its_own_alerts_and_no_others(home: Home) -> None:
    for some in (NAMES[:1], NAMES[1:]):
        assert sorted(one.id for one in alerts_of(home, token_for(home, some))) == sorted(some)


def test_a_link_for_one_alert_is_short_and_twenty_still_fit(home: Home) -> None:
    link = link_to(home, NAMES[:1])
    assert link is not None
    assert link.startswith("https://dates.example.org/seen/")
    assert len(token_for(home, NAMES[:1])) == 38
    many = [digest("many", str(number)) for number in range(20)]
    assert len(token_for(home, many)) < 400


@given(changed=st.binary(max_size=60), at=st.integers(0, 37), letter=st.sampled_from("AbZ_-9"))
def test_what_we_did_not_sign_names_nothing(home: Home, changed: bytes, at: int, letter: str) -> None:
    genuine = token_for(home, NAMES[:1])
    tampered = genuine[:at] + letter + genuine[at + 1 :]
    for token in (changed.decode("latin-1"), tampered, genuine + "AAAA", genuine[:at]):
        if token != genuine:
            with pytest.raises(NotFoundError):
                alerts_of(home, token)


def test_another_signature_of_ours_is_no_link(home: Home) -> None:
    named = NAMES[0].removeprefix("alr_")
    for purpose in ("alert", "uid", "person"):
        other = bytes.fromhex(named) + bytes.fromhex(home.store.fingerprint(purpose, named))
        with pytest.raises(NotFoundError):
            acknowledge(home, urlsafe_b64encode(other).decode().rstrip("="), NOW)


def test_without_a_public_address_there_is_no_link(tmp_path: Path) -> None:
    with opened(tmp_path) as home:
        assert link_to(home, NAMES) is None
