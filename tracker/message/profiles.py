"""Mail providers as data: whose results about a sender can be believed, and by what proof of place."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ValidationError

from tracker.errors import NotFoundError, SettingsError
from tracker.frozen import Frozen

GENERIC = "generic"


class Proof(StrEnum):
    ABOVE_BOUNDARY = "above_boundary"
    SEALED_ABOVE_BOUNDARY = "sealed_above_boundary"
    TOPMOST = "topmost"
    NONE = "none"


Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(lambda text: ip_network(str(text)))]


class Profile(Frozen):
    """One provider; `profiles.toml` says what each field means."""

    name: str
    title: str
    ids: tuple[str, ...]
    writes_id: bool
    hosts: tuple[str, ...]
    internal_networks: tuple[Network, ...]
    never_through: tuple[str, ...]
    arc_domains: tuple[str, ...]
    proof: Proof

    def owns_id(self, authserv_id: str | None) -> bool:
        """Whether results under that id are the provider's own; None is a header without an id."""
        if authserv_id is None:
            return not self.writes_id
        return self.writes_id and _fits(authserv_id, self.ids)

    def owns_host(self, host: str) -> bool:
        return _fits(host, self.hosts)

    def is_internal(self, address: str) -> bool:
        """Whether only the provider's own machines can deliver from that IP address."""
        try:
            ip = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return any(ip in network for network in self.internal_networks)


def _fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name.lower(), pattern) for pattern in patterns)


class Profiles(Frozen):
    all: tuple[Profile, ...]

    def named(self, name: str) -> Profile:
        """The profile of a mailbox's provider; raises `NotFoundError` for a name that is not in the file."""
        for profile in self.all:
            if profile.name == name.lower():
                return profile
        known = ", ".join(profile.name for profile in self.all)
        raise NotFoundError(f"No mail provider is called {name!r}; known are {known}.")

    def for_id(self, authserv_id: str) -> Profile:
        """A known provider's profile for any of its ids; else the generic one, pinned to exactly that id."""
        wanted = authserv_id.strip().lower()
        for profile in self.all:
            if profile.name == wanted or _fits(wanted, profile.ids):
                return profile
        return self.named(GENERIC).model_copy(update={"ids": (wanted,), "title": wanted})


def load_profiles(path: Path | None = None) -> Profiles:
    """Read and check the profiles; those of this package unless `path` names another file.

    Raises `SettingsError` naming the file and the field that is wrong.
    """
    source = path or resources.files("tracker.message").joinpath("profiles.toml")
    where = str(path) if path else "tracker/message/profiles.toml"
    try:
        tables = tomllib.loads(source.read_text("utf-8"))
        found = Profiles(all=tuple(Profile(name=name, **table) for name, table in tables.items()))
    except OSError:
        raise SettingsError(f"{where} cannot be read; put the file back or name another.") from None
    except ValidationError as error:
        wrong = error.errors()[0]
        field = ".".join(str(part) for part in wrong["loc"])
        raise SettingsError(f"{where}: the field {field} is wrong ({wrong['msg']}); mend it there.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise SettingsError(f"{where} is not a table of profiles ({error}); mend it there.") from None
    found.named(GENERIC)
    return found


@cache
def _packaged() -> Profiles:
    return load_profiles()


def profile_for(authserv_id: str) -> Profile:
    """The profile that a person chooses by naming an authserv-id, as `--authserv-id` does."""
    return _packaged().for_id(authserv_id)


def profile_named(name: str) -> Profile:
    """The profile of a mailbox's provider, by its name in `profiles.toml`; raises `NotFoundError`."""
    return _packaged().named(name)
