"""Sentences of every day beside the news, which once held a letter: papers that expire, what is asked for at the door.

Each class has its near misses, which must still be asked about.
"""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tracker.reading.types import Kind, Language

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
WEAK = {
    EN: "We expect you on {new}. / ",
    ES: "Lo esperamos el {new}. / ",
    PT: "Esperamos o senhor em {new}. / ",
    FR: "Nous vous attendons le {new}. / ",
    HT: "N ap tann ou {new}. / ",
}
SET = {
    EN: "Your check-in is scheduled for {new}. / ",
    ES: "Su cita ha sido programada para el {new}. / ",
    PT: "O seu comparecimento foi agendado para {new}. / ",
    FR: "Votre rendez-vous est fixé au {new}. / ",
    HT: "Randevou w fikse pou {new}. / ",
}
MOVED = {
    EN: "Your check-in of {old} has been moved to {new}. / ",
    ES: "Su cita del {old} ha sido cambiada para el {new}. / ",
    PT: "O seu comparecimento de {old} foi remarcado para {new}. / ",
    FR: "Votre rendez-vous du {old} est reporté au {new}. / ",
    HT: "Randevou {old} a deplase pou {new}. / ",
}
GONE = {
    EN: "Your check-in of {old} has been cancelled. / ",
    ES: "Su cita del {old} ha sido cancelada. / ",
    PT: "O seu comparecimento de {old} foi cancelado. / ",
    FR: "Votre rendez-vous du {old} est annulé. / ",
    HT: "Nou anile randevou w {old}. / ",
}
PAPERS = [
    (EN, "- your passport, even if it has expired"),
    (PT, "Traga um documento de identidade que não esteja vencido."),
    (FR, "Si votre passeport expire avant le 30 juin 2028, commencez à le renouveler."),
    (FR, "On renouvellera votre ordonnance de surveillance, qui expire le 29 octobre 2027."),
    (FR, "- votre titre de voyage, même s'il a expiré"),
    (HT, "Pote yon kat idantite ki poko ekspire."),
    (HT, "Si ou gen paspò ki ekspire anvan 30 jen 2028, kòmanse fè demach yo."),
    (HT, "- paspò a, menm si l ekspire"),
    (HT, "Dokiman vwayaj ekspire: 22 janvye 2028"),
]
ASKED = [
    (EN, "You will be asked for recent proof of address."),
    (PT, "Será pedido um comprovante de endereço recente."),
    (PT, "Um intérprete pode ser pedido gratuitamente."),
    (FR, "Une preuve de domicile récente vous sera demandée."),
    (FR, "Un interprète en lingala peut être demandé sans frais."),
    (FR, "Toute demande de report doit nous parvenir au plus tard le 20 avril 2027."),
    (FR, "Puis-je choisir une autre date ? Seulement pour une raison médicale."),
    (ES, "¿Puedo elegir otro día? Solo por una razón médica."),
    (PT, "Posso escolher outro dia? Só por motivo médico."),
    (HT, "Pou yon entèprèt, mande nou anvan 20 avril 2027."),
    (HT, "Pou w mande yon lòt jou, rele biwo a anvan 20 avril 2027."),
    (HT, "Mande pou: Ofisye degad la"),
    (HT, "Y ap mande w yon pyès idantite ak foto."),
]
OTHERS = [
    (FR, "Apportez la convocation au tribunal si vous en avez une."),
    (FR, "Si vous avez audience devant le juge le même jour, joignez une copie de l'avis d'audience."),
    (HT, "Pote lèt sa a ak tout papye tribinal imigrasyon an te ba ou."),
    (HT, "Avoka ou ka vini avèk ou."),
    (HT, "Kontinye ale nan tout odyans jij imigrasyon an ba ou."),
    (HT, "Ou pa oblije mennen lòt moun ki abite nan kay la."),
    (HT, "Tout moun antre nan detektè a."),
]
FEET = [
    (FR, "Notre boîte n'accepte aucune réponse."),
    (FR, "Ne communiquez jamais votre mot de passe."),
    (HT, "Adrès sa a pa aksepte repons."),
    (HT, "Pa janm bay moun modpas ou."),
    (HT, "Liy sa a pa bay konsèy legal."),
    (HT, "Pa siyen papye ou pa konprann."),
    (HT, "Nou pa fè chanjman nan telefòn."),
    (HT, "Voye papye yo pa faks."),
    (HT, "Pèsonn pa gen dwa mande w lajan pou yon randevou."),
]
OF_THE_VISIT = [
    (EN, "A lawyer may attend, provided that the form of representation has been filed."),
    (ES, "Un abogado puede venir, a condición de que haya presentado su formulario."),
    (FR, "Si vous avez un avocat, il peut vous accompagner, à condition d'avoir déposé son formulaire."),
    (FR, "Au-delà de l'heure indiquée, nous ne pouvons garantir que vous serez reçue."),
    (FR, "Vous n'êtes pas tenu d'être accompagné."),
    (FR, "Un certificat pour l'employeur est remis au guichet à qui le demande."),
    (HT, "Timoun ou ak zanmi w pa ka tradui pou ofisye a."),
    (HT, "Si w rive an reta, nou pa ka garanti n ap resevwa w."),
    (HT, "Kontinye voye foto w chak semèn."),
    (HT, "Timoun yo ka rete lakay."),
    (HT, "N ap mete enfòmasyon ou ajou, pran anprent, epi ba ou pwochen dat la."),
    (HT, "Entèprèt la gratis, men li gendwa oblije tann."),
]
OF_A_MOVE = [
    (EN, "This change of date does not change anything in your other duties."),
    (EN, "Reason: staff training"),
    (ES, "Este cambio no cambia nada de sus otras obligaciones."),
    (ES, "Motivo: capacitación del personal"),
    (PT, "Esta mudança não muda nada nas suas outras obrigações."),
    (PT, "Motivo: treinamento do pessoal"),
    (PT, "O comparecimento de {old} não existe mais."),
    (FR, "Ce report ne change rien à vos autres obligations."),
    (FR, "Raison : formation du personnel"),
    (FR, "Une seconde demande ne serait acceptée qu'en cas d'hospitalisation."),
    (HT, "Chanjman sa a pa chanje anyen nan lòt kondisyon ou yo."),
    (HT, "Jou a pa chanje, se lè a sèlman ki chanje."),
]
OF_A_CANCELLING = [
    (EN, "Another slot will be proposed to you by mail."),
    (ES, "No hay otra fecha programada por ahora."),
    (ES, "El oficial está enfermo y nadie puede sustituirlo."),
    (PT, "Outra data lhe será proposta pelo correio."),
    (PT, "Não há outra data marcada."),
    (FR, "Un autre rendez-vous vous sera proposé par courriel."),
    (FR, "Aucune autre date n'est prévue."),
    (FR, "Votre suivi par téléphone donne entière satisfaction."),
    (FR, "Il atteste que vous étiez dispensé de vous présenter le {old}."),
    (HT, "Obligasyon pou w prezante a pa fini."),
    (HT, "Pa gen lòt randevou ki pwograme."),
    (HT, "Kidonk pa deplase jou sa a."),
    (HT, "Sa ki pa chanje"),
    (HT, "{old} ou te gen pou w prezante nan biwo a."),
    (HT, "Biwo York, PA anile li paske ofisye a malad."),
]
NO_NEWS = (
    [(Kind.SCHEDULED, language, SET[language] + text) for language, text in PAPERS + OF_THE_VISIT]
    + [(Kind.SCHEDULED, language, WEAK[language] + text) for language, text in ASKED + OTHERS + FEET]
    + [(Kind.RESCHEDULED, language, MOVED[language] + text) for language, text in OF_A_MOVE]
    + [(Kind.CANCELLED, language, GONE[language] + text) for language, text in OF_A_CANCELLING]
)
MUST_WAIT = [
    (FR, SET[FR] + "Cet avis a expiré."),
    (HT, SET[HT] + "Avi sa a ekspire."),
    (PT, SET[PT] + "Este aviso está vencido."),
    (FR, WEAK[FR] + "Une autre date a été demandée."),
    (HT, WEAK[HT] + "Yo mande yon lòt dat."),
    (FR, WEAK[FR] + "Votre convocation au tribunal est le même jour."),
    (HT, WEAK[HT] + "Se tribinal la ki rele ou."),
    (FR, SET[FR] + "Nous ne pouvons garantir que vous serez reçu ce jour-là."),
    (HT, SET[HT] + "Nou pa ka garanti n ap resevwa w."),
    (PT, SET[PT] + "Não podemos garantir que o senhor será atendido."),
    (EN, SET[EN] + "This holds, provided that the supervisor has signed."),
    (FR, SET[FR] + "Cette date tient à condition d'avoir l'accord du superviseur."),
    (HT, SET[HT] + "Sipèvizè a pa siyen lèt la."),
    (HT, SET[HT] + "Se pa ou menm ki gen randevou sa a."),
    (HT, SET[HT] + "Se pou pran anprent."),
    (HT, SET[HT] + "Nou mete non ou sou lis la anvan, men yo efase l."),
    (HT, SET[HT] + "Randevou sa a te dwe anile."),
    (HT, SET[HT] + "Nou poko resevwa apwobasyon an."),
    (HT, SET[HT] + "Si jou sa a pa bon pou biwo a, n ap chanje l."),
    (EN, MOVED[EN] + "It is for staff training."),
    (ES, MOVED[ES] + "Es una sesión de capacitación del personal."),
    (PT, MOVED[PT] + "É uma sessão de treinamento do pessoal."),
    (FR, MOVED[FR] + "C'est pour la formation du personnel."),
    (HT, MOVED[HT] + "Se pou fòmasyon anplwaye yo."),
    (FR, MOVED[FR] + "Il s'agit de la formation du personnel."),
    (FR, MOVED[FR] + "Ce report ne change rien à votre rendez-vous."),
    (HT, MOVED[HT] + "Chanjman sa a pa chanje dat randevou w la."),
    (HT, MOVED[HT] + "Randevou w la pa deplase jou sa a."),
    (HT, MOVED[HT] + "Jou a pa chanje."),
    (EN, GONE[EN] + "Another date will be proposed if the supervisor agrees to the cancellation."),
    (FR, GONE[FR] + "Un autre créneau vous sera proposé ; d'ici là, votre rendez-vous est maintenu."),
    (FR, GONE[FR] + "Vous devez vous présenter le {new}."),
    (FR, GONE[FR] + "Venez le {new} avant midi."),
    (FR, GONE[FR] + "À la place de l'ancienne date, venez le {new}."),
    (EN, GONE[EN] + "Please report on {new}, before noon."),
    (ES, GONE[ES] + "Preséntese el {new}, antes del mediodía."),
    (PT, GONE[PT] + "Compareça em {new}, antes do meio-dia."),
    (HT, GONE[HT] + "Ou dwe prezante {new} anvan midi."),
    (HT, GONE[HT] + "Men randevou a toujou kanpe."),
    (EN, GONE[EN] + "Until then your check-in stands."),
    (ES, GONE[ES] + "Hasta entonces su cita sigue en pie."),
    (PT, GONE[PT] + "Até lá o seu comparecimento está mantido."),
    (FR, GONE[FR] + "D'ici là, votre visite reste fixée."),
    (HT, GONE[HT] + "Jiska lè sa a randevou w la kanpe."),
    (HT, GONE[HT] + "Biwo Newark pa anile randevou a."),
]


@pytest.mark.parametrize(("kind", "language", "body"), NO_NEWS)
def test_a_sentence_of_every_day_leaves_the_news_as_it_is(kind: Kind, language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.kind is kind
    assert not waits(reading)


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_what_only_sounds_like_it_is_still_asked_about(language: Language, body: str) -> None:
    assert waits(read_body(body, language))


INSTEAD = [
    (EN, "Change of your check-in", "We expect you on {new} instead. / You were to come on {old}."),
    (FR, "Report de votre présentation", "Nous vous attendons désormais le {new}. / Vous deviez venir le {old}."),
    (HT, "Chanjman randevou ou", "N ap tann ou {new}. / Ou te dwe vini {old}."),
]


@pytest.mark.parametrize(("language", "subject", "body"), INSTEAD)
def test_a_title_that_names_a_change_tells_which_of_two_dates_was(language: Language, subject: str, body: str) -> None:
    reading = read_body(body, language, subject=subject)
    assert reading.kind is Kind.RESCHEDULED
    assert reading.previous_starts_at is not None
    assert not waits(reading)


@pytest.mark.parametrize(("language", "body"), [(language, body) for language, _, body in INSTEAD])
def test_without_such_a_title_a_person_is_asked(language: Language, body: str) -> None:
    assert waits(read_body(body, language, subject="Check-in"))


@pytest.mark.parametrize(("language", "subject", "body"), INSTEAD)
def test_a_title_that_names_a_request_is_none(language: Language, subject: str, body: str) -> None:
    asked = {EN: "Your request: change", FR: "Votre demande de report", HT: "Demann ou: chanjman"}
    assert waits(read_body(body, language, subject=asked[language])), subject


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (HT, "Tikè anile / Ou pa bezwen vini {old}."),
        (ES, "Cita cancelada / No tiene que venir el {old}."),
    ],
)
def test_a_title_and_a_sentence_bear_each_other_out(language: Language, body: str) -> None:
    reading = read_body(body, language, subject=body.split(" / ", maxsplit=1)[0])
    assert reading.kind is Kind.CANCELLED
    assert not waits(reading)


def test_a_title_that_sets_a_date_does_not_bear_out_that_nobody_need_come() -> None:
    assert waits(read_body("Randevou fikse / Ou pa bezwen vini {old}.", HT, subject="Randevou fikse"))


GIVEN_UP = "Yon moun kite plas li, nou ba ou li. / Randevou sa a pa egziste ankò / {old} / "


def test_an_old_date_that_is_given_up_beside_a_field_of_the_new_one_is_a_change() -> None:
    reading = read_body(GIVEN_UP + "Randevou ou kounye a / {new}", HT)
    assert reading.kind is Kind.RESCHEDULED
    assert not waits(reading)


def test_an_old_date_that_is_given_up_without_a_new_one_is_none() -> None:
    assert waits(read_body(GIVEN_UP, HT))
