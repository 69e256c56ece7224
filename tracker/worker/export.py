"""A person's record as one file that needs none of our programs: what ICE wrote, what was made of it, what stands.

summary.txt          readable, in the person's language
calendar.ics         as a full link shows it
appointments.jsonl   the lines of `tracker appointments --json`
log.jsonl            the lines of `tracker log --json`
messages/*.eml       the originals, byte for byte, named by their SHA-256
evidence/*           photos and papers that the person kept as proof, likewise
SHA256SUMS           for `sha256sum -c`
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from tracker.appointments.events import Appointment, Entry, Status
from tracker.contracts import AppointmentLine, LogLine
from tracker.errors import UserError
from tracker.storage.types import FeedKind, PersonRecord
from tracker.words.catalogue import Words
from tracker.words.load import words
from tracker.worker.home import Home
from tracker.worker.publishing import Publisher
from tracker.worker.shelf import judged, readings

SUMS = "SHA256SUMS"
READABLE_BY_OWNER = 0o600


def export(home: Home, person: PersonRecord, to: Path, now: datetime) -> int:
    """Write the person's record to a file that did not exist; returns how many originals are in it.

    The file is readable by its owner alone, and there whole or not at all. Raises `UserError` where it cannot be.
    """
    if to.exists():
        raise UserError(f"{to} is there already; name another file, or remove that one.")
    originals = 0
    try:
        handle, name = tempfile.mkstemp(dir=to.parent, prefix=".export-")  # made with mode 0600
        try:
            with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                originals = _write(archive, _files(home, person, now), now)
            Path(name).rename(to)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise UserError(f"{to} cannot be written ({error.strerror}); choose another place.") from None
    return originals


def _write(archive: zipfile.ZipFile, files: Iterable[tuple[str, bytes]], now: datetime) -> int:
    sums, originals = [], 0
    for name, data in files:
        _add(archive, name, data, now)
        sums.append(f"{sha256(data).hexdigest()}  {name}\n")
        originals += name.endswith(".eml")
    _add(archive, SUMS, "".join(sums).encode(), now)
    return originals


def _add(archive: zipfile.ZipFile, name: str, data: bytes, now: datetime) -> None:
    entry = zipfile.ZipInfo(name, now.timetuple()[:6])
    entry.external_attr = READABLE_BY_OWNER << 16
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


def _files(home: Home, person: PersonRecord, now: datetime) -> Iterator[tuple[str, bytes]]:
    entries, known = judged(home, person.id, now), readings(home, person.id)
    dates = home.state(person.id, now).appointments
    calendar = Publisher(home).preview(person, kind=FeedKind.FULL, language=person.language, now=now)
    yield "summary.txt", _summary(words(person.language), person, dates, entries, now).encode()
    yield "calendar.ics", calendar
    yield "appointments.jsonl", _lines(AppointmentLine.of(one) for one in dates)
    yield "log.jsonl", _lines(LogLine.of(entry, known.get(entry.event)) for entry in entries)
    for message in home.store.messages.of(person.id):
        yield f"messages/{message.sha256}.eml", home.store.messages.raw(message.sha256)
    yield from _evidence(home, [entry.event for entry in entries if entry.authenticity is None])


def _evidence(home: Home, acts: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    kept = {one.sha256: one for act in acts for one in home.store.evidence.of(act)}
    for one in kept.values():
        yield f"evidence/{one.sha256}.{one.suffix}", home.store.evidence.content(one.entry, one.sha256)


def _lines(rows: Iterable[BaseModel]) -> bytes:
    return b"".join(row.model_dump_json().encode() + b"\n" for row in rows)


def _summary(
    said: Words, person: PersonRecord, dates: Iterable[Appointment], entries: Iterable[Entry], now: datetime
) -> str:
    today = now.astimezone(ZoneInfo(person.zone)).date()
    lines = [said.say("export.title", day=today), said.say("page.not_advice"), "", said.say("export.dates")]
    lines += [f"  {_date_line(said, one)}" for one in dates] or [f"  {said.say('page.nothing_stands')}"]
    lines += ["", said.say("export.log")]
    for entry in entries:
        lines += _entry_lines(said, entry)
    return "\n".join([*lines, "", said.say("export.originals", sums=SUMS), ""])


def _date_line(said: Words, one: Appointment) -> str:
    by_whom = one.status is Status.CONFIRMED and one.confirmed_by
    status = said.say(f"confirmed_by.{one.confirmed_by}" if by_whom else f"status.{one.status}")
    return f"{said.when(one.starts_at)}: {status}"


def _entry_lines(said: Words, entry: Entry) -> Iterator[str]:
    if entry.kind is None or entry.authenticity is None:  # what a person did bears the kind of its message
        what = said.say(f"event.{entry.type}")
    else:
        what = f"{said.say(f'kind.{entry.kind}')}, {said.say(f'authenticity.{entry.authenticity}')}"
    yield f"  {entry.at:%Y-%m-%d}  {what}"
    for change in entry.changes:
        yield f"    {said.say(f'change.{change.verb}', date=change.when)}"
    for notice in entry.notices:
        yield f"    {said.say(f'notice.{notice}')}"
    if entry.sha256:
        yield f"    {entry.sha256}"
