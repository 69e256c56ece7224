"""Whom a message is about: by its words, by the numbers in its calendar part, and last by whom it is addressed to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.message.addresses import addresses_of
from tracker.message.types import Message
from tracker.reading.people import find_people, name_words
from tracker.reading.types import HintKind, PersonHint

_FOLDED_LINE = re.compile(r"\r?\n[ \t]")  # RFC 5545, 3.1
_LONGEST = 20_000  # characters of a calendar part


def people_of(message: Message, text: str) -> tuple[PersonHint, ...]:
    """`text` is what of the message speaks.

    Two people may share a mailbox, so a letter that calls nobody else by name or number is for the one whose name
    stands beside its only address, "Ana Lopez <shared@example.net>".
    """
    told = dict.fromkeys((*find_people(text), *_numbers(message)))
    return tuple(told or dict.fromkeys(_addressee(message)))


def _numbers(message: Message) -> Iterator[PersonHint]:
    for calendar in message.calendars:
        plain = _FOLDED_LINE.sub("", calendar[:_LONGEST]).replace("\\n", "\n")
        yield from (hint for hint in find_people(plain) if hint.kind is not HintKind.NAME)


def _addressee(message: Message) -> Iterator[PersonHint]:
    written = [pair for header in message.headers if header.name == "to" for pair in addresses_of(header.value)]
    if len(written) != 1 or message.recipients[:1] != (written[0][1].strip().lower(),):
        return
    value = name_words(written[0][0])
    if " " in value:
        yield PersonHint(kind=HintKind.NAME, value=value)
