"""The log's search in the messages themselves: only one's own, in every language, and nothing of it is kept."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.shell import ADDRESS, GMAIL, NOW
from tests.web.counting import statements
from tests.web.record import TO, keep
from tests.web.visiting import Who, browser
from tracker.message.sample import compose
from tracker.reading.types import Language
from tracker.storage.access_types import Role
from tracker.storage.types import Origin
from tracker.words.load import words
from tracker.worker import texts
from tracker.worker.home import Home
from tracker.worker.intake import take_in

RARE = "Quetzalcoatl"
QUOTED = '<blockquote class="message" dir="auto" lang="en">'


def letter(number: int, text: str = "") -> bytes:
    return compose(
        subject="ICE check-in appointment confirmation",
        text=f"Dear Maria Lopez,\n\nYour check-in appointment with ICE has been scheduled.\n\n"
        f"Date and time: Monday, April 5, 2027 at 9:00 AM\nReference: NYC-{number:05d}\n{text}\n",
        to=TO,
        date=NOW,
    )


def search(client: TestClient, q: str, **more: str) -> str:
    answer = client.get("/log", params={"q": q, **more})
    assert answer.status_code == 200
    return answer.text


def test_words_of_the_message_itself_are_found_where_that_is_asked_for(home: Home, client: TestClient) -> None:
    keep(home, letter(1, f"Ask for officer {RARE}."), letter(2))
    assert "Entries: 0<" in search(client, RARE)
    page = search(client, f"  OFFICER {RARE.lower()} ", texts="1")
    assert "Entries: 1<" in page
    around = f"…April 5, 2027 at 9:00 AM Reference: NYC-00001 Ask for <mark>officer {RARE}</mark>."
    assert f"Copied from this message:</p>\n{QUOTED}{around}" in page
    assert "Searched in the text of all 2 messages." in page


def test_words_are_found_without_accents_and_over_the_end_of_a_line_and_nothing_becomes_markup(
    home: Home, client: TestClient
) -> None:
    keep(home, letter(1, "Preséntese\ncon <b>Ibáñez</b>."))
    page = search(client, "presentese con <b>ibanez", texts="1")
    assert "<mark>Preséntese con &lt;b&gt;Ibáñez</mark>&lt;/b&gt;." in page


def test_what_the_log_itself_says_is_found_without_an_excerpt(home: Home, client: TestClient) -> None:
    keep(home, letter(1))
    page = search(client, "new appointment", texts="1")
    assert "Entries: 1<" in page
    assert "<blockquote" not in page


def test_where_nothing_is_found_the_texts_are_a_tap_away(home: Home, client: TestClient) -> None:
    keep(home, letter(1, RARE))
    assert f"/log?q={RARE}&amp;texts=1" in search(client, RARE)
    assert "texts=1" not in search(client, "nothing like it", texts="1")


def test_where_it_stopped_is_said_and_older_messages_are_a_tap_away(
    home: Home, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "MOST", 2)
    keep(home, *(letter(number, RARE) for number in range(3)))
    page = search(client, RARE, texts="1")
    assert "Searched in the text of the newest 2 messages only; there are 3." in page
    assert "texts=1&amp;after=2" in page
    page = search(client, RARE, texts="1", after="2")
    assert "Searched in the text of messages 3 to 3 of 3, newest first." in page
    assert "Entries: 1<" in page


def test_a_filter_comes_first_so_that_only_what_it_leaves_is_opened(home: Home, client: TestClient) -> None:
    keep(home, letter(1, RARE))
    assert "Searched in the text of all 0 messages." in search(client, RARE, texts="1", sender="fake")


def test_only_the_persons_own_messages_are_opened(home: Home) -> None:
    home.store.people.add("ana", name="Ana", language=Language.EN, zone="America/New_York", now=NOW)
    take_in(home, letter(1, RARE), now=NOW, origins=(GMAIL,))
    take_in(home, letter(2, RARE), now=NOW, origins=(Origin(person="ana", authserv_id="mx.google.com"),))
    with browser(home, Who("helper", Role.HELPER, people=("me", "ana"))) as client:
        for person in ("me", "ana"):
            page = search(client, RARE, texts="1", person=person)
            assert "Searched in the text of all 1 messages." in page
            assert "Entries: 1<" in page


def test_the_database_is_asked_as_often_however_many_messages_there_are(home: Home, client: TestClient) -> None:
    asked = []
    for number in range(0, 20, 4):
        keep(home, *(letter(number + one, RARE) for one in range(4)))
        search(client, RARE, texts="1")
        with statements(home) as found:
            search(client, RARE, texts="1")
        asked.append(len(found))
    assert len(set(asked)) == 1


def test_nothing_of_a_message_is_written_anywhere(
    home: Home, client: TestClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    keep(home, letter(1, RARE))
    assert "Entries: 1<" in search(client, "quetzal", texts="1")
    there = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert there
    assert [file for file in there if RARE.encode() in file.read_bytes()] == []
    assert RARE not in caplog.text


@pytest.mark.parametrize("language", Language)
def test_it_is_said_in_every_language(home: Home, client: TestClient, language: Language) -> None:
    keep(home, letter(1, RARE))
    page = client.get("/log", params={"q": RARE, "texts": "1", "lang": language.value}).text
    said = words(language)
    assert said.say("logs.in_texts") in page
    assert said.say("logs.texts_all", all="1") in page
    assert ADDRESS not in page
