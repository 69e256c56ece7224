"""Letters of scheduling software and portals in Spanish and Portuguese: labels, windows, feet; and near ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL
from tracker.reading.classify import read
from tracker.reading.samples import as_message
from tracker.reading.types import CONFIRMING, Kind, Reading

NEW, OLD = (date(2027, 5, 3), time(9)), (date(2027, 4, 5), time(8, 30))
ES_NEW, ES_OLD = "lunes 3 de mayo de 2027, 9:00", "lunes 5 de abril de 2027, 8:30"
PT_NEW, PT_OLD = "segunda-feira, 3 de maio de 2027, 9h00", "segunda-feira, 5 de abril de 2027, 8h30"
OFFICE = "26 Federal Plaza, New York, NY 10278"


def told(text: str, subject: str = "ICE") -> Reading:
    message = as_message(subject, f"{text}\n{OFFICE}").model_copy(update={"received": datetime(2027, 3, 1, tzinfo=UTC)})
    return read(message, OFFICIAL, RULES, OFFICES)


def moves(reading: Reading) -> bool:
    dates = [(when.day, when.time) for when in (reading.starts_at, reading.previous_starts_at) if when]
    return reading.kind is Kind.RESCHEDULED and not reading.doubts and dates == [NEW, OLD]


@pytest.mark.parametrize(
    "text",
    [
        f"Su cita fue cambiada.\nTENIA   {ES_OLD}\nTIENE   {ES_NEW}",
        f"Usted cambió su cita.\nNueva fecha\t{ES_NEW}\nCita liberada\t{ES_OLD}",
        f"Su cita ha sido modificada.\nCita vigente\n{ES_NEW}\nCita que dejó\n{ES_OLD}",
        f"Su cita fue cambiada.\nLe guardamos\n{ES_NEW}\nA cambio entregó\n{ES_OLD}",
        f"Usted realizó por internet el cambio de su turno.\nTurno elegido: {ES_NEW}\nTurno resignado: {ES_OLD}",
        f"Movimos su cita.\nEmpezaba: {ES_OLD}\nAhora empieza: {ES_NEW}",
        f"A sua visita foi transferida.\n   tinha marcação em    {PT_OLD}\n   passa a ter em       {PT_NEW}",
        f"A sua visita de 5 de abril passa para 3 de maio.\nAntes   {PT_OLD}\nAgora   {PT_NEW}",
        f"A sua visita foi alterada.\nFicou com: {PT_NEW}\nData que tinha: {PT_OLD}",
        f"O seu atendimento passa a realizar-se no dia {PT_NEW}, em substituição do que estava marcado para {PT_OLD}.",
    ],
)
def test_the_labels_of_portals_tell_the_old_date_from_the_new_one(text: str) -> None:
    assert moves(told(text))


@pytest.mark.parametrize(
    "text",
    [
        f"Usted no realizó el cambio de su turno.\nTurno elegido: {ES_NEW}\nTurno resignado: {ES_OLD}",
        f"Recibimos su solicitud.\nTiene: {ES_OLD}\nPide: {ES_NEW}",
        f"Solicitud recibida.\nCita que tiene: {ES_OLD}\nCita elegida: {ES_NEW}",
        f"Su cita fue cambiada.\nTENIA   {ES_OLD}\nTIENE   {ES_NEW}\nTAMBIEN TIENE   martes 4 de mayo de 2027, 9:00",
        f"Su cita fue programada.\nEmpieza: {ES_NEW}\nOtra: lunes 3 de mayo de 2027, 9:30",
        f"Su cita fue programada: {ES_NEW}. Esta es una muestra.",
        f"Su cita fue programada: {ES_NEW}. Se corre el rumor de que no habrá atención.",
        f"Su cita fue programada: {ES_NEW}. Es para la reunión de padres.",
        f"O seu atendimento poderá passar a realizar-se no dia {PT_NEW}, em substituição do de {PT_OLD}.",
        f"Comparecimento (remarcado)\nQuando\t{PT_NEW}\nNo lugar de\t{PT_OLD}\nOficial Prado\ttalvez\nSala 4\trecusou",
        f"A sua visita foi marcada: {PT_NEW}. Não há vaga para essa data.",
        f"A sua visita foi marcada: {PT_NEW}. A data só vale se aceitar o convite.",
        f"A sua visita de 3 de maio passa para 5 de abril.\nAntes   {PT_OLD}\nAgora   {PT_NEW}",
    ],
)
def test_near_ones_never_confirm(text: str) -> None:
    reading = told(text)
    assert reading.kind not in CONFIRMING or reading.doubts


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (f"Su cita fue programada.\nEmpieza: {ES_NEW}\nTermina: lunes 3 de mayo de 2027, 9:30", time(9, 30)),
        (f"A sua visita foi marcada.\nInício: {PT_NEW}\nFim: segunda-feira, 3 de maio de 2027, 9h30", time(9, 30)),
        (
            "Le recibiremos el lunes 3 de mayo de 2027. Puede llegar a cualquier hora entre las 9:00 y las 11:00 a. m.",
            time(11),
        ),
    ],
)
def test_an_end_in_a_field_or_sentence_of_its_own_closes_the_visit(text: str, ends: time) -> None:
    reading = told(text)
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())
    assert reading.starts_at is not None
    assert (reading.starts_at.day, reading.starts_at.time) == NEW
    assert reading.ends_at is not None
    assert reading.ends_at.time == ends


@pytest.mark.parametrize(
    "line",
    [
        "No es necesario que confirme esta visita.",
        "Sin ella no podrá ingresar.",
        "El trámite es personal y gratuito.",
        "Conserve este comprobante",
        "Folio\t7718004529",
        "Código de reserva: NYC-4FD8-31 (sin cambio)",
    ],
)
def test_feet_of_spanish_portals_cast_no_doubt_on_a_title(line: str) -> None:
    reading = told(f"Comprobante de cita\nFecha: {ES_NEW}\n{line}")
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())


@pytest.mark.parametrize(
    "line",
    [
        "Este é um e-mail automático, não é necessário respondê-lo.",
        "Não tem de confirmar a leitura. O registo fica visível no portal até ao dia seguinte ao da apresentação.",
        "Depois de três chamadas sem resposta a senha é anulada.",
        "Aceitar ou recusar o convite na sua agenda não muda nada.",
        "Crianças podem acompanhar, mas não há espaço para carrinhos na sala de espera.",
        "Quem não puder nessa data deve pedir outra até 7 de abril, pelo (401) 773-4800.",
        "As obras terminam, segundo previsão do empreiteiro, a 17 de março.",
    ],
)
def test_feet_of_portuguese_portals_cast_no_doubt(line: str) -> None:
    reading = told(f"Agendamento realizado.\nSua visita foi marcada.\nData: {PT_NEW}\n{line}")
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())


def test_what_the_subject_says_of_a_day_tells_which_hours_are_meant() -> None:
    text = f"As marcações da semana foram transferidas.\n{PT_OLD}\n{PT_NEW}"
    assert moves(told(text, "Aviso: a sua visita de 5 de abril passa para 3 de maio"))


def test_an_hour_below_a_day_that_the_text_moves_is_not_joined_to_it() -> None:
    text = "Sua visita foi remarcada de 5 de abril de 2027 para 3 de maio de 2027. Esteja lá às 9h15.\n"
    assert told(text + "Visita: segunda-feira, 3 de maio de 2027\nHora: 14h00").doubts
