"""The words of a SEARCH command."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.mailbox.cursor import Window
from tracker.mailbox.search import (
    TERMS_AT_ONCE,
    ascii_criteria,
    ascii_questions,
    groups,
    other_questions,
    utf8_criteria,
    within_ascii,
)
from tracker.mailbox.types import SearchTerms

WINDOW = Window(low=1, high=500)


def test_terms_are_joined_by_or_and_quoted() -> None:
    terms = SearchTerms(senders=("ice.dhs.gov",), subjects=("check-in", 'a "b" \\'))
    assert ascii_criteria(WINDOW, ascii_questions(terms)) == (
        rb'UID 1:500 OR OR FROM "ice.dhs.gov" SUBJECT "check-in" SUBJECT "a \"b\" \\"'
    )


def test_terms_beyond_ascii_are_asked_apart() -> None:
    terms = SearchTerms(senders=("ice.dhs.gov",), subjects=("confirmación", "cita"))
    assert ascii_questions(terms) == [("FROM", "ice.dhs.gov"), ("SUBJECT", "cita")]
    assert utf8_criteria(WINDOW, other_questions(terms)) == [b"UID", b"1:500", b"SUBJECT", "confirmación".encode()]


def test_the_longest_ascii_piece_stands_for_a_term() -> None:
    assert within_ascii([("SUBJECT", "su confirmación"), ("SUBJECT", "reporté")]) == [
        ("SUBJECT", "su confirmaci"),
        ("SUBJECT", "report"),
    ]
    assert within_ascii([("SUBJECT", "été")]) is None


@given(st.text(max_size=40).filter(lambda text: not text.isascii()))
def test_a_piece_is_part_of_its_term_so_that_nothing_is_narrowed(term: str) -> None:
    broader = within_ascii([("SUBJECT", term)])
    assert broader is None or broader[0][1] in term


def test_many_terms_are_asked_in_groups() -> None:
    questions = ascii_questions(SearchTerms(subjects=tuple(f"word{number}" for number in range(95))))
    parts = groups(questions)
    assert [len(part) for part in parts] == [TERMS_AT_ONCE, TERMS_AT_ONCE, 15]
    assert [question for part in parts for question in part] == questions
