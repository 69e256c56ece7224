"""What a mail server's refusal means, as an error whose sentence says what to do. Pure: words in, error out."""

from __future__ import annotations

import re
import socket
import ssl
from datetime import timedelta

from tracker.errors import FolderGoneError, MailboxError, NotPublicServerError, SignInRefusedError, UnreachableError
from tracker.mailbox.providers import GMAIL, OUTLOOK, provider_of_host
from tracker.mailbox.sentences import MailboxSays
from tracker.network import NotPublicError


class ThrottledError(UnreachableError):
    """The server asks for a pause; `retry_after` is how long, where it said so."""

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


_BACKOFF = re.compile(r"backoff time:? *(\d{1,9}) *milliseconds", re.IGNORECASE | re.ASCII)
_TRAFFIC = ("throttled", "too many", "bandwidth limit", "[limit]", "[overquota]", "rate limit", "[inuse]")
_LATER = ("[unavailable]", "[serverbug]", "[contactadmin]", "temporarily", "temporary", "try again later")
_NO_SUCH_FOLDER = (
    "[nonexistent]", "doesn't exist", "does not exist", "unknown mailbox", "no such mailbox", "mailbox not found",
    "folder not found", "unknown folder",
)  # fmt: skip
_SIGN_IN = (
    (("basic authentication is disabled", "basicauthblocked"), MailboxSays.REFUSED_BASIC.of(advice=OUTLOOK.how_to)),
    (("application-specific password", "app password"), MailboxSays.WANTS_APP_ONE.of(advice=GMAIL.how_to)),
    (
        ("web login required", "log in via your web browser"),
        MailboxSays.WANTS_WEB_SIGN_IN,
    ),
    (
        ("not enabled for imap", "imap access is disabled", "imap is disabled", "enable imap"),
        MailboxSays.IMAP_OFF,
    ),
    (
        ("logindisabled", "[privacyrequired]"),
        MailboxSays.WANTS_ENCRYPTION,
    ),
    (("[expired]",), MailboxSays.EXPIRED),
)

_BROKEN: tuple[tuple[type[BaseException], MailboxSays], ...] = (
    (ssl.SSLCertVerificationError, MailboxSays.CERTIFICATE),
    (ssl.SSLError, MailboxSays.NO_TLS),
    (socket.gaierror, MailboxSays.SERVER_UNKNOWN),
    (TimeoutError, MailboxSays.TOO_SLOW),
    (ConnectionRefusedError, MailboxSays.NOTHING_THERE),
)


def _has(text: str, needles: tuple[str, ...]) -> bool:
    return any(needle in text for needle in needles)


def _pause(text: str) -> MailboxError | None:
    """The refusals that a later try may outlast, whatever was asked for."""
    if "authenticated but not connected" in text:
        return UnreachableError(MailboxSays.NOT_OPENED)
    if _has(text, _TRAFFIC):
        pause = _BACKOFF.search(text)
        wait = timedelta(milliseconds=int(pause[1])) if pause else None
        return ThrottledError(MailboxSays.PAUSE, wait)
    if _has(text, _LATER):
        return UnreachableError(MailboxSays.OUT_OF_ORDER)
    return None


def sign_in_refusal(said: str, host: str) -> MailboxError:
    """What a refused sign-in means; `said` are the server's words, which are not repeated."""
    text = said.lower()
    if pause := _pause(text):
        return pause
    for needles, sentence in _SIGN_IN:
        if _has(text, needles):
            return SignInRefusedError(sentence)
    provider = provider_of_host(host)
    advice = provider.how_to if provider else MailboxSays.HOW_UNKNOWN
    return SignInRefusedError(MailboxSays.REFUSED.of(advice=advice))


def is_passing(said: str) -> bool:
    """Whether a later try may outlast this refusal."""
    return _pause(said.lower()) is not None


def folder_refusal(said: str, folder: str) -> MailboxError:
    """What it means that a folder could not be looked into."""
    text = said.lower()
    if pause := _pause(text):
        return pause
    if _has(text, _NO_SUCH_FOLDER):
        return FolderGoneError(MailboxSays.FOLDER_GONE.of(folder=folder))
    return UnreachableError(MailboxSays.FOLDER_SHUT.of(folder=folder))


def command_refusal(said: str) -> MailboxError:
    return _pause(said.lower()) or UnreachableError(MailboxSays.NO_ANSWER)


def network_failure(error: BaseException) -> MailboxError:
    """What broke between this machine and the server."""
    if isinstance(error, NotPublicError):
        return NotPublicServerError(MailboxSays.NOT_PUBLIC)
    return UnreachableError(next((said for kind, said in _BROKEN if isinstance(error, kind)), MailboxSays.BROKEN_OFF))
