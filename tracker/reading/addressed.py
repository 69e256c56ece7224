"""Whom a message is about: by its words, by its calendar parts, and last by whom it is addressed to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tracker.message.addresses import addresses_of
from tracker.message.headers import decode_words
from tracker.message.text import fold
from tracker.message.types import Message
from tracker.reading.forms import Forms
from tracker.reading.holders import names_in_fields
from tracker.reading.people import GREETED, find_people, name_words
from tracker.reading.scan import scan_of
from tracker.reading.spellings import plain_letters, spellings
from tracker.reading.titles import names_of_title
from tracker.reading.types import OTHER_SCRIPT, HintKind, PersonHint

_FOLDED_LINE = re.compile(r"\r?\n[ \t]")  # RFC 5545, 3.1
_ESCAPED = re.compile(r"\\(.)")
_WORDS = re.compile(r"^(SUMMARY|DESCRIPTION)(?:;[^:\r\n]*)?:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_COMMON_NAME = re.compile(r';CN=("[^"]*"|[^;:"]*)', re.IGNORECASE)
_LONGEST = 20_000  # characters of a calendar part
_OF_GOVERNMENT = (".gov", ".mil")
_GREETED_ABROAD = re.compile(
    r"^[ \t]{0,4}(?:здравствуйте|уважаем\w{1,4}|дорог\w{1,3}|добрый день|привет|шановн\w{1,3}|вітаю)[ ,]{1,3}"
    r"(?!участни|заявител|клиент|пользовател|коллег|господа)(\w[^\n,;:!]{1,79}?) ?[,;:!\n]",
    re.IGNORECASE | re.MULTILINE,
)


def people_of(message: Message, text: str, forms: Forms) -> tuple[PersonHint, ...]:
    """`text` is what of the message speaks.

    Two people may share a mailbox, so a letter that calls nobody else by name or number is for those whose names stand
    beside its addresses, "Ana Lopez <shared@example.net>".
    """
    told = [*find_people(text), *_in_fields(text, forms), *_greeted_in_another_script(text), *_in_calendars(message)]
    if all(hint.ends_only for hint in told):
        told += [PersonHint(kind=HintKind.NAME, value=name) for name in (*_addressees(message), *_invited(message))]
    return tuple(dict.fromkeys(_respelled_once(told)))


def _in_fields(text: str, forms: Forms) -> Iterator[PersonHint]:
    for _, written in names_in_fields(text, forms):
        if value := name_words(written):
            yield PersonHint(kind=HintKind.NAME, value=value)


def _respelled_once(hints: Iterable[PersonHint]) -> Iterator[PersonHint]:
    """Without a name that stands there already, but for its spelling."""
    names: list[str] = []
    for hint in hints:
        if hint.kind is not HintKind.NAME:
            yield hint
        elif not any(_respelled(hint.value, name) for name in names):
            names.append(hint.value)
            yield hint


def _respelled(one: str, other: str) -> bool:
    ways = {frozenset(way.split()) for way in spellings(one)}, {frozenset(way.split()) for way in spellings(other)}
    return frozenset(other.split()) in ways[0] or frozenset(one.split()) in ways[1]


def _calendars(message: Message) -> Iterator[str]:
    return (_FOLDED_LINE.sub("", calendar[:_LONGEST]) for calendar in message.calendars)


def _in_calendars(message: Message) -> Iterator[PersonHint]:
    for calendar in _calendars(message):
        numbers = find_people(calendar.replace("\\n", "\n"))
        yield from (hint for hint in numbers if hint.kind is not HintKind.NAME)
        for found in _WORDS.finditer(calendar):
            words = _ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], found[2])
            yield from (hint for hint in find_people(words) if hint.kind is HintKind.NAME)
            titled = names_of_title(words) if found[1].upper() == "SUMMARY" else ()
            yield from (PersonHint(kind=HintKind.NAME, value=name) for name in map(name_words, titled) if name)


def _addressees(message: Message) -> Iterator[str]:
    """The names of To, where it says plainly whose each address is."""
    written = [pair for header in message.headers if header.name == "to" for pair in addresses_of(header.value)]
    if {address.strip().lower() for _, address in written} <= set(message.recipients):
        names = list(_full_names(written))
        yield from names if len(names) == len(written) or len(names) > 1 else ()


def _invited(message: Message) -> Iterator[str]:
    for calendar in _calendars(message):
        for line in calendar.splitlines():
            head, _, address = line.lower().partition("mailto:")
            named = _COMMON_NAME.search(head) if head.startswith("attendee") and address else None
            yield from _full_names([(named[1], address)] if named else ())


def _full_names(written: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Of whoever is not an officer; one word alone may be a mailbox's."""
    for name, address in written:
        value = name_words(decode_words(name))
        if " " in value and not address.strip().lower().endswith(_OF_GOVERNMENT):
            yield value


def _greeted_in_another_script(text: str) -> Iterator[PersonHint]:
    """A greeting of somebody whose name cannot be compared with any of ours."""
    if text.isascii():
        return
    greeted = (text[match.start(1) : match.end(1)] for match in GREETED.finditer(scan_of(text)))
    if _GREETED_ABROAD.search(text) or any(map(_foreign, greeted)):
        yield PersonHint(kind=HintKind.NAME, value=OTHER_SCRIPT)


def _foreign(written: str) -> bool:
    return any(
        letter.isalpha() and not unicodedata.name(letter, "LATIN").startswith("LATIN")
        for letter in plain_letters(fold(written))
        if not letter.isascii()
    )
