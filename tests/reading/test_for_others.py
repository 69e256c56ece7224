"""A notice that only reaches the reader, or that was sent before, sets no date of theirs until a person has looked."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import MOVED, OFFICE
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Doubt, Language, Reading


def heard(language: Language, more: str) -> Reading:
    return read(message("", f"{MOVED[language]}\n{more}\n{OFFICE}"), OFFICIAL, RULES, OFFICES)


def waits(reading: Reading) -> bool:
    return reading.kind not in CONFIRMING or Doubt.PARTS_DISAGREE in reading.doubts


@pytest.mark.parametrize("language", list(MOVED))
def test_the_letter_alone_is_believed(language: Language) -> None:
    reading = heard(language, "")
    assert (reading.kind in CONFIRMING, reading.doubts) == (True, ())


@pytest.mark.parametrize(
    ("language", "more"),
    [
        (Language.EN, "You receive this as guarantor of the person enrolled under file 288."),
        (Language.EN, "This reaches you because you gave the address for the person in record 288."),
        (Language.EN, "Your own visits stay as they are."),
        (Language.ES, "Le escribimos en calidad de garante de la persona inscrita bajo el expediente 288."),
        (Language.ES, "Recibe esta copia porque usted dio la dirección de la persona que vive con usted."),
        (Language.ES, "Sus propias citas siguen igual."),
        (Language.PT, "Escrevemos na qualidade de fiador da pessoa inscrita no processo 288."),
        (Language.PT, "Recebe esta mensagem porque você deu o endereço da pessoa que mora na sua casa."),
        (Language.PT, "Suas próprias visitas continuam como estão."),
        (Language.FR, "Nous vous écrivons en qualité de garant de la personne inscrite sous le dossier 288."),
        (Language.FR, "Vous recevez ceci parce que vous avez donné l'adresse de la personne qui vit chez vous."),
        (Language.FR, "Vos propres rendez-vous ne changent pas."),
        (Language.HT, "Ou resevwa kopi sa a paske se ou ki bay adrès kay la pou moun ki gen dosye 288 la."),
        (Language.HT, "Nou ekri ou kòm garan moun ki enskri sou dosye 288."),
        (Language.HT, "Vizit pa ou yo rete jan yo ye."),
        (Language.EN, "Your role: Sponsor"),
        (Language.EN, "You get a notice each time a person you sponsor has a change."),
        (Language.EN, "You are listed as her emergency contact."),
        (Language.ES, "Usted figura como el contacto de esa persona."),
        (Language.PT, "A senhora é o contato dele."),
        (Language.FR, "Destinataire : Mme Laforge, caution"),
        (Language.FR, "Vous êtes son garant."),
        (Language.HT, "Ou se kontak moun sa a."),
    ],
)
def test_a_letter_to_a_guarantor_or_the_holder_of_an_address_waits(language: Language, more: str) -> None:
    assert waits(heard(language, more))


@pytest.mark.parametrize(
    ("language", "more"),
    [
        (Language.EN, "Notice 1 (of 2)"),
        (Language.EN, "Copy of your notice"),
        (Language.EN, "Here is a copy of your earlier notice."),
        (Language.ES, "Aviso 1 (de 2)"),
        (Language.ES, "Copia de su aviso"),
        (Language.PT, "Aviso 1 (de 2)"),
        (Language.PT, "Segue uma cópia do seu aviso."),
        (Language.FR, "Avis 1 (sur 2)"),
        (Language.FR, "Copie de votre avis"),
        (Language.HT, "Avi 1 (sou 2)"),
        (Language.HT, "Men yon kopi avi ou te resevwa a."),
    ],
)
def test_a_copy_of_an_older_notice_waits(language: Language, more: str) -> None:
    assert waits(heard(language, more))


@pytest.mark.parametrize(
    ("language", "more"),
    [
        (Language.EN, "Page 1 of 2"),
        (Language.EN, "Please bring a copy of this notice."),
        (Language.EN, "Your sponsor may wait in the lobby."),
        (Language.ES, "Página 1 de 2"),
        (Language.ES, "Traiga una copia de este aviso."),
        (Language.PT, "Traga uma cópia deste aviso."),
        (Language.FR, "Page 1 sur 2"),
        (Language.FR, "Apportez une copie de cet avis."),
        (Language.HT, "Paj 1 sou 2"),
        (Language.HT, "Pote yon kopi avi sa a."),
    ],
)
def test_the_number_of_a_page_or_a_copy_to_bring_is_no_doubt(language: Language, more: str) -> None:
    assert heard(language, more).doubts == ()
