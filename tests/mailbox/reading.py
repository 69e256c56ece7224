"""Helpers of the mailbox tests: messages, a judge, and a reader that stores as the real one does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.mailbox.imap import Mailbox
from tracker.mailbox.types import Account, Advanced, Cursor, Found, SearchTerms, Step

TERMS = SearchTerms(senders=("ice.dhs.gov",), subjects=("check-in", "confirmación"))


def from_ice(number: int, subject: str = "Your appointment", body: str = "") -> bytes:
    return message(number, "no-reply@ice.dhs.gov", subject, body)


def from_shop(number: int, subject: str = "Your parcel", body: str = "") -> bytes:
    return message(number, "shop@example.org", subject, body)


def message(number: int, sender: str, subject: str, body: str = "") -> bytes:
    lines = [
        f"From: {sender}",
        "To: maria@example.org",
        f"Subject: {subject}",
        "Date: Mon, 05 Apr 2027 09:00:00 +0000",
        f"Message-ID: <{number}.{sender}>",
        "",
        body or f"This is message {number}.",
        "",
    ]
    return "\r\n".join(lines).encode()


def is_wanted(headers: bytes) -> bool:
    lowered = headers.lower()
    return b"ice.dhs.gov" in lowered or b"check-in" in lowered or b"confirmaci" in lowered


@dataclass
class Reader:
    """Stores each message, then the cursor, as they are yielded; so it may be interrupted anywhere."""

    account: Account
    folder: str = "INBOX"
    terms: SearchTerms = TERMS
    cursor: Cursor | None = None
    found: list[Found] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def raws(self) -> set[bytes]:
        return {found.raw for found in self.found}

    def read(self, mailbox: Mailbox | None = None, stop_after: int | None = None) -> None:
        """One poll, on a connection of its own unless one is given; broken off after so many steps."""
        if mailbox is None:
            with Mailbox.connect(self.account) as fresh:
                self._take(fresh, stop_after)
        else:
            self._take(mailbox, stop_after)

    def _take(self, mailbox: Mailbox, stop_after: int | None) -> None:
        for number, step in enumerate(self._poll(mailbox), start=1):
            self.steps.append(step)
            if isinstance(step, Found):
                self.found.append(step)
            elif isinstance(step, Advanced):
                self.cursor = step.cursor
            if number == stop_after:
                return

    def _poll(self, mailbox: Mailbox) -> Iterator[Step]:
        return mailbox.poll(self.folder, self.cursor, self.terms, is_wanted)
