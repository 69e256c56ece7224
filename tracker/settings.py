"""What can be set: by `TRACKER_...` in the environment, or in `tracker.toml` in the home; the environment wins."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import Field, IPvAnyNetwork, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from tracker.alerts.types import AlertSettings, Later
from tracker.appointments.decide import ConfirmOn
from tracker.errors import SettingsError
from tracker.feed.types import DEFAULT_ALARMS

FILE_NAME = "tracker.toml"
ALERTS = AlertSettings()
HOUR = r"([01]\d|2[0-3]):[0-5]\d"
QUIET_HOURS = rf"^({HOUR}-{HOUR})?$"
Days = Annotated[int, Field(ge=0, le=366)]


def default_home() -> Path:
    """The platform's folder for a user's data."""
    return Path(platformdirs.user_data_dir("confirmation-tracker", appauthor=False))


class HomeSettings(BaseSettings):
    """Only where the home is; read first, because the file with the other settings lies there."""

    model_config = SettingsConfigDict(env_prefix="TRACKER_", extra="ignore")

    home: Path = Field(default_factory=default_home)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TRACKER_", extra="ignore", frozen=True)

    home: Path = Field(default_factory=default_home)
    database_url: SecretStr | None = None  # None: SQLite in the home; it may bear a password
    rules: Path | None = None  # None: the rules that came with the program
    key_file: Path | None = None
    ca_file: str | None = None  # certificates to trust for mail servers and web hooks, instead of the system's
    poll_minutes: float = Field(default=5, ge=0.01, le=24 * 60)
    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=0, le=65535)
    public_url: str | None = Field(default=None, pattern=r"^https?://[^/?#@\s]+$")  # where phones reach the calendars
    plain_http: bool = False  # serve other machines without TLS, where no proxy adds it
    alarms: tuple[Annotated[timedelta, Field(ge=timedelta(0), le=timedelta(days=90))], ...] = DEFAULT_ALARMS
    asked: bool = True  # whether calendars show dates that were asked for, as questions
    dead_man: bool = True  # the note in a calendar that comes due only when the chain breaks
    quiet_hours: str = Field(default="22:00-07:00", pattern=QUIET_HOURS)  # the person's; empty: none
    ladder_after: tuple[Later, ...] = ALERTS.ladder_after  # since an unanswered request
    ladder_before: tuple[Days, ...] = ALERTS.ladder_before  # days before the date that stands
    remind_before: tuple[Days, ...] = ALERTS.remind_before
    rule_silent_after: Later = ALERTS.rule_silent_after  # since the last message of one wording
    ping_url: SecretStr | None = None  # told after each full round, so that somebody else notices silence
    receipts_days: int = Field(default=90, ge=31)  # what was told may be sent again for 30 days
    webhook_networks: tuple[IPvAnyNetwork, ...] = ()  # to which web hooks may lead, beside the public one
    networks: tuple[IPvAnyNetwork, ...] = ()  # the same for mailboxes and channels that several people set up
    confirm_on: ConfirmOn = ConfirmOn.PROVIDER
    trusted_domains: tuple[str, ...] = ("dhs.gov", "ice.gov")  # and what lies below them
    dns: bool = True
    dns_server: str | None = None  # None: the system's own; else `server_address`
    now: str | None = None  # fixes the clock (tests, stories); read by tracker.clock

    @field_validator("home", "rules", "key_file")
    @classmethod
    def _without_tilde(cls, path: Path | None) -> Path | None:
        return path.expanduser().absolute() if path else None

    @field_validator("dns_server")
    @classmethod
    def _is_address(cls, server: str | None) -> str | None:
        if server is not None:
            server_address(server)
        return server

    @field_validator("dns", mode="before")
    @classmethod
    def _on_or_off(cls, value: object) -> object:
        return {"off": False, "on": True}.get(str(value).lower(), value)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Given values, then the environment, then the file in the home; no .env, which hides where a value is from."""
        del dotenv_settings, file_secret_settings
        file = HomeSettings().home.expanduser() / FILE_NAME
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)

    def url(self) -> str:
        """The database's URL with its password, for the one place that connects."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.home / 'tracker.db'}"


def server_address(server: str) -> tuple[str, int]:
    """The IP address and port of a name server: 192.0.2.1, 192.0.2.1:5353, [2001:db8::1]:5353, 2001:db8::1.

    Raises `ValueError` for what is no address.
    """
    host, _, port = server.rpartition(":")
    with_port = port.isdecimal() and (host.endswith("]") or "." in host)
    plain = (host if with_port else server).removeprefix("[").removesuffix("]")
    return str(ip_address(plain)), int(port) if with_port else 53


def load_settings(**given: Any) -> Settings:  # noqa: ANN401 - the fields of Settings, checked by pydantic
    """Every setting, checked; raises `SettingsError` naming the setting and what is wrong with it."""
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"The setting {name!r} is wrong: {first['msg']}. Mend TRACKER_{name.upper()} or {FILE_NAME} in the home."
        ) from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"The settings file {FILE_NAME} in the home cannot be read: {error}. Mend it.") from None
