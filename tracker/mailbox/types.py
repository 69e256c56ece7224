"""The values that this room takes and hands out."""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from typing import Literal, Self, TypeAlias

from pydantic import AwareDatetime, Field, SecretStr, model_validator

from tracker.frozen import Frozen
from tracker.network import Gate

MAX_MESSAGE_BYTES = 25 * 1024 * 1024  # the largest message that the big providers deliver


class Account(Frozen):
    id: str
    host: str
    port: int = Field(ge=1, le=65535)
    user: str
    secret: SecretStr
    tls: Literal["tls", "starttls", "plain"] = "tls"
    folders: tuple[str, ...] = ("INBOX",)
    ca_file: str | None = None  # certificates to trust instead of the system's
    gate: Gate | None = None  # None: its server may be anywhere

    @model_validator(mode="after")
    def _plain_stays_on_this_machine(self) -> Self:
        if self.tls == "plain" and not is_loopback(self.host):
            raise ValueError("a connection without TLS is allowed only to this same machine (127.0.0.1); use tls")
        return self


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class FolderStatus(Frozen):
    """What STATUS says of a folder. `uidvalidity` is 0 where the server promises no lasting UIDs."""

    uidvalidity: int = Field(ge=0)
    uidnext: int = Field(ge=1)
    messages: int = Field(ge=0)


class Cursor(Frozen):
    """How far a folder has been read: exactly the UIDs above `unread_to` and up to `last_uid` have been looked at.

    A first read starts with both at the top and lowers `unread_to` to 0, newest messages first; new mail raises
    `last_uid`. So one interval says everything, at whatever point the reading was interrupted.
    """

    folder: str
    uidvalidity: int
    last_uid: int = Field(ge=0)
    unread_to: int = Field(default=0, ge=0)
    messages: int = Field(default=0, ge=0)  # how many the folder held at that look

    @property
    def complete(self) -> bool:
        """Whether the first read has reached the oldest message."""
        return self.unread_to == 0


class SearchTerms(Frozen):
    """Substrings of From, Subject, and To or Cc that the server is asked for on a first read. None at all: judge every
    header.
    """

    senders: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


class Lack(StrEnum):
    """Why `Found.raw` is only a header, or empty: the message matters, but could not be had whole."""

    TOO_LARGE = "too_large"
    VANISHED = "vanished"  # deleted or moved by somebody while it was being read
    UNREADABLE = "unreadable"  # the server itself cannot hand it out


class Found(Frozen):
    folder: str
    uidvalidity: int
    uid: int
    raw: bytes
    internal_date: AwareDatetime | None  # when the server received it, UTC
    size: int  # bytes, as the server counts them
    lack: Lack | None = None


class Advanced(Frozen):
    """Everything this cursor calls looked at has been yielded: it may be stored now."""

    cursor: Cursor


class Progress(Frozen):
    """How much of the folder's range of UIDs has been looked at."""

    done: int
    total: int


class Resynced(Frozen):
    """The folder is being read anew from the top; what was recorded before is met again and known by its content."""

    reason: str


Step: TypeAlias = Found | Advanced | Progress | Resynced
