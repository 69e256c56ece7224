"""ICE's check-in offices: what is known of each, and which one a text names.

An address says where, never what: the same building may house a court and another agency. City names collide, so a
city counts only with its state, or alone where the text speaks of an office and the name fits one office only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from datetime import date, time
from typing import Any, NamedTuple

from pydantic import Field, ValidationError

from tracker.errors import SettingsError
from tracker.frozen import Frozen
from tracker.message.types import Layer, Message
from tracker.reading.calendar_words import WEEKDAYS
from tracker.reading.places import Evidence, Kind, PlaceIndex
from tracker.reading.types import Doubt

_DAYS = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DAY_LIST = re.compile(rf"(?:{_DAYS})(?:(?:, | and |, and )(?:{_DAYS}))*")
_DAY_RANGE = re.compile(rf"({_DAYS})-({_DAYS})")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))? ([ap])\.m\.")

_TO_ZIP_CODE = 60  # characters from a street to the zip code of its address
_NO_ADDRESSES = frozenset({Kind.TITLE, Kind.CITY_ALONE, Kind.MAILBOX, Kind.DESK})
_RESPONSIBLE = frozenset({Kind.TITLE, Kind.MAILBOX, Kind.DESK})


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
    namesakes: tuple[str, ...] = ()  # the zones of other towns that a letter may mean by the name of this one

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


class OfficeMatch(NamedTuple):
    """Which office a text names.

    `office` is None where none is named (`doubt` None), where the name fits several or an address is not one of ours
    (`unknown_office`, or `unknown_time_zone` where the candidates' zones differ). `[start, end)` is where it stands.
    """

    office: Office | None = None
    doubt: Doubt | None = None
    start: int = 0
    end: int = 0
    candidates: tuple[Office, ...] = ()
    zone: str | None = None  # IANA: the office's, or the one that all candidates share


class Offices:
    """All offices by id, and the search for them in texts."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self.by_id = {office.id: office for office in offices}
        self._index = PlaceIndex(self.by_id)
        families = dict[str, set[str]]()
        for office in self.by_id.values():
            families.setdefault(office.field_office, set()).add(office.id)
        self._families = {field: frozenset(ids) for field, ids in families.items()}

    def __len__(self) -> int:
        return len(self.by_id)

    def find_in(self, message: Message, layers: Collection[Layer]) -> OfficeMatch:
        """The office that those layers name, or else the sender's desk; who passes a letter on is no such desk."""
        text = message.layer_text(*layers)
        if len(message.senders) != 1 or Layer.QUOTED in layers:
            return self.find(text)
        return self.find(text, message.senders[0].display_name, message.senders[0].address)

    def find(self, text: str, desk: str = "", mailbox: str = "") -> OfficeMatch:
        """The office that `text` names, by street, "City, ST", zip code, field office, mailbox, or city alone.

        The strongest kind of evidence decides; weaker ones choose among several candidates, or add their own where
        they contradict it. `desk` and `mailbox` are the sender's display name and address: a desk named after a town
        counts where the text names none.
        """
        found = sorted([*self._index.evidence(text), *self._index.desk(desk)], key=lambda one: (one.kind, one.start))
        if not found or found[0].kind in {Kind.UNLISTED, Kind.MENTION}:
            return OfficeMatch()
        if any(map(_is_open, found)):
            settling = [self._index.dialled(text), self._family(self._index.evidence(mailbox))]
            settling += [self._family([one]) for one in found if one.kind in {Kind.TITLE, Kind.MAILBOX}]
            found = [_settled(one, settling) if _is_open(one) else one for one in found]
        return self._match(found)

    def _match(self, found: list[Evidence]) -> OfficeMatch:
        strongest = [one for one in found if one.kind == found[0].kind]
        candidates = self._candidates(strongest, found[len(strongest) :])
        zone = _shared_zone([office.zone for office in candidates] + _namesakes(strongest, candidates))
        certain = len(candidates) == 1 and strongest[0].plain and zone is not None
        office = candidates[0] if certain else None
        doubt = None if certain else Doubt.UNKNOWN_OFFICE if zone or not candidates else Doubt.UNKNOWN_TIME_ZONE
        start, end = strongest[0].start, strongest[0].end
        return OfficeMatch(office=office, doubt=doubt, start=start, end=end, candidates=candidates, zone=zone)

    def _candidates(self, strongest: list[Evidence], weaker: list[Evidence]) -> tuple[Office, ...]:
        kind, agreed = strongest[0].kind, _agreed(strongest)
        if kind in _NO_ADDRESSES and any(one.kind is Kind.UNLISTED for one in weaker):
            return ()
        ids, clear = agreed or frozenset().union(*(one.ids for one in strongest)), bool(agreed)
        if kind is Kind.STREET and not clear:
            return self._chosen(strongest, weaker, ids)
        for one in weaker:
            # Between two addresses the rest of a letter may choose, between two towns named as offices it may not.
            if (both := ids & one.ids) and one.kind is not Kind.MENTION:
                ids = both if clear else ids
            elif not both and self._contradicts(kind, ids, one):
                ids, clear = ids | one.ids, False
        return tuple(self.by_id[office] for office in sorted(ids))

    def _chosen(self, streets: list[Evidence], weaker: list[Evidence], ids: frozenset[str]) -> tuple[Office, ...]:
        """Which of several addresses is meant, where all else that names one of them names the same: a letter that
        tells "Before: Baltimore" and "Now: Washington" chooses none. The town behind a street is but its address.
        """
        apart = [one for one in weaker if one.kind is not Kind.MENTION and not _address_of(one, streets)]
        chosen = [both for one in apart if (both := ids & one.ids)]
        agreed = frozenset.intersection(*chosen) if chosen else frozenset()
        return tuple(self.by_id[office] for office in sorted(agreed or ids))

    def _contradicts(self, kind: Kind, ids: frozenset[str], weaker: Evidence) -> bool:
        """Whether weaker evidence of other offices makes the candidates doubtful."""
        if kind in {Kind.STREET, Kind.UNKNOWN_PLACE} or weaker.kind is Kind.ELSEWHERE:
            return False
        if kind is Kind.NAME:
            return weaker.kind is Kind.TITLE and not self._responsible(weaker, ids)
        if weaker.kind is Kind.MENTION:
            return kind in _NO_ADDRESSES
        # An office that is named outweighs the field office that is responsible for it.
        return weaker.kind not in _RESPONSIBLE or not self._responsible(weaker, ids)

    def _responsible(self, above: Evidence, below: frozenset[str]) -> bool:
        return below <= self._family([above])

    def _family(self, evidence: Iterable[Evidence]) -> frozenset[str]:
        """All offices of the field offices to which the evidence points."""
        fields = {self.by_id[office].field_office for one in evidence for office in one.ids}
        return frozenset().union(*(self._families[field] for field in fields))


def _address_of(evidence: Evidence, streets: list[Evidence]) -> bool:
    return any(evidence.ids == one.ids and 0 <= evidence.start - one.end <= _TO_ZIP_CODE for one in streets)


def _namesakes(evidence: list[Evidence], candidates: Iterable[Office]) -> list[str]:
    """The zones of other towns that may be meant, where no more than the name of the town is written."""
    if not all(one.bare for one in evidence):
        return []
    return [zone for office in candidates for zone in office.namesakes]


def _is_open(evidence: Evidence) -> bool:
    """Whether a town is named without its state, and more than in passing."""
    return evidence.bare and evidence.kind is not Kind.MENTION


def _settled(evidence: Evidence, settling: Iterable[frozenset[str]]) -> Evidence:
    """A town named without its state, once a telephone number or the sender's mailbox says which one it is."""
    for ids in settling:
        if both := evidence.ids & ids:
            evidence = evidence._replace(ids=both, bare=False)
    return evidence


def _shared_zone(zones: Iterable[str]) -> str | None:
    shared = set(zones)
    return shared.pop() if len(shared) == 1 else None


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
