"""Lines that say nothing are not weighed: no letter is held for them, and none is surer for their number."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import RULES
from tests.reading.wordings import message
from tracker.reading.engine import analyse
from tracker.reading.mute import says_nothing

MOVED = "Your check-in was moved to Monday, May 3, 2027 at 9:00 AM."
MUTE = [
    "This message may hold information meant only for the person named.",
    "Nobody reads this mailbox.",
    "Este correo puede contener información destinada solo a la persona indicada.",
    "Nadie lee este buzón.",
    "Esta mensagem pode conter informações destinadas apenas à pessoa nomeada.",
    "Ninguém lê esta caixa de correio.",
    "Ce message peut contenir des informations destinées à la seule personne nommée.",
    "Personne ne lit cette boîte.",
    "Mesaj sa a ka gen enfòmasyon ki pou moun yo nonmen an sèlman.",
    "Pèsonn pa li bwat sa a.",
    "Confirmation number: F649630",
    "Numéro de confirmation\tE861381",
    "REF .....: 5512-388",
    "Please do not miss this appointment.",
    "Do not skip your check-in without telling us.",
    "No falte a su cita sin avisar.",
    "Por favor, no deje de presentarse.",
    "Não deixe de comparecer sem avisar.",
    "Não falte ao seu agendamento.",
    "Ne manquez pas ce rendez-vous.",
    "Veuillez ne pas manquer votre convocation.",
    "Pa rate randevou a.",
    "Tanpri, pa manke vizit ou a san avize nou.",
]
SPEAKING = [
    "This message may hold a date meant only for the person named.",
    "Nobody reads this mailbox, and the date above was put there by mistake.",
    "Personne ne lit cette boîte avant le 12 mai.",
    "Numbers to be reversed: two",
    "Withdrawn: 04/08/2027",
    "Balance: 0",
    "Version: 2 of 3, not the last one",
    "You did not miss this appointment.",
    "Please do not miss this appointment, which is not yet approved.",
    "Please do not miss the appointment of the other office.",
    "No falte a su cita, que todavía no está confirmada.",
    "No falte a la otra cita sin avisar.",
    "Não deixe de comparecer, se a data for mantida.",
    "Ne manquez pas ce rendez-vous, s'il est maintenu.",
    "Pa rate randevou a si yo pa anile l.",
]


def mute(line: str) -> bool:
    return says_nothing(analyse(message("Notice", f"{MOVED}\n{line}"), RULES).clauses[-1])


@pytest.mark.parametrize("line", MUTE)
def test_feet_of_any_mail_mere_numbers_and_admonitions_to_come_say_nothing(line: str) -> None:
    assert mute(line)


@pytest.mark.parametrize("line", SPEAKING)
def test_a_foot_a_number_or_an_admonition_that_says_more_is_weighed(line: str) -> None:
    assert not mute(line)
