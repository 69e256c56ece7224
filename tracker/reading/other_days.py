"""Days that are told for another reason than the visit: when something was done, a holiday, a hearing."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention

_ABOUT = 60  # characters from a machine to what is said of it
_SOON = 2  # characters between a date and a word beside it
_JUST_NOW = timedelta(days=2)  # what two ways of reading "11/05/2027" are told apart by
_OF_THE_VISIT = ("noun.appointment", "state.report", "state.have", "state.released")
_ACTED = ("set.done", "set.finite", "move.done", "move.finite", "cancel.done", "cancel.finite", "confirm.done")
_HOLIDAY = re.compile(
    rb",?\s(?:(?:which|que|qui|ki)\s)?(?:is|will be|es|sera|e|est|se)\s(?:an?|un|um|yon)?\s?(?:[a-z]+\s){0,2}"
    rb"(?:holiday|feriado|festivo|feriada|ferie|konje|ferye)\b"
)


def is_other(clause: Clause, mention: DateMention, today: date | None) -> bool:
    """Whether the day is surely none of the visit; `today`: when the letter was written."""
    told = _stamps(clause, mention, today) or _is_a_holiday(clause, mention) or _of_a_hearing(clause, mention)
    return told or _is_a_deadline(clause, mention) or _of_a_machine(clause)


def _is_a_deadline(clause: Clause, mention: DateMention) -> bool:
    """Such as "You have until May 11 to ask for another date"; not so "until May 11 to check in"."""
    until = any(0 <= mention.start - hit.end <= _SOON for hit in clause.of("label.until"))
    return until and any(0 <= hit.start - mention.end <= _SOON for hit in clause.of("label.to_ask"))


def _of_a_machine(clause: Clause) -> bool:
    """Such as "The app will be out of service on Tuesday, October 20", in a sentence that calls nobody."""
    idle = [
        hit
        for hit in clause.of("label.idle")
        if any(0 <= hit.start - machine.end <= _ABOUT for machine in clause.of("label.machine"))
    ]
    told = clause.of(*_OF_THE_VISIT, *_ACTED)
    inside = all(any(out.start <= hit.start and hit.end <= out.end for out in idle) for hit in told)
    return bool(idle) and inside and not clause.sentence.titled


def _is_a_holiday(clause: Clause, mention: DateMention) -> bool:
    """Such as "Monday, October 12 is a federal holiday"."""
    return mention.time is None and _HOLIDAY.match(clause.scan, mention.end) is not None


def _of_a_hearing(clause: Clause, mention: DateMention) -> bool:
    """Such as "You have a hearing before the immigration court on March 4", in a sentence that names no visit."""
    hearing = any(hit.end <= mention.start for hit in clause.of("noun.hearing"))
    return hearing and not any(clause.has(name) for name in _OF_THE_VISIT)


def _stamps(clause: Clause, mention: DateMention, today: date | None) -> bool:
    """Such as "Booked on: March 1, 9:12 PM": when something was done, if that day is not still to come."""
    if clause.field != "stamped" or today is None:
        return False
    return mention.day <= today if mention.day else any(today - _JUST_NOW <= day <= today for day in mention.candidates)
