"""Only a feed that reads back as planned takes the place of the last one, and it does so in one step."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.feed.line_checker import complaints
from tests.feed.situations import NOW, SITUATIONS, rendered, view
from tracker.errors import PublishError
from tracker.feed.gate import check
from tracker.feed.publish import publish
from tracker.feed.types import Rendering

HARMLESS = (b"PRODID", b"NAME", b"X-WR", b"X-PUB", b"REFRESH", b"COLOR", b"X-APPLE", b"CALSCALE", b"VERSION")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feeds" / "one.ics"


def spoiled(rendering: Rendering, position: int) -> Rendering:
    """The same feed with one bit turned over."""
    data = bytearray(rendering.data)
    data[position] ^= 1
    return rendering.model_copy(update={"data": bytes(data)})


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_passes_the_gate(situation: str, path: Path) -> None:
    published = publish(path, rendered(view(situation)))
    assert path.read_bytes() == published.data


def test_what_a_killed_publisher_left_is_swept_away_and_what_another_writes_is_not(path: Path) -> None:
    path.parent.mkdir()
    left, writing = path.parent / ".feed-left", path.parent / ".feed-writing"
    for file in (left, writing):
        file.write_bytes(b"half a file")
    old = writing.stat().st_mtime - 4_000
    os.utime(left, (old, old))
    publish(path, rendered(view("confirmed")))
    assert {file.name for file in path.parent.iterdir()} == {path.name, writing.name}


def test_file_and_folder_are_for_the_owner_alone(path: Path) -> None:
    publish(path, rendered(view("confirmed")))
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_etag_is_strong_and_follows_the_bytes(path: Path) -> None:
    one = publish(path, rendered(view("confirmed")))
    two = publish(path, rendered(view("moved")))
    assert one.etag != two.etag
    assert one.etag.startswith('"')
    assert one.etag.endswith('"')


def test_the_same_bytes_are_not_written_again(path: Path) -> None:
    rendering = rendered(view("confirmed"))
    publish(path, rendering)
    before = path.stat()
    again = publish(path, rendered(view("confirmed"), NOW + timedelta(minutes=5), rendering.ledger))
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert int(again.last_modified.timestamp()) == int(before.st_mtime)


def shown_positions(data: bytes) -> Iterator[int]:
    """Every octet but those of the lines about the file itself, which no client acts on."""
    position, harmless = 0, False
    for line in data.split(b"\r\n"):
        harmless = line.startswith(HARMLESS) or (harmless and line.startswith(b" "))
        if not harmless:
            yield from range(position, position + len(line))
        position += len(line) + 2


def test_40_one_corrupt_bit_anywhere_in_what_is_shown_keeps_the_old_file(path: Path) -> None:
    good = rendered(view("confirmed", dead_man=False))
    old = publish(path, rendered(view("nothing_known"))).data
    tried, passed = 0, []
    for position in shown_positions(good.data):
        tried += 1
        try:
            check(spoiled(good, position).data, good.events)
        except PublishError:
            continue
        passed.append(good.data[max(0, position - 20) : position + 10])
    assert tried > 1_000
    assert not passed, passed[:5]
    with pytest.raises(PublishError, match="last one stays"):
        publish(path, spoiled(good, good.data.index(b"T090000")))
    assert path.read_bytes() == old


def test_an_event_too_few_or_too_many_is_stopped(path: Path) -> None:
    one, two = rendered(view("confirmed")), rendered(view("two_dates_stand"))
    for data, events in ((one.data, two.events), (two.data, one.events), (one.data, ())):
        with pytest.raises(PublishError):
            publish(path, one.model_copy(update={"data": data, "events": events}))
    assert not path.exists()


@pytest.mark.parametrize(
    "data", [b"", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"<html>please sign in</html>", b"\xff\xfe"]
)
def test_what_is_no_calendar_is_stopped(data: bytes, path: Path) -> None:
    with pytest.raises(PublishError):
        publish(path, rendered(view("confirmed")).model_copy(update={"data": data}))


def test_a_full_disk_leaves_the_old_file_and_no_litter(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = publish(path, rendered(view("confirmed"))).data
    faults = []

    def full(_: int) -> None:
        faults.append(1)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PublishError, match="could not be written"):
        publish(path, rendered(view("moved")))
    assert len(faults) == 1
    assert path.read_bytes() == old
    assert [file.name for file in path.parent.iterdir()] == ["one.ics"]


def test_the_error_shows_nothing_of_the_person(path: Path) -> None:
    good = rendered(view("of_a_helper"))
    with pytest.raises(PublishError) as caught:
        publish(path, spoiled(good, good.data.index(b"Ana")))
    assert not any(word in str(caught.value) for word in ("Ana", "Nov", "9:00", str(path)))


def test_a_reader_never_sees_half_a_file(path: Path) -> None:
    feeds = [rendered(view(name)) for name in ("confirmed", "moved", "change_asked", "nothing_known")]
    publish(path, feeds[0])
    whole = {feed.data for feed in feeds}
    assert all(complaints(data) == [] for data in whole)
    stop, seen, odd = threading.Event(), [0], []

    def read() -> None:
        while not stop.is_set():
            data = path.read_bytes()
            seen[0] += 1
            if data not in whole:
                odd.append(data)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for turn in range(100):
            publish(path, feeds[turn % len(feeds)])
    finally:
        stop.set()
        reader.join()
    assert seen[0] >= 100
    assert odd == []
