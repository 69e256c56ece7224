"""Who wrote a letter: one officer by hand, or a desk of many people, which may say "I" as well.

What an officer writes by hand is nobody's decision yet. What a desk writes counts as what the office says, even if
somebody at it says "I moved your visit".
"""

from __future__ import annotations

import re
from functools import cached_property

import re2
from pydantic import ConfigDict, field_validator

from tracker.frozen import Frozen
from tracker.message.text import fold
from tracker.message.types import Layer, Message
from tracker.reading.lexicon import Pattern, compile_phrase
from tracker.reading.scan import scan_of

_WORDS = re.compile(r"[a-z]+")
_MOST_WORDS, _LAST_LINES = 7, 6  # of a line that signs, and of a letter
_BRACKETED = re.compile(r"\([^()]{0,80}\)")
_LEAST = 2  # words of a mailbox that bears a name


class Desks(Frozen):
    """Words of offices in addresses and below letters, as folded patterns; rules/lanes.toml lists them."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    boxes: tuple[str, ...]  # anywhere in an address, or in the name that it shows
    signatures: tuple[str, ...]  # whole words of a line below a letter
    officers: tuple[str, ...]  # the same, of one person's

    def owns(self, address: str, shown: str) -> bool:
        """Whether an address is an office's: "miami.outreach@", "Supervision Unit"; not "Whitfield, Andrea"@."""
        local, name = fold(address.partition("@")[0]), fold(shown)
        return not _is_person(local, name) and any(self._box.search(scan_of(text)) for text in (local, name))

    def signs(self, message: Message) -> bool:
        """Whether a desk stands below the letter, and no officer: "Scheduling Desk", "Balcão 2", "L'accueil"."""
        lines = _last_lines(message)
        return any(map(self._signature.search, lines)) and not any(map(self._officer.search, lines))

    @field_validator("boxes", "signatures", "officers")
    @classmethod
    def _is_pattern(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                compile_phrase([pattern])
            except re2.error as error:
                raise ValueError(f"{pattern!r} is not a pattern") from error
        return patterns

    @cached_property
    def _box(self) -> Pattern:
        pattern: Pattern = re2.compile("|".join(self.boxes).encode("ascii"))
        return pattern

    @cached_property
    def _signature(self) -> Pattern:
        return compile_phrase(self.signatures)

    @cached_property
    def _officer(self) -> Pattern:
        return compile_phrase(self.officers)


def _is_person(local: str, shown: str) -> bool:
    """Such as "andrea.m.whitfield" behind "Whitfield, Andrea M": one name, the surname first."""
    words = _WORDS.findall(shown)
    return "," in shown and len(words) >= _LEAST and sorted(words) == sorted(_WORDS.findall(local))


def _last_lines(message: Message) -> list[bytes]:
    """The short lines that end a letter, or begin what stands below it."""
    body, below = (_lines(message.layer_text(layer)) for layer in (Layer.BODY, Layer.FOOTER))
    lines = [scan_of(_BRACKETED.sub("", line)).rstrip() for line in body[-_LAST_LINES:] + below[:_LAST_LINES]]
    return [line for line in lines if len(line.split()) <= _MOST_WORDS and not line.endswith((b".", b"?", b":"))]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
