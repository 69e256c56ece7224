"""Plain letters in Portuguese, French and Haitian Creole: dates in slips, exchanged in one sentence, or pointed at."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.rules_in_use import RULES
from tests.reading.wordings import NEW_DAY, NEW_TIME, OLD_DAY, OLD_TIME, message, says, with_dates
from tracker.reading.engine import analyse
from tracker.reading.types import Kind, Language

_FR, _PT, _HT = Language.FR, Language.PT, Language.HT

SET_PT = "O seu comparecimento foi agendado para {new}. / "
SET_FR = "Votre rendez-vous a été fixé au {new}. / "
MOVED_PT = "O seu comparecimento foi transferido de {old} para {new}. / "
GONE_PT = "O seu comparecimento de {old} foi cancelado. / "
GONE_FR = "Votre rendez-vous du {old} a été annulé. / "
GONE_HT = "Randevou ou te gen {old} anile. / "
CALLED_FR = "Vous vous présenterez le {new}. La date du {od} est annulée."
FULL_PT = "Nesse dia não havia mais vaga, então remarcamos para {new}. / "
SLIP_PT = "OPERACAO: REMARCACAO / RESULTADO: {result} / SAI: {{old}} / ENTRA: {{new}} / VALE COMO CONFIRMACAO"
SLIP_HT = "OPERASYON: CHANJE DAT / REZILTA: {result} / DAT ANVAN: {{old}} / DAT KOUNYE A: {{new}} / KENBE RESI SA A"

SCHEDULED = [
    (_PT, "A sua marcação está feita. / Marcação efectuada / Data: {new}"),
    (
        _PT,
        SET_PT + "Havendo impedimento, o pedido de nova data deverá ser formulado por escrito até o dia 12 de abril.",
    ),
    (_PT, "Este aviso informa a data do seu comparecimento. / Data e hora: {new}"),
    (_PT, "Comprovante de agendamento / Data e hora: {new} / O não comparecimento será comunicado ao oficial."),
    (_PT, SET_PT + "Ele não trata da sua audiência no tribunal de imigração."),
    (_PT, SET_PT + "Primeiro comparecimento: {new}"),
    (_PT, "Data definida. / Seu comparecimento foi agendado. / Data da consulta: {nd} / Tempo da consulta: {nt}"),
    (_PT, SET_PT + "O seu cadastro no escritório foi concluído no dia 26 de fevereiro."),
    (_FR, "Votre rendez-vous a été fixé. / Premier rendez-vous : / {new}"),
    (_PT, SET_PT + "Intérprete mediante solicitação."),
    (_FR, SET_FR + "Interprète gratuit sur simple demande."),
    (_HT, "Ou gen yon randevou {new}. / Si ou bezwen entèprèt, rele (973) 645-3666 anvan 12 avril."),
]
RESCHEDULED = [
    (_PT, SLIP_PT.format(result="EFETUADA")),
    (_HT, SLIP_HT.format(result="FET")),
    (
        _PT,
        FULL_PT + "O horário de {old} foi liberado para outra pessoa.",
    ),
    (_PT, "Antecipamos o seu comparecimento. / Data antecipada: {new} / Data original, já liberada: {old}"),
    (_PT, MOVED_PT + "Se a nova data for impossível, avise até 9 de abril."),
    (_PT, MOVED_PT + "Se já recebeu esta informação por telefone, desconsidere."),
    (_PT, MOVED_PT + "Não são, em regra, concedidos novos adiamentos."),
    (_PT, "O seu pedido foi deferido. Deverá apresentar-se em {new}, ficando sem efeito a apresentação de {old}."),
    (_PT, "Os atendimentos foram redistribuídos. / Data válida: {new} / Não compareça em: {old}"),
    (
        _FR,
        "Vous avez sollicité le report de votre présentation du {old}. Il est fait droit à votre demande. / "
        + CALLED_FR,
    ),
]
CANCELLED = [
    (_FR, "Le rendez-vous suivant a été annulé. / Date et temps: / {old} / Ne répondez pas à ce message."),
    (_FR, GONE_FR + "Un nouveau rendez-vous vous sera proposé par courrier."),
    (_HT, GONE_HT + "Lòt kondisyon yo pa chanje."),
]
MUST_WAIT = [
    (_HT, "Chè %PRENON% %SIYATI%, randevou {old} anile. Lòt kondisyon yo pa chanje."),
    (_PT, "O seu primeiro comparecimento talvez seja em {new}."),
    (_FR, "Date et temps du rendez-vous, si votre demande est acceptée : / {new}"),
    (_PT, SLIP_PT.format(result="NAO EFETUADA")),
    (_PT, SLIP_PT.format(result="PARCIALMENTE EFETUADA")),
    (_PT, SLIP_PT.format(result="PENDENTE")),
    (_HT, SLIP_HT.format(result="PA FET")),
    (_PT, "O seu comparecimento não foi, portanto, transferido de {old} para {new}."),
    (_PT, "Não havia vaga, então talvez remarquemos para {new}."),
    (_PT, "Não havia vaga, então não remarcamos para {new}. O seu comparecimento é em {old}."),
    (_PT, "Não havia vaga, então remarcaremos o seu comparecimento de {old} para {new} se o chefe aprovar."),
    (_PT, MOVED_PT + "O chefe mudou de ideia."),
    (_PT, MOVED_PT + "Mudamos de ideia."),
    (_PT, MOVED_PT + "Se já recebeu a carta de cancelamento, desconsidere este aviso."),
    (_PT, MOVED_PT + "Se recebeu esta mensagem, desconsidere."),
    (_PT, "Se o seu pedido for deferido, deverá apresentar-se em {new}, ficando sem efeito a apresentação de {old}."),
    (_PT, "A apresentação de {old} não foi dada sem efeito, nem foi designado o dia {new}."),
    (_PT, "Este aviso não informa a data do seu comparecimento. / Data e hora: {new}"),
    (_PT, "Os atendimentos serão redistribuídos. / Data válida: {new} / Não compareça em: {old}"),
    (_FR, "Votre rendez-vous du {old} n'est pas annulé. Un nouveau rendez-vous vous sera proposé par courrier."),
    (_FR, SET_FR + "Un nouveau rendez-vous vous sera proposé par courrier."),
    (_FR, SET_FR + "Ce rendez-vous est fixé sur demande de votre avocat, qui ne l'a pas encore confirmée."),
    (
        _FR,
        "Vous avez sollicité l'annulation de la visite du {old}. Il est fait droit à votre demande. / " + CALLED_FR,
    ),
]


@pytest.mark.parametrize(("language", "body"), SCHEDULED)
def test_a_plain_letter_sets_the_date_that_it_names(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, set(reading.doubts)) == (Kind.SCHEDULED, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize(("language", "body"), RESCHEDULED)
def test_a_plain_letter_tells_the_old_date_from_the_new_one(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, set(reading.doubts)) == (Kind.RESCHEDULED, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_a_plain_letter_cancels_the_date_that_it_names(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert (reading.kind, set(reading.doubts)) == (Kind.CANCELLED, set())
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_what_only_sounds_like_it_waits_for_a_person(language: Language, body: str) -> None:
    assert waits(read_body(body, language))


# What the rules say by themselves; the second opinion and the words of caution may still ask for a person.
BY_RULES = [
    (
        Kind.RESCHEDULED,
        "A visita de {old} foi dada sem efeito, tendo sido fixado em sua substituição o dia {new}.",
    ),
    (Kind.CANCELLED, GONE_PT + "Ainda não temos outra data para lhe dar."),
    (Kind.CANCELLED, GONE_PT + "Ainda não há nova data."),
]
HESITANT_BY_RULES = [
    GONE_PT + "Ainda não temos outra data: mantenha a sua visita de {old}.",
    GONE_PT + "Não foi possível cancelar o seu comparecimento.",
]


@pytest.mark.parametrize(("kind", "body"), BY_RULES)
def test_the_rules_know_what_gives_way_and_what_is_still_to_come(kind: Kind, body: str) -> None:
    decision = analyse(message("Aviso", with_dates(body, _PT)), RULES).decision
    assert (decision.kind, decision.hesitant) == (kind, False)


@pytest.mark.parametrize("body", HESITANT_BY_RULES)
def test_another_no_beside_a_cancelling_needs_a_person(body: str) -> None:
    decision = analyse(message("Aviso", with_dates(body, _PT)), RULES).decision
    assert decision.kind is not Kind.CANCELLED or decision.hesitant
