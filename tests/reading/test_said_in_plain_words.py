"""Plain words that say that a visit was set, moved, cancelled or ordered, and what only sounds like them."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, OLD_DAY
from tracker.reading.types import Kind, Language

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
SET = [
    (EN, "Your reservation has been approved. / Date: {new}"),
    (ES, "Su cita ha sido aprobada. / Fecha: {new}"),
    (PT, "Seu agendamento foi aprovado. / Data: {new}"),
    (FR, "Votre réservation est validée. / Date : {nd} / Heure : {nt}"),
    (HT, "Randevou ou apwouve. / Dat: {new}"),
    (EN, "You must report once a year. The next one is on {new}."),
    (FR, "Votre visite est terminée. La prochaine est le {new}."),
    (FR, "Vous disposez d'un créneau. / Date : {nd} / Heure : {nt}"),
    (FR, "Le bureau de Portland (Maine) vous attend : / Quand : {nd} / Heure : {nt}"),
    (FR, "Vous revenez nous voir le {new}."),
    (FR, "Nous vous avons réservé le {new}."),
    (HT, "Biwo a pran yon randevou pou ou. / Jou: {nd} / Lè: {nt}"),
    (HT, "Rezèvasyon ou pase. / Jou: {nd} / Lè: {nt}"),
    (HT, "W ap vin reponn {new}."),
    (FR, "Présentez-vous à la porte du fond. Votre visite est le {new}."),
]
MOVED = [
    (EN, "NEW DATE {new}. The old date {old} is no longer good."),
    (ES, "NUEVA FECHA {new}. La fecha anterior {old} queda cancelada."),
    (PT, "NOVA DATA {new}. A data antiga {old} foi cancelada."),
    (FR, "NOUVELLE DATE {new}. L'ancienne date {old} n'est plus bonne."),
    (HT, "ICE-ERO: NOUVO DAT {new}. Ansyen dat {old} pa bon ankò."),
    (EN, "Come on {new}. On {old} nobody will be able to see you."),
    (ES, "Venga el {new}. El {old} nadie podrá atenderle."),
    (PT, "Venha em {new}. Em {old} ninguém poderá atendê-lo."),
    (FR, "Venez le {new}. Ce papier portait le {old} : ce jour-là, personne ne pourra vous recevoir."),
    (HT, "Vini {new}. Pèsonn p ap ka resevwa w {old}."),
    (FR, "Ne venez pas le {old}, venez le {new}."),
    (FR, "Rayez cette date du {old}. Inscrivez à la place le {new}."),
    (FR, "La date du {old} n'a plus cours. C'est le {new} que nous vous recevrons."),
    (EN, "The appointment of {old} is cancelled. It is on {new} that we will see you."),
    (HT, "Randevou {old} anile. Se {new} n ap resevwa w."),
    (EN, "We found another slot for you: {new}."),
    (ES, "Le encontramos otro lugar para usted: {new}."),
    (PT, "Encontramos outra vaga: {new}."),
    (FR, "Nous vous avons trouvé une autre place : {new}."),
    (HT, "Nou jwenn yon lòt plas pou ou: {new}."),
    (FR, "Votre rendez-vous est remis au {new}."),
    (HT, "Nou devanse vizit ou: / Nouvo dat: {new} / Ansyen dat: {old}"),
    (HT, "Vizit ou a soti {old} li ale {new}."),
    (HT, "Nou mete ou yon lòt jou. / Vini: {new} / Dat ki pa bon ankò: {old}"),
    (HT, "Rankont {old} an p ap fèt. N ap fè l {new} pito."),
    (EN, "Your visit has been moved to {new}. No reply is expected of you."),
    (ES, "Su cita fue cambiada para el {new}. No se espera ninguna respuesta suya."),
    (PT, "Sua visita foi remarcada para {new}. Não é necessária nenhuma resposta."),
    (FR, "Votre visite a été déplacée au {new}. Aucune réponse n'est attendue de vous."),
    (HT, "Yo chanje randevou ou pou {new}. Nou p ap tann repons."),
]
CANCELLED = [
    (EN, "The status of your appointment has changed. / Status: CANCELLED / Appointment: {old}"),
    (ES, "El estado de su cita ha cambiado. / Estado: CANCELADA / Cita: {old}"),
    (PT, "O status do seu agendamento foi alterado. / Status: CANCELADO / Agendamento: {old}"),
    (FR, "Le statut de votre rendez-vous a changé. / Statut : ANNULÉ / Rendez-vous : {old}"),
    (HT, "Estati randevou ou a chanje. / Estati: ANILE / Randevou: {old}"),
    (EN, "Your appointment of {old} is cancelled and will not be replaced."),
    (ES, "Su cita del {old} queda cancelada y no será reemplazada."),
    (PT, "Seu agendamento de {old} foi cancelado e não será substituído."),
    (FR, "Votre rendez-vous du {old} est supprimé et ne sera pas remplacé."),
    (HT, "Randevou {old} anile, e yo p ap ranplase l."),
    (EN, "Your appointment of {old} is cancelled. No other date is set for you."),
    (ES, "Su cita del {old} queda cancelada. No tiene ninguna otra cita registrada a su nombre."),
    (PT, "Seu agendamento de {old} foi cancelado. Nenhuma outra data está marcada em seu nome."),
    (FR, "Votre rendez-vous du {old} est annulé. Aucune autre date n'est inscrite à votre nom."),
    (FR, "Le créneau ci-dessous n'existe plus. / Créneau : {old}"),
    (FR, "La visite du {old} n'aura donc pas lieu."),
    (FR, "Votre rendez-vous du {old}, 12 Mt. Eden Avenue, est annulé."),
    (FR, "Ce rendez-vous du {old} est retiré : vous avez déjà remis au comptoir tous les papiers."),
]
ORDERED = [
    (FR, "Monsieur Diallo est convoqué par la présente. / Jour : {nd} / Heure : {nt} / Présence obligatoire."),
    (HT, "Fòk ou la {new}."),
]
HELD = [
    (EN, "If your appointment is approved, it will be on {new}."),
    (EN, "Your appointment has not been approved. / Date: {new}"),
    (EN, "Your lawyer's appointment has been approved. / Date: {new}"),
    (PT, "Seu agendamento será aprovado. / Data: {new}"),
    (FR, "Votre réservation doit être validée. / Date : {new}"),
    (HT, "Randevou ou poko apwouve. / Dat: {new}"),
    (FR, "Votre audience était le 5 mars. La prochaine est le {new}."),
    (FR, "Votre frère dispose d'un créneau à son nom. / Date : {new}"),
    (FR, "Si vous passez nous voir le {new}, apportez ceci."),
    (FR, "Nous ne vous avons pas réservé le {new}."),
    (HT, "Si rezèvasyon ou pase, w ap vini {new}."),
    (HT, "Rezèvasyon ou pa pase. / Dat: {new}"),
    (HT, "Pou nou pran yon randevou pou ou {new}, fòk ou reponn."),
    (HT, "Nou pran yon randevou pou pitit ou {new}."),
    (EN, "New date {new} proposed. The old date {old} is no longer good."),
    (FR, "NOUVELLE DATE demandée {new}. L'ancienne date {old} n'est plus bonne."),
    (FR, "Ne venez pas le {old}, nous verrons si le {new} est libre."),
    (EN, "Do not come on {old}, and your visit has not been moved to {new}."),
    (EN, "We have not found another slot for you: {new}."),
    (FR, "Nous n'avons pas pu trouver une autre place : {new}."),
    (HT, "Nou ka jwenn yon lòt plas pou ou: {new}."),
    (EN, "The status of your appointment has changed. / Proposed: {new}"),
    (FR, "Le lien vers votre rendez-vous n'existe plus. / Date : {new}"),
    (ES, "El enlace de su cita ya no sirve. / Fecha: {new}"),
    (FR, "Confirmez avant vendredi, faute de quoi votre rendez-vous du {old} est annulé."),
    (EN, "We could see you on {new}."),
    (EN, "We can see you on {new}."),
    (ES, "Tal vez le atenderemos el {new}."),
    (FR, "Nous vous recevrons peut-être le {new}."),
    (HT, "Petèt n ap resevwa w {new}."),
    (EN, "We could see you the same day at 1:15 PM. Your visit was {old}."),
    (FR, "Votre visite est le {old}. Si vous êtes en retard, vous serez reçue le même jour à 13 h 15."),
    (HT, "Si ou an reta, n ap resevwa ou menm jou a, a 1:00 PM. Randevou ou se {old}."),
]
SAME_DAY = [
    (EN, "You were to be seen on {old}. We will see you the same day at 1:15 PM."),
    (ES, "Su cita era el {old}. Le atenderemos el mismo día, pero a las 1:15 p. m."),
    (PT, "Seu atendimento era em {old}. O senhor será atendido no mesmo dia, às 13h15."),
    (HT, "Nou te ba ou randevou {old}. Kidonk n ap resevwa ou menm jou a nan apremidi, a 1:15 PM."),
]


@pytest.mark.parametrize(("language", "body"), SET)
def test_a_visit_is_set_in_plain_words(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY


@pytest.mark.parametrize(("language", "body"), MOVED)
def test_a_visit_is_moved_in_plain_words(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY
    previous = reading.previous_starts_at
    assert previous is None or previous.day == OLD_DAY
    assert ("{old}" in body) is (previous is not None)


@pytest.mark.parametrize(("language", "body"), SAME_DAY)
def test_a_visit_is_moved_to_another_hour_of_its_day(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert reading.starts_at is not None
    assert (reading.starts_at.day, str(reading.starts_at.time)[:5]) == (OLD_DAY, "13:15")


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_a_visit_is_cancelled_in_plain_words(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.day == OLD_DAY


@pytest.mark.parametrize(("language", "body"), ORDERED)
def test_somebody_is_ordered_to_come_in_plain_words(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, reading.doubts) == (Kind.SUMMONS, ())


@pytest.mark.parametrize(("language", "body"), HELD)
def test_what_only_sounds_like_it_waits(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert waits(reading)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        (EN, "Your next appointment"),
        (ES, "Su próxima cita"),
        (PT, "Seu próximo agendamento"),
        (FR, "Votre prochain rendez-vous"),
        (HT, "Pwochen randevou ou"),
    ],
)
def test_a_title_that_names_the_next_visit_stands_above_its_fields(language: Language, subject: str) -> None:
    names = {EN: "Date: {nd} / Time: {nt}", ES: "Fecha: {nd} / Hora: {nt}", PT: "Data: {nd} / Hora: {nt}"}
    names |= {FR: "Date : {nd} / Heure : {nt}", HT: "Dat: {nd} / Lè: {nt}"}
    told = read_body(names[language], language, subject=subject)
    assert (told.kind, told.doubts) == (Kind.SCHEDULED, ())
    assert waits(read_body(f"Proposed {names[language]}", language, subject=subject))


def test_the_title_of_a_reply_says_what_was_asked() -> None:
    body = "Suite à votre message du 27 janvier, une place vous a été attribuée le {new}."
    told = read_body(body, FR, subject="RE: pas encore de date")
    assert (told.kind, told.doubts) == (Kind.SCHEDULED, ())
    assert waits(read_body("Une place pourrait vous être attribuée le {new}.", FR, subject="RE: pas encore de date"))
