"""A letter made of one body of a table, as an office that we trust would send it, and whether its reading waits."""

from __future__ import annotations

from datetime import datetime

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message, with_dates
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Language, Reading

OFFICE = "26 Federal Plaza, New York, NY 10278"
# News that any reader believes.
MOVED = {
    Language.EN: "The check-in of April 5, 2027 at 9:00 AM was moved to Monday, May 3, 2027 at 9:00 AM.",
    Language.ES: "La cita del 5 de abril de 2027 a las 9:00 a. m. fue cambiada al 3 de mayo de 2027 a las 9:00 a. m.",
    Language.PT: "A visita de 5 de abril de 2027 às 9h00 foi remarcada para segunda-feira, 3 de maio de 2027 às 9h00.",
    Language.FR: "Le rendez-vous du 5 avril 2027 à 9 h 00 est reporté au lundi 3 mai 2027 à 9 h 00.",
    Language.HT: "Randevou 5 avril 2027 a 9:00 nan maten an deplase pou lendi 3 me 2027 a 9:00 nan maten.",
}
# What any letter may have below its news.
STANDING = (
    "Please bring a photo identification and any paper you received when you were released.",
    "Parking near the building is limited, and the entrance has a metal detector like that of an airport.",
    "You may bring an attorney or a representative with you to the appointment.",
    "Our staff answers the telephone on weekdays from 8:00 AM to 4:00 PM.",
    "Interpreters are provided by us at no charge in any language.",
    "Children are welcome in the waiting room on the second floor.",
)


def read_body(
    body: str, language: Language = Language.EN, *, subject: str = "A message for you", sent: datetime | None = None
) -> Reading:
    """`body` as in `wordings`, above the address of an office; `sent`: when, if not on the usual day."""
    letter = message(subject, f"{with_dates(body, language)}\n{OFFICE}")
    letter = letter.model_copy(update={"received": sent, "date": sent}) if sent else letter
    return read(letter, OFFICIAL, RULES, OFFICES)


def waits(reading: Reading) -> bool:
    """Whether nothing is confirmed, or a person is asked first."""
    return reading.kind not in CONFIRMING or bool(reading.doubts)
