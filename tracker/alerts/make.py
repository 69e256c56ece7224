"""Makes one alert: its id from what it is about, its moment from how urgent it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.alerts.times import after_quiet, end_of
from tracker.alerts.types import Alert, AlertKind, AlertSettings, Recipient, Surroundings
from tracker.appointments.events import Appointment, Status
from tracker.reading.types import When

ID_PREFIX = "alr_"
ID_BYTES = 12  # written in hex


@dataclass(frozen=True)
class Maker:
    """What every alert of one planning has in common."""

    who: Recipient
    now: datetime
    settings: AlertSettings
    around: Surroundings

    def make(self, kind: AlertKind, *situation: str, urgent: bool = False, at_once: bool = False, **said: Any) -> Alert:  # noqa: ANN401 - the fields of Alert, checked by pydantic
        """`situation` says what the alert is about, apart from its kind: with it the id stays the same."""
        moment = self.now if urgent or at_once else self.now + self.settings.gather
        return Alert(
            id=digest(self.who.person, kind, *situation),
            person=self.who.person,
            kind=kind,
            due_at=moment if urgent else after_quiet(moment, self.who, self.settings),
            urgent=urgent,
            language=self.who.language,
            **said,
        )

    def over(self, when: When) -> bool:
        return end_of(when, self.who.zone) <= self.now

    def soon(self, *dates: When) -> bool:
        return any(end_of(when, self.who.zone) - self.now <= self.settings.soon for when in dates)

    def is_old(self, at: datetime) -> bool:
        return self.now - at > self.settings.old_news

    def standing(self, appointments: Iterable[Appointment]) -> list[Appointment]:
        """The dates to go to, earliest first."""
        return [one for one in appointments if one.status is Status.CONFIRMED and not self.over(last_of(one))]

    def place(self, appointment: Appointment | None) -> Mapping[str, str]:
        return self.around.offices.get(appointment.office or "", {}) if appointment else {}


def last_of(appointment: Appointment) -> When:
    return appointment.ends_at or appointment.starts_at


def digest(*parts: str) -> str:
    return ID_PREFIX + hashlib.sha256(json.dumps(parts).encode()).digest()[:ID_BYTES].hex()
