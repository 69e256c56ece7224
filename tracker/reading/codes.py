"""Numbers by which ICE calls an appointment, a letter or a request, told by their form and by the words beside them.

"Ticket CLT-SCH-60917", "your request of June 1 (LOU-R-3317)", "RE: 26PHX118204", "Reference" above "BOS-330-91827".
Only a form of ours behind a word that says whose number it is, or alone in brackets, is taken; what stands in a
sentence about a court, a device, a payment or somebody else's papers never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from tracker.reading.code_forms import Form, form_of, in_groups, speaks_for_itself
from tracker.reading.code_labels import CodeLabels
from tracker.reading.scan import Finder, Found, near


class Claim(IntEnum):
    """How closely a number is the appointment's own."""

    APPOINTMENT = 0
    OTHER = 1  # of the letter, of a request, or a number of which no more is said
    BARE = 2  # without a letter or a hyphen, in a field of its own: taken where there is no other


class _Label(NamedTuple):
    """The words right before a number, and how they stand there."""

    words: tuple[str, ...]  # the last first
    before: bytes  # what stands before them on their line
    heads: bool  # nothing does: they begin their line or cell
    marked: bool  # a colon, a tab or another line parts them from the number
    comma: bool  # a comma does: "the number of this transfer, DAL-T-26-2209"


_CODE = Finder(
    r"""\b (?: [a-z]{3}[ ]\d\d/\d{3,6} | [a-z]{1,5}[/-][a-z0-9/-]{0,16}\d[a-z0-9/-]{0,12}
    | [a-z]{1,4}\d[a-z0-9/-]{2,20} | \d[a-z0-9/-]{3,24} ) \b"""
)
# "Confirmation number: RV 118 402 77", "NUMERO ....: NOL 4483-19".
_SPACED = Finder(r"[:.=\t\n] [ ]{0,12} ( [a-z]{2,3}[ ]\d{3,7} (?: [ -]\d{2,4} ){0,3} ) \b")
_WORDS_GO_ON = near(r"[/@_&%+=-] | [.,:]\d | [.][a-z] | [ ] (?: cfr|u[.]?s[.]?c )\b")
_ALNUM_BEFORE = re.compile(rb"[a-z0-9@_/&+=.-]\Z")
_WORD = re.compile(rb"(?:n[.]o[.]?|[a-z]+(?:-[a-z]+)*[.]?|#)\Z")
_ELIDED = re.compile(rb"\b[dl]['?]\Z")
_BETWEEN = re.compile(rb"(?:, ?|[ _]|[ ]?\n)\Z")
_SIGN = re.compile(
    rb"""(?:[ ]?[.]{2,40}|(?:[ ]?[.][ ]){2,20})?[ ]{0,3}[:=\t#][ \t\n]{0,12}\Z
    |[ ]?[.]{2,40}[ ]{0,12}\Z|[ ]{2,30}\Z|[ ]{0,3}\n{1,2}[ ]{0,4}\Z""",
    re.VERBOSE,
)
_BESIDE, _COMMA = re.compile(rb"[ ]\Z"), re.compile(rb",[ \n]\Z")
_COLON = re.compile(rb" ?:[ ]")
_BEHIND_DATE = re.compile(
    rb"(?:\d|\d ?[ap][.]?m[.]?|\dh|heures?|horas?|maten(?: an)?|midi|apremidi),[ \n]\Z|maten[ ]\Z"
)
_CELL_START = re.compile(rb"(?:\A|[\n\t|(\[]|[ ]{2}|[.!;:][ ])[ ]{0,4}\Z")
_CELL_END = re.compile(rb"[ ]{0,3}(?:\Z|[\n\t|)\]]|[,.;]|[ ]{2})|[ ][(-]")
_BRACKET = re.compile(rb"[(\[]\Z")
_BRACKETED = re.compile(rb"[)\],]")
_SENTENCE_END = re.compile(rb"[.!?;][ \n]|\n")
_REACH = 110  # characters before a number that may say whose it is
_MOST_WORDS = 7


def codes_in(text: str, scan: bytes, labels: CodeLabels) -> Iterator[tuple[Claim, str]]:
    """Each such number in `text`, in capitals, with its claim."""
    for found in _CODE.finditer(scan):
        start, end = found.span()
        written = text[start:end]
        before = scan[max(0, start - _REACH) : start]
        form = form_of(written.replace(" ", "/"))
        if form is None or _WORDS_GO_ON.match(scan, end) or _ALNUM_BEFORE.search(before):
            continue
        claim = _claim(found, before, form, written, labels)
        if claim is not None:
            yield claim, written
    yield from _spaced_codes(text, scan, labels)


def _spaced_codes(text: str, scan: bytes, labels: CodeLabels) -> Iterator[tuple[Claim, str]]:
    """Numbers that are written in groups, in a field of their own: "Record no.: PVD 3381 0054"."""
    for found in _SPACED.finditer(scan):
        start, end = found.span(1)
        before, ends = scan[max(0, start - _REACH) : start], _CELL_END.match(scan, end) is not None
        label = _label(before, labels, cut=start > _REACH)
        if not label or not (label.heads and label.marked and ends) or labels.things.search(before, _last_end(before)):
            continue
        words = frozenset(label.words)
        if words & (labels.appointment | labels.papers | labels.numbers) and in_groups(text[start:end]):
            yield _of(words, labels), text[start:end]


def _of(words: frozenset[str], labels: CodeLabels) -> Claim:
    return Claim.APPOINTMENT if labels.appointment & words else Claim.OTHER


def _claim(found: Found, before: bytes, form: Form, written: str, labels: CodeLabels) -> Claim | None:
    if labels.things.search(before, _last_end(before)):
        return None
    scan, (start, end) = found.string, found.span()
    bracketed = bool(_BRACKET.search(before) and _BRACKETED.match(scan, end))
    beside = before[:-1] if bracketed else _head_above(before, scan, end)
    label = _label(beside, labels, cut=start > _REACH)
    if label and _fits(label, form, labels, ends=_CELL_END.match(scan, end) is not None):
        return Claim.BARE if form is Form.BARE else _of(frozenset(label.words), labels)
    alone = bracketed or (start == 0 and _COLON.match(scan, end) is not None)
    if form is Form.LETTERED and ((alone and speaks_for_itself(written)) or labels.registered.search(before)):
        return Claim.OTHER
    return None


def _last_end(before: bytes) -> int:
    """Where the sentence of a number begins; the line above counts where the number begins its own."""
    ends = [end.end() for end in _SENTENCE_END.finditer(before.rstrip())]
    return ends[-1] if ends else 0


def _head_above(before: bytes, scan: bytes, end: int) -> bytes:
    """The head of the first column, where the number begins the row below it: "Booking  Day" above "RE-6018  May 5"."""
    above, _, own = before.rpartition(b"\n")
    head, tab, _ = above[above.rfind(b"\n") + 1 :].partition(b"\t")
    return b"\n" + head + b"\n" if tab and not own and scan[end : end + 1] == b"\t" else before


def _label(before: bytes, labels: CodeLabels, *, cut: bool) -> _Label | None:
    """The words of a label, read backwards from the number; `cut`: more stands before them."""
    sign = _COMMA.search(before) or _SIGN.search(before) or _BESIDE.search(before)
    if sign is None:
        return None
    ours = labels.ours.search(before, 0, sign.start())
    words, first, position = list[str](), sign.start(), ours.start() if ours else sign.start()
    while len(words) < _MOST_WORDS and (word := _WORD.search(before, 0, position)):
        plain = word[0].rstrip(b".").decode()
        if plain not in labels.vocabulary:
            break
        words.append(plain)
        elided = _ELIDED.search(before, 0, word.start())
        first = elided.start() if elided else word.start()
        gap = _BETWEEN.search(before, 0, first)
        if gap is None or (b"\n" in gap[0] and sign[0].strip(b", \n")):
            break
        position = gap.start()
    rest = before[:first]
    heads = _CELL_START.search(rest) is not None and not (cut and not rest)
    comma = b"," in sign[0]
    return _Label(tuple(words), rest, heads, sign[0] != b" " and not comma, comma) if words else None


def _fits(label: _Label, form: Form, labels: CodeLabels, *, ends: bool) -> bool:
    """Whether a number of that form may stand behind that label; `ends`: nothing else stands in its cell."""
    words, field = frozenset(label.words), label.heads and ends
    things, numbers = words & (labels.appointment | labels.papers), words & (labels.numbers | labels.codes)
    if labels.anothers.search(label.before) or (label.words[-1] == "no" and not label.heads):
        return False
    if words & labels.about:
        return field and label.marked and form is Form.LETTERED
    led = bool(numbers and labels.leads.search(label.before))
    if form is Form.LETTERED:
        told = led or bool(numbers and _BEHIND_DATE.search(label.before))
        return bool(numbers) if label.comma else bool(things) or told or bool(field and numbers)
    if label.comma:
        return False
    return {
        Form.MIXED: field and bool(words & (labels.codes | labels.appointment)),
        Form.DIGITS: led or bool(words & labels.asked) or (field and bool(numbers and words & labels.appointment)),
        Form.BARE: field and label.marked and bool(words & labels.asked),
    }[form]
