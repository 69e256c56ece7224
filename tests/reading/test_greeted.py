"""A letter that greets people at work is shown to them; the date in it is nobody's until a person has looked."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.reading.classify import read
from tracker.reading.greeted import greets_readers
from tracker.reading.scan import scan_of
from tracker.reading.types import CONFIRMING, Doubt, Reading

MOVED = "Your check-in of April 5, 2027 at 9:00 AM was moved to Monday, May 3, 2027 at 9:00 AM."
OFFICE = "26 Federal Plaza, New York, NY 10278"


def heard(greeting: str, subject: str = "") -> Reading:
    return read(message(subject, f"{greeting}\n\n{MOVED}\n\n{OFFICE}"), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize(
    "greeting",
    [
        "Dear trainees,",
        "Dear Plain Language Volunteers,",
        "Hello team members!",
        "Dear colleague:",
        "Estimados colegas:",
        "Hola equipo,",
        "Estimadas revisoras de turno,\nEstimados traductores:",
        "Prezados estagiários,",
        "Caros colegas,",
        "Prezado empregador,",
        "Estimada empleadora:",
        "Chers stagiaires,",
        "Chère équipe,",
        "Bonjour chers collègues,",
        "Chè tradiktè,",
        "Bonjou koleg yo,",
    ],
)
def test_a_greeting_of_people_at_work_holds_the_date(greeting: str) -> None:
    reading = heard(greeting)
    assert reading.kind not in CONFIRMING or Doubt.PARTS_DISAGREE in reading.doubts
    assert greets_readers(scan_of(f"\n{greeting}\n"))


@pytest.mark.parametrize(
    "greeting",
    [
        "Dear Maria Lopez,",
        "Dear participant,",
        "Dear Sir or Madam:",
        "Hello, our staff will see you at the counter.",
        "Dear Ms. Staff, good morning.",
        "Good morning! Team Newark wrote you this.",
        "Estimada señora López:",
        "Buenos días, el personal de la oficina lo atenderá.",
        "Prezado senhor,",
        "Chère Madame,",
        "Bonjour, les agents vous recevront au guichet,",
        "Bonjou, anplwaye yo ap resevwa ou,",
        "Chè patisipan,",
    ],
)
def test_a_greeting_of_the_person_does_not(greeting: str) -> None:
    assert not greets_readers(scan_of(f"{greeting}\n"))


def test_the_letter_with_a_greeting_of_the_person_is_believed() -> None:
    reading = heard("Dear participant,")
    assert (reading.kind in CONFIRMING, reading.doubts) == (True, ())


def test_a_subject_that_only_quotes_the_news_holds_it() -> None:
    assert Doubt.PARTS_DISAGREE in heard("", 'For your remarks by Friday: "Your appointment was moved"').doubts
    assert heard("", "Your appointment was moved").doubts == ()
