"""One language's sentences, and the only way to fill them."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from tracker.reading.types import Language, When
from tracker.words.dates import DateStyle, format_when

DOUBLE_STOP = re.compile(r"\.\.(?=\s|$)")
DATE_STYLES = frozenset(style.value for style in DateStyle)


class SentenceError(ValueError):
    """A sentence that does not exist, or that was given too little, too much, or no date where it speaks of one."""


class _Piece(NamedTuple):
    """Words, and the placeholder that follows them; None at the end of a sentence."""

    words: str
    name: str | None
    style: str


class Words:
    """`say` fills a sentence: every placeholder once, dates as dates, nothing empty."""

    def __init__(self, language: Language, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = dict(sentences)
        self._whole = {key: text for key, text in sentences.items() if not any(char in text for char in "{}")}
        # Those that were said before, with the names of what they need.
        self._taken_apart: dict[str, tuple[tuple[_Piece, ...], frozenset[str]]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def names(self) -> frozenset[str]:
        return frozenset(self._sentences)

    def placeholders(self, key: str) -> frozenset[tuple[str, str]]:
        """Name and format of each placeholder of a sentence."""
        return frozenset((piece.name, piece.style) for piece in self._pieces(key)[0] if piece.name is not None)

    def say(self, key: str, **values: str | When | date) -> str:
        """The sentence of that key; `SentenceError` unless the values are exactly those that it needs."""
        if not values and key in self._whole:
            return self._whole[key]
        if key not in self._sentences:
            raise SentenceError(f"There is no sentence {key!r} in {self.language.value!r}.")
        pieces, needed = self._pieces(key)
        if needed != values.keys():
            raise SentenceError(f"{key!r} needs {sorted(needed)}, but was given {sorted(values)}.")
        filled = "".join(
            words if name is None else words + self._filled(values[name], style) for words, name, style in pieces
        )
        # An hour that ends in a dot ("9:00 a. m.") before the sentence's own.
        return DOUBLE_STOP.sub(".", filled) if ".." in filled else filled

    def when(self, value: When | date, style: DateStyle = DateStyle.LONG) -> str:
        return format_when(value, self.language, style)

    def _pieces(self, key: str) -> tuple[tuple[_Piece, ...], frozenset[str]]:
        known = self._taken_apart.get(key)
        if known is None:
            parsed = string.Formatter().parse(self._sentences[key])
            pieces = tuple(_Piece(words, name, spec or "") for words, name, spec, _ in parsed)
            known = pieces, frozenset(piece.name for piece in pieces if piece.name is not None)
            self._taken_apart[key] = known
        return known

    def _filled(self, value: object, style: str) -> str:
        if style in DATE_STYLES:
            if isinstance(value, datetime) or not isinstance(value, When | date):
                raise SentenceError("A sentence that speaks of a date needs a date.")
            return format_when(value, self.language, DateStyle(style))
        if not isinstance(value, str) or not value.strip():
            raise SentenceError("A sentence was given an empty word.")
        return value
