"""A confirming letter with a line taken out, or a stranger's line put in: it confirms its own date or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.test_read_letters import LETTERS
from tests.reading.test_read_traps import confirms
from tests.reading.wordings import OFFICIAL, message
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Kind, Reading

CONFIRMATIONS = [path for path in LETTERS if path.stem.split("-", 1)[1] in CONFIRMING]
FOREIGN = ("New date: Friday, June 18, 2027 at 1:00 PM", "June 18, 2027 1:00 PM")


def days(reading: Reading) -> list[object]:
    return [when and when.day for when in (reading.starts_at, reading.previous_starts_at)]


@pytest.mark.parametrize("path", CONFIRMATIONS, ids=lambda path: path.stem)
def test_no_line_taken_out_or_put_in_makes_a_letter_confirm_another_day(path: Path) -> None:
    head, body = path.read_text("utf-8").split("\n\n", 1)
    subject = head.partition("subject: ")[2].partition("\n")[0]
    lines = body.splitlines()
    own = days(read(message(subject, body), OFFICIAL, RULES, OFFICES))
    for place in range(len(lines)):
        changed = [lines[:place] + lines[place + 1 :]]
        changed += [[*lines[:place], "", line, "", *lines[place:]] for line in FOREIGN]
        for one in changed:
            reading = read(message(subject, "\n".join(one)), OFFICIAL, RULES, OFFICES)
            assert not confirms(reading) or set(days(reading)) <= {*own, None}, (place, one)


def test_a_date_beside_one_that_is_said_to_be_new_is_a_doubt_in_a_letter_that_moves_nothing() -> None:
    body = "Your check-in has been scheduled for Monday, May 3, 2027 at 9:00 AM.\n\n" + FOREIGN[0]
    reading = read(message("ICE", body), OFFICIAL, RULES, OFFICES)
    assert (reading.kind, [str(doubt) for doubt in reading.doubts]) == (
        Kind.SCHEDULED,
        ["several_dates", "unknown_time_zone"],
    )
