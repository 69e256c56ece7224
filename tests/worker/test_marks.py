"""The mark of our own alerts: it survives the mail, and nobody else's counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.servers.channels import running_post
from tests.shell import ADDRESS, GMAIL, NOW, opened
from tracker.alerts.letter import Letter
from tracker.alerts.make import digest
from tracker.alerts.outbox import send
from tracker.appointments.events import Effect, NoticeKind
from tracker.message.parse import OWN_ALERT_HEADER
from tracker.message.sample import compose
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.marks import bears_our_mark, mark_for

NAMES = [digest("mark", str(number)) for number in range(20)]
POSING = "Your ICE check-in appointment was moved to April 9, 2027 at 9:00 AM. Call us."


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with opened(tmp_path) as made:
        yield made


def mail(text: str, mark: str | None) -> bytes:
    raw = compose(subject="ICE appointment", text=text, from_="ICE <ice@ice-gov.example>", to=ADDRESS, date=NOW)
    return (f"{OWN_ALERT_HEADER}: {mark}\r\n".encode() if mark is not None else b"") + raw


def effect_of(home: Home, raw: bytes) -> tuple[Effect, bool]:
    """What it may do, and whether the person is warned of it."""
    taken = take_in(home, raw, now=NOW, origins=[GMAIL])
    (entry,) = [one for one in home.state("me", NOW).entries if one.sha256 == taken.sha256]
    return entry.effect, NoticeKind.LOOKS_FAKE in entry.notices


@pytest.mark.parametrize("count", [1, 20])
def test_a_mail_of_ours_is_known_again_after_the_way_through_a_mail_server(home: Home, count: int) -> None:
    letter = Letter(title="Cita", body="¿5 abr 2027?\n\nRef. 1", refs=("1",))
    with running_post() as post:
        send(SecretStr(post.url), letter, headers=mark_for(home, NAMES[:count]))
        (raw,) = post.raw
    assert bears_our_mark(home, raw)
    assert not bears_our_mark(home, raw.replace(b"alr_", b"alR_"))


def test_our_own_words_are_no_evidence(home: Home) -> None:
    mark = mark_for(home, NAMES[:1])[OWN_ALERT_HEADER]
    assert effect_of(home, mail(POSING, mark)) == (Effect.NONE, False)


@pytest.mark.parametrize("forged", [None, "1", "alr_1; 0123456789abcdef0123456789abcdef", "; ", ""])
def test_who_poses_as_ice_is_warned_of_whatever_mark_he_puts_on(home: Home, forged: str | None) -> None:
    assert effect_of(home, mail(POSING, forged)) == (Effect.WARNS, True)


def test_a_mark_of_another_record_is_none_of_ours(home: Home, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with opened(tmp_path / "other") as other:
        raw = mail(POSING, mark_for(other, NAMES[:1])[OWN_ALERT_HEADER])
        assert bears_our_mark(other, raw)
        assert not bears_our_mark(home, raw)
