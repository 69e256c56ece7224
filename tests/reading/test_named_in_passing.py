"""What a letter about a check-in names beside its matter: a bond, and who gave it; how often a date may be changed."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body
from tracker.reading.types import Kind, Language

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
SET = {
    EN: "Your appointment has been scheduled for {new}.",
    ES: "Su cita ha sido programada para el {new}.",
    PT: "O seu agendamento foi marcado para {new}.",
    FR: "Votre rendez-vous a été fixé au {new}.",
    HT: "Randevou ou pwograme pou {new}.",
}
IN_PASSING = [
    (EN, "If you do not come, an immigration bond may be breached."),
    (EN, "Failure to appear may lead to collection of an immigration bond."),
    (EN, "Anyone who posted an immigration bond for you will be written to."),
    (ES, "Si falta, la oficina puede dar por incumplida la fianza."),
    (ES, "La inasistencia puede llevar al cobro de la fianza."),
    (ES, "La fianza que un familiar haya pagado por usted no se toca."),
    (ES, "Quien pagó la fianza por usted recibirá otra carta."),
    (PT, "A ausência pode levar à quebra da fiança."),
    (PT, "Se não comparecer, a fiança será executada."),
    (PT, "Quem pagou a fiança pela senhora recebe outra carta."),
    (FR, "Si vous ne venez pas, la caution de libération peut être saisie."),
    (FR, "La personne qui a versé une caution de libération pour vous sera prévenue."),
    (HT, "Si w pa vini, kosyon an ka pèdi."),
    (HT, "Moun ki te bay kosyon pou ou a ap resevwa yon lèt."),
]
ABOUT_A_BOND = [
    (EN, "If he does not come, the immigration bond that you posted may be breached."),
    (EN, "The immigration bond that was given for you is cancelled."),
    (ES, "Si no se presenta, la fianza que usted pagó puede declararse incumplida."),
    (ES, "La fianza se devuelve a quien la pagó."),
    (ES, "El fiador recibe la fianza si alguien pagó la fianza por usted."),
    (PT, "O senhor pagou a fiança; se ele não comparecer, será executada."),
    (PT, "A fiança foi quebrada."),
    (FR, "Le garant perdra la caution de libération si vous ne venez pas."),
    (HT, "Garan an ap pèdi kosyon an si moun nan pa vini."),
    (HT, "Nou ap remèt kosyon an."),
]


@pytest.mark.parametrize(("language", "sentence"), IN_PASSING)
def test_a_bond_that_is_named_in_passing_leaves_the_news_as_it_is(language: Language, sentence: str) -> None:
    assert read_body(f"{SET[language]} {sentence}", language).kind is Kind.SCHEDULED


@pytest.mark.parametrize(("language", "sentence"), ABOUT_A_BOND)
def test_a_letter_to_who_gave_a_bond_or_of_its_fate_is_about_the_bond(language: Language, sentence: str) -> None:
    assert read_body(f"{SET[language]} {sentence}", language).kind is Kind.BOND


@pytest.mark.parametrize(("language", "sentence"), IN_PASSING)
def test_a_bond_in_the_title_is_the_matter(language: Language, sentence: str) -> None:
    title = "Immigration bond" if language in {EN, FR} else "Kosyon" if language is HT else "Fianza"
    assert read_body(f"{SET[language]} {sentence}", language, subject=title).kind is Kind.BOND


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (EN, "Only one change is allowed on the website, until the day before."),
        (ES, "Un único cambio es permitido por el sitio, hasta el día anterior."),
        (PT, "Uma única remarcação é permitida pelo site, até a véspera."),
        (FR, "Un seul report est autorisé sur le site, jusqu'à la veille."),
        (HT, "Se yon sèl chanjman ki otorize sou sit la."),
    ],
)
def test_how_many_changes_one_may_make_changes_nothing(language: Language, line: str) -> None:
    assert read_body(f"{SET[language]} / {line}", language).kind is Kind.SCHEDULED
