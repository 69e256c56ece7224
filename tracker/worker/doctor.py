"""Everything that is wrong or missing here, in words, each with its mend. Looks at this machine alone; asks nobody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from tracker.errors import SettingsError
from tracker.feed.reach import Reach, reach_of
from tracker.frozen import Frozen
from tracker.worker.health import late
from tracker.worker.home import Home
from tracker.worker.links import base_of

ROOM_NEEDED = 200 * 1024 * 1024  # bytes: some thousands of messages


class Diagnosis(Frozen):
    """`works` is false where a date could be missed because of it."""

    works: bool
    sentence: str


def examine(home: Home, now: datetime) -> Iterator[Diagnosis]:
    """What holds and what does not, from the record outwards to the phone."""
    yield Diagnosis(works=True, sentence=f"The record opens. {home.where_key_is}")
    yield _room(home.settings.home)
    yield _rules(home)
    yield from _people(home, now)
    yield from _mailboxes(home)
    yield from _calendars(home)
    yield from _channels(home)
    for one in late(home, now):
        yield Diagnosis(works=False, sentence=f"{one.sentence[0].upper()}{one.sentence[1:]}.")


def _room(folder: Path) -> Diagnosis:
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED:
        left = f"Only {free // 1024**2} MB are left on the disk of the record"
        return Diagnosis(works=False, sentence=f"{left}; make room, or new messages cannot be kept.")
    return Diagnosis(works=True, sentence="There is room on the disk of the record.")


def _rules(home: Home) -> Diagnosis:
    try:
        version = home.bench.reader.rules.version
    except SettingsError as error:
        return Diagnosis(works=False, sentence=str(error))
    return Diagnosis(works=True, sentence=f"The rules are sound (version {version}).")


def _people(home: Home, now: datetime) -> Iterator[Diagnosis]:
    people = home.store.people.list()
    if not people:
        yield Diagnosis(works=False, sentence="Nobody is in the record; add somebody with `tracker person add`.")
    for one in people:
        known = home.identity(one.id, now)
        if known is None or not (known.names or known.numbers):
            yield Diagnosis(
                works=False,
                sentence=f"No name of {one.id} is known, so that a letter to somebody else could be taken for theirs; "
                f'tell it with `tracker person set {one.id} --name "..."`.',
            )


def _mailboxes(home: Home) -> Iterator[Diagnosis]:
    mailboxes = home.store.mailboxes.list()
    if not mailboxes:
        yield Diagnosis(works=False, sentence="No mailbox is read; add one with `tracker mailbox add ADDRESS`.")
    for one in mailboxes:
        if one.profile is None and not one.authserv_id:
            yield Diagnosis(
                works=True,
                sentence=f"Nobody vouches for senders in {one.id}: only signed messages confirm, the others wait for "
                "you. Its provider's id could be given with --authserv-id when the mailbox is added.",
            )


def _calendars(home: Home) -> Iterator[Diagnosis]:
    if not home.store.feeds.list():
        sentence = "No phone has a calendar yet; make a link with `tracker feed new NAME`."
        yield Diagnosis(works=False, sentence=sentence)
    elif reach_of(urlsplit(base_of(home.settings)).hostname or "") is Reach.MACHINE:
        sentence = "The calendars are reached from this machine only; `tracker feed check` says what to do."
        yield Diagnosis(works=True, sentence=sentence)


def _channels(home: Home) -> Iterator[Diagnosis]:
    if not home.store.alerts.channels():
        sentence = "No alert can reach anybody; `tracker alerts add` makes a way, `tracker alerts test` tries it."
        yield Diagnosis(works=False, sentence=sentence)
    if home.settings.ping_url is None:
        sentence = "Nobody outside notices when this machine stops; TRACKER_PING_URL can name a service that does."
        yield Diagnosis(works=True, sentence=sentence)
