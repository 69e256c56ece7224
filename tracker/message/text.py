"""Characters: what is folded before words are compared, and what is tidied before a text is kept."""

from __future__ import annotations

import re
import unicodedata

_PUNCTUATION = {
    **dict.fromkeys("‘’‚‛ʼ′´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}


class _FoldTable(dict[int, str]):
    """Folds of single characters, made when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    base = _PUNCTUATION.get(character) or unicodedata.normalize("NFD", character)[0]
    folded = base.casefold()
    return folded if len(folded) == 1 else base


_FOLDS = _FoldTable()


def fold(text: str) -> str:
    """Letters without case and accents, typographic quotes and dashes as their ASCII twins, for comparing words.

    Each character becomes exactly one, so offsets into the folded text are offsets into `text`. It never depends on
    the locale: `I` and `İ` both become `i`.
    """
    return text.lower() if text.isascii() else text.translate(_FOLDS)


# Zero-width characters, bidi controls, soft hyphen, invisible operators, variation selectors, tag characters.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff]+"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ud800-\udfff]+")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def tidy(text: str) -> str:
    r"""NFC; every kind of space a plain one, every kind of line end `\n`; nothing invisible; tabs and lines stay."""
    if text.isascii() and text.isprintable():
        return text
    if not text.isascii():
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return text if text.isascii() else unicodedata.normalize("NFC", text)
