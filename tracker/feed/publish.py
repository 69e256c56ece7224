"""Puts a finished feed in its place: only after a second library has read in it what it must say, and in one step.

A feed that is stale is a nuisance; one that is half written, empty or wrong makes appointments vanish from phones. So
on any mismatch, and on any failure to write, the file of the last time stays as it is.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tracker.errors import PublishError
from tracker.feed.gate import check
from tracker.feed.types import Rendering
from tracker.frozen import Frozen

UNFINISHED = ".feed-"
ABANDONED_SECONDS = 3600  # writing takes less than one


class Publication(Frozen):
    path: Path
    etag: str  # strong, with its quotes
    last_modified: datetime  # UTC, whole seconds
    data: bytes


def publish(path: Path, rendering: Rendering) -> Publication:
    """Check the feed, then put it at `path` (file 0600, folder 0700) unless the same bytes are there already.

    `PublishError` where it does not say what it should or cannot be written; `path` is then as it was.
    """
    check(rendering.data, rendering.events)
    try:
        if not _holds(path, rendering.data):
            _replace(path, rendering.data)
        written = path.stat().st_mtime
    except OSError as error:
        raise PublishError(
            f"The calendar could not be written ({error.strerror}); the last one stays. Make room, or mend the folder."
        ) from error
    return Publication(
        path=path,
        etag=etag_of(rendering.data),
        last_modified=datetime.fromtimestamp(int(written), UTC),
        data=rendering.data,
    )


def etag_of(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    _sweep(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _date_after(Path(name), path)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def _sweep(folder: Path) -> None:
    """Away with what a publisher left that was killed; not with what another one is writing now."""
    for left in folder.glob(f"{UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > ABANDONED_SECONDS:
                left.unlink()


def _date_after(new: Path, old: Path) -> None:
    """Let Last-Modified grow with every change, by whole seconds as HTTP writes it.

    Else a client that asks by date misses a second change within one second, and every one after the clock was set
    back; web servers that make their ETag from date and size would do the same to the others.
    """
    with suppress(FileNotFoundError):
        before, now = int(old.stat().st_mtime), int(new.stat().st_mtime)
        if now <= before:
            os.utime(new, (before + 1, before + 1))


def _sync_folder(folder: Path) -> None:
    """Without this the new name may be lost when the power goes, though the bytes are not."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
