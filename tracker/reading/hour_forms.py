"""The ways in which an hour is written; what they mean is settled elsewhere."""

from __future__ import annotations

import re
from datetime import time

from tracker.reading.clock_words import (
    AFTERNOON,
    AFTERNOON_AHEAD,
    ANY_TIME_AHEAD,
    CREOLE_HOURS,
    EVENING,
    FRACTIONS,
    FRACTIONS_BEFORE,
    HOUR_WORDS,
    MIDNIGHT,
    MORNING,
    MORNING_AHEAD,
    NOON,
)
from tracker.reading.scan import WordFinder, alternatives, near, preceded_by

_PARTS: dict[str, tuple[str, ...]] = {"morning": MORNING, "noon": NOON, "afternoon": AFTERNOON, "evening": EVENING}
PART_OF = {word: part for part, words in _PARTS.items() for word in words}
WORDS = HOUR_WORDS | CREOLE_HOURS

_PART = f"(?: {alternatives(PART_OF)} )"
_AT_PART = rf"[ \n,(]{{0,3}} (?: del[ ]|do[ ] )? {_PART} \b [)]?"
MERIDIEM = r"[ \n]? [(]? [ap] [.]? [ ]? m \b [.]? [)]?"
UNIT = r"(?: hours|horas|hora|heures|heure|hrs|hr|hs|h )"
_WHOLE_UNIT = r"(?: horas|hora|heures|heure )"
# "9 h", a line end, and "30": minutes, unless a street may begin there.
_NO_STREET = r"(?= [ ]? (?: [.;)(] | \n{2} | \Z | ,? [ ] (?: au|a|aux|dans|en|em|no|na|nan )\b ) )"
CREOLE_E = r"[zvtyn]? e"
FRACTION = rf"(?: [ ,]{{1,2}} (?: {alternatives(FRACTIONS)} ) \b )"
WORD = rf"(?: {alternatives(HOUR_WORDS)} )"
SAID_UNIT = r"(?: [ ]? (?: o.?clock|horas?|heures?|hrs?|hs|h ) )"


def _clock(part: str = "") -> str:
    tail = rf"(?: {MERIDIEM} )? {part}"
    return rf"""(?:
      \d{{1,2}} : \d{{2}} (?: :\d{{2}} (?: [.]\d{{1,6}} )? )? (?: [ \n]? {UNIT} \b )? {tail}
    | \d{{1,2}} [ \n]? (?: h|heures|horas ) (?: [ ]? \d{{2}} | \n\d{{2}} {_NO_STREET} ) (?: [ ]?min )? \b {tail}
    | \d{{1,2}} [.] \d{{2}} {MERIDIEM} {part}
    | \d{{1,2}} (?: {SAID_UNIT} | [ ]? {CREOLE_E} \b ) {FRACTION} {tail}
    | \d{{1,2}} {FRACTION} {_AT_PART}
    | \d{{1,2}} [ ]? o.?clock \b {tail}
    | \d{{1,2}} {MERIDIEM} {part}
    | \d{{1,2}} (?: [ ]? {UNIT} | \n {_WHOLE_UNIT} ) \b {tail}
    | \d{{1,2}} {_AT_PART}
    | \d{{1,2}} {CREOLE_E} [ ]? \d{{2}} \b {tail}
    | \d{{1,2}} [ ]? {CREOLE_E} \b {tail}
    | \d{{4}} [ ]? {UNIT} \b
    | \b (?: {alternatives(FRACTIONS_BEFORE)} ) [ \n] (?: {WORD}|{alternatives(CREOLE_HOURS)}|\d{{1,2}} ) \b
      (?: [ ]o.?clock \b )? {tail}
    | \b {WORD} {SAID_UNIT} \b {FRACTION}? {tail}
    | \b {WORD} {FRACTION}? (?: {MERIDIEM} | {_AT_PART} )
    | \b (?: {alternatives(CREOLE_HOURS)} ) \b (?: {FRACTION} | (?! {FRACTION} ) ) {part}
    | \b (?: {alternatives(NOON)} | {alternatives(MIDNIGHT)} ) \b
    )"""


_CLOCK = _clock(rf"(?: {_AT_PART} )?")
_UP_TO = r"""to|until|till|thru|through|a|a[ ]las?|as|hasta|hasta[ ]las?|ate|ate[ ]as|jiska|jis|pou[ ]rive|rive|pou
    |et[ ]jusqu'a|jusqu'a"""
_AND = r"and|y|y[ ]las|y[ ]la|e|e[ ]as|et|ak|or|o|ou|oswa"
_OPENING = alternatives(("from", "between", "entre", "de", "des", "desde", "das", "ant", "depi", "soti"))
_AHEAD = alternatives((*MORNING_AHEAD, *AFTERNOON_AHEAD, *ANY_TIME_AHEAD))
_JOINT_WORD = rf"- | \b(?: {_UP_TO}|{_AND} )\b"
_BARE = r"(?: \d{1,2} (?: :\d{2} )? )"
_ARTICLE = r"(?: (?: las|la|as )[ \n] )?"

_LED_WINDOW = rf"(?: (?: \b (?: {_AHEAD} ) [ ,]{{1,2}} )? \b ({_OPENING}) [ \n]{{1,2}} {_ARTICLE} )?"
_JOINT = rf"[ ]{{0,2}} \n? [ ]? ( {_JOINT_WORD} ) [ ]{{0,2}} \n? [ ]?"
_UNMARKED = rf"""
      \b (?: from|between|de[ ]las|desde[ ]las|das|entre[ ]las|entre[ ]as ) [ ] (\d{{1,2}}) [ ]
      (?: to|and|a[ ]las|y[ ]las|as|e[ ]as ) [ ] (\d{{1,2}}) \b
    | \b (las?|as) [ \n] ( (?: {WORD} | \d{{1,2}} ) {FRACTION}? ) (?: [^0-9a-z:.] | [.][^0-9] | [.]? $ )
    | \b (?: (\d{{4}}) (?: [ ]?-[ ]? | [ ] (?: to|until|a|as|hasta|ate|jiska ) [ ] {_ARTICLE} )
        | (?: between|entre|ant ) [ ] {_ARTICLE} (\d{{4}}) [ ] (?: and|y|e|et|ak ) [ ] {_ARTICLE}
        ) (\d{{4}}) [ ]? {UNIT} \b
    | \b (\d{{4}} | \d{{1,2}}[.]\d{{2}}) (?: [ ]?-[ ]? (\d{{4}}) )? \b"""
HOURS = WordFinder(
    rf"{_LED_WINDOW} (?: \b ( {_CLOCK} | {_BARE} ) {_JOINT} )? \b ( {_CLOCK} ) | {_UNMARKED}",
    begins=rf"{_LED_WINDOW} (?: \b {_BARE} {_JOINT} )? \b {_clock()} | {_UNMARKED}",
)
FIELDS = near(rf"""(\d{{1,2}})
    (?: (?: [:.] | [ \n]?(?:h|heures|horas)[ \n]? | {CREOLE_E} [ ]? )? (\d{{2}}) )? (?: :\d{{2}} (?: [.]\d{{1,6}} )? )?
    (?: [ \n]? (?: {UNIT} | {CREOLE_E} | min ) )?
    (?: [ \n]? [(]? ([ap]) [.]? [ ]? m [.]? [)]? )? (?: [ \n,(]{{0,3}} (?: del[ ]|do[ ] )? ({_PART}) [)]? )?""")
SAID = near(rf"""(?: ({alternatives(FRACTIONS_BEFORE)}) [ \n] )? ({alternatives(WORDS)} | \d{{1,2}})
    (?: {SAID_UNIT} | [ ]? {CREOLE_E} )? (?: [ ,]{{1,2}} ({alternatives(FRACTIONS)}) )?
    (?: [ \n]? [(]? ([ap]) [.]? [ ]? m [.]? [)]? )? (?: [ \n,(]{{0,3}} (?: del[ ]|do[ ] )? ({_PART}) [)]? )? \Z""")
FRACTION_FOLLOWS = near(r"""[ ]? (?:
      y[ ]media|y[ ]cuarto|menos|e[ ]meia|et[ ]demie?|et[ ]quart|moins|edmi|eka|mwen|ak[ ]edmi|ak[ ]ka
    | (?: y|e|et )[ ]\d{1,2}
    | (?: (?: y|e|et )[ ] )? (?: treinta|quince|diez|veinte|cuarenta|trinta|quinze|dez|vinte|quarenta|trente|dix|vingt
      |quarante|trant|kenz )
    ) \b""")
_FIVES = ("cuarto", "quinze", "cinco", "diez", "dez", "veinte", "vinte")
_FRACTION_ENDS = (
    *("half past", "quarter to", "quarter of", "quarter past", "quarter after", "minutes to", "minutes past", "ka pou"),
    *(f"{five} para {article}" for five in _FIVES for article in ("la", "las", "as")),
)
follows_fraction = preceded_by(_FRACTION_ENDS)
SPAN_FOLLOWS = near(
    r"[ ]? (?: antes|before|avant|avan|anvan|depois|despues|apres|apre|later|early|ago|de[ ]espera ) \b"
)
_OPENS = ("close", "closes", "closed", "open", "opens", "cierra", "abre", "ferme", "ouvre", "fecha")
_LIMITS = (
    *("before", "by", "until", "till", "than", "after", "avant", "apres", "avan", "anvan", "apre", "jusqu'a", "jiska"),
    *("antes das", "depois das", "ate", "ate as"),
    *(f"{limit}{article}" for limit in ("antes de", "despues de", "hasta") for article in ("", " la", " las")),
    *(f"{opens}{at}" for opens in _OPENS for at in ("", " at", " a", " a la", " a las", " as")),
)
follows_limit = preceded_by(_LIMITS)
NUMBER_GOES_ON = near(r"[0-9a-z] | [:.,/]\d | %")
OPEN_END = near(r"\s* (?: $ | [^0-9a-z\s] | (?: on|at|el|del|do|en|em|na|no|nan|ante|com?|con|[ecmp][sd]?t )\b )")
BARE_LEAD = near(r"(?: ^|[\x01:\t,@(\n] ) [ ]{0,4} \Z | [ ][/-][ ] \Z | \b(?: at|a|as|las|promptly ) [ \n]{1,2} \Z")
LINE_ENDS = near(r"[ ]{0,3} (?: $ | [^0-9a-z ] | (?: on|at|el|del|do|en|em|na|no|hrs?|hs|h|[ecmp][sd]?t )\b )")
BARE_END = near(  # a number at the end of a line may be the first word of a street, unless a label follows
    r"""[ ]{0,3} (?: $ | [\t\x01;|)(] | [.](?: \s|$ ) | (?: on|hrs?|hs|h|[ecmp][sd]?t )\b
    | \n [ ]{0,9} (?: \n|$|[^\n:.\t]{1,24} (?: :|\t|[.][.] ) ) )"""
)
TENS_BEFORE = near(r"(?: [a-z]- | (?: ta|nta|vinte )[ ][ey][ ] ) \Z")

# The groups of HOURS.
OPENING_WORD, FIRST, JOINT, SECOND, FROM, TO, ARTICLE_BEFORE, LED = range(1, 9)
FOUR_DIGITS, FOUR_BETWEEN, FOUR_MORE, BARE_FIRST, BARE_SECOND = range(9, 14)
BETWEEN, BOTH, PLAINLY_TO = {"between", "entre", "ant"}, set(_AND.replace("[ ]", " ").split("|")), {"-", "to"}
_CODE = re.compile(rb"[a-gi-z]\d+-\Z")  # "7Y2-" before "0046": a booking number, while "9h30-" opens a span
_CODE_REACH = 12  # letters of the first half of such a number
_APART = frozenset({b"", b" ", b"\n", b"\t"})
_MIDDAY = time(12)


def stands_alone(scan: bytes, start: int) -> bool:
    """Whether the number is no part of a longer one, of money, of a form's name."""
    previous = scan[max(0, start - 1) : start]
    if previous in _APART:
        return True
    earlier = scan[max(0, start - 2) : max(0, start - 1)]
    if _CODE.search(scan, max(0, start - _CODE_REACH), start):
        return False
    if previous.isalnum() or previous in (b"$", b"#"):
        return False
    return not (earlier.isdigit() and previous in (b":", b".", b"/", b",")) and not (
        earlier.isalpha() and previous == b"-"
    )


def of_that_part(words: bytes, begins: time) -> bool:
    """Whether a window can begin then that these words lead to: none "dans la matinée" begins at 2 p.m."""
    ahead = words.decode()
    if ahead.startswith(MORNING_AHEAD):
        return begins < _MIDDAY
    return begins >= _MIDDAY or not ahead.startswith(AFTERNOON_AHEAD)
