"""A new date "at the same time" takes the hour of the other; without those words, or with two hours, it has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.test_dates_by_kind import said
from tests.reading.test_read_traps import read_as
from tracker.reading.types import Doubt

NEW_DAY, NEW = "2027-05-03", "2027-05-03 08:30"
MOVED = {
    "en": "Your check-in was moved from Monday, April 5, 2027 at 8:30 a.m. to Monday, May 3, 2027",
    "es": "Su cita fue cambiada del lunes 5 de abril de 2027 a las 8:30 a. m. al lunes 3 de mayo de 2027",
    "pt": "O seu comparecimento de 5 de abril de 2027, às 8h30, foi remarcado para 3 de maio de 2027",
    "fr": "Votre rendez-vous du lundi 5 avril 2027 à 8 h 30 est repoussé au lundi 3 mai 2027",
    "ht": "Randevou w lendi 5 avril 2027, 8:30 nan maten, deplase pou lendi 3 me 2027",
}
SAME = [
    ("en", ", same time."),
    ("en", ", at the same hour as before."),
    ("en", ". The time stays the same."),
    ("en", ". The time and place are unchanged."),
    ("es", ", a la misma hora."),
    ("es", ", en el mismo horario."),
    ("es", ". La hora y el lugar siguen siendo los mismos."),
    ("pt", ", no mesmo horário."),
    ("pt", ", à mesma hora."),
    ("pt", ". O horário continua o mesmo."),
    ("fr", ", même heure."),
    ("fr", ", à la même heure."),
    ("fr", ". L'heure et le lieu ne changent pas."),
    ("ht", ", menm lè a."),
    ("ht", ". Lè a pa chanje."),
]
OTHERS = [
    ("en", "."),
    ("en", ". Bring the same papers."),
    ("en", ", at the same time as your brother."),
    ("en", ". At the same time, your address was corrected."),
    ("en", ". Is the time the same?"),
    ("es", "."),
    ("es", ", a la misma hora que su hermano."),
    ("es", ", en la misma oficina."),
    ("pt", ", no mesmo local."),
    ("pt", ", no mesmo horário do seu irmão."),
    ("fr", ", même adresse."),
    ("fr", ", à la même heure que votre frère."),
    ("ht", ", menm kote a."),
    ("ht", ", menm lè ak frè w la."),
]


def new_date(body: str) -> str | None:
    return said(read_as("ICE", body).starts_at)


@pytest.mark.parametrize(("language", "rest"), SAME)
def test_the_same_time_is_the_hour_of_the_old_date(language: str, rest: str) -> None:
    reading = read_as("ICE", MOVED[language] + rest)
    assert said(reading.starts_at) == NEW
    assert Doubt.NO_TIME not in reading.doubts


@pytest.mark.parametrize(("language", "rest"), OTHERS)
def test_without_those_words_the_new_date_has_no_hour(language: str, rest: str) -> None:
    reading = read_as("ICE", MOVED[language] + rest)
    assert said(reading.starts_at) == NEW_DAY
    assert Doubt.NO_TIME in reading.doubts


def test_where_two_hours_are_named_nobody_knows_which_is_the_same() -> None:
    body = "Your visit of Monday, April 5, 2027 at 8:30 a.m. (then Tuesday, April 6, 2027 at 1:00 p.m.) was moved."
    reading = read_as("ICE", f"{body} Come on Monday, May 3, 2027, same time.")
    assert reading.starts_at is None or reading.starts_at.time is None or reading.doubts


def test_an_hour_of_its_own_is_kept() -> None:
    assert new_date(f"{MOVED['en']} at 2:00 p.m. The time stays the same.") == "2027-05-03 14:00"


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), language=st.sampled_from(["en", "es", "fr"]))
def test_whatever_the_old_hour_is_the_new_one_is_the_same_or_open(hour: int, minute: int, language: str) -> None:
    days = {"en": ("April 5, 2027", "May 3, 2027"), "es": ("5 de abril de 2027", "3 de mayo de 2027")}
    old, new = days.get(language, ("5 avril 2027", "3 mai 2027"))
    told = {
        "en": f"Your check-in of {old} at {hour:02}:{minute:02} was moved to {new}, same time.",
        "es": f"Su cita del {old} a las {hour:02}:{minute:02} fue cambiada al {new}, a la misma hora.",
        "fr": f"Votre rendez-vous du {old} à {hour:02} h {minute:02} est repoussé au {new}, même heure.",
    }
    reading = read_as("ICE", told[language])
    assert reading.starts_at is not None
    assert reading.previous_starts_at is not None
    assert reading.starts_at.time == reading.previous_starts_at.time
    assert reading.starts_at.time is not None or reading.doubts
