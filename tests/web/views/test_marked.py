"""The words that counted, marked in a message's text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.types import Match
from tracker.web.views.marked import LONGEST, marked


def match(text: str, words: str) -> Match:
    start = text.index(words)
    return Match(text=words, start=start, end=start + len(words))


def test_words_are_marked_where_they_stand_and_all_else_is_left() -> None:
    text = "Your appointment was moved to April 5."
    pieces = marked(text, [match(text, "April 5"), match(text, "moved")])
    assert [(piece.text, piece.marked) for piece in pieces] == [
        ("Your appointment was ", False), ("moved", True), (" to ", False), ("April 5", True), (".", False),
    ]  # fmt: skip


def test_words_that_overlap_are_marked_once() -> None:
    text = "was moved to April 5"
    pieces = marked(text, [match(text, "moved to April"), match(text, "April 5"), match(text, "moved")])
    assert [piece.text for piece in pieces if piece.marked] == ["moved to April 5"]


def test_a_match_that_does_not_stand_where_it_says_is_left_unmarked() -> None:
    pieces = marked("another text altogether", [Match(text="April 5", start=3, end=10)])
    assert [piece.marked for piece in pieces] == [False]


@given(text=st.text(max_size=200), spans=st.lists(st.tuples(st.integers(0, 220), st.integers(0, 220)), max_size=8))
def test_no_letter_is_lost_or_doubled(text: str, spans: list[tuple[int, int]]) -> None:
    matches = [Match(text=text[start:end], start=start, end=end) for start, end in spans]
    assert "".join(piece.text for piece in marked(text, matches)) == text


def test_a_very_long_text_is_shown_from_its_beginning() -> None:
    text = "a" * LONGEST + " April 5"
    assert "".join(piece.text for piece in marked(text, [match(text, "April 5")])) == "a" * LONGEST
