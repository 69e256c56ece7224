"""What a mail server's refusal means, as an error whose sentence says what to do. Pure: words in, error out."""

from __future__ import annotations

import re
import socket
import ssl
from datetime import timedelta

from tracker.errors import FolderGoneError, MailboxError, SignInRefusedError, UnreachableError
from tracker.mailbox.providers import GMAIL, OUTLOOK, provider_of_host


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
    (("basic authentication is disabled", "basicauthblocked"), f"Sign-in was refused. {OUTLOOK.how_to}"),
    (("application-specific password", "app password"), f"The server wants an app password. {GMAIL.how_to}"),
    (
        ("web login required", "log in via your web browser"),
        "The provider wants you to sign in on its web page first: do that, confirm that it was you, then try again.",
    ),
    (
        ("not enabled for imap", "imap access is disabled", "imap is disabled", "enable imap"),
        "IMAP is switched off for this mailbox: switch it on in the settings of the provider's web page.",
    ),
    (
        ("logindisabled", "[privacyrequired]"),
        "The server takes a password only over an encrypted connection: use tls or starttls for this mailbox.",
    ),
    (("[expired]",), "The password has expired: set a new one on the provider's web page and give it here."),
)


def _has(text: str, needles: tuple[str, ...]) -> bool:
    return any(needle in text for needle in needles)


def _pause(text: str) -> MailboxError | None:
    """The refusals that a later try may outlast, whatever was asked for."""
    if "authenticated but not connected" in text:
        return UnreachableError(
            "The sign-in was good, but the provider did not open the mailbox; it is tried again. If this goes on,"
            " switch IMAP on in the mailbox's settings on the provider's web page."
        )
    if _has(text, _TRAFFIC):
        pause = _BACKOFF.search(text)
        wait = timedelta(milliseconds=int(pause[1])) if pause else None
        return ThrottledError("The mail server asks for a pause; it is tried again later.", wait)
    if _has(text, _LATER):
        return UnreachableError("The mail server is out of order for the moment; it is tried again later.")
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
    advice = provider.how_to if provider else "Check both, and whether your provider wants an app password."
    return SignInRefusedError(f"The mail server refused the user name or the password. {advice}")


def is_passing(said: str) -> bool:
    """Whether a later try may outlast this refusal."""
    return _pause(said.lower()) is not None


def folder_refusal(said: str, folder: str) -> MailboxError:
    """What it means that a folder could not be looked into."""
    text = said.lower()
    if pause := _pause(text):
        return pause
    if _has(text, _NO_SUCH_FOLDER):
        return FolderGoneError(
            f"The folder {folder} is not there any more: see on the provider's web page whether it was renamed,"
            " then remove the mailbox here and add it again with its folders of today."
        )
    return UnreachableError(f"The mail server did not open the folder {folder}; it is tried again later.")


def command_refusal(said: str) -> MailboxError:
    return _pause(said.lower()) or UnreachableError("The mail server refused to answer; it is tried again later.")


def network_failure(error: BaseException) -> UnreachableError:
    """What broke between this machine and the server."""
    match error:
        case ssl.SSLCertVerificationError():
            return UnreachableError(
                "The mail server's certificate is not trusted: check the server's name, or try another network."
            )
        case ssl.SSLError():
            return UnreachableError("The encrypted connection could not be made: check the port and the TLS setting.")
        case socket.gaierror():
            return UnreachableError("The mail server's name is not known: check its spelling and the network.")
        case TimeoutError():
            return UnreachableError("The mail server did not answer in time; it is tried again later.")
        case ConnectionRefusedError():
            return UnreachableError("Nothing answers at the mail server's address: check the port.")
        case _:
            return UnreachableError("The connection to the mail server broke; it is tried again later.")
