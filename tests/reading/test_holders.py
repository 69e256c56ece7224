"""Who must come, by the fields of a form; else by the name beside the address."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import MOVED, OFFICE
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.message.types import Header
from tracker.reading.classify import read
from tracker.reading.holders import names_in_fields
from tracker.reading.types import CONFIRMING, HintKind, Language, Reading

FIELDS = [
    (Language.EN, "To appear: Ana Lopez"),
    (Language.ES, "Titular: Sra. Ana López"),
    (Language.PT, "Convocada: LOPEZ, Ana"),
    (Language.FR, "Personne convoquée : Mme Ana Lopez"),
    (Language.HT, "Moun pou vini: Madan Ana Lopez"),
]
in_each_language = pytest.mark.parametrize(("language", "field"), FIELDS)


def named(field: str) -> list[str]:
    return [name for _, name in names_in_fields(f"This is your notice.\n{field}\n{OFFICE}", RULES.forms)]


def heard(language: Language, field: str, to: str) -> Reading:
    letter = message("", f"{MOVED[language]}\n{field}\n{OFFICE}", headers=(Header(name="to", value=to),))
    return read(letter, OFFICIAL, RULES, OFFICES)


def names(reading: Reading) -> list[str]:
    return [hint.value for hint in reading.people if hint.kind is HintKind.NAME]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("Person: Ana Lopez", "Ana Lopez"),
        ("To appear: Ana Lopez", "Ana Lopez"),
        ("> Who must report: Ana Lopez", "Ana Lopez"),
        ("PERSONA .....: LOPEZ PEÑA, ANA", "LOPEZ PEÑA, ANA"),
        ("Persona citada\tAna López", "Ana López"),
        ("| Titular | Ana López |", "Ana López"),
        ("Pessoa convocada: Ana de Souza", "Ana de Souza"),
        ("Personne : DUVAL, Marie", "DUVAL, Marie"),
        ("Moun pou vini: Jean Louis", "Jean Louis"),
        ("Person: Ana Lopez, born in 1990", "Ana Lopez"),
        ("To appear: Ana Lopez and one relative", "Ana Lopez"),
        ("Titular: Ana Lopez y un familiar", "Ana Lopez"),
        ("Check-in moved\nPerson\nAna Lopez\nDate", "Ana Lopez"),
        ("Notice\nPerson:\nAna Lopez", "Ana Lopez"),
        ("Person: Ana Lopez - by the main door", "Ana Lopez"),
        ("Person: Ana Lopez (file 3)", "Ana Lopez"),
    ],
)
def test_a_field_for_whoever_must_come_names_them(field: str, name: str) -> None:
    assert named(field) == [name]


@pytest.mark.parametrize(
    "field", ["Person\nAna Lopez", "Titular:\nAna Lopez", "Convocado(a)\nAna Lopez", "Convoqué :\nAna Lopez"]
)
def test_a_name_may_stand_below_its_label(field: str) -> None:
    assert named(field) == ["Ana Lopez"]
    assert named(f"Room\n12\n{field}\nHour\n9:00 AM") == ["Ana Lopez"]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("Person: Ms. Ana Lopez", "Ana Lopez"),
        ("Titular: Sra. Ana López", "Ana López"),
        ("Titular: Señora Ana López", "Ana López"),
        ("Convocado: Senhor João Souza", "João Souza"),
        ("Convoquée : Mme Marie Duval", "Marie Duval"),
        ("Moun pou vini: Madan Marie Louis", "Marie Louis"),
        ("Moun pou vini: Msye Jean Louis", "Jean Louis"),
    ],
)
def test_what_the_named_are_called_by_courtesy_is_no_part_of_their_name(field: str, name: str) -> None:
    assert named(field) == [name]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("Expediente: A 900 715 330 (Ana Lopez)", "Ana Lopez"),
        ("Record A# 900-715-330 (LOPEZ, Ana) is open.", "LOPEZ, Ana"),
        ("A-900715330 (Ana de Souza)", "Ana de Souza"),
    ],
)
def test_a_name_in_brackets_behind_an_a_number_is_of_its_holder(field: str, name: str) -> None:
    assert named(field) == [name]


@pytest.mark.parametrize(
    "field",
    [
        "Person: You and one relative",
        "Persona: Usted y un familiar",
        "Moun: Ou menm ak yon paran",
        "Person: ana lopez",
        "Person: Ana",
        "Person: Ana Lopez must come alone",
        "Who\nYou and one relative",
        "Officer: Ana Lopez",
        "Oficial: Ana López",
        "Oficial\nAna López",
        "Agent : Marie Duval",
        "Attorney: Ana Lopez",
        "Interpreter: Ana Lopez",
        "Office: Broad Street",
        "Person: New York Field Office",
        "Titular: Federal Plaza",
        "Titular: Saint Paul",
        "A 900 715 330 (New York)",
        "A 900 715 330 (the applicant)",
        "Room 900 715 330 (Ana Lopez)",
    ],
)
def test_what_names_nobody_who_must_come_is_no_name(field: str) -> None:
    assert named(field) == []


@in_each_language
def test_whom_a_field_names_the_letter_is_about(language: Language, field: str) -> None:
    reading = heard(language, field, "me@example.org")
    assert reading.kind in CONFIRMING
    assert [set(name.split()) for name in names(reading)] == [{"ana", "lopez"}]


@in_each_language
@pytest.mark.parametrize("to", ["me@example.org", "Jose Perez <me@example.org>", "Ana Lopez <me@example.org>"])
def test_a_letter_is_about_whom_it_names_whoever_it_is_addressed_to(language: Language, field: str, to: str) -> None:
    reading = heard(language, field, to)
    assert (len(names(reading)), reading.doubts) == (1, ())


@pytest.mark.parametrize("language", Language)
def test_a_letter_that_names_nobody_is_for_whom_it_is_addressed_to(language: Language) -> None:
    reading = heard(language, "", "=?utf-8?B?Sm9zw6kgUMOpcmV6?= <me@example.org>")
    assert (names(reading), reading.doubts) == (["jose perez"], ())
