"""Search in the messages themselves: they are opened for that one search, in memory alone, and none is kept open.

newest first ──▶ as many as the bounds allow ──▶ sizes and bodies: one look each ──▶ opened where messages are read
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice

from pydantic import Field

from tracker.errors import TrackerError
from tracker.frozen import Frozen
from tracker.message.types import Message
from tracker.worker.home import Home

MOST = 200  # messages that one search opens
MOST_BYTES = 20_000_000  # that it holds in memory at once
SECONDS = 5.0  # after which it stops, and says so


class TextsSearched(Frozen):
    """What a search came to; messages are counted from the newest."""

    found: Mapping[str, str] = Field(default={}, repr=False)  # by SHA-256: the text in which it stands
    first: int  # the number of the first that was looked at, from 1
    last: int
    of: int  # how many there are
    unopened: int = 0  # of those looked at


def search_texts(
    home: Home,
    digests: Sequence[str],
    fits: Callable[[str], bool],
    *,
    after: int = 0,
    ticks: Callable[[], float] = time.monotonic,
) -> TextsSearched:
    """Which of these messages of one person, newest first, hold what is looked for; those behind number `after`."""
    after = after if after < len(digests) else 0
    window = digests[after : after + MOST]
    window = window[: _as_many_as_fit(window, home.store.messages.sizes(window))]
    bodies, until = home.store.messages.bodies(window), ticks() + SECONDS
    home.store.rest()
    found, unopened, looked = dict[str, str](), 0, 0
    for digest in window:
        if looked and ticks() > until:
            break
        looked += 1
        try:
            channel, raw = bodies[digest]()
            fitting = (part for part in _words(home.sandbox.message(raw, channel)) if fits(part))
            found.update((digest, part) for part in islice(fitting, 1))
        except (TrackerError, KeyError):
            unopened += 1
    return TextsSearched(found=found, first=after + 1, last=after + looked, of=len(digests), unopened=unopened)


def _as_many_as_fit(digests: Iterable[str], sizes: Mapping[str, int]) -> int:
    """At least one, so that a search always goes on."""
    fill = accumulate(sizes.get(digest, 0) for digest in digests)
    return max(1, sum(size <= MOST_BYTES for size in fill))


def _words(message: Message) -> Iterator[str]:
    """What is worth showing most comes first."""
    yield message.text
    yield message.subject
    for one in message.senders:
        yield f"{one.display_name} {one.address}"
