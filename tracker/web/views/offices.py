"""An office as a page shows it: where, when it takes people, how old that is, and links that load nothing by itself."""

from __future__ import annotations

from urllib.parse import quote

from tracker.frozen import Frozen
from tracker.reading.offices import Office
from tracker.words.catalogue import Words
from tracker.words.hours import say_hours

MAP = "https://www.openstreetmap.org/search?query="  # opened by a tap, never loaded into a page


class OfficeView(Frozen):
    name: str
    address: str
    map: str
    geo: str  # opens the map program of a phone
    phone: str
    tel: str
    hours: str
    translated: bool  # the hours; otherwise they are as published, in English
    age: str
    url: str


def office_view(office: Office, t: Words) -> OfficeView:
    unit = f", {office.unit}" if office.unit else ""
    address = f"{office.street}{unit}, {office.city}, {office.state} {office.zip}"
    place = quote(f"{office.street}, {office.city}, {office.state} {office.zip}", safe="")
    published, spoken = office.published, say_hours(office.hours, t)
    digits = "".join(char for char in office.phone if char.isdigit())
    return OfficeView(
        name=office.name,
        address=address,
        map=f"{MAP}{place}",
        geo=f"geo:0,0?q={place}",
        phone=office.phone,
        tel=f"tel:+1{digits}" if digits else "",
        hours=spoken or office.hours,
        translated=spoken is not None,
        age=t.say("today.hours_age", day=published) if published else t.say("today.hours_age_unknown"),
        url=office.url,
    )
