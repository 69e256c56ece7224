from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tracker.errors import UserError
from tracker.reading.types import Language

DATE = ("appointment", "add", "2026-04-06 09:00", "--office", "phoenix-az", "--yes")


def test_what_is_to_be_done_is_said_with_its_last_day(run: Run) -> None:
    run(*DATE)
    said = run("duties", "--moved", "2026-02-27")
    assert said.stdout.splitlines()[:3] == [
        "- You moved: tell ICE the new address by Fri, Mar 6, 2026, at ice.gov/check-in.",
        "- You moved: tell the immigration court the new address by Fri, Mar 6, 2026, if you have a case there.",
        "- You moved: tell USCIS the new address by Fri, Mar 6, 2026.",
    ]
    assert "- Go on Mon, Apr 6, 2026, 9:00 AM." in said.stdout
    assert "not legal advice" in said.stderr


@pytest.mark.parametrize("language", Language)
def test_it_speaks_every_language_with_and_without_a_date(run: Run, language: Language) -> None:
    assert len(run("duties", "--language", language.value).stdout.splitlines()) == 7
    run(*DATE)
    assert len(run("duties", "--language", language.value, "--moved", "2026-02-27").stdout.splitlines()) == 10


def test_a_day_that_is_none_is_refused_in_a_sentence(run: Run) -> None:
    with pytest.raises(UserError, match="is no date"):
        run("duties", "--moved", "last week")
