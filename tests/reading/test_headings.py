"""Tables that set the old date and the new one beside each other, and tables that only look like it."""

from __future__ import annotations

import pytest

from tests.reading.test_dates_by_kind import dates
from tests.reading.test_read_traps import read_as
from tracker.reading.types import CONFIRMING, Doubt, Kind

OLD, NEW = "2027-04-08 08:30", "2027-05-04 13:00"
DAYS = {
    "en": ("Your check-in was changed.", "Day", "Thursday, April 8, 2027", "Tuesday, May 4, 2027", "Time"),
    "es": ("Su cita fue modificada.", "Fecha", "jueves 8 de abril de 2027", "martes 4 de mayo de 2027", "Hora"),
    "pt": (
        "O seu agendamento foi alterado.",
        "Data",
        "quinta-feira, 8 de abril de 2027",
        "terça-feira, 4 de maio de 2027",
        "Hora",
    ),
    "fr": ("Votre rendez-vous a été modifié.", "Jour", "jeudi 8 avril 2027", "mardi 4 mai 2027", "Heure"),
    "ht": ("Randevou w chanje.", "Jou", "Jedi 8 avril 2027", "Madi 4 me 2027", "Lè"),
}
HEADS = [
    ("en", "On our calendar before", "On our calendar now"),
    ("en", "Date that no longer counts", "Date that counts"),
    ("en", "Until today", "From today on"),
    ("es", "Decía", "Dice"),
    ("es", "Hasta hoy", "A partir de hoy"),
    ("pt", "Até hoje", "A partir de hoje"),
    ("pt", "Onde se lê", "Leia-se"),
    ("fr", "Jusqu'ici", "Désormais"),
    ("fr", "Au lieu de", "Lire"),
    ("ht", "Sa ki te ekri anvan", "Sa ki bon kounye a"),
    ("ht", "Anvan", "Kounye a"),
]


def table(language: str, first: str, second: str, gap: str) -> str:
    opening, day, old, new, hour = DAYS[language]
    rows = ("", first, second), (day, old, new), (hour, "8:30 AM", "1:00 PM")
    return "\n".join([opening, "", *(gap.join(row) for row in rows)])


@pytest.mark.parametrize("gap", ["\t", "   "], ids=["cells", "blanks"])
@pytest.mark.parametrize(("language", "first", "second"), HEADS)
def test_the_names_of_the_columns_tell_the_old_date_from_the_new_one(
    language: str, first: str, second: str, gap: str
) -> None:
    assert dates(read_as("ICE", table(language, first, second, gap))) == (Kind.RESCHEDULED, NEW, OLD)


@pytest.mark.parametrize(("language", "first", "second"), HEADS)
def test_the_new_date_may_stand_in_the_first_column(language: str, first: str, second: str) -> None:
    opening, day, old, new, hour = DAYS[language]
    body = f"{opening}\n\t{second}\t{first}\n{day}\t{new}\t{old}\n{hour}\t1:00 PM\t8:30 AM"
    assert dates(read_as("ICE", body)) == (Kind.RESCHEDULED, NEW, OLD)


def test_the_same_hour_in_both_columns_is_the_hour_of_each() -> None:
    body = (
        "Your check-in was changed.\n\n   Before   Now\nDay   Thursday, April 8, 2027   Tuesday, May 4, 2027\n"
        "Time   8:30 AM   8:30 AM"
    )
    assert dates(read_as("ICE", body))[1:] == ("2027-05-04 08:30", OLD)


@pytest.mark.parametrize(
    ("first", "second"),
    [("First choice", "Second choice"), ("New", "New"), ("Old or new", "New or old"), ("A", "B"), ("Window 1", "Now")],
)
@pytest.mark.parametrize("gap", ["\t", "   "], ids=["cells", "blanks"])
def test_columns_whose_names_do_not_tell_them_apart_are_left_to_a_person(first: str, second: str, gap: str) -> None:
    reading = read_as("ICE", table("en", first, second, gap))
    assert reading.kind not in CONFIRMING or {Doubt.SEVERAL_DATES, Doubt.NO_DATE} & set(reading.doubts)


def test_three_dates_in_a_row_are_left_to_a_person() -> None:
    body = (
        "Your check-in was changed.\n\tBefore\tNow\tReserve\n"
        "Day\tThursday, April 8, 2027\tTuesday, May 4, 2027\tMonday, May 10, 2027"
    )
    assert read_as("ICE", body).doubts


def test_three_hours_below_two_days_are_left_to_a_person() -> None:
    body = table("en", "Before", "Now", "\t") + "\t3:00 PM"
    assert {Doubt.NO_TIME, Doubt.SEVERAL_DATES} & set(read_as("ICE", body).doubts)
