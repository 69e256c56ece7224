"""What a search takes for the same, and the few words that it shows of a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.web.views.finding import BEFORE, DOTS, LONGEST, excerpt, folded, on_one_line

LETTERS = st.text(alphabet=st.sampled_from("aA bBéÉñß\u0301\u0327ﬁİıК한\n"), max_size=400)


def shown(text: str, words: str) -> str:
    return "".join(f"[{one.text}]" if one.marked else one.text for one in excerpt(text, folded(words)))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Su cita es el lunes.", "CITA", "Su [cita] es el lunes."),
        ("Preséntese en la oficina.", "presentese", "[Preséntese] en la oficina."),
        ("Presente\u0301 todo.", "presente", "[Presente\u0301] todo."),
        ("Bring your ﬁle.", "file", "Bring your [ﬁle]."),
        ("Bring your oﬀer.", "f", "Bring your o[ﬀ]er."),
        ("Hauptstraße 5", "STRASSE", "Haupt[straße] 5"),
        ("İstanbul", "istanbul", "[İstanbul]"),
        ("one two one", "one", "[one] two [one]"),
        ("over the\n   line", "the line", "over [the line]"),
        ("nothing of it", "else", ""),
        ("nothing at all", "", ""),
    ],
)
def test_what_was_found_is_marked_whole_however_it_was_typed(text: str, words: str, expected: str) -> None:
    assert shown(text, words) == expected


def test_of_a_long_text_a_few_words_to_either_side_are_shown() -> None:
    text = f"{'before ' * 50}here {'after ' * 50}"
    assert shown(text, "here") == f"{DOTS}{'before ' * 8}[here]{' after' * 16}{DOTS}"


def test_a_text_without_blanks_is_cut_all_the_same() -> None:
    text = "x" * 500 + "y" + "x" * 500
    assert shown(text, "y") == f"{DOTS}{'x' * BEFORE}[y]{'x' * (LONGEST - BEFORE - 1)}{DOTS}"


def test_more_marks_than_a_letter_can_bear_make_it_no_longer() -> None:
    assert len(shown("e" + "\u0301" * 5_000, "e")) <= LONGEST + len("[]") + len(DOTS)


@given(text=LETTERS, words=LETTERS)
def test_an_excerpt_is_short_and_holds_what_was_looked_for_just_where_it_is_there(text: str, words: str) -> None:
    needle = folded(on_one_line(words))[:30]
    pieces = excerpt(text, needle)
    assert bool(pieces) == bool(needle and needle in folded(on_one_line(text)))
    assert sum(len(one.text) for one in pieces if one.text != DOTS) <= LONGEST
    line = "".join(one.text for one in pieces if one.text != DOTS)
    assert line in on_one_line(text)
    for one in pieces:
        assert not one.marked or len(one.text) < len(needle) or needle in folded(one.text)


@given(LETTERS, LETTERS)
def test_texts_are_compared_letter_by_letter(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)
