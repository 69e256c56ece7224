"""The numbers that say whom a message is about: A-numbers and Subject IDs, by their own form or their label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.reading.scan import Finder, near, scan_of
from tracker.reading.types import HintKind, PersonHint

_GROUPS = r"\d{2,3} [ .-] \d{3} [ .-] \d{3}"
_DIGITS = r"(?: \d{1,3} [ .-] \d{3} [ .-] \d{3} | \d{7,9} )"
LEADER = r"[ ]? [.]{0,40} [ ]?"  # the dots that lead from a label to its value
_NUMBER = r"(?: number | numero | nimewo | n[.]?o[.]? | num[.]? | \# )"
_FOREIGNER = r"(?: extranjero | estrangeiro | etranger | etranje )"
_OF = r"(?: de[ ] | del[ ] | do[ ] | du[ ] | d' )?"
_IS = r"(?: [ ](?: is | es | e | est | se )[ ] )?"
A_LABEL = rf"""(?: uscis[ ]? {_NUMBER} | ar \#
      | alien[ ](?:registration[ ]|reg[.]?[ ]|file[ ])? {_NUMBER}
      | {_NUMBER}[ ] {_OF} (?: (?:registro|enregistrement|anrejistreman)[ ] {_OF} )? {_FOREIGNER}
      | registro[ ]de[ ] {_FOREIGNER} [ ] {_NUMBER}
      | (?:numero|nimewo|no[.]?)[ ]a\b | a[ -]?(?:number|no[.]|\#|file) | expediente[ ]a )"""
SUBJECT_LABEL = rf"""(?: subj(?: ect|[.] )?[ ]?id (?:entification)? (?: [ ]? {_NUMBER} )? | sid (?: [ ] {_NUMBER} )?
      | (?: id | {_NUMBER} (?: [ ] {_OF} (?:identificacion|identificacao|identification|idantifikasyon) )?
        | identificacion | identificacao | identifiant )[ ] {_OF} (?: sujeto|sujeito|sujet|sije (?:[ ]a)? ) )"""
_A_NUMBER = Finder(rf"""(?: \b {A_LABEL} {_IS} {LEADER} [:\#=(]? \s{{0,3}} (?: [(]?a[)]? [ \#:.-]{{0,3}} )?
    | \b (a) [)]? [ \#:.-]{{0,3}} ) ({_DIGITS})""")
# Other files have numbers too, but rarely of so many digits, and none in three groups of three.
_FILES = r"(?: expediente | exp[.] | processo | dossier | dosye | archivo | arquivo )"
_FILE = Finder(rf"""\b (?: (?: file | {_FILES} ) [ ]? {_NUMBER} | {_NUMBER} [ ] {_OF} {_FILES} ) [ ]? [:\#]? [ ]{{0,3}}
    ({_GROUPS} | \d{{8,9}}) \b""")
_IS_DAY = re.compile(rb"(?:19|20)\d\d[01]\d[0-3]\d")  # "File No. 20270405"
_SUBJECT_ID = Finder(
    rf"\b (?: {SUBJECT_LABEL} {_IS} {LEADER} [:\#=\t(]? ) \s{{0,3}} (\d{{6,12}})",
)
CELLS = re.compile(r"\t|[ ]{2,}|\s*\|\s*")
_TITLE = r"(?: a[ -]? | alien[ ] (?: registration[ ] )? ) (?: number | no[.]? | \# )"
_HEAD = near(rf"\s* {_TITLE} \s*")
_CELL = near(rf"\s* (?: a[ -]? )? {_DIGITS} \s*")
_TABLE_HEAD = Finder(rf"(?: ^|[\n\t|]|[ ]{{2}} ) [ ]{{0,4}} {_TITLE} [ ]{{0,2}} (?: [\t|\n]|[ ]{{2}} )")
LONGEST_TABLE = 4_000  # characters
NUMBER_GOES_ON = near(r"[ -]?\d | [a-z]")


def numbers_in(text: str, scan: bytes) -> Iterator[tuple[int, PersonHint]]:
    """Each whole number and where it stands; one of which only the end is shown is `masked`."""
    for match in _A_NUMBER.finditer(scan):
        labelled = match[1] is None or text[match.start(1)] == "A"  # "llame a 4369315" is no A-number
        if labelled and not NUMBER_GOES_ON.match(scan, match.end()):
            yield match.start(), _a_number(match[2])
    for head in _TABLE_HEAD.finditer(scan):
        yield from _in_cells(text, head.end() - 1)
    for match in _FILE.finditer(scan):
        if not NUMBER_GOES_ON.match(scan, match.end()) and not _IS_DAY.fullmatch(match[1]):
            yield match.start(), _a_number(match[1])
    for match in _SUBJECT_ID.finditer(scan):
        if not scan[match.end() : match.end() + 1].isalnum():
            yield match.start(), PersonHint(kind=HintKind.SUBJECT_ID, value=match[1].decode())


def _in_cells(text: str, position: int) -> Iterator[tuple[int, PersonHint]]:
    """The A-numbers below the head of a table, "A-Number  Name"; `position` is within that line."""
    start = text.rfind("\n", 0, position) + 1
    head, *rows = text[start : start + LONGEST_TABLE].split("\n")
    titles = [scan_of(cell) for cell in CELLS.split(head.strip(" |"))]
    column = next((n for n, title in enumerate(titles) if _HEAD.fullmatch(title)), None)
    if column is None:
        return
    for row in rows:
        cells = CELLS.split(row.strip(" |"))
        value = _CELL.fullmatch(scan_of(cells[column])) if len(cells) == len(titles) else None
        if value is None:
            return
        yield position, _a_number(value[0])


def _a_number(written: bytes) -> PersonHint:
    return PersonHint(kind=HintKind.A_NUMBER, value=re.sub(rb"\D", b"", written).decode().zfill(9))
