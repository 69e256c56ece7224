"""What takes long to make for a page is made before anybody asks, and is what the page would have made."""

from __future__ import annotations

from threading import Event

from tests.shell import NOW
from tests.web.record import keep, scheduled
from tracker.reading.types import Language
from tracker.web.ahead import Ahead
from tracker.web.site import Site
from tracker.worker.filing import Drawn, Record, Searched
from tracker.worker.home import Home

LOOK = (Language.EN, "America/New_York")


def kept(site: Site) -> tuple[Drawn, Searched]:
    record: Record = site.records.of("me", NOW)
    return record.drawn, record.searched


def test_the_picture_and_the_words_of_each_record_are_there_before_anybody_looks(home: Home) -> None:
    keep(home, scheduled())
    site = Site(home=home, hosts=())
    assert kept(site) == (Drawn(), {})
    ahead = Ahead(site)
    site.ranks.all(NOW)
    ahead.turn(Event())
    drawn, searched = kept(site)
    entries = site.records.of("me", NOW).entries
    assert "April" in drawn.pictures[LOOK] or "Apr" in drawn.pictures[LOOK]
    assert searched[LOOK].keys() == {one.event for one in entries}


def test_of_whom_nothing_is_new_nothing_is_made_again(home: Home) -> None:
    keep(home, scheduled())
    site = Site(home=home, hosts=())
    ahead = Ahead(site)
    site.ranks.all(NOW)
    ahead.turn(Event())
    kept(site)[0].pictures.clear()
    ahead.turn(Event())
    assert kept(site)[0].pictures == {}


def test_it_stops_at_once(home: Home) -> None:
    keep(home, scheduled())
    site, stop = Site(home=home, hosts=()), Event()
    site.ranks.all(NOW)
    stop.set()
    Ahead(site).turn(stop)
    assert kept(site) == (Drawn(), {})
