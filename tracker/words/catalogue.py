"""One language's sentences, and the only way to fill them."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from datetime import date, datetime

from tracker.reading.types import Language, When
from tracker.words.dates import DateStyle, format_when

DOUBLE_STOP = re.compile(r"\.\.(?=\s|$)")
DATE_STYLES = frozenset(style.value for style in DateStyle)


class SentenceError(ValueError):
    """A sentence that does not exist, or that was given too little, too much, or no date where it speaks of one."""


class Words:
    """`say` fills a sentence: every placeholder once, dates as dates, nothing empty."""

    def __init__(self, language: Language, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = dict(sentences)

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def names(self) -> frozenset[str]:
        return frozenset(self._sentences)

    def placeholders(self, key: str) -> frozenset[tuple[str, str]]:
        """Name and format of each placeholder of a sentence."""
        parsed = string.Formatter().parse(self._sentences[key])
        return frozenset((name, spec or "") for _, name, spec, _ in parsed if name is not None)

    def say(self, key: str, **values: str | When | date) -> str:
        """The sentence of that key; `SentenceError` unless the values are exactly those that it needs."""
        if key not in self._sentences:
            raise SentenceError(f"There is no sentence {key!r} in {self.language.value!r}.")
        needed = {name for name, _ in self.placeholders(key)}
        if needed != set(values):
            raise SentenceError(f"{key!r} needs {sorted(needed)}, but was given {sorted(values)}.")
        filled = _Filler(self.language).vformat(self._sentences[key], (), values)
        # An hour that ends in a dot ("9:00 a. m.") before the sentence's own.
        return DOUBLE_STOP.sub(".", filled)

    def when(self, value: When | date, style: DateStyle = DateStyle.LONG) -> str:
        return format_when(value, self.language, style)


class _Filler(string.Formatter):
    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec in DATE_STYLES:
            if isinstance(value, datetime) or not isinstance(value, When | date):
                raise SentenceError("A sentence that speaks of a date needs a date.")
            return format_when(value, self._language, DateStyle(format_spec))
        if not isinstance(value, str) or not value.strip():
            raise SentenceError("A sentence was given an empty word.")
        return value
