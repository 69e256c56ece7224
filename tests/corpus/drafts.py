"""The hand-written drafts: their form, and the golden reading that each one states.

A draft begins with `@@ name`, then mail headers, then golden lines (`= key value`), an empty line and the body:

    @@ 01-plain
    From: ICE Appointment Scheduler <noreply@ice.dhs.gov>
    To: maria
    Subject: ...
    Date: 2026-03-02 09:12 -0500
    Wrap: plain-qp
    = at 2026-04-06 09:00
    = office new-york-city-ny

`at`, `until` and `was` are wall-clock times at the office (or in `zone`) and become ISO 8601 with offset; a day alone
stays a day; `none` is null; `-` leaves the key out of the golden reading. Keys that a kind always answers for have
defaults.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
# Folders that gather several kinds, with the effect and the authenticity that hold unless a draft says otherwise.
MIXED_FOLDERS = {"doubts": ("review", "official"), "fake": ("warns", "fake"), "forwarded": ("review", "unverified")}
EFFECTS = {
    **dict.fromkeys(("scheduled", "rescheduled", "cancelled", "summons"), "confirms"),
    "request_received": "pending",
    **dict.fromkeys(("request_denied", "reminder", "office_closure", "account_notice"), "informs"),
    **dict.fromkeys(("court_hearing", "uscis", "isap", "cbp"), "informs"),
    **dict.fromkeys(("human_reply", "unrecognised", "bond"), "review"),
    "scam": "warns",
    **dict.fromkeys(("newsletter", "verification_code", "unrelated"), "none"),
}
# Kinds that always speak of a date: what is not stated is null, which is a claim of its own.
DATED = {"scheduled", "rescheduled", "cancelled", "summons", "request_received", "request_denied", "reminder"}
CONFIRMING = {"scheduled", "rescheduled", "cancelled", "summons"}
OFFICIAL_BY_NATURE = DATED | {"office_closure", "account_notice", "human_reply", "unrecognised"}


@dataclass
class Draft:
    language: str
    folder: str
    name: str
    headers: dict[str, str] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    golden: dict[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def path(self) -> Path:
        return HERE / "apart" / self.language / self.folder / f"{self.name}.eml"


def office_id(name: str) -> str:
    """The id of an office: its published name in lower case, everything else than letters and digits a hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def office_zones() -> dict[str, str]:
    """Time zone by office id."""
    with (HERE / "offices.csv").open(encoding="utf-8", newline="") as lines:
        return {office_id(row["name"]): row["tz"] for row in csv.DictReader(lines)}


def _parse_head(draft: Draft, head: str) -> None:
    for line in head.splitlines():
        if line.startswith("= "):
            key, _, value = line[2:].partition(" ")
            draft.golden[key] = value.strip()
        else:
            key, _, value = line.partition(": ")
            if key == "Extra":
                draft.extra.append(value)
            else:
                draft.headers[key.lower()] = value.strip()


def read_drafts() -> list[Draft]:
    """Every draft, in the order of its file."""
    found = []
    for path in sorted((HERE / "drafts").glob("*/*.txt")):
        for block in re.split(r"(?m)^@@ ", path.read_text(encoding="utf-8"))[1:]:
            name, _, rest = block.partition("\n")
            head, _, body = rest.partition("\n\n")
            draft = Draft(path.parent.name, path.stem, name.strip(), body=body.rstrip("\n") + "\n")
            _parse_head(draft, head)
            found.append(draft)
    return found


def _stamp(text: str, zone: str | None) -> str | None:
    if text == "none":
        return None
    if " " not in text:
        return text
    if zone is None:
        raise ValueError(f"{text}: an hour needs an office or a zone")
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone)).isoformat()


def _put(golden: dict[str, object], key: str, value: str | None, default: object) -> None:
    if value == "-":
        return
    if value is not None:
        golden[key] = None if value == "none" else value
    elif default is not ...:
        golden[key] = default


def _dates(stated: dict[str, str], zone: str | None, default: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for short, key in (("at", "starts_at"), ("until", "ends_at"), ("was", "previous_starts_at")):
        text = stated.get(short, default)
        if text != "-":
            found[key] = _stamp(text, zone)
    return found


def golden_of(draft: Draft, zones: dict[str, str]) -> dict[str, object]:
    """The golden reading of a draft: only what a careful person can be certain of."""
    stated = draft.golden
    own_folder = draft.folder not in MIXED_FOLDERS
    kind = stated.get("kind", draft.folder if own_folder else "-")
    effect: object = EFFECTS.get(kind, ...)
    authenticity: object = "official" if kind in OFFICIAL_BY_NATURE else ...
    if not own_folder:
        effect, authenticity = MIXED_FOLDERS[draft.folder]
    office = stated.get("office")
    zone = stated.get("zone") or (zones[office] if office and office not in {"-", "none"} else None)
    golden: dict[str, object] = {}
    _put(golden, "kind", kind, ...)
    _put(golden, "effect", stated.get("effect"), effect)
    _put(golden, "authenticity", stated.get("auth"), authenticity)
    _put(golden, "language", stated.get("lang"), draft.language)
    golden |= _dates(stated, zone, "none" if own_folder and kind in DATED else "-")
    _put(golden, "time_zone", zone, ...)
    _put(golden, "office", office, ...)
    _put(golden, "reference", stated.get("ref"), ...)
    if "doubts" in stated:
        golden["doubts"] = sorted(stated["doubts"].split())
    elif "doubts+" in stated:
        golden["doubts_at_least"] = sorted(stated["doubts+"].split())
    elif kind in CONFIRMING and own_folder:
        golden["doubts"] = []
    return golden
