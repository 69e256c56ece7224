"""Where in a message the rules found something: what counted, what was refused and why, which date plays which part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from tracker.message.types import Message
from tracker.reading.classify import witness_layers
from tracker.reading.engine import Analysis, analyse
from tracker.reading.roles import Placed
from tracker.reading.rules import Rules
from tracker.reading.signals import Signal
from tracker.reading.types import Reading, Step

Look = Literal["counted", "refused", "date", "other_date"]


class Mark(NamedTuple):
    """`[start, end)` of `Message.text`, and what is to be said of it."""

    start: int
    end: int
    look: Look
    said: str


def marks_of(message: Message, reading: Reading, rules: Rules) -> tuple[Mark, ...]:
    """Every finding in the order of the text; what two witnesses share is there once for each."""
    taken = {(match.start, match.end) for match in reading.matched}
    found = {mark for layers in witness_layers(message) for mark in _marks(analyse(message, rules, layers), taken)}
    return tuple(sorted(found))


def steps_without_place(message: Message, reading: Reading, marks: tuple[Mark, ...]) -> tuple[Step, ...]:
    """What else led to the reading: a second thought, another witness, whose mail it is."""
    shown = {message.text[mark.start : mark.end] for mark in marks}
    return tuple(step for step in reading.trace if step.text not in shown)


def _marks(analysis: Analysis, taken: set[tuple[int, int]]) -> Iterator[Mark]:
    signals = {(signal.statement.start, signal.statement.end): signal for signal in analysis.signals}
    for statement in analysis.statements:
        span = (statement.start, statement.end)
        if span in signals:
            yield Mark(*span, "counted", _counted(signals[span]))
        elif statement.refusal:
            yield Mark(*span, "refused", f"refused: {statement.refusal}")
    for placed in analysis.placed:
        span = (placed.mention.start, placed.mention.end)
        yield Mark(*span, "date" if span in taken else "other_date", _date(placed))


def _counted(signal: Signal) -> str:
    statement = signal.statement
    about = f" of {statement.head}" if statement.head else ""
    return f"{statement.action}, {statement.mood}{about}: {signal.kind} by {signal.rule.name} ({signal.strength})"


def _date(placed: Placed) -> str:
    day, hour = placed.mention.day, placed.mention.time
    read = f"{day or 'open'}{f' {hour:%H:%M}' if hour else ''}"
    remarks = [*placed.mention.doubts, *(["said not to be so"] if placed.denied else [])]
    return f"date, {placed.role}: {read}" + (f" ({', '.join(remarks)})" if remarks else "")
