from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.message.text import fold, tidy


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Su CITA está reprogramada", "su cita esta reprogramada"),
        ("ENTREVISTA às 9h — AMANHÃ", "entrevista as 9h - amanha"),
        ("L’Été “ici”", 'l\'ete "ici"'),
        ("mèkredi, dawòu, oktòb", "mekredi, dawou, oktob"),
        ("İSTANBUL Iğdır", "istanbul igdır"),
        ("straße ﬁx ŉ", "straße ﬁx ŉ"),
        ("Ἀθῆναι ΣΊΣΥΦΟΣ", "αθηναι σισυφοσ"),
    ],
)
def test_folding_takes_away_case_accents_and_typography(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert all(fold(text)[at] == fold(character) for at, character in enumerate(text))


@given(st.text(st.characters(codec="ascii")))
def test_folding_plain_text_agrees_with_folding_it_beside_other_letters(text: str) -> None:
    assert fold(text) == fold(f"{text}é")[:-1]


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("9:00\u202fa.\u00a0m.", "9:00 a. m."),
        ("Ap\u200bri\u00adl\u2060 5\ufeff", "April 5"),
        ("\u202e7202 ,5 lirpA\u202c", "7202 ,5 lirpA"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("cell\tcell\x00\x07\x9f", "cell\tcell"),
        ("Confirmacio\u0301n", "Confirmación"),
    ],
)
def test_tidy_text_has_plain_spaces_and_nothing_invisible(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t" for character in once)
