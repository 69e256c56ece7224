"""Known senders as data: the domains of ICE and its neighbours, and the words by which somebody poses as ICE."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, ValidationError

from tracker.errors import SettingsError
from tracker.frozen import Frozen
from tracker.message.text import fold
from tracker.message.types import Lane

_NOT_A_WORD = re.compile(r"[^a-z0-9&']+")


Folded = Annotated[tuple[str, ...], AfterValidator(lambda phrases: tuple(map(fold, phrases)))]


class Posing(Frozen):
    """`senders.toml` says what each list means."""

    short_names: Folded
    long_names: Folded
    official: Folded
    about: Folded
    domain_words: Folded
    says_it_is_ice: Folded
    own_appointment: Folded
    ice_content: Folded


class Senders(Frozen):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    trusted: tuple[str, ...]
    lanes: dict[Lane, tuple[str, ...]]
    posing: Posing

    @cached_property
    def _suffixes(self) -> dict[str, Lane]:
        by_trust = dict.fromkeys(self.trusted, Lane.ICE)
        return by_trust | {domain: lane for lane, domains in self.lanes.items() for domain in domains}

    @cached_property
    def posing_names(self) -> PosingNames:
        return PosingNames(self.posing)

    def lane_of(self, domain: str) -> Lane:
        """Whose mail comes from that domain, by the longest suffix of whole labels."""
        labels = domain.lower().split(".")
        for at in range(len(labels)):
            lane = self._suffixes.get(".".join(labels[at:]))
            if lane is not None:
                return lane
        return Lane.STRANGER

    def trusts(self, domain: str) -> bool:
        """Whether the domain is a trusted one or lies under it, whoever's lane it is in."""
        return any(f".{domain.lower()}".endswith(f".{trusted}") for trusted in self.trusted)


class PosingNames:
    """Whether a name claims to be ICE. Words are compared without case and accents."""

    def __init__(self, words: Posing) -> None:
        self._short = frozenset(words_of(name) for name in words.short_names)
        self._long = re.compile("|".join(rf"\b{re.escape(' '.join(words_of(name)))}\b" for name in words.long_names))
        self._official = frozenset(words.official)
        self._about = frozenset(words.about)

    def claims(self, name: str) -> bool:
        """ICE's name, with official words beside it at most; alone it must be in capitals, for Ice is a nickname."""
        words = words_of(name)
        spaced = " ".join(words)
        if self._long.search(spaced):
            return not self._about.intersection(words)
        if any(short == words for short in self._short):
            return "." in name or name.upper() == name
        orgs = {"ice", "dhs"}.intersection(words)
        return bool(orgs) and self._official.issuperset(words) and len(words) > len(orgs)


def words_of(name: str) -> tuple[str, ...]:
    return tuple(_NOT_A_WORD.sub(" ", fold(name)).split())


def load_senders(path: Path | None = None, *, trusted: tuple[str, ...] | None = None) -> Senders:
    """Read the known senders; those of this package unless `path` names another file.

    `trusted` replaces the trusted domains. Raises `SettingsError` naming the file and the field that is wrong.
    """
    source = path or resources.files("tracker.message").joinpath("senders.toml")
    where = str(path) if path else "tracker/message/senders.toml"
    try:
        data = tomllib.loads(source.read_text("utf-8"))
        if trusted is not None:
            data["trusted"] = tuple(domain.lower().strip(".") for domain in trusted)
        return Senders.model_validate(data)
    except OSError:
        raise SettingsError(f"{where} cannot be read; put the file back or name another.") from None
    except ValidationError as error:
        wrong = error.errors()[0]
        field = ".".join(str(part) for part in wrong["loc"])
        raise SettingsError(f"{where}: the field {field} is wrong ({wrong['msg']}); mend it there.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{where} is not readable as TOML ({error}); mend it there.") from None
