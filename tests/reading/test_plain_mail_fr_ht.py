"""Plain agency mail in French and Haitian Creole: what a careful person believes, and what only sounds like it."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import waits
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import NEW_DAY, OFFICIAL, OLD_DAY, message, with_dates
from tracker.reading.classify import read
from tracker.reading.types import Kind, Language, Reading

FR, HT = Language.FR, Language.HT
OFFICE = "26 Federal Plaza, New York, NY 10278"
MOVED = [
    (FR, "Nous avons pu avancer votre entretien d'un jour : nous vous attendons le {new}. Ne venez pas le {old}."),
    (FR, "Nous avons dû décaler votre rendez-vous ; vous serez reçu le {new}. Vous n'avez donc plus à venir le {old}."),
    (FR, "Vous ne serez pas reçu le {old}, mais à la date ci-après.\nDate : {nd}\nHeure : {nt}"),
    (FR, "Votre passage est décalé. Au lieu du {old}, présentez-vous s'il vous plaît le {new}."),
    (FR, "Nous vous convoquions le {old}. Une panne nous oblige à repousser votre entretien au {new}."),
    (FR, "Nous sommes contraints de reporter votre rendez-vous du {old} au {new}."),
    (FR, "Votre rendez-vous a été déplacé.\nNouvelle date : {new}\nVotre créneau du {old} a été libéré."),
    (FR, "Votre rendez-vous a été déplacé au {new}. Vous ne pouvez plus le modifier sur le site."),
    (FR, "L'entretien prévu le {old} ne pourra pas avoir lieu. Il est remis au {new}."),
    (FR, "Votre rendez-vous change.\nLieu\tDate\tHeure\tÉtat\nIci\t{od}\t{ot}\tAnnulé\nIci\t{nd}\t{nt}\tConfirmé"),
    (FR, "Votre rendez-vous change.\nDate\tHeure\tÉtat\n{nd}\t{nt}\tConfirmé\n{od}\t{ot}\tAnnulé"),
    (HT, "Randevou w chanje.\nBiwo\tDat\tLè\tEta\nAkèy\t{od}\t{ot}\tAnile\nAkèy\t{nd}\t{nt}\tKonfime"),
]
SET = [
    (FR, "Comme convenu au téléphone, nous vous avons inscrite pour le {new}."),
    (FR, "Vous êtes convoqué(e) :\nLe : {nd}\nÀ : {nt}"),
    (FR, "Votre rendez-vous est confirmé pour le {new}. Vous pourrez le déplacer jusqu'à deux jours avant."),
    (FR, "Votre rendez-vous est confirmé.\nDémarche\tDate\tHeure\nPointage\t{nd}\t{nt}"),
    (FR, "Confirmation de votre rendez-vous\nDate : {nd}\nHeure : {nt}\nPrestation demandée : pointage"),
    (HT, "Men vizit pa w la:\nJou: {nd}\nLè: {nt}"),
    (HT, "Ou dwe prezante devan ofisye sa a:\nJou: {nd}\nLè: {nt}\nSi w pa vini, yo ka arete w."),
    (HT, "Randevou w se {new}. Ou dwe toujou di nou si w chanje adrès."),
]
CANCELLED = [
    (FR, "Nous sommes obligés d'annuler votre rendez-vous du {old}."),
    (FR, "Votre rendez-vous du {old} est annulé. Vous n'avez pas à vous déplacer."),
    (HT, "Randevou w anile.\nDat: {od}\nLè: {ot}\nOu pa bezwen deplase jou sa a."),
    (HT, "Jan w te mande l 20 fevriye, nou anile randevou sa a:\nJou: {od}\nLè: {ot}\nGen 30 jou pou w pran yon lòt."),
]
HELD = [
    (FR, "Nous serons obligés d'annuler votre rendez-vous du {old}."),
    (FR, "Si vous ne répondez pas, nous sommes obligés d'annuler votre rendez-vous du {old}."),
    (FR, "Nous serions contraints de reporter votre rendez-vous au {new}."),
    (FR, "Nous ne sommes pas obligés de reporter votre rendez-vous du {old} au {new}."),
    (FR, "Vous ne serez pas reçu le {old}, mais une autre date vous sera donnée."),
    (FR, "Si vous êtes convoqué :\nLe : {nd}\nÀ : {nt}"),
    (FR, "Vous n'êtes pas convoqué.\nLe : {nd}\nÀ : {nt}"),
    (FR, "Votre demande de rendez-vous est prise en charge.\nDate : {new}"),
    (FR, "Je peux vous inscrire pour le {new}."),
    (FR, "Bureau\tDate\tHeure\tÉtat\nAccueil\t{od}\t{ot}\tAnnulé\nAccueil\t{nd}\t{nt}\tEn attente"),
    (HT, "Men randevou pa w la pa konfime: {new}."),
    (HT, "Si ou dwe prezante devan biwo sa a:\nJou: {nd}\nLè: {nt}"),
    (HT, "Ou pa bezwen deplase randevou w la: {new}."),
    (HT, "Nou gen yon lis pou w pran yon randevou: {new}."),
    (HT, "Biwo\tDat\tLè\tEta\nAkèy\t{od}\t{ot}\tAnile\nAkèy\t{nd}\t{nt}\tAn atant"),
]


def told(language: Language, body: str) -> Reading:
    return read(message("ICE", f"{with_dates(body, language)}\n{OFFICE}"), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize(("language", "body"), MOVED)
def test_a_visit_moved_in_plain_words_has_its_old_and_its_new_date(language: Language, body: str) -> None:
    reading = told(language, body)
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY
    previous = reading.previous_starts_at
    assert previous is None or previous.day == OLD_DAY
    assert ("{old}" in body or "{od}" in body) is (previous is not None)


@pytest.mark.parametrize(("language", "body"), SET)
def test_a_visit_set_in_plain_words_has_its_date(language: Language, body: str) -> None:
    reading = told(language, body)
    assert reading.kind in {Kind.SCHEDULED, Kind.SUMMONS}
    assert reading.doubts == ()
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_a_visit_cancelled_in_plain_words_has_its_date(language: Language, body: str) -> None:
    reading = told(language, body)
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.day == OLD_DAY


@pytest.mark.parametrize(("language", "body"), HELD)
def test_what_only_sounds_like_it_confirms_nothing(language: Language, body: str) -> None:
    reading = told(language, body)
    assert waits(reading)
