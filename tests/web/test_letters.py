"""Messages as pages show them, kept for a while: never longer than their bytes are."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from tests.web.record import keep, rescheduled, scheduled
from tracker.storage.tables import MESSAGE_RAW
from tracker.web import letters
from tracker.web.letters import Letters, letter_of
from tracker.worker.home import Home


def digests(home: Home) -> list[str]:
    return [one.sha256 for one in home.store.messages.list()]


def test_a_message_is_opened_once_and_shown_no_more_once_its_bytes_are_gone(home: Home) -> None:
    keep(home, scheduled())
    shelf, (digest,) = Letters(home), digests(home)
    shown = shelf.of(digest, None)
    assert shown is not None
    assert shelf.of(digest, None) is shown
    with home.store._unit.transaction() as connection:
        connection.execute(delete(MESSAGE_RAW))
    assert shelf.of(digest, None) is None


def test_only_the_last_ones_are_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(home, scheduled(), rescheduled())
    shelf, (one, other) = Letters(home), digests(home)
    monkeypatch.setattr(letters, "MOST", 1)
    first = shelf.of(one, None)
    shelf.of(other, None)
    again = shelf.of(one, None)
    assert again == first
    assert again is not first


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("ICE <noreply@ice.dhs.gov>", "ICE <noreply@ice.dhs.gov>"),
        ("ICE <noreply@\u0456ce.dhs.gov>", "ICE <noreply@xn--ce-goc.dhs.gov>"),
        ("ICE <noreply@\uff49\uff43\uff45.gov>", "ICE <noreply@xn--oi7cek.gov>"),
        ("\u202eICE\u2066 <\u202evog.shd@x.example>", "ICE <vog.shd@x.example>"),
    ],
)
def test_a_sender_is_shown_so_that_foreign_letters_cannot_pass_for_latin_ones(
    home: Home, written: str, shown: str
) -> None:
    raw = scheduled()
    head, _, rest = raw.partition(b"\r\nFrom: ")
    keep(home, head + f"\r\nFrom: {written}\r\n".encode() + rest.partition(b"\r\n")[2])
    view = letter_of(home, digests(home)[0], None)
    assert view is not None
    assert view.sender == shown
