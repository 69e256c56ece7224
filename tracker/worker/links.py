"""The secret half of a link on disk: a symlink named by its token that leads to the calendar named by the hash.

With it any web server can serve the calendars as plain files, without code of ours. The folder is for its owner alone
and asks backups to leave it out: the record knows tokens only by their hash, so nobody who finds a copy can use one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from tracker.errors import StorageError
from tracker.reading.types import Language
from tracker.settings import Settings
from tracker.storage.feeds import hash_token
from tracker.storage.types import FeedKind, NewFeedLink
from tracker.worker.home import Home
from tracker.worker.limits import room_for_link

# https://bford.info/cachedir/: tar, restic, borg and others skip a folder whose CACHEDIR.TAG begins like this.
CACHE_TAG = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n# The names in this folder are secrets; no backup needs them.\n"
)


def links_of(home: Home) -> Path:
    """Where a web server finds the calendars by their secret names."""
    return home.settings.home / "links"


def base_of(settings: Settings) -> str:
    """With what every link begins, as phones see it."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"http://{host}:{settings.port}"


def address_of(home: Home, token: SecretStr) -> str:
    """The whole link, which is a secret."""
    return f"{base_of(home.settings)}/feed/{token.get_secret_value()}.ics"


def checking_agent(home: Home) -> str:
    """The User-Agent of this home's own checks: nobody without its key can pass for one of them."""
    return f"tracker-feed-check/{home.store.derive_uid('feed check')}"


def new_link(
    home: Home,
    *people: str,
    name: str,
    now: datetime,
    kind: FeedKind,
    language: Language,
    labels: Mapping[str, str] | None = None,
    everyone: bool = False,
) -> NewFeedLink:
    """A link for one device, in the record and on disk. Raises `TooManyError`."""
    with room_for_link(home, people, everyone=everyone):
        made = home.store.feeds.create(
            *people, name=name, now=now, kind=kind, language=language, labels=labels, everyone=everyone
        )
        make_symlink(links_of(home), home.feeds, made.token.get_secret_value())
    return made


def rotate(home: Home, link: str, now: datetime) -> NewFeedLink:
    """A new secret for the same device and calendar; the old one is revoked.

    Raises `NotFoundError`, and `EndedError` for one that was revoked before: else there would be two in its place.
    """
    with home.store.transaction():
        made = home.store.feeds.replace(link, now=now)
        make_symlink(links_of(home), home.feeds, made.token.get_secret_value())
    return made


def make_symlink(links: Path, feeds: Path, token: str) -> None:
    """Let `<links>/<token>.ics` lead to that token's calendar in `feeds`, also before there is one.

    `StorageError` where it cannot be made.
    """
    try:
        _prepare(links)
        target = os.path.relpath(feeds, links)
        with suppress(FileExistsError):
            (links / f"{token}.ics").symlink_to(Path(target) / f"{hash_token(token)}.ics")
    except OSError as error:
        raise StorageError(f"The link could not be made ({error.strerror}); make room, or mend the folder.") from None


def token_of(links: Path, token_hash: str) -> str | None:
    """The token of that link, as long as its symlink is on this machine."""
    with suppress(OSError):
        for entry in links.glob("*.ics"):
            if hash_token(entry.stem) == token_hash:
                return entry.stem
    return None


def _prepare(links: Path) -> None:
    links.mkdir(parents=True, exist_ok=True, mode=0o700)
    links.chmod(0o700)
    for name, content in (("CACHEDIR.TAG", CACHE_TAG), (".nobackup", b"")):
        if not (links / name).exists():
            (links / name).write_bytes(content)
