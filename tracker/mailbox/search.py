"""The server-side SEARCH of a first read, as the commands it takes. Pure.

SEARCH only narrows: what it returns is judged again by its headers, so a broader question is safe and a narrower one
is not. Terms are substrings of From, Subject, To and Cc.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.mailbox.cursor import Window
from tracker.mailbox.types import SearchTerms

TERMS_AT_ONCE = 60  # keeps the command line far below the 8,000 octets that RFC 7162 section 4 asks of clients
_MIN_PIECE = 4  # a shorter piece of a word would ask for half of the mailbox
_ASCII_RUN = re.compile(r"[\x20-\x7e]+")
_NO_ATOM = re.compile(r"[(){}%*\]\"\\]")  # must be quoted, which imapclient does for terms with spaces only

Question = tuple[str, str]  # the header, the substring


def questions(terms: SearchTerms) -> list[Question]:
    asked = [("FROM", sender) for sender in terms.senders] + [("SUBJECT", word) for word in terms.subjects]
    asked += [(header, recipient) for recipient in terms.recipients for header in ("TO", "CC")]
    return [(header, term) for header, term in asked if term.strip()]


def ascii_questions(terms: SearchTerms) -> list[Question]:
    return [question for question in questions(terms) if question[1].isascii()]


def plain_and_utf8(terms: SearchTerms) -> tuple[list[Question], list[Question]]:
    """What to ask in plain ASCII and what in UTF-8: nearly all together where one term needs it, to search but once."""
    every, plain = questions(terms), ascii_questions(terms)
    if plain == every:
        return plain, []
    plain = [question for question in plain if _NO_ATOM.search(question[1])]
    return plain, [question for question in every if question not in plain]


def groups(asked: Sequence[Question]) -> list[Sequence[Question]]:
    return [asked[start : start + TERMS_AT_ONCE] for start in range(0, len(asked), TERMS_AT_ONCE)]


def within_ascii(terms: SearchTerms) -> list[Question]:
    """Broader questions in ASCII for servers without UTF-8: the longest ASCII run of each term, `confirmaci` for
    `confirmación`. None at all when a term has no run long enough, so that every header must be looked at.
    """
    broader = [(header, term if term.isascii() else _longest_piece(term)) for header, term in questions(terms)]
    return broader if all(term for _, term in broader) else []


def _longest_piece(term: str) -> str:
    piece = max(_ASCII_RUN.findall(term), key=len, default="").strip()
    return piece if len(piece) >= _MIN_PIECE else ""


def ascii_criteria(window: Window, asked: Sequence[Question]) -> bytes:
    """One string that is sent as it is, with every term quoted."""
    keys = [f"{header} {_quoted(term)}" for header, term in asked]
    return " ".join([f"UID {window.low}:{window.high}", *["OR"] * (len(keys) - 1), *keys]).encode("ascii")


def utf8_criteria(window: Window, asked: Sequence[Question]) -> list[bytes]:
    """A list of items, of which imapclient sends those beyond ASCII as literals."""
    items = [b"UID", f"{window.low}:{window.high}".encode("ascii"), *[b"OR"] * (len(asked) - 1)]
    for header, term in asked:
        items += [header.encode("ascii"), term.encode("utf-8")]
    return items


def all_in(window: Window) -> bytes:
    return f"UID {window.low}:{window.high}".encode("ascii")


def _quoted(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
