"""The sentences that people read, in English, Spanish, Portuguese, French and Haitian Creole.

Sentences are data (`catalogues/*.toml`), dates are written by tables of our own: the common locale data gives
French months for Haitian Creole. Only `load` reads files; `catalogue` and `dates` are pure.
"""

from __future__ import annotations

from tracker.words.catalogue import Words
from tracker.words.dates import DateStyle, format_when
from tracker.words.load import words

__all__ = ["DateStyle", "Words", "format_when", "words"]
