"""Messages from files: `.eml`, mbox, Maildir, folders of them, and standard input (`-`)."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from tracker.frozen import Frozen
from tracker.mailbox import mbox
from tracker.mailbox.types import MAX_MESSAGE_BYTES

_ENDINGS = (".eml", ".mbox")  # what a folder is searched for; a path named outright may end as it likes


class SourceMessage(Frozen):
    """`file` is the path as it was given or found, with `#n` (from 1) for the messages of an mbox.

    Either `raw` or `error` says something: `error` is one sentence, and the other messages go on.
    """

    file: str
    raw: bytes = b""
    error: str | None = None


def read_sources(paths: Iterable[str | Path], stdin: BinaryIO | None = None) -> Iterator[SourceMessage]:
    """Every message of these paths, in their order, folders sorted by name. Never raises for what it meets there."""
    for path in paths:
        if str(path) == "-":
            yield from _read_stream("-", stdin or sys.stdin.buffer)
        else:
            yield from _read_path(Path(path))


def _read_path(path: Path) -> Iterator[SourceMessage]:
    try:
        if path.is_dir():
            yield from _read_folder(path)
        elif path.exists():
            with path.open("rb") as file:
                yield from _read_stream(str(path), file)
        else:
            yield _failed(path, "is not there; check the path")
    except OSError as error:
        yield _failed(path, f"cannot be read: {os.strerror(error.errno or 0)}")


def _read_folder(folder: Path) -> Iterator[SourceMessage]:
    files = _maildir_files(folder) if _is_maildir(folder) else _message_files(folder)
    for file in files:
        yield from _read_path(file)
    if not files and not _is_maildir(folder):
        yield _failed(folder, "holds no message: a folder is searched for .eml and .mbox files and for Maildirs")


def _is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def _maildir_files(folder: Path) -> list[Path]:
    """Delivered messages only: what lies in tmp is not finished."""
    files = [file for part in ("cur", "new") for file in (folder / part).iterdir() if not file.name.startswith(".")]
    return sorted(files, key=lambda file: file.name)


def _message_files(folder: Path) -> list[Path]:
    """Files and Maildirs below the folder. Links to folders are not followed: they may lead round in a circle."""
    found: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            found += [entry] if _is_maildir(entry) else _message_files(entry)
        elif entry.suffix.lower() in _ENDINGS:
            found.append(entry)
    return found


def _read_stream(name: str, file: BinaryIO) -> Iterator[SourceMessage]:
    """What begins with `From ` is an mbox whatever it is called, anything else one message."""
    start = file.read(5)
    whole = _Rest(start, file)
    if mbox.is_mbox(start):
        for number, raw in enumerate(mbox.messages(io.BufferedReader(whole), MAX_MESSAGE_BYTES), start=1):
            yield _source(f"{name}#{number}", raw)
    elif start or not name.lower().endswith(".mbox"):
        raw = start + file.read(MAX_MESSAGE_BYTES + 1 - len(start))
        yield _source(name, raw if len(raw) <= MAX_MESSAGE_BYTES else None)


class _Rest(io.RawIOBase):
    """A stream with its first bytes put back, for standard input cannot be wound back."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start = start
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._start or self._rest.read(len(buffer))
        self._start = data[len(buffer) :] if self._start else b""
        buffer[: len(data)] = data[: len(buffer)]
        return min(len(data), len(buffer))


def _source(name: str, raw: bytes | None) -> SourceMessage:
    if raw is None:
        size = MAX_MESSAGE_BYTES // 1024 // 1024
        return SourceMessage(
            file=name, error=f"{name} is larger than {size} MB, more than a mail can be; it was left out."
        )
    if not raw.strip():
        return SourceMessage(file=name, error=f"{name} is empty; save the message again.")
    return SourceMessage(file=name, raw=raw)


def _failed(path: Path, why: str) -> SourceMessage:
    return SourceMessage(file=str(path), error=f"{path} {why}.")
