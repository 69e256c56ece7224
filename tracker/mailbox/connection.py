"""One signed-in IMAP connection that can only read: the sole place that talks to imapclient.

Everything here either answers or raises an error of `tracker.errors`. After a broken line the connection is closed,
because imaplib cannot find its place in the conversation again. One owner per connection: two threads would wait for
each other's answers for ever.
"""

from __future__ import annotations

import imaplib
import logging
import socket
import ssl
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from types import TracebackType
from typing import Any, NamedTuple, Self

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError, ProtocolError

from tracker.errors import MailboxError, SettingsError, UnreachableError
from tracker.mailbox.refusals import (
    ThrottledError,
    command_refusal,
    folder_refusal,
    is_passing,
    network_failure,
    sign_in_refusal,
)
from tracker.mailbox.sentences import MailboxSays
from tracker.mailbox.types import Account, FolderStatus
from tracker.network import watched

# Its debug log repeats what was said on the wire: addresses, subjects, folder names.
logging.getLogger("imapclient").setLevel(logging.WARNING)

Answer = Mapping[bytes, Any]
_SENT = b"\\Sent"
_UNSENDABLE = {"Cc", "Cs"}  # control characters, and surrogates that no encoding carries
Refusal = Callable[[str], MailboxError]  # from the server's words to the error that they mean
_SPOKEN = (imaplib.IMAP4.error, OSError, ValueError, TypeError, LookupError, MemoryError, OverflowError)


class Timeouts(NamedTuple):
    """Seconds. imapclient's own default is to wait for ever."""

    connect: float = 10.0
    read: float = 30.0


class CommandRefusedError(UnreachableError):
    """The server said NO or BAD to one command; the conversation can go on.

    `passing` is whether a later try may do better.
    """

    def __init__(self, *, passing: bool) -> None:
        super().__init__(MailboxSays.COMMAND_REFUSED)
        self.passing = passing


@lru_cache(maxsize=16)
def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """The process's one context per set of trusted certificates: a new one costs 40 ms and 870 KiB a connection."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError):
        raise SettingsError(MailboxSays.CERTIFICATES_FILE.of(file=ca_file)) from None


def refuse_controls(text: str, what: str) -> str:
    """Control characters would end the command and begin another: a CR LF in a search term ran an EXPUNGE."""
    if any(unicodedata.category(char) in _UNSENDABLE for char in text):
        raise SettingsError(f"{what} holds a control character; write it without line breaks, tabs or NUL.")
    return text


class Connection:
    def __init__(self, account: Account, timeouts: Timeouts = Timeouts()) -> None:  # noqa: B008 - immutable
        refuse_controls(account.user, "The user name of the mailbox")
        refuse_controls(account.secret.get_secret_value(), "The password of the mailbox")
        for folder in account.folders:
            refuse_controls(folder, "A folder name")
        self._selected = False
        self._client = _open(account, timeouts)
        try:
            _sign_in(self._client, account)
        except BaseException:
            self.close()
            raise
        self.alive = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the socket without LOGOUT, which would cost a round trip and change nothing."""
        self.alive = False
        with suppress(OSError):  # closed from the other side already
            self._client.shutdown()

    def status(self, folder: str) -> FolderStatus:
        """One round trip, unless a folder is still selected from a reading that was broken off."""
        refuse_controls(folder, "A folder name")
        self._refresh()
        with self._speaking(lambda said: folder_refusal(said, folder)):
            answer = self._client.folder_status(folder, ("UIDNEXT", "UIDVALIDITY", "MESSAGES"))
            return FolderStatus(
                uidvalidity=answer.get(b"UIDVALIDITY") or 0,
                uidnext=answer[b"UIDNEXT"],
                messages=answer[b"MESSAGES"],
            )

    def examine(self, folder: str) -> int:
        """Open a folder for reading only; its UIDVALIDITY, 0 where the server gives none."""
        refuse_controls(folder, "A folder name")
        with self._speaking(lambda said: folder_refusal(said, folder)):
            answer = self._client.select_folder(folder, readonly=True)
            self._selected = True
            return int(answer.get(b"UIDVALIDITY") or 0)

    def leave(self) -> None:
        """Unselect the folder, where the server can. CLOSE would do too, but is EXPUNGE on a folder not read-only."""
        if not self._selected:
            return
        with self._speaking(command_refusal):
            if self._client.has_capability("UNSELECT"):
                self._client.unselect_folder()
                self._selected = False

    def _refresh(self) -> None:
        """STATUS of a selected folder may be stale (RFC 3501 section 6.3.10) unless the server was made to look."""
        self.leave()
        if self._selected:
            with self._speaking(command_refusal):
                self._client.noop()

    def search(self, criteria: bytes | list[bytes], charset: str | None = None) -> list[int]:
        """UIDs, ascending. Raises `CommandRefusedError` when the server does not take the criteria."""
        with self._speaking(_refused):
            return sorted(self._client.search(criteria, charset))

    def fetch(self, uids: Sequence[int], items: Sequence[str]) -> dict[int, Answer]:
        """What the server has of these UIDs; those it does not know are absent.

        Raises `CommandRefusedError`, also for an answer that cannot be parsed: a date that is no date, for one.
        """
        with self._speaking(_refused):
            try:
                answer: dict[int, Answer] = self._client.fetch(list(uids), list(items))
            except (ProtocolError, ValueError, TypeError, LookupError):  # the answer was read to its end by then
                raise CommandRefusedError(passing=True) from None
            return answer

    def folders(self) -> tuple[str, ...]:
        with self._speaking(command_refusal):
            return tuple(sorted(str(name) for _, _, name in self._client.list_folders()))

    def sent_folder(self) -> str | None:
        """The folder that the server marks as the one of sent mail (SPECIAL-USE, RFC 6154), whatever its name."""
        with self._speaking(command_refusal):
            marked = [str(name) for flags, _, name in self._client.list_folders() if _SENT in flags]
        return min(marked, default=None)

    @contextmanager
    def _speaking(self, refusal: Refusal) -> Iterator[None]:
        try:
            yield
        except MailboxError:
            raise
        except _SPOKEN as error:
            meaning, in_step = _meaning(error, refusal)
            if not in_step:
                self.close()
            raise meaning from None
        except BaseException:  # Ctrl-C amid a command: its answer is still to come, so nothing more can be asked
            self.close()
            raise


def _meaning(error: Exception, refusal: Refusal) -> tuple[MailboxError, bool]:
    """The error for what imaplib or the network raised, and whether the conversation can still go on after it."""
    said = str(error)
    # imapclient raises the same LoginError for a wrong password and for a connection cut during the sign-in.
    if isinstance(error, LoginError) and isinstance(error.__context__, imaplib.IMAP4.abort):
        return network_failure(error), False
    # The server turned down a literal: a refusal, although imapclient calls it an abort.
    if isinstance(error, imaplib.IMAP4.abort) and "waiting for continuation" not in said:
        return network_failure(error), False
    if isinstance(error, OSError):
        return network_failure(error), False
    if isinstance(error, imaplib.IMAP4.error) and not isinstance(error, ProtocolError) and "got more than" not in said:
        return refusal(said), True
    return UnreachableError(MailboxSays.NOT_UNDERSTOOD), False


@contextmanager
def _translated(refusal: Refusal) -> Iterator[None]:
    try:
        yield
    except _SPOKEN as error:
        raise _meaning(error, refusal)[0] from None


def _refused(said: str) -> MailboxError:
    # Somebody deleted messages while we read: the next look, with a fresh EXAMINE, goes on from the cursor.
    if "expungeissued" in said.lower():
        return UnreachableError(MailboxSays.FOLDER_CHANGED)
    known = command_refusal(said)
    return known if isinstance(known, ThrottledError) else CommandRefusedError(passing=is_passing(said))


def _open(account: Account, timeouts: Timeouts) -> IMAPClient:
    context = None if account.tls == "plain" else tls_context(account.ca_file)
    with _translated(command_refusal), watched(account.gate):
        client = IMAPClient(
            account.host,
            port=account.port,
            ssl=account.tls == "tls",
            ssl_context=context,
            timeout=SocketTimeout(*timeouts),
        )
        client.normalise_times = False  # else INTERNALDATE comes as naive local time
        return client


def _sign_in(client: IMAPClient, account: Account) -> None:
    with _translated(command_refusal):
        _tune(client.socket())
        if account.tls == "starttls":
            _encrypt(client, account)
    with _translated(lambda said: sign_in_refusal(said, account.host)):
        _log_in(client, account.user, account.secret.get_secret_value())


def _encrypt(client: IMAPClient, account: Account) -> None:
    if not client.has_capability("STARTTLS"):
        raise UnreachableError(MailboxSays.NO_STARTTLS)
    client.starttls(tls_context(account.ca_file))


def _tune(sock: socket.socket) -> None:
    # imapclient sends some commands in two writes, which without NODELAY cost two round trips instead of one.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)


def _log_in(client: IMAPClient, user: str, password: str) -> None:
    if (user + password).isascii():
        client.login(user, password)
    else:  # LOGIN carries only ASCII
        client.plain_login(user, password)
