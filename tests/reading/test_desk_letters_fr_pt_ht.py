"""What desks add to a plain letter in Portuguese, French and Haitian Creole, and its near neighbours that say more."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, NEW_TIME, OLD_DAY, OLD_TIME, says
from tracker.reading.types import Kind, Language

_FR, _PT, _HT = Language.FR, Language.PT, Language.HT

HAVE_FR = "Vous avez un rendez-vous le {new}. / "
SET_FR = "Votre rendez-vous est fixé au {new}. / "
HAVE_PT = "O seu comparecimento foi agendado para {new}. / "
HAVE_HT = "Ou gen yon randevou {new}. / "
CALLED_FR = "Vous êtes convoqué en personne à notre bureau le {new}. / "
CALLED_HT = "Nou konvoke ou an pèsòn nan biwo sa a {new}. / "
MOVED_PT = "O seu comparecimento foi transferido de {old} para {new}. / "
MOVED_FR = "Votre rendez-vous du {old} est reporté au {new}. / "
MOVED_HT = "Randevou {old} a deplase pou {new}. / "
GONE_PT = "O comparecimento marcado para {old} foi cancelado por este escritório. / "
GRANTED_PT = "Seu pedido de mudança de data foi aprovado. "
TABLE_FR = "Nouvelle date, nouveau lieu. / Avant : {old} / Désormais : {new}. / "
TABLE_PT = "Nova data e novo local. / Antes: {old} / Agora: {new}. / "

SCHEDULED = [
    (_FR, HAVE_FR + "Une demande de report n'a d'effet qu'une fois acceptée."),
    (_FR, HAVE_FR + "Les demandes de modification se font sur ice.gov et ne valent qu'après approbation."),
    (_FR, "Votre présentation a lieu le {new}. / Elle a lieu au bureau de l'ICE et non dans notre centre."),
    (_FR, "Cette visite a lieu le {new}. / Présentez-vous à l'ICE et non chez nous."),
    (_FR, HAVE_FR + "En cas de maladie, prévenez le bureau et gardez le certificat médical."),
    (_FR, "Notre service a fixé votre présentation au {new}, à l'adresse ci-dessous."),
    (_FR, "Le bureau de Buffalo (250 Delaware Avenue, 7e étage) vous attend le {new}."),
    (_FR, "Comme convenu aujourd'hui au téléphone, vous avez rendez-vous le {new}."),
    (_FR, HAVE_FR + "Vous n'avez pas besoin de nous rappeler. La participation est facultative."),
    (_PT, HAVE_PT + "Qualquer pedido de adiamento só tem efeito depois de deferido."),
    (_PT, HAVE_PT + "Um requerimento não altera a sua data enquanto não for aceito."),
    (_PT, HAVE_PT + "Se tiver advogada, ela poderá acompanhá-lo, desde que a procuração esteja nos autos."),
    (_PT, HAVE_PT + "Se a nova data coincidir com a sua audiência no tribunal, mande-nos cópia da notificação."),
    (_HT, HAVE_HT + "Ou gen dwa vini avèk yon reprezantan."),
    (_HT, HAVE_HT + "Si ou gen yon odyans menm jou sa a, pote yon kopi avi tribinal la."),
    (_HT, HAVE_HT + "Ou pa bezwen rele nou ankò. Ou pa oblije reponn sondaj la."),
    (_HT, HAVE_HT + "Rive bonè epi pase nan machin deteksyon an. Zam ak kouto pa kapab pase."),
    (_HT, HAVE_HT + "Papye sa a se pa yon pèmi travay."),
    (_PT, HAVE_PT + "Precisa de outra data? Use o portal. O pedido só vale depois de autorizado."),
    (_FR, SET_FR + "Une autre date ? Écrivez au bureau. Une demande n'est valable qu'une fois accordée."),
    (_PT, HAVE_PT + "A ICE jamais cobra para remarcar ou cancelar uma visita."),
]
SUMMONED = [
    (_FR, CALLED_FR + "Le fait de ne pas répondre à la présente convocation peut donner lieu à des suites légales."),
    (_HT, CALLED_HT + "Pote paspò ou ak tout papye idantite ou genyen."),
]
RESCHEDULED = [
    (_FR, MOVED_FR + "Une demande de changement ne change la date que si elle est approuvée."),
    (_FR, TABLE_FR + "Votre changement d'adresse a bien été noté."),
    (_PT, MOVED_PT + "Situação: resolvido"),
    (_FR, TABLE_FR + "Votre dossier est transféré du bureau de Boston à celui de Manchester."),
    (_PT, TABLE_PT + "O seu caso foi encaminhado do escritório de Boston para o de Providence."),
    (_PT, TABLE_PT + "Em Boston o seu comparecimento já não consta."),
    (_PT, GRANTED_PT + "O dia que você propôs, 7 de abril, já estava cheio. / Venha em: {new} / Em vez de: {old}"),
    (_PT, "A visita que já lhe comunicamos em 2 de fevereiro, para {old}, foi adiada para {new}."),
]
CANCELLED = [
    (_PT, GONE_PT + "O ofício que lhe expedimos no dia 2 de fevereiro fica sem efeito."),
    (_PT, GONE_PT + "A carta que enviamos em 2 de fevereiro perde a validade."),
    (_HT, "Vizit ou {old} pa la ankò. Biwo a anile l."),
]
MUST_WAIT = [
    (_FR, HAVE_FR + "Votre demande de report n'a d'effet qu'une fois acceptée."),
    (_FR, HAVE_FR + "Cette date ne vaut qu'après approbation."),
    (_FR, "Le bureau de Buffalo ne vous attend plus le {new}."),
    (_FR, "Le bureau de Buffalo vous attend le {new}, si le superviseur l'accepte."),
    (_FR, "Notre service n'a pas fixé votre présentation au {new}, à l'adresse ci-dessous."),
    (_FR, HAVE_FR + "Vous n'avez pas à venir."),
    (_FR, HAVE_FR + "Le fait de ne pas répondre à cette proposition vaut refus."),
    (_FR, TABLE_FR + "Votre nouvelle adresse n'a pas été enregistrée : gardez la date d'avant."),
    (_PT, HAVE_PT + "Este agendamento só tem efeito depois de deferido."),
    (_PT, HAVE_PT + "Ele só vale quando for aprovado."),
    (_PT, "Se o comparecimento for transferido para {new}, desde que a procuração esteja nos autos, avisaremos."),
    (_PT, MOVED_PT + "Situação: em análise"),
    (_PT, HAVE_PT + "Quer mudar de dia? O seu pedido só vale depois de autorizado."),
    (_PT, HAVE_PT + "Queria outra data? Recebemos o pedido. Ele só vale depois de autorizado."),
    (_FR, HAVE_FR + "Une autre date ? Votre demande n'est pas encore accordée."),
    (_PT, TABLE_PT + "O seu caso ainda não foi encaminhado para o de Providence."),
    (_PT, HAVE_PT + "O seu comparecimento já não consta."),
    (_HT, HAVE_HT + "Ou pa bezwen vini."),
    (_HT, HAVE_HT + "Papye sa a se pa yon randevou."),
    (_HT, HAVE_HT + "Ou pa ka vini jou sa a."),
    (_HT, "Vizit ou {old} toujou kanpe. Biwo a pa anile l."),
]


@pytest.mark.parametrize(("language", "body"), SCHEDULED)
def test_standing_words_of_a_desk_leave_the_date_that_was_set(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, set(reading.doubts)) == (Kind.SCHEDULED, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize(("language", "body"), SUMMONED)
def test_what_the_law_provides_leaves_a_summons(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, set(reading.doubts)) == (Kind.SUMMONS, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize(("language", "body"), RESCHEDULED)
def test_standing_words_of_a_desk_leave_a_move(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, set(reading.doubts)) == (Kind.RESCHEDULED, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_the_letter_before_is_none_of_the_dates_that_were_cancelled(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, set(reading.doubts)) == (Kind.CANCELLED, set())
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_a_near_neighbour_that_says_more_waits_for_a_person(language: Language, body: str) -> None:
    assert waits(read_body(body, language))
