"""Fields that no ordinary notice has: whatever the others say, a person must look."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.reading.classify import read
from tracker.reading.forms import FormFile, forms_of
from tracker.reading.rules import parse_file, parse_rules
from tracker.reading.second_thoughts import STRANGE
from tracker.reading.types import Doubt, Kind, Language, Reading
from tracker.rulebook import rule_files, rules_directory

FILES = rule_files(rules_directory())
FORM = """CHECK-IN MOVED
FROM ........: Monday, April 5, 2027, 8:30 AM
TO ..........: Monday, May 3, 2027, 9:00 AM
ADDRESS .....: 970 Broad Street, Newark, NJ
{}
"""
# A form whose values stand below their labels.
STACKED = """Your check-in was moved to Monday, May 3, 2027 at 9:00 AM.

{}
"""
ADDRESS = ("Address", "970 Broad Street, Newark, NJ")


def stacked(*fields: tuple[str, str]) -> Reading:
    lines = "\n".join(line for field in fields for line in field)
    return read(message("Notice", STACKED.format(lines)), OFFICIAL, RULES, OFFICES)


def is_strange(reading: Reading) -> bool:
    return STRANGE in [step.reason for step in reading.trace if not step.counted]


def heard(field: str) -> Reading:
    return read(message("Notice", FORM.format(field)), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize(
    ("ordinary", "strange"),
    [
        ("UNIT ........: DETENTION 4", "LEDGER ......: DETENTION 4"),
        ("REASON ......: OFFICER NOT AVAILABLE", "RECORDS .....: AS THEY WERE ON MARCH 1"),
        ("PRINTED BY ..: TERMINAL 4", "TRAINEE .....: TERMINAL 4"),
        ("Motivo: cambio de oficial", "Conflicto: hay otra orden de la misma hora"),
        ("Sala: 12", "Simulacro: 12"),
        ("Motivo: troca de oficial", "Estorno: troca de oficial"),
        ("Guichet\t4", "Solde\t4"),
        ("Nimewo konfimasyon: 4471", "Repetisyon: 4471"),
        ("Contact      Front desk", "Reversal     1"),
        ("2. Room ......: 12", "2. Sandbox ...: 12"),
    ],
)
def test_a_form_with_a_field_that_no_ordinary_notice_has_is_asked_about(ordinary: str, strange: str) -> None:
    assert (heard(ordinary).kind, heard(ordinary).doubts) == (Kind.RESCHEDULED, ())
    assert heard(strange).kind is Kind.RESCHEDULED
    assert Doubt.PARTS_DISAGREE in heard(strange).doubts


@pytest.mark.parametrize(
    ("check_in", "other"),
    [
        ("Type of appointment: Check-in, in person", "Type of appointment: Chest X-ray"),
        ("Tipo de cita: Presentación en persona", "Tipo de cita: Control médico, radiografía"),
        ("Tipo de atendimento: Apresentação presencial", "Tipo de atendimento: Visita a um parente, sala 2"),
        ("Type de rendez-vous : pointage", "Type de rendez-vous : photographie scolaire"),
        ("Kalite randevou: prezantasyon an pèsòn", "Kalite randevou: vaksen timoun"),
    ],
)
def test_a_visit_of_another_sort_than_a_check_in_is_asked_about(check_in: str, other: str) -> None:
    assert heard(check_in).doubts == ()
    assert heard(other).doubts == (Doubt.PARTS_DISAGREE,)


@pytest.mark.parametrize(
    ("ordinary", "strange"),
    [
        (("Room", "12"), ("Ledger", "12")),
        (("Unit", "Detention 4"), ("Ledger", "Detention 4")),
        (("Sala", "12"), ("Simulacro", "12")),
        (("Guichet", "4"), ("Solde", "4")),
        (("Nimewo konfimasyon", "4471"), ("Repetisyon", "4471")),
        (("Type of appointment", "Check-in, in person"), ("Type of appointment", "Chest X-ray")),
        (("Tipo de cita", "Presentación en persona"), ("Tipo de cita", "Control médico, radiografía")),
        (("Type de rendez-vous", "Pointage"), ("Type de rendez-vous", "Photographie scolaire")),
    ],
)
def test_a_label_above_its_value_is_asked_about_like_one_beside_it(
    ordinary: tuple[str, str], strange: tuple[str, str]
) -> None:
    name = ("Name", "Rosa Diaz")
    assert (stacked(name, ordinary, ADDRESS).kind, stacked(name, ordinary, ADDRESS).doubts) == (Kind.RESCHEDULED, ())
    assert stacked(name, strange, ADDRESS).doubts == (Doubt.PARTS_DISAGREE,)
    assert is_strange(stacked(name, strange, ADDRESS))


def test_a_line_that_does_not_stand_between_two_labels_is_none() -> None:
    unlisted = ("Ledger", "12")
    assert is_strange(stacked(("Room", "3"), unlisted, ADDRESS))
    assert not is_strange(stacked(unlisted, ADDRESS))
    assert not is_strange(stacked(("Welcome", "Rosa Diaz"), unlisted, ADDRESS))


def test_a_listed_sort_of_visit_needs_one_label_beside_it_alone() -> None:
    assert is_strange(stacked(("Type of appointment", "Chest X-ray"), ADDRESS))
    assert is_strange(stacked(("Type of appointment:", "Chest X-ray"), ADDRESS))
    assert not is_strange(stacked(("Type of appointment:", "Check-in, in person"), ADDRESS))
    assert not is_strange(stacked(("Type of appointment", "Check-in, in person"), ADDRESS))


def test_the_field_that_is_asked_about_is_named_and_where_to_list_it() -> None:
    refused = {step.text: step.reason for step in heard("LEDGER ......: DETENTION 4").trace if not step.counted}
    assert "rules/forms" in refused["LEDGER ......: DETENTION 4"]


def test_a_label_that_is_listed_is_asked_about_no_more() -> None:
    listed = FILES["forms/en.toml"].replace("plain = [", 'plain = ["Ledger",', 1)
    rules = parse_rules({**FILES, "forms/en.toml": listed})
    assert read(message("Notice", FORM.format("LEDGER ......: DETENTION 4")), OFFICIAL, rules, OFFICES).doubts == ()


def test_a_field_that_holds_a_date_with_its_hour_is_read_for_what_it_says() -> None:
    assert heard("The day you were to come: Monday, April 5, 2027, 8:30 AM").doubts == ()
    assert heard("Ledger day: April 2, 2027").doubts != ()


@pytest.mark.parametrize(
    "line",
    [
        "Dear Rosa:",
        "Doors open at 8:00 AM",
        "Please note: parking is scarce, and nobody may wait in the hall.",
        "Wear something warm: the hall is cold.",
        "Manchester, NH\tBoston, MA\tHartford, CT",
    ],
)
def test_what_is_no_field_is_none(line: str) -> None:
    assert heard(line).doubts == ()


@pytest.mark.parametrize("language", Language)
def test_no_label_is_ordinary_and_strange_at_once(language: Language) -> None:
    name = f"forms/{language}.toml"
    forms = forms_of([parse_file(name, FILES[name], FormFile)])
    assert not forms.never & (forms.labels | forms.visit)
    assert len(forms.labels) > 1000
