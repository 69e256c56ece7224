"""Reading the folders of an account: bodies only of messages whose headers are wanted, and nothing twice.

    STATUS ─▶ plan (cursor.py) ─▶ EXAMINE ─┬─ new mail:  headers ────────────┬─▶ judged ─▶ sizes ─▶ bodies ─▶ Found
                                           └─ first read: SEARCH ─▶ headers ─┘                             Advanced

Yields between commands only, so a caller may stop at any step, and go on later from the last `Advanced` that it stored.
What SEARCH finds is not believed on new mail: some servers search by whole words, some from an index that lags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from tracker.errors import ImplausibleMailboxError, UnreachableError
from tracker.mailbox import search
from tracker.mailbox.connection import CommandRefusedError, Connection, Timeouts, refuse_controls
from tracker.mailbox.cursor import (
    Fetch,
    Implausible,
    Nothing,
    Resync,
    Window,
    looked_down_to,
    looked_up_to,
    newest_first,
    oldest_first,
    plan_reading,
    window_step,
)
from tracker.mailbox.fetching import CHUNK, Folder, Wanted, chunks, judged_headers, whole_messages
from tracker.mailbox.sentences import MailboxSays
from tracker.mailbox.types import (
    Account,
    Advanced,
    Cursor,
    FolderStatus,
    Found,
    Progress,
    Resynced,
    SearchTerms,
    Step,
)


class Mailbox:
    """An account's connection, kept open between polls. `alive` turns False when it broke: connect anew then."""

    def __init__(self, account: Account, timeouts: Timeouts) -> None:
        self._account = account
        self._timeouts = timeouts
        self._connection = Connection(account, timeouts)
        self._proven = False  # whether this connection has answered before, and so may have aged since

    @classmethod
    def connect(cls, account: Account, timeouts: Timeouts = Timeouts()) -> Self:  # noqa: B008 - immutable
        """Sign in. Raises `UnreachableError`, `SignInRefusedError`, or `SettingsError` for unusable settings."""
        return cls(account, timeouts)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    @property
    def alive(self) -> bool:
        return self._connection.alive

    def status(self, folder: str) -> FolderStatus:
        """Raises any `MailboxError`. A kept connection that was dropped meanwhile is made anew, once.

        Servers end idle connections after half an hour, home routers after minutes: that is no failure to report.
        """
        try:
            status = self._connection.status(folder)
        except UnreachableError:
            if self._connection.alive or not self._proven:
                raise
            self._proven = False
            self._connection = Connection(self._account, self._timeouts)
            status = self._connection.status(folder)
        self._proven = True
        return status

    def sent_folder(self) -> str | None:
        """The folder of sent mail, where the server marks one."""
        return self._connection.sent_folder()

    def poll(self, folder: str, cursor: Cursor | None, terms: SearchTerms, wanted: Wanted) -> Iterator[Step]:
        """What is new since the cursor (None: everything), ending with a cursor that covers it.

        With nothing new this is one round trip and yields nothing. Every `Found` is followed by an `Advanced` past it:
        store the message first, then the cursor. Raises any `MailboxError`; the cursor is then still good.
        """
        _check_terms(terms)
        status = self.status(folder)
        match plan_reading(folder, cursor, status):
            case Nothing():
                return
            case Implausible(reason=reason):
                raise ImplausibleMailboxError(reason)
            case Resync(reason=reason, fetch=fetch):
                yield Resynced(reason=reason)
                yield from self._fetch(fetch, terms, wanted)
            case Fetch() as fetch:
                yield from self._fetch(fetch, terms, wanted)

    def missed_by_search(self, folder: str, terms: SearchTerms, wanted: Wanted) -> Iterator[list[int]]:
        """Look at every header of the folder; for each window of UIDs, those wanted that SEARCH did not return.

        Costs about 0.4 kB and 0.05 ms a message: for now and then. `read` fetches what it found.
        """
        _check_terms(terms)
        status = self.status(folder)
        self._examine(folder, status.uidvalidity)
        whole = Window(low=1, high=max(status.uidnext - 1, 1))
        for window in newest_first(whole, window_step(status)):
            found = set(self._candidates(window, terms))
            others = [uid for uid in self._connection.search(search.all_in(window)) if uid not in found]
            yield [uid for chunk in chunks(others) for uid in judged_headers(self._connection, chunk, wanted)]

    def read(self, folder: str, uidvalidity: int, uids: Sequence[int]) -> Iterator[Found]:
        """Fetch these messages whatever their headers say. Raises `UnreachableError` when UIDVALIDITY has changed."""
        self._examine(folder, uidvalidity)
        for chunk in chunks(uids):
            headers = judged_headers(self._connection, chunk, lambda _headers: True)
            yield from whole_messages(self._connection, Folder(folder, uidvalidity), headers)

    def _examine(self, folder: str, uidvalidity: int) -> None:
        if self._connection.examine(folder) != uidvalidity:
            raise UnreachableError(MailboxSays.FOLDER_REPLACED.of(folder=folder))

    def _fetch(self, plan: Fetch, terms: SearchTerms, wanted: Wanted) -> Iterator[Step]:
        cursor = plan.start
        if plan.new or plan.backlog:
            # Anew each time: UIDs that came after an earlier EXAMINE need not be visible to FETCH.
            self._examine(cursor.folder, cursor.uidvalidity)
        if plan.new:
            for step in self._new_mail(plan.new, cursor, wanted):
                cursor = step.cursor if isinstance(step, Advanced) else cursor
                yield step
        if plan.backlog:
            yield from self._backlog(plan.backlog, plan.step, cursor, terms, wanted)
        if not (plan.new or plan.backlog):
            yield Advanced(cursor=cursor)
        self._connection.leave()

    def _new_mail(self, window: Window, cursor: Cursor, wanted: Wanted) -> Iterator[Step]:
        for uids, through in self._new_chunks(window, cursor.messages):
            for found in self._wanted(cursor, uids, wanted):
                yield found
                cursor = looked_up_to(cursor, found.uid)
                yield Advanced(cursor=cursor)
            if cursor.last_uid != through:
                cursor = looked_up_to(cursor, through)
                yield Advanced(cursor=cursor)
            yield Progress(done=through - window.low + 1, total=window.high - window.low + 1)

    def _new_chunks(self, window: Window, messages: int) -> Iterator[tuple[list[int], int]]:
        """UIDs to ask for, ascending, and the UID up to which nothing is then left out."""
        if window.high - window.low < CHUNK:
            yield list(range(window.low, window.high + 1)), window.high
            return
        step = window_step(FolderStatus(uidvalidity=0, uidnext=window.high + 1, messages=messages))
        for part in oldest_first(window, step):
            *earlier, last = list(chunks(self._connection.search(search.all_in(part)))) or [[]]
            for chunk in earlier:
                yield chunk, chunk[-1]
            yield last, part.high

    def _backlog(self, whole: Window, step: int, cursor: Cursor, terms: SearchTerms, wanted: Wanted) -> Iterator[Step]:
        for window in newest_first(whole, step):
            for chunk in chunks(self._candidates(window, terms)[::-1]):
                for found in self._wanted(cursor, chunk, wanted):
                    yield found
                    cursor = looked_down_to(cursor, found.uid)
                    yield Advanced(cursor=cursor)
            if cursor.unread_to >= window.low:
                cursor = looked_down_to(cursor, window.low)
                yield Advanced(cursor=cursor)
            yield Progress(done=cursor.last_uid - cursor.unread_to, total=cursor.last_uid)

    def _wanted(self, cursor: Cursor, uids: Sequence[int], wanted: Wanted) -> Iterator[Found]:
        headers = judged_headers(self._connection, uids, wanted)
        return whole_messages(self._connection, Folder(cursor.folder, cursor.uidvalidity), headers)

    def _candidates(self, window: Window, terms: SearchTerms) -> list[int]:
        """UIDs of the window that SEARCH names, ascending; all of them where SEARCH cannot be asked."""
        for plain, utf8 in (search.plain_and_utf8(terms), (search.within_ascii(terms), [])):
            with suppress(CommandRefusedError):
                if plain or utf8:
                    return sorted(self._answers(window, plain, utf8))
        return self._connection.search(search.all_in(window))

    def _answers(self, window: Window, plain: Sequence[search.Question], utf8: Sequence[search.Question]) -> set[int]:
        answers = [self._connection.search(search.ascii_criteria(window, group)) for group in search.groups(plain)]
        answers += [
            self._connection.search(search.utf8_criteria(window, group), "UTF-8") for group in search.groups(utf8)
        ]
        return {uid for answer in answers for uid in answer if window.low <= uid <= window.high}


def _check_terms(terms: SearchTerms) -> None:
    for term in terms.senders + terms.subjects + terms.recipients:
        refuse_controls(term, "A search term")
