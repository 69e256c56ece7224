"""What French, Portuguese and Creole letters say aside, hours moved within a day, and near neighbours of both."""

from __future__ import annotations

from datetime import time

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import NEW_DAY, NEW_TIME, OLD_DAY, OLD_TIME, says
from tracker.reading.people import find_references
from tracker.reading.types import Doubt, Kind, Language, Reading

_FR, _PT, _HT = Language.FR, Language.PT, Language.HT

SET_PT = "O seu comparecimento foi agendado para {new}. / "
SET_HT = "Randevou w fikse pou {new}. / "
MOVED_FR = "Votre rendez-vous du {old} est reporté au {new}. / "
MOVED_HT = "Randevou {old} a deplase pou {new}. / "
GONE_PT = "O seu comparecimento de {old} foi cancelado. / "
GONE_HT = "Nou anile randevou w {old}. / "
AFTERNOON = "O dia é o mesmo. / Dia: {nd} / Horário anterior: 8h30 / Horário atual: 14h"

SCHEDULED = [
    (_PT, SET_PT + "A senha não ativada até 15 minutos depois da hora perde a prioridade."),
    (_PT, SET_PT + "Nesse mês haverá um simulado de incêndio no edifício."),
    (_PT, "Visita marcada / Você estava na fila para a entrevista. / Seu comparecimento foi agendado para {new}."),
    (_HT, SET_HT + "Yon kopi avi a ap rete nan dosye w."),
    (_HT, SET_HT + "Pa peye vòlè kòb pou yon randevou."),
    (_HT, SET_HT + "Biwo a nan Filadèlfi, PA 19107."),
    (_HT, SET_HT + "Biwo a ouvè chak jou, men li fèmen jou konje."),
]
RESCHEDULED = [
    (_FR, MOVED_FR + "Un rendez-vous par téléphone n'est pas proposé pour cette démarche."),
    (_FR, "Un exercice d'évacuation a lieu ce jour-là. / " + MOVED_FR),
    (
        _FR,
        "Nous ne savons malheureusement pas vous accueillir le {old}. Un nouveau rendez-vous vous est fixé : / {new}",
    ),
    (_FR, "Votre entretien, d'abord fixé au {old}, a été renvoyé au : / {new}"),
    (_HT, MOVED_HT + "Si w pa vini san bon rezon, biwo a ka pran mezi."),
    (_HT, MOVED_HT + "Anyen nan avi sa a pa chanje obligasyon ou gen devan jij la."),
    (_HT, MOVED_HT + "Anprent ou te bay yo ap bon pou 15 mwa."),
    (_HT, "Pral gen yon egzèsis evakyasyon nan biwo a. / " + MOVED_HT),
    (
        _PT,
        "Registramos hoje a troca da data da sua entrevista. O senhor comparecerá em {new}, e não mais em {old}.",
    ),
]
CANCELLED = [
    (_PT, GONE_PT + "O sistema não permite duas inscrições para a mesma pessoa."),
    (_PT, GONE_PT + "Atenda as chamadas do oficial. Deixar de atender duas vezes faz o caso voltar à visita."),
    (_PT, "Agendamento cancelado / Data cancelada: {old} / A unidade não realizará este atendimento."),
    (_HT, GONE_HT + "Nou poko gen yon lòt dat pou kounye a. Avi ki pote nouvo jou a ap rive lakay ou."),
]
MUST_WAIT = [
    (_PT, SET_PT + "As visitas não validadas até amanhã perdem a prioridade."),
    (_PT, "Você está na fila para a visita. / Dia: {new}"),
    (_PT, "Anotamos o seu pedido de mudança do dia da sua visita. O senhor virá em {new}, se for aprovado."),
    (_PT, "Anotaremos a mudança do dia da sua visita. O senhor virá em {new}, e não mais em {old}."),
    (_PT, "Não registramos a mudança da data da sua visita. / Data: {new}"),
    (_PT, "Se não atendermos este agendamento, avisaremos. / Data: {old}"),
    (_HT, "Yo di randevou w deplase pou {new}. Dat la parèt san rezon."),
    (_HT, MOVED_HT + "Mesaj sa a se yon egzèsis."),
    (_HT, "Nou poko gen yon lòt dat pou randevou w {old}."),
    (_HT, "Randevou w: {old}, li pa chanje."),
    (_HT, MOVED_HT + "Anyen nan mesaj sa a pa chanje randevou w."),
    (_HT, "Randevou w ka deplase pou {new}. Biwo a nan Filadèlfi, PA 19107."),
    (_FR, "Nous ne savons pas si nous pouvons vous recevoir le {old}. / Un nouveau rendez-vous serait fixé : / {new}"),
    (_FR, MOVED_FR + "Ce message est un exercice."),
    (_FR, "Votre entretien, d'abord fixé au {old}, serait renvoyé au : / {new}"),
    (_FR, "Votre entretien, d'abord fixé au {old}, n'est pas renvoyé au : / {new}"),
    (_FR, "Votre demande de report du {old} au {new} n'est pas possible pour ce motif."),
    (_PT, "Talvez passemos o seu comparecimento para o turno da tarde. " + AFTERNOON),
    (_PT, "Não passamos o seu comparecimento para o turno da tarde. " + AFTERNOON),
]


def believed(reading: Reading, kind: Kind) -> bool:
    """Whether the rules do; what only sounds wary may still hold a short letter."""
    return (
        reading.kind is kind and set(reading.doubts) <= {Doubt.PARTS_DISAGREE} and reading.rule.startswith("kinds.toml")
    )


@pytest.mark.parametrize(("language", "body"), SCHEDULED)
def test_what_is_said_aside_leaves_the_date_that_was_set(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert believed(reading, Kind.SCHEDULED)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize(("language", "body"), RESCHEDULED)
def test_what_is_said_aside_leaves_a_move(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert believed(reading, Kind.RESCHEDULED)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_what_is_said_aside_leaves_a_cancelling(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert believed(reading, Kind.CANCELLED)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_a_near_neighbour_of_it_waits_for_a_person(language: Language, body: str) -> None:
    assert waits(read_body(body, language))


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (_PT, "Para que ninguém falte à aula, passamos o seu comparecimento para o turno da tarde. " + AFTERNOON),
        (_FR, "Nous avons décalé votre rendez-vous. / Jour : {nd} (inchangé) / Heure : 14 h, et non plus 8 h 30"),
        (_HT, "Nou pouse randevou w. / Jou: {nd}, li pa chanje / Lè: 2:00 PM olye de 8:30 AM"),
    ],
)
def test_an_hour_moved_within_its_day_is_told_from_the_one_before(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert believed(reading, Kind.RESCHEDULED)
    assert says(reading.starts_at, NEW_DAY, time(14))
    assert says(reading.previous_starts_at, NEW_DAY, OLD_TIME)


@pytest.mark.parametrize(
    "text",
    [
        "Randevou ki anile a\tjedi 3 jen 2027, 10:45 nan maten, Miramar\nKòz\tpa gen kouran",
        "Data atual\t20/04/2027, terça-feira, 9h30, Boston (Burlington)\nPrazo\t12/04/2027",
        "Randevou ki la kounye a: madi 2 fevriye 2027, 9:00 AM, Burlington\nEta: ap tann",
    ],
)
def test_a_town_behind_the_hour_of_a_field_is_that_of_the_office(text: str) -> None:
    assert OFFICES.find(text).office or OFFICES.find(text).candidates


def test_a_town_behind_the_hour_in_running_text_is_not_taken_over_the_line() -> None:
    assert not OFFICES.find("O avião chega às 9h30, Miramar\nfica perto do aeroporto.").candidates


@pytest.mark.parametrize(
    ("end", "plain"),
    [
        ("e não mais em 5 de abril.", True),
        ("e não mais em 5 de novembro.", False),
        ("e não mais em 31 de abril.", False),
    ],
)
def test_the_old_day_right_behind_the_new_one_is_of_its_year(end: str, *, plain: bool) -> None:
    told = "Alteramos a data da sua visita. O senhor comparecerá em {new}, "
    reading = read_body(told + end, _PT)
    assert (Doubt.AMBIGUOUS_DATE not in reading.doubts and reading.previous_starts_at is not None) is plain


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Resultado\tNão atendido\nPedido\t55-2219\nUnidade\tBaltimore", "55-2219"),
        ("Nimewo resi\tMIA-0047712\nSèvis\tPrezantasyon", "MIA-0047712"),
        ("Pedido: 12/04/2027\n", None),
        ("Pedido: 305-8123 ou 305-8124\n", None),
        ("Nimewo resi: IOE0912345678\n", None),
    ],
)
def test_the_number_of_a_request_or_a_receipt_is_read_from_its_field(text: str, number: str | None) -> None:
    assert find_references(text, RULES.codes) == number
