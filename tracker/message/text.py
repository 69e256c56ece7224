"""Characters: what is folded before words are compared, and what is tidied before a text is kept."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

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
_FOREIGN = re.compile("[^\x00-\x7f]")
_FEW = 48  # kinds of characters outside ASCII; more than any of our languages needs


def fold(text: str) -> str:
    """Letters without case and accents, typographic quotes and dashes as their ASCII twins, for comparing words.

    Each character becomes exactly one, so offsets into the folded text are offsets into `text`. It never depends on
    the locale: `I` and `İ` both become `i`.
    """
    if text.isascii():
        return text.lower()
    foreign = set(_FOREIGN.findall(text))
    if len(foreign) > _FEW or not all(map(_is_plain, foreign)):
        return text.translate(_FOLDS)
    for character in foreign:  # one pass for each is quicker than one look for each character of the text
        text = text.replace(character, _FOLDS[ord(character)])
    return text.lower()


@lru_cache(maxsize=1024)
def _is_plain(foreign: str) -> bool:
    """Whether it folds to ASCII, or is nothing that folding and lower case would change."""
    folded = _FOLDS[ord(foreign)]
    return folded.isascii() or folded == foreign == foreign.lower()


# Zero-width characters, bidi controls, soft hyphen, invisible operators, variation selectors, tag characters.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_BLANK = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_END = "\r\v\f\x1c-\x1e\x85\u2028\u2029"
_CONTROL = "\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ud800-\udfff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_SPACES = re.compile(f"[{_BLANK}]")
_LINE_ENDS = re.compile(f"[{_LINE_END}]")
_CONTROLS = re.compile(f"[{_CONTROL}]+")
# One look each for what most texts have none of.
_UNSEEN_OR_BLANK = re.compile(f"[{_UNSEEN}{_BLANK}]")
_ODD = re.compile(f"[{_LINE_END}{_CONTROL}]")


def tidy(text: str) -> str:
    r"""NFC; every kind of space a plain one, every kind of line end `\n`; nothing invisible; tabs and lines stay."""
    if text.isascii() and text.isprintable():
        return text
    if not text.isascii() and _UNSEEN_OR_BLANK.search(text):
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = text.replace("\r\n", "\n")
    if _ODD.search(text):
        text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return text if text.isascii() else unicodedata.normalize("NFC", text)
