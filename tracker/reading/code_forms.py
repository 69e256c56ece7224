"""What a number of letters and digits may be by its form alone: one of ours, or another thing's.

Forms, laws, rooms, receipts of USCIS, A-numbers, telephone numbers, zip codes, dates and hours have forms of their own.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from tracker.reading.states import CODES


class Form(Enum):
    """By how much a form says that it is somebody's number."""

    LETTERED = auto()  # "CHK-70921554", "PHI/27/00962", "26PHX118204"
    MIXED = auto()  # "DAL7Y2", "P4L-77Z9": hardly more than a word, but for the label "Code"
    DIGITS = auto()  # "2703-88412"


_FORMS_AND_LAWS = re.compile(r"[A-Z]{1,2}-\d{1,4}[A-Z]?|EOIR-.*|ICE-\d\d-.*|.*(?:CFR|USC|INA)\d*(?:-.*)?")
# "XXX" and "XXXX" stand where a letter masks a number, as others do with stars: "AXXX-XXX-019".
_OTHER_WORDS = """ROOM RM STE SUITE SALA FL FLOOR PISO BLDG BOX POB HWY PL HR HB SB IOE MSC EAC WAC LIN SRC NBC
YSC VSC TSC NSC CSC CV CR MJ MC MD SSN EIN TEL FAX EXT COVID ISO XXX XXXX AM PM UTC GMT SAMPLE"""
_OTHERS = frozenset(_OTHER_WORDS.split())
_TIMES_WORDS = """JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC ENE ABR AGO DIC FEV MAI SET OUT DEZ AVR
JUIN JUIL AOU JANV FEVR MAS ME JEN JIY OKT DES MON TUE WED THU FRI SAT SUN H"""
_TIMES = frozenset(_TIMES_WORDS.split())
_HOUR = re.compile(r"\b\d{1,4}(?:AM|PM|H(?:\d\d)?)\b")
_DAYS = re.compile(
    r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}|(?:19|20)\d\d[-/](?:(?:19|20)\d\d|\d\d)|(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d"
    r"|(?:19|20)\d\d[01]\d[0-3]\d(?:-\d{1,4})?"
    r"|(?:[01]\d|2[0-3])[0-5]\d-(?:[01]\d|2[0-3])[0-5]\d"  # "0830-1030"
)
# A-numbers with and without their letter, telephone and social security numbers, zip codes.
_OF_PEOPLE = re.compile(
    r"A-?(?:\d-?){7,9}|\d{2,3}-\d{3}-\d{3}|(?:1-)?\d{3}-\d{3}-\d{4}|\d{3}-\d{4}|\d{3}-\d\d-\d{4}|\d{5}-\d{4}"
)
_ZIP = re.compile(r"[A-Z]{2}-\d{5}(?:-\d{4})?")
_KNOWN = re.compile(
    r"[GIN]-\d{2,4}[A-Z]?|AR-11|EOIR-\d\d[A-Z]?(?:/IC)?|A-?(?:\d-?){7,9}|(?:1-)?\d{3}-\d{3}-\d{4}"
    r"|\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|(?:19|20)\d\d[/-](?:19|20)\d\d"
)
_FEWEST_DIGITS = 4


def form_of(written: str) -> Form | None:
    """What the number is by its form; None for whatever is no number of ours, such as "I-862" or "A216-555-019"."""
    groups = re.findall(r"[A-Z]+", written)
    digits = sum(map(str.isdigit, written))
    if written != written.upper() or any(form.fullmatch(written) for form in (_OF_PEOPLE, _DAYS)):
        return None
    if not groups:
        return Form.DIGITS if digits > _FEWEST_DIGITS and re.fullmatch(r"\d+(?:-\d+){1,2}", written) else None
    if _FORMS_AND_LAWS.fullmatch(written) or _HOUR.search(written):
        return None
    if not _OTHERS.isdisjoint(groups) or _TIMES.issuperset(groups):
        return None
    if digits >= _FEWEST_DIGITS:
        return Form.LETTERED
    return Form.MIXED if digits > 1 and len(written) > _FEWEST_DIGITS else None


def speaks_for_itself(written: str) -> bool:
    """Whether a lettered number needs no word beside it where it stands alone in brackets: "(LOU-R-3317)"."""
    named = re.match(r"\d{0,4}-?[A-Z]{3,5}(?![A-Z])|[A-Z]{2}-(?=.*-)", written)
    return named is not None and re.search(r"[-/]|[A-Z]\d{6}", written) is not None and not looks_like_zip(written)


def looks_like_zip(written: str) -> bool:
    return _ZIP.fullmatch(written) is not None and written[:2].lower() in CODES


def of_another_thing(written: str) -> bool:
    """Whether a number is a form's, a person's or a date whatever its label says: "Reference: G-28"."""
    return _KNOWN.fullmatch(written) is not None
