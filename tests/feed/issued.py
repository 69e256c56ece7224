"""A home with a confirmed date and an issued link, as the shell makes it; shared by the tests that fetch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.programmes.letters import scheduled
from tests.shell import GMAIL, NOW, opened
from tracker.reading.types import Language
from tracker.storage.types import FeedKind, FeedLink
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.links import new_link
from tracker.worker.publishing import Publisher


@dataclass(frozen=True)
class Issued:
    home: Home
    link: FeedLink
    token: str

    @property
    def file(self) -> Path:
        return self.home.feed_file(self.link.token_hash)


def issue(home: Home, name: str = "phone", kind: FeedKind = FeedKind.FULL) -> Issued:
    return issue_all(home, [name], kind)[0]


def issue_all(home: Home, names: Iterable[str], kind: FeedKind = FeedKind.FULL) -> list[Issued]:
    """A link for each of these devices, published together."""
    made = [new_link(home, "me", name=name, now=NOW, kind=kind, language=Language.EN) for name in names]
    Publisher(home).publish_changed(NOW)
    return [Issued(home, one.link, one.token.get_secret_value()) for one in made]


@pytest.fixture(scope="module")
def issued_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """With one confirmed date: Monday, April 5, 2027, 9:00 AM in New York."""
    with pytest.MonkeyPatch.context() as patch, opened(tmp_path_factory.mktemp("issued")) as home:
        patch.setenv("TRACKER_NOW", NOW.isoformat())
        take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
        yield home


@pytest.fixture(scope="module")
def issued(issued_home: Home) -> Issued:
    return issue(issued_home)
