"""Names in running words: "the appointment of Ana Lopez", "Ana Lopez's check-in", a subject ending in "- LOPEZ, ANA".

Only where a noun for the appointment stands beside them, and only words with a capital each: whom a letter speaks of
without a greeting or a label must not be taken for nobody, least of all where two people share a mailbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.message.text import fold
from tracker.reading.scan import Finder, scan_of

_NOUN = r"""(?: appointment | check-?in | visit | cita | comparecencia | presentacion | rendez-vous | convocation
    | randevou | agendamento | comparecimento )"""
_TOLD = r"(?: [ ](?: change | notice | update | details | reminder | confirmation | letter ) )?"
_BEFORE = Finder(rf"\b {_NOUN} {_TOLD} [ ] (?: of | for | de | pour | pou | do | da ) [ ]")
_OWNED = Finder(rf"[a-z]['?]s [ ] (?: (?: ice | ero | upcoming | new | next | scheduled )[ ] ){{0,2}} {_NOUN} \b")
_CAPITAL = r"[^\W\d_a-zß-ÿ][\w'’-]*"
_LINK = r"(?: [Dd]e la| [Dd]e las| [Dd]e los| del| de| da| dos| van| y)?"
PLAIN = rf"{_CAPITAL}(?:{_LINK} {_CAPITAL}){{1,4}}"
TURNED = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}, {_CAPITAL}(?: {_CAPITAL})?"
_ENDS = r"(?=\s*(?:[.;:)(\n,]|\Z|[-–—] )|\s(?:[a-zàáéêèìíòóôú]|A[ #-]?\d))"
_NAME = re.compile(rf"(?:{TURNED}|{PLAIN}){_ENDS}")
_NAME_LEFT = re.compile(rf"(?:\A|(?<=[\s(\"“])){PLAIN}\Z")
_TITLE_TAIL = re.compile(rf"[-–—:|] ({TURNED})\s*\Z")
STATE = re.compile(r", [A-Z]{2}\Z")  # "DENVER, CO"
_REACH = 80  # characters of a name
_NO_NAME_WORDS = """new san santa los las fort saint st north south east west city plaza federal building field
court street avenue monday tuesday wednesday thursday friday saturday sunday january february
march april may june july august september october november december am pm the this that your
check in control supervision registro inicial seguimiento order release orden biometrics
biometria biometrie enforcement removal operations intensive alternatives detention documents
migratorio migratoria migratoire controle suivi inmigracion imigracao immigration homeland
security customs state united states estados unidos etats unis"""
NO_NAMES = frozenset(_NO_NAME_WORDS.split())


def names_spoken_of(text: str) -> Iterator[tuple[int, str]]:
    """Each such name as it is written, and where it starts."""
    scan = scan_of(text)
    for found in _BEFORE.finditer(scan):
        name = _NAME.match(text[found.end() : found.end() + _REACH])
        yield from usable(found.end(), name[0] if name else "")
    for found in _OWNED.finditer(scan):
        start = max(0, found.start() + 1 - _REACH)
        name = _NAME_LEFT.search(text[start : found.start() + 1])
        yield from usable(start, name[0] if name else "")
    title = text.partition("\n")[0]
    tail = _TITLE_TAIL.search(title[-_REACH:])
    if tail and not STATE.search(tail[1]):
        yield from usable(len(title), tail[1])


def usable(start: int, written: str) -> Iterator[tuple[int, str]]:
    """That name and where it starts, unless a word of it is none of names: "Federal Plaza"."""
    if written and NO_NAMES.isdisjoint(re.findall(r"[a-z]+", fold(written))):
        yield start, written
