"""The words of a SEARCH command."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.mailbox.cursor import Window
from tracker.mailbox.search import (
    TERMS_AT_ONCE,
    ascii_criteria,
    groups,
    plain_and_utf8,
    questions,
    utf8_criteria,
    within_ascii,
)
from tracker.mailbox.types import SearchTerms

WINDOW = Window(low=1, high=500)


def test_terms_are_joined_by_or_and_quoted() -> None:
    terms = SearchTerms(senders=("ice.dhs.gov",), subjects=("check-in", 'a "b" \\'))
    assert ascii_criteria(WINDOW, questions(terms)) == (
        rb'UID 1:500 OR OR FROM "ice.dhs.gov" SUBJECT "check-in" SUBJECT "a \"b\" \\"'
    )


def test_one_term_beyond_ascii_takes_the_others_with_it() -> None:
    terms = SearchTerms(senders=("ice.dhs.gov",), subjects=("confirmación", "{3}"))
    plain, utf8 = plain_and_utf8(terms)
    assert plain == [("SUBJECT", "{3}")], "imapclient would not quote it"
    assert utf8_criteria(WINDOW, utf8) == [
        *(b"UID", b"1:500", b"OR"),
        *(b"FROM", b"ice.dhs.gov", b"SUBJECT", "confirmación".encode()),
    ]


def test_ascii_terms_are_asked_plainly() -> None:
    terms = SearchTerms(senders=("ice.dhs.gov",), subjects=("cita", "  ", ""))
    asked = [("FROM", "ice.dhs.gov"), ("SUBJECT", "cita")]
    assert plain_and_utf8(terms) == (asked, []), "an empty term would match every message"


def test_the_longest_ascii_piece_stands_for_a_term() -> None:
    assert within_ascii(SearchTerms(senders=("ice",), subjects=("su confirmación", "reporté"))) == [
        ("FROM", "ice"),
        ("SUBJECT", "su confirmaci"),
        ("SUBJECT", "report"),
    ]
    assert within_ascii(SearchTerms(senders=("ice",), subjects=("été",))) == []


@given(st.text(max_size=40).filter(lambda text: not text.isascii()))
def test_a_piece_is_part_of_its_term_so_that_nothing_is_narrowed(term: str) -> None:
    assert all(piece in term for _, piece in within_ascii(SearchTerms(subjects=(term,))))


def test_many_terms_are_asked_in_groups() -> None:
    asked = questions(SearchTerms(subjects=tuple(f"word{number}" for number in range(2 * TERMS_AT_ONCE + 15))))
    parts = groups(asked)
    assert [len(part) for part in parts] == [TERMS_AT_ONCE, TERMS_AT_ONCE, 15]
    assert [question for part in parts for question in part] == asked
