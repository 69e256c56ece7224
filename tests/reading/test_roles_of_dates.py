"""Which date is the old one and which the new one: by labels, by "instead", by verbs; never swapped in silence."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import NEW_DAY, OFFICIAL, OLD_DAY, message, with_dates
from tracker.reading.classify import read
from tracker.reading.types import Kind, Language, Reading

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
OFFICE = "26 Federal Plaza, New York, NY 10278"
TOLD = [
    (ES, "Se actualizó su cita.\nCita original (reemplazada)\n{old}\nCita vigente\n{new}"),
    (ES, "En lugar del {old}, usted se presentará el {new}."),
    (ES, "Preséntese el {new} en lugar de hacerlo el {old}."),
    (ES, "La presentación del {new} se registra en lugar del {old}."),
    (PT, "O comparecimento de {old} foi alterado; em vez dele, venha em {new}."),
    (PT, "Em vez de {old}, o senhor será atendido em {new}."),
    (PT, "Compareça em {new} em vez de {old}."),
    (EN, "Your visit of {old} has been changed; come on {new} instead."),
    (EN, "Come on {new} instead of {old}."),
    (EN, "Rather than {old}, your visit is on {new}."),
    (EN, "Your visit has been moved. It stands at {new}. From {old}."),
    (FR, "Votre rendez-vous du {old} a été modifié ; présentez-vous le {new} à la place."),
    (FR, "Au lieu du {old}, vous serez reçu le {new}."),
    (HT, "Olye {old}, vini {new}."),
    (HT, "Vini {new} olye {old}."),
]


def told(language: Language, body: str) -> Reading:
    return read(message("Change", f"{with_dates(body, language)}\n{OFFICE}"), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize(("language", "body"), TOLD)
def test_the_old_date_and_the_new_one_are_never_taken_for_each_other(language: Language, body: str) -> None:
    reading = told(language, body)
    swapped = reading.starts_at is not None and reading.starts_at.day == OLD_DAY
    assert not swapped or reading.doubts
    if reading.previous_starts_at is not None and reading.previous_starts_at.day == NEW_DAY:
        assert reading.doubts


@pytest.mark.parametrize(("language", "body"), TOLD[:5])
def test_a_label_or_a_verb_behind_a_date_names_the_one_it_belongs_to(language: Language, body: str) -> None:
    reading = told(language, body)
    assert reading.kind is Kind.RESCHEDULED
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.day == OLD_DAY
