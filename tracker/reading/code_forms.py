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
    BARE = auto()  # "8840213": an amount, a zip code or an A-number but for the word before it


_FORMS_AND_LAWS = re.compile(r"[A-Z]{1,2}-\d{1,4}[A-Z]?|EOIR-.*|ICE-\d\d-.*|.*(?:CFR|USC|INA)\d*(?:-.*)?")
# Courts of law number their cases "26-CV-01177"; "DAL-CV-60238" begins with one of our offices.
_COURTS = frozenset({"CV", "CR", "MJ", "MC", "MD"})
_OF_AN_OFFICE = re.compile(r"[A-Z]{3}-[A-Z]{2}-\d{4,7}")
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
_BARE = re.compile(r"\d{5,8}")
_DAY_TOGETHER = re.compile(  # "20270503", "03052027", "030527"
    r"(?:19|20)\d\d[01]\d[0-3]\d|[0-3]\d[0-3]\d(?:19|20)\d\d|[0-3]\d[0-3]\d[23]\d"
)
_GROUPED = range(5, 9)  # digits: those of telephones are ten, those of A-numbers nine
_FOREWORD_WORDS = "NO NUM NBR NRO REF CEL MOB FON ZIP CEP APT APP THE FOR LOS LAS DE DU LE LA EN A OU AT ON OF"
_FOREWORDS = frozenset(_FOREWORD_WORDS.split())
_TOO_LONG = re.compile(r"(?<!\d)\d{5,7}(?!\d)")  # for a day or a year: "SAT-06-51877" is of San Antonio
_SHORT = re.compile(r"[A-Z]{3,4}[-/]\d{2,3}[-/][A-Z]{2,4}|[A-Z]{3}-[A-Z]{1,2}-\d{3}")  # "CHM-17/AV", "CLT-R-390"


def form_of(written: str) -> Form | None:
    """What the number is by its form; None for whatever is no number of ours, such as "I-862" or "A216-555-019"."""
    groups = re.findall(r"[A-Z]+", written)
    digits = sum(map(str.isdigit, written))
    if written != written.upper() or any(form.fullmatch(written) for form in (_OF_PEOPLE, _DAYS)):
        return None
    if not groups:
        return _of_digits(written, digits)
    if _FORMS_AND_LAWS.fullmatch(written) or _HOUR.search(written):
        return None
    if _is_another(written, groups) or (_TIMES.issuperset(groups) and not _TOO_LONG.search(written)):
        return None
    if digits >= _FEWEST_DIGITS or _SHORT.fullmatch(written):
        return Form.LETTERED
    return Form.MIXED if digits > 1 and len(written) > _FEWEST_DIGITS else None


def _of_digits(written: str, digits: int) -> Form | None:
    if re.fullmatch(r"\d+(?:-\d+){1,2}", written):
        return Form.DIGITS if digits > _FEWEST_DIGITS else None
    return Form.BARE if _BARE.fullmatch(written) and not _DAY_TOGETHER.fullmatch(written) else None


def in_groups(written: str) -> bool:
    """Whether what is written in groups is a number of ours: "NOL 4483-19"; not "TEL 555 0113", "NY 10278"."""
    group = written.upper()[:3].strip()
    digits = sum(map(str.isdigit, written))
    if written != written.upper() or group in _OTHERS | _TIMES | _COURTS | _FOREWORDS or digits not in _GROUPED:
        return False
    return not looks_like_zip(re.sub(r"\W", "-", written))


def _is_another(written: str, groups: list[str]) -> bool:
    of_courts = _COURTS if _OF_AN_OFFICE.fullmatch(written) else frozenset()
    return not (_OTHERS - of_courts).isdisjoint(groups)


def speaks_for_itself(written: str) -> bool:
    """Whether a lettered number needs no word beside it where it stands alone in brackets: "(LOU-R-3317)"."""
    named = re.match(r"\d{0,4}-?[A-Z]{3,5}(?![A-Z])|[A-Z]{2}-(?=.*-)", written)
    return named is not None and re.search(r"[-/]|[A-Z]\d{6}", written) is not None and not looks_like_zip(written)


def looks_like_zip(written: str) -> bool:
    return _ZIP.fullmatch(written) is not None and written[:2].lower() in CODES


def of_another_thing(written: str) -> bool:
    """Whether a number is a form's, a person's or a date whatever its label says: "Reference: G-28"."""
    return _KNOWN.fullmatch(written) is not None
