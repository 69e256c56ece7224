"""ICE's check-in offices: what is known of each, and which one a text names.

An address says where, never what: the same building may house a court and another agency. City names collide, so a
city counts only with its state, or alone where the text speaks of an office and the name fits one office only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from pydantic import Field, ValidationError

from tracker.errors import SettingsError
from tracker.frozen import Frozen
from tracker.reading.calendar_words import WEEKDAYS
from tracker.reading.places import Evidence, PlaceIndex
from tracker.reading.types import Doubt

_DAYS = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DAY_LIST = re.compile(rf"(?:{_DAYS})(?:(?:, | and |, and )(?:{_DAYS}))*")
_DAY_RANGE = re.compile(rf"({_DAYS})-({_DAYS})")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))? ([ap])\.m\.")


class Office(Frozen):
    """One office as published on `published` at `url`; hours may have changed since."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    field_office: str
    street: str
    unit: str = ""
    city: str
    state: str = Field(pattern=r"^[A-Z]{2}$")
    zip: str = Field(pattern=r"^\d{5}$")
    phone: str = ""
    hours: str = ""
    email: str = ""
    zone: str  # IANA
    area: str = ""
    published: date | None = None
    url: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def weekdays(self) -> frozenset[int] | None:
        """The weekdays on which it takes appointments, Monday 0; None where the hours do not plainly say."""
        days = self.hours.rpartition(",")[0] if _CLOCK.search(self.hours) else self.hours
        days = days or _CLOCK.split(self.hours)[0].strip()
        if match := _DAY_RANGE.fullmatch(days):
            first, last = (WEEKDAYS[word.lower()] for word in match.groups())
            return frozenset(range(first, last + 1)) if first <= last else None
        if _DAY_LIST.fullmatch(days):
            return frozenset(WEEKDAYS[word.lower()] for word in re.findall(_DAYS, days))
        return None

    @property
    def opens(self) -> time | None:
        return self._clock(0)

    @property
    def closes(self) -> time | None:
        return self._clock(1)

    def _clock(self, index: int) -> time | None:
        clocks = _CLOCK.findall(self.hours)
        if len(clocks) != len(("opens", "closes")):
            return None
        hour, minute, half = clocks[index]
        return time(int(hour) % 12 + (12 if half == "p" else 0), int(minute or 0))


class OfficeMatch(Frozen):
    """Which office a text names.

    `office` is None where none is named (`doubt` None), where the name fits several or an address is not one of ours
    (`unknown_office`, or `unknown_time_zone` where the candidates' zones differ). `[start, end)` is where it stands.
    """

    office: Office | None = None
    doubt: Doubt | None = None
    start: int = 0
    end: int = 0
    candidates: tuple[Office, ...] = ()

    @property
    def zone(self) -> str | None:
        """The IANA zone: the office's, or the one that all candidates share."""
        return _shared_zone(self.candidates)


class Offices:
    """All offices by id, and the search for them in texts."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self.by_id = {office.id: office for office in offices}
        self._index = PlaceIndex(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)

    def find(self, text: str) -> OfficeMatch:
        """The office that `text` names, by street, "City, ST", zip code, field office, mailbox, or city alone.

        The strongest kind of evidence decides; weaker ones only choose among several candidates.
        """
        found = self._index.evidence(text)
        if not found:
            return OfficeMatch()
        strongest = [one for one in found if one.kind == found[0].kind]
        ids = _agreed(strongest) or frozenset().union(*(one.ids for one in strongest))
        for weaker in found[len(strongest) :]:
            ids = ids & weaker.ids or ids
        candidates = tuple(self.by_id[office] for office in sorted(ids))
        certain = len(candidates) == 1 and strongest[0].plain
        office = candidates[0] if certain else None
        settled = not ids or _shared_zone(candidates) is not None
        doubt = None if certain else Doubt.UNKNOWN_OFFICE if settled else Doubt.UNKNOWN_TIME_ZONE
        start, end = strongest[0].start, strongest[0].end
        return OfficeMatch(office=office, doubt=doubt, start=start, end=end, candidates=candidates)


def _shared_zone(offices: Iterable[Office]) -> str | None:
    zones = {office.zone for office in offices}
    return zones.pop() if len(zones) == 1 else None


def _agreed(evidence: list[Evidence]) -> frozenset[str]:
    return frozenset.intersection(*(one.ids for one in evidence))


def parse_offices(text: str) -> Offices:
    """The offices of a TOML file, one table for each id. SettingsError names the table and the field that is wrong."""
    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"The list of offices is not valid TOML: {error}. Mend that line.") from error
    return Offices([_office(key, table) for key, table in tables.items()])


def _office(key: str, table: dict[str, Any]) -> Office:
    try:
        return Office.model_validate({"id": key, **table})
    except (ValidationError, TypeError) as error:
        detail = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": "is no table"}
        field = ".".join(map(str, detail["loc"])) or "the table"
        raise SettingsError(f"In the list of offices, [{key}]: {field}: {detail['msg']}. Mend that field.") from error
