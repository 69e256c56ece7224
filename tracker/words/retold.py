"""Sentences that were kept or carried in English, said again in another language.

The log and the errors of mailboxes hold finished English sentences, each made from one list (`Evidence`, `Caution`,
`MailboxSays`). Here the code and the values are found in a sentence again, by the list that it came from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from tracker.appointments.caution import Caution
from tracker.frozen import Frozen
from tracker.message.evidence import Evidence
from tracker.words.catalogue import Words

NOTHING = "-"  # where a value is empty: an address without a domain
_PLACE = re.compile(r"\\\{(\w+)\\\}")


class Told(Frozen):
    """Which sentence of a catalogue it is, and what fills it."""

    key: str
    values: Mapping[str, str]


class Retold:
    """Knows the sentences of some lists; `lists` are by the first part of their keys in the catalogues."""

    def __init__(self, lists: Mapping[str, type[StrEnum]]) -> None:
        keyed = {f"{name}.{one.name.lower()}": one.value for name, members in lists.items() for one in members}
        self._whole = {text: key for key, text in keyed.items() if "{" not in text}
        # The one with the most words of its own first, should two fit.
        filled = sorted((text for text in keyed.values() if "{" in text), key=len, reverse=True)
        by_text = {text: key for key, text in keyed.items()}
        self._filled = [
            (re.compile(_PLACE.sub(r"(?P<\1>.*?)", re.escape(text)), re.DOTALL), by_text[text]) for text in filled
        ]

    def find(self, sentence: str) -> Told | None:
        """None for a sentence that is in no list."""
        if key := self._whole.get(sentence):
            return Told(key=key, values={})
        found = ((key, shape.fullmatch(sentence)) for shape, key in self._filled)
        return next((Told(key=key, values=match.groupdict()) for key, match in found if match), None)

    def say(self, sentence: str, t: Words) -> str:
        """The sentence in that language, and the sentences within it too; as it is where it is in no list."""
        told = self.find(sentence)
        if told is None:
            return sentence
        return t.say(told.key, **{name: self.say(value, t).strip() or NOTHING for name, value in told.values.items()})


EVIDENCE = Retold({"evidence": Evidence, "caution": Caution})
