"""Programs are told apart by family; nothing of what a stranger writes there reaches a screen as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.feed.clients import BROWSER, MARKS, UNKNOWN, client_of


@pytest.mark.parametrize(
    ("user_agent", "family"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("iOS/17.5.1 (21F90) dataaccessd/1.0", "Apple Calendar"),
        ("macOS/14.5 (23F79) CalendarAgent/1020", "Apple Calendar"),
        ("iOS/18.0 (22A3354) accountsd/1.0", "Apple Calendar"),
        ("Microsoft-Exchange/15.20 (Calendar)", "Outlook"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7", "Thunderbird"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", BROWSER),
        ("ICSx5/2.3.1 (ical4j okhttp/4.12.0) Android/15", "ICSx⁵"),
        ("Evolution/3.46.4", "GNOME Calendar"),
        ("vdirsyncer/0.21", "vdirsyncer"),
        ("curl/8.9.1", "curl"),
        ("", UNKNOWN),
        ("/// \x1b[31m", UNKNOWN),
    ],
)
def test_a_program_is_known_by_its_family(user_agent: str, family: str) -> None:
    assert client_of(user_agent) == family


def test_an_update_of_a_program_is_no_other_program() -> None:
    assert client_of("Strange.Reader/1.0 (a)") == client_of("Strange.Reader/2.7 (b; c)") == "Strange.Reader"


@given(st.text())
def test_whatever_is_claimed_becomes_a_known_name_or_a_few_plain_letters(claimed: str) -> None:
    found = client_of(claimed)
    known = {family for _, family in MARKS} | {UNKNOWN}
    assert found in known or (found.isascii() and found.replace(".", "").replace("_", "").replace("-", "").isalpha())
    assert len(found) <= 31
