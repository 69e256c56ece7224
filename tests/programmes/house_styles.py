"""Letters that ICE might write, made by chance: five languages, kinds, house styles, offices, date forms and zones.

The words stand in `wordings/`, and were written without looking at the rules. Each letter knows what it says, so that
a reading can be judged. The same seed makes the same letters.
"""

from __future__ import annotations

import html
import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.programmes.benches import reader
from tracker.reading.offices import Office
from tracker.reading.types import Kind, When

WORDINGS = Path(__file__).parent / "wordings"
LANGUAGES = tuple(sorted(path.stem for path in WORDINGS.glob("*.toml")))
KINDS = (
    Kind.SCHEDULED,
    Kind.RESCHEDULED,
    Kind.CANCELLED,
    Kind.REQUEST_RECEIVED,
    Kind.REQUEST_DENIED,
    Kind.REMINDER,
)
NAMES = ("Maria Lopez", "Jean Baptiste", "Ana Souza", "Rosa Martinez", "Wilner Estime", "José Núñez", "Fatou Camara")
MAIL = "maria@example.com"
_FIRST_DAY = date(2027, 1, 4)


@dataclass(frozen=True)
class Letter:
    """`new` is the date to come to, `old` the one that it speaks of as known; each None where none is told."""

    kind: Kind
    language: str
    style: str
    sent: datetime
    subject: str
    text: str | None
    html: str | None
    new: When | None
    old: When | None

    @property
    def starts_at(self) -> When | None:
        """What a reading should find; a denial and a reminder speak of the date that stands."""
        return self.old if self.kind is Kind.REQUEST_DENIED else self.new

    @property
    def previous_starts_at(self) -> When | None:
        return None if self.kind is Kind.REQUEST_DENIED else self.old

    @property
    def says_not_which(self) -> bool:
        """Whether its one date may be the one that stands or the one asked for: below a label, no word tells."""
        return self.kind is Kind.REQUEST_RECEIVED and self.style == "labels"

    def words(self) -> str:
        return self.text or self.html or ""

    def arguments(self) -> dict[str, object]:
        """As `compose` takes them."""
        return {"subject": self.subject, "text": self.text, "html": self.html, "date": self.sent}


@cache
def wording(language: str) -> dict[str, Any]:
    return tomllib.loads((WORDINGS / f"{language}.toml").read_text("utf-8"))


@cache
def offices() -> tuple[Office, ...]:
    return tuple(sorted(reader().offices.by_id.values(), key=lambda office: office.id))


def letters(count: int, seed: int, kinds: tuple[Kind, ...] = KINDS) -> Iterator[Letter]:
    """So many letters; each language and kind in turn, the rest by chance."""
    draw = random.Random(seed)
    for number in range(count):
        language, kind = LANGUAGES[number % len(LANGUAGES)], kinds[number // len(LANGUAGES) % len(kinds)]
        yield _letter(draw, language, kind)


def _letter(draw: random.Random, language: str, kind: Kind) -> Letter:
    words, office = wording(language), draw.choice(offices())
    sent = datetime.combine(_FIRST_DAY, time(draw.randint(8, 20), draw.randint(0, 59)), UTC) + timedelta(
        days=draw.randint(0, 400)
    )
    has_new = kind in {Kind.SCHEDULED, Kind.RESCHEDULED, Kind.REMINDER}
    has_old = kind in {Kind.RESCHEDULED, Kind.CANCELLED, Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED}
    old = _when(draw, sent, office) if has_old else None
    new = _when(draw, sent, office, but=old) if has_new else None
    style = draw.choice(tuple(STYLES))
    write = _Pen(draw, words)
    blanks = {
        "new": write.date(new, draw) if new else "",
        "old": write.date(old, draw) if old else "",
        "place": _place(draw, office),
        "name": draw.choice(NAMES),
        "city": office.city,
        "reference": f"{draw.choice('ABCDEF')}{draw.randint(100000, 999999)}",
    }
    page = STYLES[style](draw, words, kind.value, blanks)
    subject = draw.choice(words[kind.value]["subjects"]).format_map(blanks)
    parts = draw.choice(("plain", "html", "both"))
    return Letter(
        kind=kind,
        language=language,
        style=style,
        sent=sent,
        subject=subject,
        text=_plain(page) if parts != "html" else None,
        html=_marked(page) if parts != "plain" else None,
        new=new,
        old=old,
    )


def _when(draw: random.Random, sent: datetime, office: Office, but: When | None = None) -> When:
    while True:
        day = sent.date() + timedelta(days=draw.randint(3, 900))
        if day.weekday() < 5 and (but is None or day != but.day):
            return When(day=day, time=time(draw.randint(8, 15), draw.choice((0, 15, 30, 45))), zone=office.zone)


def _place(draw: random.Random, office: Office) -> str:
    street = f"{office.street}, {office.city}, {office.state} {office.zip}"
    return draw.choice((f"{office.name} - {street}", street, f"{office.name}, {street}"))


class _Pen:
    """Writes dates as one letter's author does: always in the same form."""

    def __init__(self, draw: random.Random, words: dict[str, Any]) -> None:
        self.words = words
        self.day, self.hour, self.join = (draw.choice(words[name]) for name in ("dates", "hours", "joins"))

    def date(self, when: When, draw: random.Random) -> str:
        assert when.time is not None
        day, clock = when.day, when.time
        morning, half = clock.hour < 12, (clock.hour - 1) % 12 + 1
        return str(self.day + self.join + self.hour).format(
            weekday=self.words["weekdays"][day.weekday()],
            month=self.words["months"][day.month - 1],
            day=day.day,
            first="1er" if day.day == 1 else day.day,
            dd=f"{day.day:02}",
            mm=f"{day.month:02}",
            year=day.year,
            h=half,
            h24=clock.hour,
            hh24=f"{clock.hour:02}",
            min=f"{clock.minute:02}",
            AMPM="AM" if morning else "PM",
            ampm="am" if morning else "pm",
            a_m="a.m." if morning else "p.m.",
            daypart="nan maten" if morning else "nan apremidi",
        )


Page = list[str | list[tuple[str, str]]]  # paragraphs, and tables of labels and values


def _prose(draw: random.Random, words: dict[str, Any], kind: str, blanks: dict[str, str]) -> Page:
    return _framed(draw, words, blanks, [draw.choice(words[kind]["told"]).format_map(blanks)])


def _labelled(draw: random.Random, words: dict[str, Any], kind: str, blanks: dict[str, str]) -> Page:
    """A sentence without a date, and the facts below it in any order."""
    labels = words["labels"]
    fact = "new" if blanks["new"] else "old"
    dates = [(labels["new" if name == fact else "old"], blanks[name]) for name in ("old", "new") if blanks[name]]
    rows = [*draw.sample(dates, len(dates)), (labels["place"], blanks["place"])]
    rows.insert(draw.choice((0, len(rows))), (labels["reference"], blanks["reference"]))
    return _framed(draw, words, blanks, [draw.choice(words[kind]["said"]).format_map(blanks), rows])


def _telegram(draw: random.Random, words: dict[str, Any], kind: str, blanks: dict[str, str]) -> Page:
    """Nothing but the sentence and a signature."""
    told = draw.choice(words[kind]["told"]).format_map(blanks)
    return [told, draw.choice(words["signatures"]).format_map(blanks)]


STYLES: dict[str, Callable[[random.Random, dict[str, Any], str, dict[str, str]], Page]] = {
    "prose": _prose,
    "labels": _labelled,
    "telegram": _telegram,
}


def _framed(draw: random.Random, words: dict[str, Any], blanks: dict[str, str], middle: Page) -> Page:
    after: list[str] = [draw.choice(words["closings"]), draw.choice(words["signatures"]).format_map(blanks)]
    foot = [draw.choice(words["feet"])] if draw.random() < 0.7 else []
    return [draw.choice(words["greetings"]).format_map(blanks), *middle, *after, *foot]


def _plain(page: Page) -> str:
    return "\n\n".join(
        block if isinstance(block, str) else "\n".join(f"{label}: {value}" for label, value in block) for block in page
    )


def _marked(page: Page) -> str:
    body = "".join(_element(block) for block in page)
    return f"<html><head><style>td {{ padding: 4px }}</style></head><body>{body}</body></html>"


def _element(block: str | list[tuple[str, str]]) -> str:
    if isinstance(block, str):
        return "<p>" + html.escape(block).replace("\n", "<br>") + "</p>"
    rows = (f"<tr><td><b>{html.escape(label)}</b></td><td>{html.escape(value)}</td></tr>" for label, value in block)
    return f"<table>{''.join(rows)}</table>"
