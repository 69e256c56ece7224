"""One name written in several ways: "De la Cruz" as "DelaCruz", "Müller" as "Mueller".

Only the same letters in the same order, or the two ways in which one letter is transcribed. Names that sound alike are
other names: Saenz and Sanz, Loera and Lora, Delia and Lia are not made one by any rule:
what is taken apart is listed.
"""

from __future__ import annotations

from collections.abc import Iterator

_MOST_JOINED = 3  # words that forms without room for blanks run together
_PARTED = {
    name.replace(" ", ""): name
    for name in (
        *("de la cruz", "de la rosa", "de la torre", "de la fuente", "de la pena", "de la garza", "de la vega"),
        *("de los santos", "de los reyes", "de los rios", "de los angeles", "del valle", "del rio", "del cid"),
    )
}
_GERMAN = "mueller krueger huebner schroeder koehler boehm goetz schaefer jaeger baecker"
_UMLAUTS = {name: name.replace("ue", "u").replace("oe", "o").replace("ae", "a") for name in _GERMAN.split()}
_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_TRANSCRIBED = str.maketrans(_LATIN)
_DOTTED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def plain_letters(folded: str) -> str:
    """Latin letters that are none of ours with an accent, as they are transcribed."""
    return folded if folded.isascii() else folded.translate(_TRANSCRIBED)


def transcribed(written: str) -> str:
    """A name with "ü" as "ue"; the same name where it has no such letter."""
    return written.lower().translate(_DOTTED)


def spellings(name: str) -> Iterator[str]:
    """The other ways to write a name that is given as plain words."""
    words = name.split()
    for length in range(2, min(_MOST_JOINED, len(words)) + 1):
        for start in range(len(words) - length + 1):
            yield " ".join([*words[:start], "".join(words[start : start + length]), *words[start + length :]])
    for place, word in enumerate(words):
        other = _PARTED.get(word) or _UMLAUTS.get(word)
        if other:
            yield " ".join([*words[:place], other, *words[place + 1 :]])
