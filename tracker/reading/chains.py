"""Which hour belongs to which day.

Days and hours that stand beside each other, with nothing between them but separators, labels and small words, form
a chain. A chain is paired only where one pairing is plain; where it is not, its days are handed on as doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.reading.calendar_words import WEEKDAYS
from tracker.reading.days import DayPiece
from tracker.reading.hours import HourPiece
from tracker.reading.scan import alternatives, line_before, near
from tracker.reading.types import Doubt

Piece = DayPiece | HourPiece


class Pair(NamedTuple):
    """A day and its hour. `unsure`: hours stand there, but not which one is this day's."""

    day: DayPiece
    hour: HourPiece | None = None
    unsure: bool = False


class Gap(NamedTuple):
    """What parts two neighbours: how many line ends, whether a word ties them ("at", "on"), and how long it is."""

    lines: int
    tied: bool
    length: int


_SEPARATOR = r"[\s,;:|()*_>?@/&=-] | [.]{2,40}"
_NEW = r"new|nuevo|nueva|novo|nova|nouveau|nouvel|nouvelle|nouvo"
_OLD = r"old|previous|prior|original|former|anterior|antigua|antiguo|antiga|antigo|ancien|ancienne|precedente|ansyen"
_OF_THE_VISIT = r"""appointment|check|in|interview|scheduled|visit|your|su|sua|votre|cita|entrevista|rendez
        |vous|randevou
    | agendamento|compromisso|atendimento|marcacao|apresentacao|turno|consulta|reserva
    | presentacion|comparecimento|comparecencia|reporte|report|visita|visite|vizit|presentation|convocation
    | inicio|start|arrival|arrive|arrivee|llegada|llegue|chegada|chegue|venez|presentez|presentese|vini|rive
    | rpt|pres|slot|cancelled|canceled|cancelada|cancelado|anulada|annule|annulee|anile|reserved|booked|assigned
    | reporting|appt|rdv|prezantasyon|of|de|la|da|do|du|des|del|el|a|an|ou|w"""
_TIME_LABEL = r"time|times|hour|hours|hora|horas|horario|tempo|heure|heures|horaire|temps|ore|le"
_DATE_LABEL = r"date|day|fecha|data|dat|dia|jou"
_AT = r"""at|a|al|ao|as|las|la|the|starting|starts|beginning|promptly|from|between|btwn|entre|das|desde|depi|ant|nan|l'
    |partir|pelas|pela|pelo|also|again|still|siempre|same|mesma|misma|igualmente|tambem|sempre|toujours|aussi|meme|menm|toujou"""
_COME = r"""come|arrive|report|venga|llegue|presentese|venha|chegue|compareca|venez|arrivez|presentez-vous|vini|rive
    |prezante[ ]w"""
_ON = r"on|el|del|de|le|du|em|no|do|nan|of|this|o|ki|jou|dia"

_DAY_TO_HOUR = near(
    rf"""(?: {_SEPARATOR} | \b(?: {_AT}|{_TIME_LABEL}|{_OF_THE_VISIT}|{_NEW}|{_OLD} )\b )*
        | [.]\s*(?: {_TIME_LABEL} )[ ]?:\s* | t
        | [ ]{{0,3}} \n [ ]{{0,4}} \d{{1,2}} [.)] [ ]{{1,3}} (?: {_TIME_LABEL} )
          [ ]{{0,3}} (?: [.]{{2,40}} | : ) [ ]{{1,9}}
        | (?: [ ](?: instead ) )? [.] \s{{1,2}} (?: {_COME} )
          (?: [ ](?: here|there|(?: at[ ] )? any[ ]?time|a[ ]cualquier[ ]hora|a[ ]qualquer[ ]hora|nenpot[ ]le ) )?
          (?: [ ](?: {_AT} ) ){{0,3}} [ ]
        | [.,;]? \s{{1,2}} (?: (?: and|y|e|et|ak|{_AT}|{_OF_THE_VISIT}|{_NEW} ) [ -] ){{0,4}} (?: {_TIME_LABEL} )
          (?: [ ](?: {_OF_THE_VISIT} ) ){{0,3}} [ ] (?: is|es|e|est|se ) [ ] (?: (?: at|a|las|la )[ ] ){{0,2}}
        | [.;]? \s{{1,2}} (?: you[ ] | vous[ ] | ou[ ] )? (?: may|can|puede|podra|pode|podera|pouvez|ka|kapab ) [ ]
          (?: arrive|come|llegar|venir|chegar|vir|arriver|rive|vini ) [ ]
          (?: (?: at[ ] )? any[ ]?time | a[ ](?: cualquier|qualquer )[ ]hora | a[ ]toute[ ]heure | nenpot[ ]le )
          [ ] (?: (?: between|entre|ant|from|desde|de ) [ ] )? (?: las?[ ] )?"""
)
_LABEL_WORD = rf"""{_OF_THE_VISIT}|{_NEW}
    |call|turn|queue|entry|meeting|session|turno|llamada|chamada|senha|appel|passage|tour|apel
    |pou|pour|para|to|que|se|must|should|debe|deve|devez|dwe|come|be|here|there|in|en|em|nan
    |presentarse|comparecer|comparezca|venga|acudir|apresentar|vir|venha|compareca|venir|rendre|prezante"""
_EMPTY = r"empty|blank|none|vacio|vacia|vazio|vide|vid|aucune?"  # in the column "Before" of what was not set before
_TIME_FIELD = near(  # "Hour to come:", "Report at:", beside "Report on:"
    rf"""[ ]{{0,3}} \n [ ]{{0,4}} (?: \b(?: {_LABEL_WORD} ) [ -] ){{0,5}}
    (?: (?: {_TIME_LABEL} ) (?: [ -](?: {_LABEL_WORD} ) ){{0,5}} | (?: at|a|a[ ]las?|as ) )
    [ .]{{0,40}} [:\t\n] \s{{0,40}} (?: [(] (?: {_EMPTY} ) [)] [ ]? \t [ ]? )?"""
)
# Fields of one list: "Date: ...", then others, then "Time: ...".
_DATE_FIELD = near(rf"[^\n:\t]{{0,20}} \b(?: {_DATE_LABEL} )\b [^\n:\t]{{0,24}} [:\t] [ ]{{0,4}}")
_TO_TIME_FIELD = near(
    rf"""[ ]{{0,3}} (?: \n [^\n:\t]{{1,30}} [:\t] [^\n]{{1,80}} ){{1,3}} \n [ ]{{0,4}}
    (?: (?: {_OF_THE_VISIT} ) [ -] ){{0,3}} (?: {_TIME_LABEL} )\b [a-z ]{{0,24}} [ .]{{0,40}} [:\t] [ ]{{0,4}}"""
)
_HOUR_TO_DAY = near(
    rf"""(?: {_SEPARATOR} | \b(?: {_ON}|{_DATE_LABEL}|{_OF_THE_VISIT}|{_NEW}|{_OLD} )\b )*
        | [.]\s*(?: {_DATE_LABEL} )[ ]?:\s*"""
)
_HOUR_TO_HOUR = near(rf"(?: {_SEPARATOR} | \b(?: or|and|y|o|u|e|ou|et|ak|oswa|at|a|as|las|la )\b )*")
_AGAIN = near(r"(?! [ ]{3} ) [ ,/=-]{0,3} [(]? [ ]? (?: (?: de|from|entre|between|das|ant )[ ] )?")
_DAY_TO_DAY = near(r"[\t ,;|(/&-]*")
_ONLY_A_TIME = near(rf"(?: {_SEPARATOR} | \b(?: {_AT}|{_TIME_LABEL}|{_OF_THE_VISIT}|{_NEW}|{_OLD} )\b )*")
_TIED_TO_DAY = near(rf"\b(?: {_AT} )\b | \b(?: {_TIME_LABEL} )\b [^:\n]* :")
_TIED_TO_HOUR = near(rf"\b(?: {_ON} )\b")
_RUNS_ON = near(rf"[ ] (?: (?: {_ON} ) [ ]? ){{1,2}} \n [ ]{{0,8}}")
_LABEL = near(rf"\b(?: {_TIME_LABEL}|{_DATE_LABEL} )\b")
_IS_NEW, _IS_OLD = near(rf"\b(?: {_NEW} )\b"), near(rf"\b(?: {_OLD} )\b")
_IS_AGED = near(rf"\b(?: {_NEW}|{_OLD} )\b")
_OFFICE_HOURS = near(
    rf"[ ,]{{0,3}} (?: (?: on|el|los|le|de|on[ ]the ) [ ] )? (?: {alternatives(WEEKDAYS)} ) s? \b (?! [ ]the[ ]\d )"
)
# Prose whose line ends before "on"; behind a full stop, which "a. m." has too, only words that begin no sentence.
_WRAPS = near(rf"[ ]? \n [ ]{{0,8}} (?: {_ON} ) [ ] (?: (?: {_ON} ) [ ] )?")
_WRAPS_STOPPED = near(r"[.]? [ ]? \n [ ]{0,8} (?: del|du|de|of ) [ ] (?: (?: dia|jour )[ ] )?")
_PROSE = 30  # characters of a line that is wrapped, to its hour
_NO_MORE_WORDS = near(r"(?: [^a-z\n] | \b[ap][.]?[ ]?m\b )* (?: \n|$|[(] )")

WALL = b"\x03"  # stands in a scan for what was read already: nothing that it parts belongs together
_LONGEST_GAP, _LONGEST_LIST = 80, 240
_WIDEST = 16  # between two writings of one day
_BLANK_LINES = 3


# What mostly stands between a day and its hour: looked up, not searched.
_COMMON = {
    gap: Gap(0, _TIED_TO_DAY.search(gap) is not None, len(gap))
    for word in (b"", b"at ", b"a las ", b"a la ", b"as ", b"a ")
    for gap in (b" " + word, b", " + word)
    if _DAY_TO_HOUR.fullmatch(gap)
}


def chains_of(scan: bytes, days: Sequence[DayPiece], hours: Sequence[HourPiece]) -> Iterator[list[Pair]]:
    """The pairs of every chain of `scan`, in order of the text."""
    if len(days) == 1 and not hours:
        yield [Pair(days[0])]
        return
    starts = {day.start for day in days}
    visiting = [hour for hour in hours if not _are_office_hours(scan, hour, starts)]
    pieces: list[Piece] = sorted([*_merged(scan, days), *_hours_merged(scan, visiting)], key=_start)
    chain: list[Piece] = []
    gaps: list[Gap] = []
    for piece in pieces:
        gap = _gap(scan, chain[-1], piece) if chain else None
        if chain and gap is None:
            yield list(_paired(chain, gaps))
            chain, gaps = [], []
        elif gap:
            gaps.append(gap)
        chain.append(piece)
    yield list(_paired(chain, gaps))


def _merged(scan: bytes, days: Sequence[DayPiece]) -> list[DayPiece]:
    """One day written twice, "April 5, 2027 (04/05/2027)", as one."""
    merged: list[DayPiece] = []
    for day in days:
        last = merged[-1] if merged else None
        beside = last and day.start - last.end < _WIDEST and _DAY_TO_DAY.fullmatch(scan, last.end, day.start)
        if beside and last and (common := _common(last, day)):
            merged[-1] = common._replace(start=last.start, end=day.end)
        else:
            merged.append(day)
    return merged


def _common(first: DayPiece, second: DayPiece) -> DayPiece | None:
    """Of two writings of one day the plainer one."""
    if second.day is None and first.day in second.candidates and Doubt.WEEKDAY_MISMATCH not in second.doubts:
        return first
    if first.day is None and second.day in first.candidates and Doubt.WEEKDAY_MISMATCH not in first.doubts:
        return second
    same = first.day is not None and first.day == second.day
    return first._replace(doubts=first.doubts | second.doubts) if same else None


def _hours_merged(scan: bytes, hours: Sequence[HourPiece]) -> list[HourPiece]:
    """One hour written twice, "à uma da tarde (13h)", as one."""
    merged: list[HourPiece] = []
    for hour in hours:
        last = merged[-1] if merged else None
        if (
            last
            and (hour.begins, hour.ends) == (last.begins, last.ends)
            and _AGAIN.fullmatch(scan[last.end : hour.start])
        ):
            zone = last.zone or hour.zone
            merged[-1] = last._replace(end=hour.end, zone=zone, doubts=last.doubts | hour.doubts)
        else:
            merged.append(hour)
    return merged


def _start(piece: Piece) -> int:
    return piece.start


def _are_office_hours(scan: bytes, hour: HourPiece, day_starts: set[int]) -> bool:
    """Whether a mere weekday follows: "8 a.m. to 4 p.m. Monday-Friday"."""
    match = _OFFICE_HOURS.match(scan, hour.end)
    return match is not None and not any(start in day_starts for start in range(hour.end, match.end()))


def _gap(scan: bytes, first: Piece, second: Piece) -> Gap | None:
    """What parts two neighbours, or None where they do not belong together."""
    between = scan[first.end : second.start]
    if len(between) > _LONGEST_GAP or between.count(b"\n") > 1:
        listed = isinstance(first, DayPiece) and isinstance(second, HourPiece) and _are_fields(scan, first, between)
        if listed or len(between) > _LONGEST_GAP:
            return Gap(1, True, len(between)) if listed else None
    if isinstance(first, DayPiece) and isinstance(second, HourPiece) and between in _COMMON:
        return _COMMON[between]
    if isinstance(first, DayPiece) == isinstance(second, DayPiece):
        same = _DAY_TO_DAY if isinstance(first, DayPiece) else _HOUR_TO_HOUR
        return Gap(between.count(b"\n"), False, len(between)) if same.fullmatch(between) else None
    onward = _DAY_TO_HOUR if isinstance(first, DayPiece) else _HOUR_TO_DAY
    named = isinstance(first, DayPiece) and _TIME_FIELD.fullmatch(between) is not None
    if not (named or onward.fullmatch(between)) or not same_age(scan, first.start, between):
        return None
    if named and between.count(b"\n") <= _BLANK_LINES:
        return Gap(1, True, len(between))
    tie = _TIED_TO_DAY if isinstance(first, DayPiece) else _TIED_TO_HOUR
    gap = Gap(between.count(b"\n"), tie.search(between) is not None, len(between))
    return gap if not gap.lines or _across_lines(scan, first, second, between, gap) else None


def _are_fields(scan: bytes, day: DayPiece, between: bytes) -> bool:
    """Whether day and hour are fields of one list, with others between them: "Date: ...", "Place: ...", "Time: ..."."""
    if len(between) > _LONGEST_LIST or WALL in between or not _TO_TIME_FIELD.fullmatch(between):
        return False
    line = line_before(scan, day.start)
    return _DATE_FIELD.fullmatch(line) is not None and not _IS_AGED.search(between + line)


def same_age(scan: bytes, start: int, between: bytes) -> bool:
    """A "new time" behind what starts here belongs to a "new date", never to an old one."""
    if not _IS_AGED.search(between):
        return True
    line = line_before(scan, start)
    if not line.strip(b" >*|-"):  # its label may stand on the line above
        line = line_before(scan, max(0, start - len(line) - 1))
    return all(not word.search(between) or word.search(line[-_LONGEST_GAP:]) for word in (_IS_NEW, _IS_OLD))


def _across_lines(scan: bytes, first: Piece, second: Piece, between: bytes, gap: Gap) -> bool:
    """Over a line end, a label must name the second, or it stands alone on its line, or "on" leads to the next line."""
    if gap.lines > _BLANK_LINES or (gap.lines > 1 and not _LABEL.search(between)):
        return False
    if isinstance(first, HourPiece):
        if _RUNS_ON.fullmatch(between):
            return True
        before = line_before(scan, first.start)
        wraps = _WRAPS_STOPPED if b"." in scan[first.end - 1 : first.end + 1] else _WRAPS
        if len(before) >= _PROSE and wraps.fullmatch(between):
            return True
        return len(before) <= _LONGEST_GAP and _ONLY_A_TIME.fullmatch(before) is not None
    line = scan[second.end : second.end + _LONGEST_GAP]
    return gap.tied or _LABEL.search(between) is not None or _NO_MORE_WORDS.match(line) is not None


def _paired(chain: Sequence[Piece], gaps: Sequence[Gap]) -> Iterator[Pair]:
    if len(chain) == 1:
        yield from map(Pair, (piece for piece in chain if isinstance(piece, DayPiece)))
        return
    kinds = "".join("D" if isinstance(piece, DayPiece) else "T" for piece in chain)
    days = [piece for piece in chain if isinstance(piece, DayPiece)]
    hours = [piece for piece in chain if isinstance(piece, HourPiece)]
    if "T" not in kinds or "D" not in kinds:
        yield from map(Pair, days)
    elif kinds == "DT" * len(days) or kinds == "TD" * len(days) or _in_columns(kinds, gaps):
        yield from map(Pair, days, hours)
    elif kinds.startswith("DTD") and (chosen := _nearer(gaps[0], gaps[1])):
        taken = 2 if chosen == "first" else 1
        yield Pair(days[0], hours[0] if taken == len("DT") else None)
        yield from _paired(chain[taken:], gaps[taken:])
    elif kinds == "TDT" and not all(gap.lines for gap in gaps) and (chosen := _nearer(gaps[0], gaps[1])):
        yield Pair(days[0], hours[0 if chosen == "first" else 1])
    else:
        yield from (Pair(day, unsure=True) for day in days)


def _in_columns(kinds: str, gaps: Sequence[Gap]) -> bool:
    """Two rows of a table: the days above, as many hours below."""
    size = len(kinds) // 2
    level = not any(gap.lines for gap in (*gaps[: size - 1], *gaps[size:]))
    return size > 1 and kinds == "D" * size + "T" * size and gaps[size - 1].lines > 0 and level


def _nearer(first: Gap, second: Gap) -> str:
    """Which of two gaps binds: by the word that ties, then by line ends; "" where neither is plain."""
    if first.tied != second.tied:
        return "first" if first.tied else "second"
    if not first.tied and first.lines != second.lines:
        return "first" if first.lines < second.lines else "second"
    return ""
