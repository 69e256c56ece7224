"""What reading needs and no record: the rules, the offices, the known senders and providers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tracker.appointments.decide import ConfirmOn
from tracker.frozen import Frozen
from tracker.message.authenticity import wants
from tracker.message.headers import parse_headers
from tracker.message.profiles import Profile, profile_for, profile_named
from tracker.message.senders import load_senders
from tracker.pipeline import Reader
from tracker.rulebook import Rulebook, load, rules_directory
from tracker.settings import Settings


class ReadingSettings(Frozen):
    """The settings that reading depends on: all that the process which opens hostile mail is told, and no secret."""

    rules: Path
    trusted_domains: tuple[str, ...]
    confirm_on: ConfirmOn

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            rules=settings.rules or rules_directory(),
            trusted_domains=settings.trusted_domains,
            confirm_on=settings.confirm_on,
        )


@dataclass(frozen=True)
class Bench:
    rulebook: Rulebook
    reader: Reader

    def wants(self, headers: bytes) -> bool:
        """Whether a message may matter, by its headers alone; only then is its body fetched."""
        return wants(parse_headers(headers), self.reader.senders, self.rulebook.search.subjects)


def find_profile(authserv_id: str | None, name: str | None = None) -> Profile | None:
    """Who vouches for the headers: the provider whose id or name this is; None where neither is known.

    A known provider's id selects its profile, any other the generic one, pinned to that id.
    """
    if authserv_id:
        return profile_for(authserv_id)
    return profile_named(name) if name else None


def load_bench(settings: ReadingSettings) -> Bench:
    """Raises `SettingsError` naming file, field and mend where a rule file is wrong."""
    rulebook = load(settings.rules)
    reader = Reader(
        rules=rulebook.rules,
        offices=rulebook.offices,
        senders=load_senders(trusted=settings.trusted_domains),
        confirm_on=settings.confirm_on,
    )
    return Bench(rulebook, reader)
