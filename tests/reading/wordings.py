"""Sample wordings as compact tables: `tables/<language>.txt` and `tables/fresh/<language>.txt`.

A line is `subject | body`, under the name of its kind; ` / ` is a line end. `{new}` and `{old}` are dates with hours,
`{nd}`, `{nt}`, `{od}`, `{ot}` their halves, each written as the language writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from tracker.message.types import Address, Authenticity, Channel, Lane, Layer, Message, Segment, Verdict
from tracker.reading.types import Kind, Language, When

FOLDER = Path(__file__).parent / "tables"
WRITTEN = datetime(2027, 3, 1, 15, 30, tzinfo=UTC)
NEW_DAY, NEW_TIME = date(2027, 5, 3), time(9, 0)
OLD_DAY, OLD_TIME = date(2027, 4, 5), time(8, 30)

DATES = {
    Language.EN: ("Monday, May 3, 2027", "9:00 AM", " at ", "Monday, April 5, 2027", "8:30 AM"),
    Language.ES: ("lunes, 3 de mayo de 2027", "9:00 a. m.", " a las ", "lunes, 5 de abril de 2027", "8:30 a. m."),
    Language.PT: ("segunda-feira, 3 de maio de 2027", "9h00", " às ", "segunda-feira, 5 de abril de 2027", "8h30"),
    Language.FR: ("lundi 3 mai 2027", "9 h 00", " à ", "lundi 5 avril 2027", "8 h 30"),
    Language.HT: ("lendi 3 me 2027", "9:00 nan maten", " a ", "lendi 5 avril 2027", "8:30 nan maten"),
}


class Wording(NamedTuple):
    kind: Kind
    language: Language
    subject: str
    body: str
    new: bool  # names the new date
    old: bool


def load(folder: Path = FOLDER) -> Iterator[Wording]:
    for path in sorted(folder.glob("*.txt")):
        kind = Kind.UNRELATED
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("["):
                kind = Kind(line.strip("[] "))
            elif "|" in line:
                subject, body = line.split("|", 1)
                yield _wording(kind, Language(path.stem), subject.strip(), body.strip())


def load_all() -> Iterator[Wording]:
    """Those that the rules were written with, the fresh ones and those of other kinds."""
    for folder in (FOLDER, FOLDER / "fresh", FOLDER / "others"):
        yield from load(folder)


def with_dates(text: str, language: Language) -> str:
    new_day, new_time, at, old_day, old_time = DATES[language]
    fields = {"nd": new_day, "nt": new_time, "od": old_day, "ot": old_time}
    fields |= {"new": new_day + at + new_time, "old": old_day + at + old_time}
    return text.replace(" / ", "\n").format(**fields)


def _wording(kind: Kind, language: Language, subject: str, body: str) -> Wording:
    text = subject + body
    new, old = ("{new}" in text or "{nd}" in text), ("{old}" in text or "{od}" in text)
    return Wording(kind, language, with_dates(subject, language), with_dates(body, language), new, old)


def message(subject: str, body: str, **changes: object) -> Message:
    """A message whose text is one subject and one body, written on 1 March 2027."""
    text = f"{subject}\n{body}"
    cut = len(subject) + 1
    segments = (Segment(layer=Layer.SUBJECT, start=0, end=cut), Segment(layer=Layer.BODY, start=cut, end=len(text)))
    base = Message(
        sha256="0" * 64, content_id="c", message_id="<m@ice.dhs.gov>", channel=Channel.EMAIL, date=WRITTEN,
        senders=(Address(display_name="ICE", address="noreply@ice.dhs.gov"),), from_headers=1, received=WRITTEN,
        recipients=("me@example.org",), subject=subject, headers=(), text=text, segments=segments,
    )  # fmt: skip
    return base.model_copy(update=changes)


OFFICIAL = Verdict(authenticity=Authenticity.OFFICIAL, lane=Lane.ICE, evidence=())


def says(when: When | None, day: date, hour: time) -> bool:
    return when is not None and when.day == day and when.time == hour
