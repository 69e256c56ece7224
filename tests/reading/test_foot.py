"""A foot is cut off and says nothing of the letter above it, but where it says that the whole letter is a test."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import MOVED, OFFICE
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL
from tracker.message.parse import parse
from tracker.message.sample import compose
from tracker.message.types import Layer, Message
from tracker.reading.classify import read
from tracker.reading.types import Doubt, Language


def letter(language: Language, foot: str) -> Message:
    found = parse(compose(subject="A message for you", text=f"{MOVED[language]}\n{OFFICE}\n\n-- \n{foot}\n"))
    assert foot in found.layer_text(Layer.FOOTER)
    return found


TESTS = [
    (Language.EN, "Training platform, seat 6."),
    (Language.EN, "Sent from our test server."),
    (Language.ES, "Portal de pruebas, puesto 6."),
    (Language.ES, "Los envíos de ensayo no modifican ninguna cita."),
    (Language.PT, "Plataforma de treinamento, sessão 14."),
    (Language.FR, "Plateforme de formation. Session 14, poste 6."),
    (Language.HT, "Sit tès. Done ki sou sit sa a pa tout bon."),
]
LEGAL = [
    (Language.EN, "Confidential. If this was sent to you in error, delete it and tell us."),
    (Language.EN, "Office of Enforcement Operations"),
    (Language.ES, "Confidencial. Si este mensaje le fue enviado por error, bórrelo y avísenos."),
    (Language.PT, "Confidencial. Se esta mensagem foi enviada por engano, apague-a e avise-nos."),
    (Language.FR, "Confidentiel. Si ce message vous a été envoyé par erreur, supprimez-le et prévenez-nous."),
    (Language.HT, "Konfidansyèl. Si mesaj sa a rive lakay ou pa erè, efase li epi fè nou konnen."),
]


@pytest.mark.parametrize(("language", "foot"), TESTS)
def test_a_foot_that_speaks_of_a_test_or_of_training_makes_a_person_look(language: Language, foot: str) -> None:
    reading = read(letter(language, foot), OFFICIAL, RULES, OFFICES)
    assert Doubt.NEGATED in reading.doubts
    assert "its foot says so" in [step.reason for step in reading.trace]


@pytest.mark.parametrize(("language", "foot"), LEGAL)
def test_what_stands_in_every_foot_holds_no_letter_back(language: Language, foot: str) -> None:
    assert read(letter(language, foot), OFFICIAL, RULES, OFFICES).doubts == ()
