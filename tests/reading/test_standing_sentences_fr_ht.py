"""Standing sentences of French and Creole letters beside the news, windows led to by a part of the day, near misses."""

from __future__ import annotations

from datetime import time

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, NEW_TIME, OLD_DAY, OLD_TIME, says
from tracker.reading.types import Doubt, Kind, Language, Reading

_FR, _HT = Language.FR, Language.HT

SET_FR = "Votre rendez-vous est fixé au {new}. / "
SET_HT = "Randevou w fikse pou {new}. / "
MOVED_FR = "Votre rendez-vous du {old} est reporté au {new}. / "
MOVED_HT = "Randevou {old} a deplase pou {new}. / "
GONE_FR = "Votre rendez-vous du {old} est annulé. / "
GONE_HT = "Nou anile randevou w {old}. / "

SCHEDULED = [
    (_FR, SET_FR + "Le parking est gratuit jusqu'à 18 h."),
    (_FR, SET_FR + "Le guichet est ouvert jusqu'à 16 h."),
    (_FR, SET_FR + "Apportez un passeport valable jusqu'au 30 juin 2028."),
    (_FR, SET_FR + "L'ascenseur est hors service jusqu'à inspection."),
    (_FR, SET_FR + "Une autre date peut être demandée sur le portail jusqu'au 20 avril 2027."),
    (_FR, SET_FR + "Les demandes de report sont reçues jusqu'au 20 avril 2027."),
    (_FR, SET_FR + "Une demande de report n'est examinée que si elle nous parvient avant le 20 avril 2027."),
    (_FR, SET_FR + "Seul un cas de force majeure, prouvé avant le 20 avril 2027, sera examiné."),
    (_FR, SET_FR + "Sans ce numéro, aucun créneau ne peut être attribué."),
    (_FR, SET_FR + "Si elle n'est plus exacte, envoyez la nouvelle adresse."),
    (_FR, SET_FR + "Aucune réponse possible."),
    (_FR, SET_FR + "Aucune décision ne sera prise lors de cette visite."),
    (_FR, SET_FR + "Une inscription en double a été supprimée."),
    (_FR, SET_FR + "Les visites à domicile continuent."),
    (_FR, SET_FR + "La prise d'empreintes se fait le même jour."),
    (_FR, SET_FR + "Nous ne donnons pas de conseils juridiques."),
    (_FR, SET_FR + "Apportez le reçu de la demande d'asile si vous l'avez."),
    (_HT, SET_HT + "Pa jete mesaj sa a."),
    (_HT, SET_HT + "Si mesaj sa a pa pou ou, efase l."),
    (_HT, SET_HT + "Pa voye l bay moun ou pa konnen."),
    (_HT, SET_HT + "Se pa yon envitasyon."),
    (_HT, SET_HT + "Pote medikaman ou pran chak jou."),
    (_HT, SET_HT + "Vizit lakay yo ap kontinye."),
    (_HT, SET_HT + "Y ap pran anprent ou menm jou a."),
]
RESCHEDULED = [
    (_FR, MOVED_FR + "Il ne modifie ni votre statut ni vos conditions de surveillance."),
    (_FR, MOVED_FR + "Les demandes doivent être écrites et motivées, et reçues le 20 avril 2027 au plus tard."),
    (_FR, MOVED_FR + "Une seule demande est acceptée par période de douze mois."),
    (_FR, MOVED_FR + "Apportez le récépissé de la demande déposée au consulat."),
    (_HT, MOVED_HT + "Toutotan nou pa reponn, se dat sa a ki konte."),
    (_HT, "Estati randevou ou a chanje. / Ansyen dat: {old} / Nouvo dat: {new}"),
]
CANCELLED = [
    (_FR, GONE_FR + "Elle ne sera pas remplacée."),
    (_FR, GONE_FR + "Elle ne sera jamais retenue contre vous."),
    (_FR, GONE_FR + "Donnez votre adresse provisoire au bureau le plus proche."),
    (_FR, GONE_FR + "Nous pouvons établir une attestation, à condition que la demande nous parvienne vite."),
    (_HT, GONE_HT + "Nou pa gen okenn lòt dat pou nou ba ou jounen jodi a."),
    (_HT, GONE_HT + "Si se pa ou menm ki te mande anilasyon an, sa vle di biwo a li menm ki retire randevou a."),
]
MUST_WAIT = [
    (_FR, SET_FR + "Ce créneau vous est réservé jusqu'au 20 avril 2027."),
    (_FR, SET_FR + "Cette date est valable jusqu'au 20 avril 2027."),
    (_FR, SET_FR + "Rien n'est définitif jusqu'à ce que le superviseur ait signé."),
    (_FR, SET_FR + "La date est maintenue jusqu'à notre décision."),
    (_FR, SET_FR + "Aucune décision n'a été prise sur votre demande."),
    (_FR, SET_FR + "Cette visite est une visite à domicile."),
    (_FR, SET_FR + "Votre demande sera examinée."),
    (_FR, "Votre demande d'asile sera examinée le {new}."),
    (_FR, MOVED_FR + "Il ne modifie pas votre rendez-vous."),
    (_FR, MOVED_FR + "Le jour ne change pas."),
    (_FR, MOVED_FR + "Votre adresse est la bonne, et le rendez-vous est provisoire."),
    (_FR, GONE_FR + "L'annulation n'est pas retenue."),
    (_HT, SET_HT + "Jete mesaj sa a."),
    (_HT, SET_HT + "Se pa yon konfimasyon."),
    (_HT, SET_HT + "Si se pa nimewo ou, rele nou."),
    (_HT, SET_HT + "Toutotan sipèvizè a pa siyen, anyen pa fèt."),
    (_HT, SET_HT + "Y ap fè yon vizit lakay ou."),
    (_HT, MOVED_HT + "Jou randevou ou a pa chanje, men pote paspò ou."),
    (_HT, "Kiyès ki di ou randevou {old} a anile? Ekri nou."),
]
WINDOWS = [
    (_FR, "Votre rendez-vous est fixé au {nd}, dans la matinée, de 8 h à 11 h 30.", time(8), time(11, 30)),
    (_FR, "Votre rendez-vous est fixé au {nd} dans l'après-midi, de 13 h à 15 h.", time(13), time(15)),
    (_FR, "Votre rendez-vous est fixé au {nd}, le matin entre 8 h et 10 h 30.", time(8), time(10, 30)),
    (_FR, "Votre rendez-vous est fixé au {nd}, à partir de 8 h et jusqu'à 10 h.", time(8), time(10)),
    (_HT, "Randevou w fikse pou {nd} nan maten, ant 8è ak 10è.", time(8), time(10)),
    (_HT, "Randevou w fikse pou {nd}, soti 8è pou rive 10è nan maten.", time(8), time(10)),
    (_HT, "Randevou w fikse pou {nd}, 8è dimaten jiska 10è dimaten.", time(8), time(10)),
    (_HT, "Randevou w fikse. / Dat: {nd} / Lè pou w prezante / Nenpòt lè ant 8:00 AM ak 11:00 AM", time(8), time(11)),
    (_HT, "Randevou w fikse. / Jou / {nd} / Ou ka rive ant / 1:00 PM ak 3:30 PM", time(13), time(15, 30)),
]


def believed(reading: Reading, kind: Kind) -> bool:
    """Whether the rules do; what only sounds wary may still hold a short letter."""
    told = reading.rule.startswith("kinds.toml") and set(reading.doubts) <= {Doubt.PARTS_DISAGREE}
    return reading.kind is kind and told


@pytest.mark.parametrize(("language", "body"), SCHEDULED)
def test_a_standing_sentence_leaves_the_date_that_was_set(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert believed(reading, Kind.SCHEDULED)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize(("language", "body"), RESCHEDULED)
def test_a_standing_sentence_leaves_a_move(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert believed(reading, Kind.RESCHEDULED)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_a_standing_sentence_leaves_a_cancelling(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert believed(reading, Kind.CANCELLED)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_a_near_miss_of_it_waits_for_a_person(language: Language, body: str) -> None:
    assert waits(read_body(body, language))


@pytest.mark.parametrize(("language", "body", "begins", "ends"), WINDOWS)
def test_a_window_behind_a_part_of_the_day_has_both_its_ends(
    language: Language, body: str, begins: time, ends: time
) -> None:
    reading = read_body(body, language)
    assert says(reading.starts_at, NEW_DAY, begins)
    assert says(reading.ends_at, NEW_DAY, ends)
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (_FR, "Votre rendez-vous est fixé au {nd}, dans la matinée, de 14 h à 16 h."),
        (_FR, "Votre rendez-vous est fixé au {nd} dans l'après-midi, de 8 h à 10 h."),
        (_HT, "Randevou w fikse pou {nd} nan maten, ant 2:00 PM ak 4:00 PM."),
    ],
)
def test_a_window_at_another_part_of_the_day_than_it_says_is_asked_about(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.starts_at is None or reading.starts_at.time is None
    assert reading.doubts != ()


def test_an_order_stands_whatever_became_of_an_appeal() -> None:
    body = "Que vous ayez fait appel ou non, vous devez vous présenter le {new}, sous peine d'arrestation."
    reading = read_body(body, _FR)
    assert reading.kind is Kind.SUMMONS
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
