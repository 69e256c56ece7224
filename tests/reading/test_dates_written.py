"""No date is ever read wrong: whatever way of writing, the very date and hour come back, or a doubt."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.dates_read import find_dates
from tests.reading.writers import WRITERS, Writer
from tracker.reading.types import Language

DAYS = st.dates(date(2026, 1, 1), date(2036, 12, 31))
OFFICE_HOURS = st.builds(time, st.integers(7, 16), st.sampled_from((0, 15, 30, 45)))
HOURS = OFFICE_HOURS | st.builds(time, st.integers(0, 23), st.integers(0, 59))
AROUND = st.sampled_from(
    [
        ("", ""),
        ("Your appointment: ", "\n26 Federal Plaza, 9th Floor, Suite 9-110, New York, NY 10278"),
        ("Su cita: ", ".\nA 234 567 890, (212) 436-9315"),
        ("", "\n\nOffice hours: Monday-Friday, 8 a.m.-3 p.m."),
        ("Form I-220A (Rev. 3).\n", ". Call 1-833-383-1465 for questions"),
    ]
)


@pytest.mark.parametrize("language", Language)
def test_there_are_at_least_twelve_ways_of_writing(language: Language) -> None:
    assert len(WRITERS[language]) >= 12


@pytest.mark.parametrize("language", Language)
def test_a_written_date_is_read_exactly_or_doubted(language: Language) -> None:
    read = {"exact": 0, "doubted": 0}

    @settings(max_examples=max(800, settings.default.max_examples if settings.default else 0))
    @given(st.sampled_from(WRITERS[language]), DAYS, HOURS, AROUND, st.sampled_from((language, None)))
    def check(writer: Writer, day: date, hour: time, around: tuple[str, str], given_language: Language | None) -> None:
        text = around[0] + writer(day, hour) + around[1]
        (mention,) = find_dates(text, language=given_language, written_on=date(2026, 1, 1))
        assert mention.doubts or (mention.day, mention.time, mention.end_time) == (day, hour.replace(second=0), None)
        read["doubted" if mention.doubts else "exact"] += 1

    check()
    assert read["exact"] > read["doubted"]
