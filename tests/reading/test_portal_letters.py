"""Letters in the manner of scheduling software and portals, in French and Creole, and near ones that must wait."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Kind, Reading, When

OFFICE = "26 Federal Plaza, New York, NY 10278"
MAY, APRIL = date(2027, 5, 3), date(2027, 4, 5)


def heard(body: str, subject: str = "ERO") -> Reading:
    return read(message(subject, f"{body}\n{OFFICE}"), OFFICIAL, RULES, OFFICES)


def confirmed(reading: Reading) -> Kind | None:
    return reading.kind if reading.kind in CONFIRMING and not reading.doubts else None


def at(when: When | None) -> tuple[date, time | None] | None:
    return (when.day, when.time) if when else None


def test_a_title_without_its_year_is_no_riddle_beside_the_whole_date() -> None:
    body = "Votre rendez-vous est confirmé\nDate : lundi 3 mai 2027\nHeure : 10:10"
    assert confirmed(heard(body, "Rendez-vous confirmé le lundi 3 mai à 10:10")) is Kind.SCHEDULED
    assert not confirmed(heard(body, "Rendez-vous confirmé le lundi 3 mai à 11:10"))


def test_the_update_of_a_calendar_names_in_its_title_what_it_is_now() -> None:
    subject = "Mise à jour : Visite de suivi - lun. 3 mai 2027 10:00"
    told = "Cet événement a été modifié.\nQuand : lundi 3 mai 2027, 10:00"
    reading = heard(f"Visite de suivi\n{told}\nPrécédemment : lundi 5 avril 2027, 10:00", subject)
    assert confirmed(reading) is Kind.RESCHEDULED
    assert (at(reading.starts_at), at(reading.previous_starts_at)) == ((MAY, time(10)), (APRIL, time(10)))
    assert not confirmed(heard("Visite de suivi\nCet événement a été modifié. Voir le portail.", subject))


def test_an_hour_under_the_words_of_a_machine_belongs_to_its_day() -> None:
    field = "Nouvelle date du rendez-vous : lundi 3 mai 2027\nNouveau temps du rendez-vous : 13:30"
    reading = heard(f"Votre rendez-vous a été reprogrammé.\n{field}")
    assert (confirmed(reading), at(reading.starts_at)) == (Kind.RESCHEDULED, (MAY, time(13, 30)))


@pytest.mark.parametrize(("hour", "told"), [("(vid)\t12:30 PM", True), ("11:30 AM\t12:30 PM", False)])
def test_an_empty_cell_of_what_was_before_hides_no_hour(hour: str, told: bool) -> None:
    rows = f"Chan\tAnvan\tKounye a\nDat vizit\t(vid)\tlendi 3 me 2027\nLè vizit\t{hour}"
    reading = heard(f"Vizit la pwograme.\n{rows}")
    assert (at(reading.starts_at) == (MAY, time(12, 30)) and bool(confirmed(reading))) is told


def test_only_the_hour_moves_where_the_day_is_unchanged() -> None:
    moved = "Le secrétariat a décalé votre rendez-vous.\nJour : lundi 3 mai 2027"
    reading = heard(f"{moved} (inchangé)\nHeure : 13 h 45 au lieu de 10 h 30")
    assert confirmed(reading) is Kind.RESCHEDULED
    assert (at(reading.starts_at), at(reading.previous_starts_at)) == ((MAY, time(13, 45)), (MAY, time(10, 30)))
    assert not confirmed(heard(f"{moved} (inchangé)\nHeure : 13 h 45 ou 10 h 30"))


def test_a_row_says_in_its_last_cell_what_it_was_replaced_by() -> None:
    rows = "lendi 3 me 2027\t8:00 AM\tKonfime\nlendi 5 avril 2027\t8:00 AM\tRetire, ranplase pa 3 me"
    reading = heard(f"Orè ou mete ajou.\nVizit\tLè\tSitiyasyon\n{rows}")
    assert confirmed(reading) is Kind.RESCHEDULED
    assert (at(reading.starts_at), at(reading.previous_starts_at)) == ((MAY, time(8)), (APRIL, time(8)))
    assert not confirmed(heard(f"Orè ou mete ajou.\nVizit\tLè\tSitiyasyon\n{rows.replace('Konfime', 'Poko konfime')}"))


def test_a_day_that_was_only_wished_for_does_not_spoil_the_one_it_was_moved_to() -> None:
    wish = "Nous avons bien noté que vous souhaitiez le 16 juin. Cette journée est complète."
    freed = "Vous ne devez pas vous présenter le lundi 5 avril 2027 à 8 h 30 : cette plage a été rendue."
    moved = "Nous avons donc transféré votre visite au lundi 3 mai 2027 à 11 h 00."
    assert confirmed(heard(f"{wish} {moved} {freed}")) is Kind.RESCHEDULED
    assert not confirmed(heard(f"{wish} Nous pourrions transférer votre visite au lundi 3 mai 2027 à 11 h 00."))
    assert not confirmed(heard(f"Nous avons reçu votre demande. Votre visite est fixée au {FRENCH}."))


FRENCH, CREOLE = "lundi 3 mai 2027 à 9 h 00", "lendi 3 me 2027 a 9:00 nan maten"
SET_FR, SET_HT = f"Votre rendez-vous est fixé au {FRENCH}.", f"Randevou ou fikse pou {CREOLE}."


@pytest.mark.parametrize(
    ("told", "more"),
    [
        (SET_FR, "Votre dossier n° 7720143 a changé d'état."),
        (SET_FR, "Vous n'avez rien à valider."),
        (SET_FR, "La réponse à l'invitation (Oui / Non) n'est pas lue par le bureau."),
        (SET_FR, "Déplacer ou annuler le rendez-vous"),
        (SET_FR, "## Répondez au-dessus de cette ligne ##"),
        (SET_HT, "Chanje oswa anile randevou a · Mete l nan kalandriye"),
        (SET_HT, "Biwo a pa gade si ou reponn Wi oswa Non nan kalandriye a."),
        (SET_HT, "Pote paspò w, menm si li ekspire."),
        (SET_HT, "Pa bliye voye nouvo adrès la bay tribinal la."),
    ],
)
def test_what_stands_at_the_foot_of_a_portals_letter_is_no_doubt(told: str, more: str) -> None:
    assert confirmed(heard(f"{told}\n{more}")) is Kind.SCHEDULED


@pytest.mark.parametrize(
    ("told", "more"),
    [
        (SET_FR, "Votre rendez-vous est passé à l'état « annulé »."),
        (SET_FR, "Il vous reste à valider ce rendez-vous."),
        (SET_FR, "Répondez Oui à l'invitation pour que le rendez-vous soit gardé."),
        (SET_FR, "Vous n'avez plus à vous présenter."),
        (SET_HT, "Nou anile randevou a."),
        (SET_HT, "Reponn Wi pou nou kenbe plas la."),
        (SET_HT, "Randevou a ekspire."),
        (SET_HT, "Pa deplase w jou sa a."),
        ("Your visit is set for Monday, May 3, 2027 at 9:00 AM.", "You need not come."),
    ],
)
def test_what_takes_the_date_back_still_waits(told: str, more: str) -> None:
    assert confirmed(heard(f"{told}\n{more}")) is not Kind.SCHEDULED


@pytest.mark.parametrize(
    "deadline", ["ou ka mande yon lòt nan kont ou jiska 18 fevriye.", "rele (401) 773-4800 anvan 10 mas."]
)
def test_the_last_day_to_ask_for_another_date_is_none_of_its_own(deadline: str) -> None:
    moved = "Biwo a deplase randevou w.\nKounye a: lendi 3 me 2027, 9:00 AM\nAnvan: lendi 5 avril 2027, 9:00 AM"
    reading = heard(f"{moved}\nSi nouvo jou a pa bon pou ou, {deadline}")
    assert (at(reading.starts_at), at(reading.previous_starts_at)) == ((MAY, time(9)), (APRIL, time(9)))


def test_in_its_place_names_the_visit_that_stands() -> None:
    gone = "Vizit ou te genyen lendi 5 avril 2027 a 9:00 AM pa kenbe ankò."
    reading = heard(f"{gone} Nan plas li, ou gen vizit {CREOLE}.")
    assert (confirmed(reading), at(reading.starts_at)) == (Kind.RESCHEDULED, (MAY, time(9)))
    assert confirmed(heard(f"{gone} Nan plas li, ou ka gen vizit {CREOLE}.")) is not Kind.RESCHEDULED
