"""A day alone takes the hour or window of the sentence right behind it that only says when one is seen."""

from __future__ import annotations

import pytest

from tests.reading.test_read_traps import read_as
from tracker.reading.types import Doubt, Reading

# Each names the day on which something else was before it: that day must not keep the window from the other.
DAYS = {
    "en": "Your file came to us on April 5, 2027. Your check-in is set for Monday, May 3, 2027.",
    "es": "Recibimos su expediente el 5 de abril de 2027. Su cita es el lunes 3 de mayo de 2027.",
    "pt": "Recebemos o seu processo em 5 de abril de 2027. O seu agendamento é segunda-feira, 3 de maio de 2027.",
    "fr": "Votre dossier nous a été transféré le 5 avril 2027. Votre rendez-vous est fixé au lundi 3 mai 2027.",
    "ht": "Nou resevwa dosye w la 5 avril 2027. Randevou ou fikse pou lendi 3 me 2027.",
}
SEEN = [
    ("en", "You will be seen between 9:00 a.m. and 11:30 a.m., in the order of arrival."),
    ("en", "You may come any time between 9:00 a.m. and 11:30 a.m."),
    ("es", "Puede llegar a la hora que le convenga entre las 9:00 y las 11:30 de la mañana."),
    ("es", "Será atendida entre las 9:00 y las 11:30 de la mañana; a las 11:30 se cierra la puerta."),
    ("pt", "A senhora será atendida entre as 9h e as 11h30."),
    ("fr", "Vous serez reçu entre 9 h et 11 h 30, dans l'ordre d'arrivée."),
    ("ht", "Ou ka prezante nenpòt lè ant 9:00 AM ak 11:30 AM."),
]
NOT_THEN = [
    ("en", "The telephones are answered between 9:00 a.m. and 11:30 a.m."),
    ("en", "If you are late, you will be seen between 9:00 a.m. and 11:30 a.m."),
    ("en", "You will be seen at 9:00 a.m. or at 1:00 p.m."),
    ("es", "El teléfono se atiende entre las 9:00 y las 11:30 de la mañana."),
    ("pt", "O balcão atende entre as 9h e as 11h30."),
    ("fr", "Le standard répond entre 9 h et 11 h 30."),
    ("ht", "Yo reponn telefòn ant 9:00 AM ak 11:30 AM."),
]


def window(reading: Reading) -> tuple[str, str]:
    ends = [f"{when.time:%H:%M}" if when and when.time else "" for when in (reading.starts_at, reading.ends_at)]
    return ends[0], ends[1]


@pytest.mark.parametrize(("language", "behind"), SEEN)
def test_the_window_in_which_one_is_seen_is_that_of_the_day(language: str, behind: str) -> None:
    reading = read_as("ICE", f"{DAYS[language]} {behind}")
    assert window(reading) == ("09:00", "11:30")
    assert Doubt.NO_TIME not in reading.doubts


@pytest.mark.parametrize(("language", "behind"), NOT_THEN)
def test_hours_of_something_else_are_not(language: str, behind: str) -> None:
    reading = read_as("ICE", f"{DAYS[language]} {behind}")
    assert window(reading) == ("", "")


@pytest.mark.parametrize(
    "body",
    [
        "You are required to report.\n\nOn: Thursday, May 13, 2027\nBetween: 9:00 a.m. and 11:30 a.m.\n\nBring an ID.",
        "Usted debe presentarse.\n\nFecha: jueves 13 de mayo de 2027\nEntre: 9:00 a. m. y 11:30 a. m.\n\nTraiga esto.",
    ],
)
def test_a_field_that_is_called_between_holds_the_window_of_the_day_above(body: str) -> None:
    assert window(read_as("ICE", body)) == ("09:00", "11:30")
