"""Who wrote a letter: an officer by hand, or a desk of many people that says "I" too."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import RULES
from tests.reading.wordings import message

DESKS = RULES.lanes.desks


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("stalbans.accueil@ice.dhs.gov", "St. Albans Accueil"),
        ("boston.supervision@ice.dhs.gov", "Inite Sipèvizyon Boston"),
        ("sanantonio.supervision@ice.dhs.gov", "Unidad de Supervisión San Antonio"),
        ("plain-notices@ice.dhs.gov", "Plain Language Notices"),
        ("mostrador.jackson@ice.dhs.gov", "MOSTRADOR JACKSON"),
        ("newark.outreach@ice.dhs.gov", "Biwo Newark"),
        ("dana.whitlock@ice.dhs.gov", "Scheduling Desk"),
    ],
)
def test_a_mailbox_of_many_people_is_an_office(address: str, shown: str) -> None:
    assert DESKS.owns(address, shown)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("andrea.m.whitfield@ice.dhs.gov", "Whitfield, Andrea M"),
        ("marta.canfield@ice.dhs.gov", "Canfield, Marta"),
        ("jose.nunez@ice.dhs.gov", "José Núñez"),
    ],
)
def test_a_mailbox_that_bears_a_name_is_one_person_s_whatever_is_in_that_name(address: str, shown: str) -> None:
    assert not DESKS.owns(address, shown)


@pytest.mark.parametrize(
    "ending",
    [
        "Scheduling Desk",
        "Supervision desk, Seattle",
        "Front Desk (closed on Friday)",
        "Unidad de Supervisión, Memphis",
        "gracias\nBalcão 2",
        "Bien à vous,\nL'accueil",
        "Biwo ERO, Newark",
        "M. Diaz\nRecepção de Seattle",
    ],
)
def test_a_desk_below_a_letter_signs_for_the_office(ending: str) -> None:
    assert DESKS.signs(message("Your visit", f"I moved your visit.\n\n{ending}"))


@pytest.mark.parametrize(
    "ending",
    [
        "Officer Smith",
        "Andrea Whitfield\nDeportation Officer, Scheduling Unit",
        "Ofisye depotasyon, biwo Newark",
        "Marta",
        "Ask at the desk when you come.",
        "I will ask the unit about it and then I will write to you again",
        "Where is the desk?",
    ],
)
def test_one_person_below_a_letter_or_a_mere_sentence_signs_for_no_desk(ending: str) -> None:
    assert not DESKS.signs(message("Your visit", f"I moved your visit.\n\n{ending}"))
