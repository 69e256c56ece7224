"""A sentence without anybody's data: what a drafted rule may quote of a message.

Only words that the rules know may keep a capital letter; every other word with one may be a name. Dates, numbers and
addresses are replaced whatever they mean. What remains are plain lower-case words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from tracker.message.text import fold
from tracker.message.types import Message
from tracker.reading.code_labels import CodeLabels
from tracker.reading.dates import DateMention, find_dates
from tracker.reading.forms import Forms
from tracker.reading.holders import names_in_fields
from tracker.reading.people import find_people, find_references
from tracker.reading.types import HintKind, Language

NOBODY = "Participant"  # names nobody, and is read so; no rule goes by it
PLACEHOLDERS = frozenset({NOBODY.lower(), "number", "address"})
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ADDRESS = re.compile(r"\S*(?:@|://|www\.|\.gov\b|\.com\b|\.org\b|\.net\b)\S*")
_NUMBER = re.compile(r"[^\s(),;:]*\d(?:[^\s,;:]*|[ ,.]{1,2}(?=\d))*")
_SEVERAL = re.compile(rf"{NOBODY}(?:[ ,.'’-]{{1,2}}{NOBODY})+")
_NUMBERS = re.compile(r"\(number\)(?:[ ,.-]{1,2}\(number\))+")
_HOLD = "\x01"  # stands for a date while the rest is replaced; no message text holds it

_DAYS = {
    Language.EN: (("Monday, May 3, 2027", "9:00 AM", " at "), ("Monday, April 5, 2027", "8:30 AM", " at ")),
    Language.ES: (
        ("lunes, 3 de mayo de 2027", "9:00 a. m.", " a las "),
        ("lunes, 5 de abril de 2027", "8:30 a. m.", " a las "),
    ),
    Language.PT: (
        ("segunda-feira, 3 de maio de 2027", "9h00", " às "),
        ("segunda-feira, 5 de abril de 2027", "8h30", " às "),
    ),
    Language.FR: (("lundi 3 mai 2027", "9 h 00", " à "), ("lundi 5 avril 2027", "8 h 30", " à ")),
    Language.HT: (
        ("lendi 3 me 2027", "9:00 nan maten", " a "),
        ("lendi 5 avril 2027", "8:30 nan maten", " a "),
    ),
}


def neutral(
    sentence: str,
    language: Language,
    known: AbstractSet[str],
    labels: CodeLabels,
    names: AbstractSet[str] = frozenset(),
) -> str:
    """The sentence with neutral dates, numbers, addresses and names.

    `known` are folded words that may keep a capital letter; `names` folded words that are somebody's in this message.
    """
    mentions = find_dates(sentence, language=language, written_on=date(2027, 3, 1))
    text = sentence.replace(_HOLD, " ")
    for mention in reversed(mentions):
        text = text[: mention.start] + f" {_HOLD} " + text[mention.end :]
    reference = find_references(sentence, labels)
    if reference:
        text = re.sub(re.escape(reference), "(number)", text, flags=re.IGNORECASE)
    text = _NUMBER.sub("(number)", _ADDRESS.sub("(address)", text))
    text = _WORD.sub(lambda word: _plain(word[0], known, names), text)
    text = _NUMBERS.sub("(number)", _SEVERAL.sub(NOBODY, text))
    for mention in mentions:
        text = text.replace(_HOLD, _date(mention, mentions, language), 1)
    return re.sub(r"\s+([.,;:!?])|(?<=\.)\.", r"\1", " ".join(text.split()))


def names_in(message: Message, forms: Forms) -> frozenset[str]:
    """Folded words by which this message calls somebody: who it is to, who it is about."""
    written = [address.partition("@")[0] for address in message.recipients]
    written += [sender.display_name for sender in message.senders]
    written += [header.value for header in message.headers if header.name in {"to", "cc", "delivered-to"}]
    written += [hint.value for hint in find_people(message.text) if hint.kind is HintKind.NAME]
    written += [name for _, name in names_in_fields(message.text, forms)]
    return frozenset(fold(word) for text in written for word in _WORD.findall(text) if len(word) > 1)


def _plain(word: str, known: AbstractSet[str], names: AbstractSet[str]) -> str:
    folded = fold(word)
    if word in {"number", "address"}:
        return word
    if word.islower():
        return NOBODY if folded in names and folded not in known else word
    return word if folded in known and folded not in names else NOBODY


def _date(mention: DateMention, mentions: tuple[DateMention, ...], language: Language) -> str:
    """The first date is a neutral one, every other date another one; an hour only where there was one."""
    first = (mention.day, mention.time) == (mentions[0].day, mentions[0].time)
    day, hour, at = _DAYS[language][0 if first else 1]
    return day + at + hour if mention.time else day


def vocabulary(texts: Mapping[str, str]) -> frozenset[str]:
    """Every word of the rule files, folded: what a message may say without telling anything about anybody."""
    return frozenset(fold(word) for name, text in texts.items() if _teaches(name) for word in _WORD.findall(text))


def _teaches(name: str) -> bool:
    return name.startswith("languages/") or name in {"kinds.toml", "lanes.toml"}
