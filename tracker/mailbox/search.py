"""The server-side SEARCH of a first read, as the commands it takes. Pure.

SEARCH only narrows: what it returns is judged again by its headers, so a broader question is safe and a narrower one
is not. Terms are substrings of From and Subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.mailbox.cursor import Window
from tracker.mailbox.types import SearchTerms

TERMS_AT_ONCE = 40  # keeps the command line far below the 8,000 octets that RFC 7162 section 4 asks of clients
_MIN_PIECE = 4  # a shorter piece of a word would ask for half of the mailbox
_ASCII_RUN = re.compile(r"[\x20-\x7e]+")

Question = tuple[str, str]  # the header, the substring


def ascii_questions(terms: SearchTerms) -> list[Question]:
    return [question for question in _questions(terms) if question[1].isascii()]


def other_questions(terms: SearchTerms) -> list[Question]:
    return [question for question in _questions(terms) if not question[1].isascii()]


def _questions(terms: SearchTerms) -> list[Question]:
    return [("FROM", sender) for sender in terms.senders] + [("SUBJECT", word) for word in terms.subjects]


def groups(questions: Sequence[Question]) -> list[Sequence[Question]]:
    return [questions[start : start + TERMS_AT_ONCE] for start in range(0, len(questions), TERMS_AT_ONCE)]


def within_ascii(questions: Sequence[Question]) -> list[Question] | None:
    """Broader questions in ASCII for servers without UTF-8: the longest ASCII run of each term, `confirmaci` for
    `confirmación`. None when a term has no run long enough, so that every header must be looked at.
    """
    broader = [(header, max(_ASCII_RUN.findall(term), key=len, default="").strip()) for header, term in questions]
    return broader if all(len(term) >= _MIN_PIECE for _, term in broader) else None


def ascii_criteria(window: Window, questions: Sequence[Question]) -> bytes:
    """One string that is sent as it is, with every term quoted."""
    keys = [f"{header} {_quoted(term)}" for header, term in questions]
    return " ".join([f"UID {window.low}:{window.high}", *["OR"] * (len(keys) - 1), *keys]).encode("ascii")


def utf8_criteria(window: Window, questions: Sequence[Question]) -> list[bytes]:
    """A list of items, of which imapclient sends those beyond ASCII as literals."""
    items = [b"UID", f"{window.low}:{window.high}".encode("ascii"), *[b"OR"] * (len(questions) - 1)]
    for header, term in questions:
        items += [header.encode("ascii"), term.encode("utf-8")]
    return items


def all_in(window: Window) -> bytes:
    return f"UID {window.low}:{window.high}".encode("ascii")


def _quoted(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
