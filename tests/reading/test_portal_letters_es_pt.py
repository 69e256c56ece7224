"""Letters of scheduling software and portals in Spanish and Portuguese: labels, windows, feet; and near ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.reading.letter_body import waits
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL
from tracker.reading.classify import read
from tracker.reading.samples import as_message
from tracker.reading.types import Kind, Reading

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
    assert waits(reading)


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


@pytest.mark.parametrize(
    "text",
    [
        f"Usted canceló esta cita en el sitio web el 1 de marzo de 2027.\nEra para: {ES_NEW}",
        f"Usted anuló su turno por internet el 26 de febrero de 2027.\nEstaba previsto para: {ES_NEW}",
        f"Você cancelou este horário pelo site em 26 de fevereiro de 2027.\nEra para: {PT_NEW}",
        (
            f"Você cancelou este horário pelo site em 1 de março de 2027.\nEra para: {PT_NEW}\n"
            "No momento você não tem outro horário no ICE."
        ),
    ],
)
def test_the_day_on_which_one_cancelled_is_not_the_day_that_is_cancelled(text: str) -> None:
    reading = told(text)
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())
    assert reading.previous_starts_at is not None
    assert (reading.previous_starts_at.day, reading.previous_starts_at.time) == NEW


@pytest.mark.parametrize(
    "text",
    [
        (
            f"La oficina movió un elemento de su calendario.\nQueda en: {ES_NEW}\nEstaba en: {ES_OLD}\n"
            "No hace falta aceptarla."
        ),
        (
            f"Se realizó el canje solicitado en la terminal.\nTurno entregado\t{ES_OLD}\nTurno recibido\t{ES_NEW}\n"
            "El turno entregado ya no puede usarse."
        ),
        (
            f"Seu bilhete de atendimento mudou.\nA data mudou a seu pedido.\nVálido para\n{PT_NEW}\n"
            f"A via 1 indicava\n{PT_OLD}\n"
            "Rasgue a via 1. O leitor da entrada só aceita a via mais nova."
        ),
    ],
)
def test_schedulers_tell_what_they_moved(text: str) -> None:
    assert moves(told(text))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Nova situação: AGENDADO",
            (
                f"A situação do seu comparecimento mudou de «Sem data» para «Agendado».\nAgendado para\n{PT_NEW}\n"
                "Desativar os alertas não desmarca o horário."
            ),
        ),
        ("Se añadió una presentación en la oficina de ICE", f"Qué: Presentación ante ICE\nCuándo: {ES_NEW}"),
        (
            "Comprobante de turno",
            f"|  Organismo: ICE, oficina de su zona |\n|  Turno: {ES_NEW}   |\nEl turno es gratuito.",
        ),
        ("Seu bilhete de atendimento", f"BILHETE DE ATENDIMENTO Nº B-551-8820\n{PT_NEW}"),
        (
            "Resultado do formulário enviado em 7 de fevereiro",
            (
                f"O formulário que o senhor enviou em 7 de fevereiro de 2027 foi processado e havia vaga. "
                f"O seu comparecimento ficou marcado para {PT_NEW}."
            ),
        ),
    ],
)
def test_a_state_a_ticket_or_a_form_says_that_a_visit_is_set(subject: str, text: str) -> None:
    reading = told(text, subject)
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())
    assert reading.starts_at is not None
    assert (reading.starts_at.day, reading.starts_at.time) == NEW


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("ICE", f"El estado de su presentación cambió de «Reservada» a «Sin fecha».\nReservada para\n{ES_NEW}"),
        ("ICE", f"El estado de su presentación cambió de «Sin fecha» a «En espera».\nFecha\n{ES_NEW}"),
        ("ICE", f"El estado de su solicitud cambió de «Recibida» a «Reservada».\nFecha pedida\n{ES_NEW}"),
        ("ICE", f"El estado de su presentación cambiará de «Sin fecha» a «Reservada» si usted acepta.\n{ES_NEW}"),
        ("ICE", f"A situação do seu comparecimento não mudou de «Sem data» para «Agendado».\nData\n{PT_NEW}"),
        ("ICE", f"A situação do seu pedido mudou de «Recebido» para «Agendado».\nData pedida\n{PT_NEW}"),
        ("Se añadió una nota a su presentación", f"Cuándo: {ES_NEW}\nLa nota no cambia nada."),
        ("ICE", f"Se realizará el canje solicitado.\nTurno entregado\t{ES_OLD}\nTurno recibido\t{ES_NEW}"),
        ("ICE", f"No se realizó el canje solicitado.\nTurno entregado\t{ES_OLD}\nTurno recibido\t{ES_NEW}"),
        ("ICE", f"La oficina moverá un elemento de su calendario.\nQueda en: {ES_NEW}\nEstaba en: {ES_OLD}"),
        ("ICE", f"Su cita ya no es el 5 de abril.\nQuizá sea el {ES_NEW}."),
        ("Seu bilhete de atendimento", f"BILHETE DE ATENDIMENTO (modelo)\n{PT_NEW}\nEste bilhete não vale."),
        ("ICE", f"O formulário que o senhor enviou foi recebido. O comparecimento pedido: {PT_NEW}."),
    ],
)
def test_near_ones_of_schedulers_never_confirm(subject: str, text: str) -> None:
    reading = told(text, subject)
    assert waits(reading)
