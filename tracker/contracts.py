"""The lines that `--json` prints: what other programs build on. `tests/contracts` holds their JSON Schemas fast."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from tracker.appointments.events import (
    Appointment,
    ChangeVerb,
    ConfirmedBy,
    Effect,
    Entry,
    MessageRead,
    NoticeKind,
    Status,
)
from tracker.frozen import Frozen
from tracker.message.types import Authenticity, Channel
from tracker.pipeline import Understood
from tracker.reading.types import Doubt, Kind, Language, Match, When


def iso(when: When | None) -> str | None:
    """ISO 8601 with offset, or the date where hour or zone are unknown, or null."""
    return when.iso() if when else None


class ReadLine(Frozen):
    """`tracker read --json`: one message, judged without anybody's record."""

    file: str = Field(description="where it was read: a path, path#n in an mbox, - for standard input")
    message_id: str | None
    sha256: str
    channel: Channel
    kind: Kind
    effect: Effect
    authenticity: Authenticity
    evidence: tuple[str, ...] = Field(description="sentences that say why the sender is believed or not")
    forwarded: bool
    language: Language | None
    starts_at: str | None = Field(description="ISO 8601 with offset, or a date, or null")
    ends_at: str | None
    time_zone: str | None = Field(description="IANA")
    previous_starts_at: str | None
    office: str | None = Field(description="id in rules/offices")
    reference: str | None
    people: tuple[str, ...] = Field(description="masked hints")
    doubts: tuple[Doubt, ...]
    rule: str = Field(description="file:name@version")
    matched: tuple[Match, ...] = Field(description="offsets into the normalised text")

    @classmethod
    def of(cls, file: str, understood: Understood) -> Self:
        return cls(file=file, **_read_fields(understood))


class ImportLine(ReadLine):
    """`tracker import --json`: the same, and what became of it in the record."""

    person: str
    new: bool = Field(description="false where the record already had this message")

    @classmethod
    def recorded(cls, file: str, understood: Understood, *, person: str, new: bool) -> Self:
        return cls(file=file, person=person, new=new, **_read_fields(understood))


def _read_fields(understood: Understood) -> dict[str, object]:
    message, verdict, reading = understood.message, understood.verdict, understood.reading
    return {
        "message_id": message.message_id,
        "sha256": message.sha256,
        "channel": message.channel,
        "kind": reading.kind,
        "effect": understood.effect,
        "authenticity": verdict.authenticity,
        "evidence": verdict.evidence,
        "forwarded": verdict.forwarded,
        "language": reading.language,
        "starts_at": iso(reading.starts_at),
        "ends_at": iso(reading.ends_at),
        "time_zone": reading.time_zone,
        "previous_starts_at": iso(reading.previous_starts_at),
        "office": reading.office,
        "reference": reading.reference,
        "people": tuple(hint.masked() for hint in reading.people),
        "doubts": reading.doubts,
        "rule": reading.rule,
        "matched": reading.matched,
    }


class ChangeLine(Frozen):
    verb: ChangeVerb
    appointment: str
    starts_at: str


class LogLine(Frozen):
    """`tracker log --json`: one entry, as the whole record judges it. The same for any order of arrival."""

    id: str
    at: str = Field(description="ISO 8601, UTC: the message's own date, or when a person did it")
    person: str
    type: str
    sha256: str | None
    kind: Kind | None
    effect: Effect
    authenticity: Authenticity | None
    doubts: tuple[Doubt, ...]
    changes: tuple[ChangeLine, ...]
    notices: tuple[NoticeKind, ...]
    same_as: str | None = Field(description="sha256 of the copy that stands for this one")
    withdrawn: bool
    rule: str | None = Field(description="file:name@version, for messages")
    evidence: tuple[str, ...]
    matched: tuple[Match, ...]

    @classmethod
    def of(cls, entry: Entry, read: MessageRead | None) -> Self:
        return cls(
            id=entry.event,
            at=entry.at.isoformat(),
            person=entry.person,
            type=entry.type,
            sha256=entry.sha256,
            kind=entry.kind,
            effect=entry.effect,
            authenticity=entry.authenticity,
            doubts=entry.doubts,
            changes=tuple(
                ChangeLine(verb=change.verb, appointment=change.appointment, starts_at=change.when.iso())
                for change in entry.changes
            ),
            notices=entry.notices,
            same_as=entry.same_as,
            withdrawn=entry.withdrawn,
            rule=read.reading.rule if read else None,
            evidence=read.evidence if read else (),
            matched=read.reading.matched if read else (),
        )


class AppointmentLine(Frozen):
    """`tracker appointments --json`: one date and what became of it."""

    id: str
    person: str
    status: Status
    starts_at: str
    ends_at: str | None
    time_zone: str | None
    office: str | None
    confirmed_by: ConfirmedBy | None
    messages: tuple[str, ...] = Field(description="sha256 of those that made it so")
    replaced_by: str | None

    @classmethod
    def of(cls, appointment: Appointment) -> Self:
        return cls(
            id=appointment.id,
            person=appointment.person,
            status=appointment.status,
            starts_at=appointment.starts_at.iso(),
            ends_at=iso(appointment.ends_at),
            time_zone=appointment.starts_at.zone,
            office=appointment.office,
            confirmed_by=appointment.confirmed_by,
            messages=appointment.messages,
            replaced_by=appointment.replaced_by,
        )


class ReplayReading(Frozen):
    """What one message said, or would say now."""

    kind: Kind
    effect: Effect
    authenticity: Authenticity
    language: Language | None
    starts_at: str | None
    ends_at: str | None
    previous_starts_at: str | None
    office: str | None
    reference: str | None
    people: tuple[str, ...] = Field(description="masked hints")
    doubts: tuple[Doubt, ...]
    matched: tuple[str, ...]
    rule: str = Field(description="file:name@version")

    @classmethod
    def of(cls, event: MessageRead) -> Self:
        reading = event.reading
        return cls(
            kind=reading.kind,
            effect=event.effect,
            authenticity=event.authenticity,
            language=reading.language,
            starts_at=iso(reading.starts_at),
            ends_at=iso(reading.ends_at),
            previous_starts_at=iso(reading.previous_starts_at),
            office=reading.office,
            reference=reading.reference,
            people=tuple(hint.masked for hint in event.hints),
            doubts=reading.doubts,
            matched=tuple(match.text for match in reading.matched),
            rule=reading.rule,
        )


class ReplayLine(Frozen):
    """`tracker replay --json`: one message that the rules of today read otherwise."""

    type: Literal["reading"] = "reading"
    person: str
    sha256: str
    at: str = Field(description="ISO 8601, UTC")
    before: ReplayReading | None = Field(description="null where the log has no reading of it")
    after: ReplayReading

    @classmethod
    def of(cls, before: MessageRead | None, after: MessageRead) -> Self:
        return cls(
            person=after.person,
            sha256=after.sha256,
            at=after.at.isoformat(),
            before=ReplayReading.of(before) if before else None,
            after=ReplayReading.of(after),
        )


class ReplayDateLine(Frozen):
    """`tracker replay --json`, after those: one date whose status would be another."""

    type: Literal["date"] = "date"
    person: str
    appointment: str
    starts_at: str
    before: Status | None
    after: Status | None

    @classmethod
    def of(cls, appointment: Appointment, before: Status | None, after: Status | None) -> Self:
        return cls(
            person=appointment.person,
            appointment=appointment.id,
            starts_at=appointment.starts_at.iso(),
            before=before,
            after=after,
        )
