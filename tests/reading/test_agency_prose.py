"""How registries and counters write in Spanish and Portuguese: what such a letter confirms, and what only looks so."""

from __future__ import annotations

import pytest

from tests.reading.grid import confirms
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import NEW_DAY, NEW_TIME, OFFICIAL, OLD_DAY, OLD_TIME, message, says, with_dates
from tracker.reading.classify import read
from tracker.reading.types import Kind, Language, Reading

EN, ES, PT = Language.EN, Language.ES, Language.PT

CALLED = [
    (ES, "Citación", "Se cita a doña Rosa Tzoc para que comparezca ante esta oficina el {new}."),
    (ES, "Citación", "Se convoca al Sr. Luis Paz para que se presente en esta oficina el {new}."),
    (ES, "Orden de presentarse", "Se le ordena presentarse en esta oficina, como sigue.\nFecha: {nd}\nHora: {nt}"),
    (ES, "Orden", "Se le ordena comparecer personalmente en la oficina:\nFecha: {nd}\nHora: {nt}\nNo falte."),
    (ES, "Aviso de citatorio", "Su comparecencia ante esta oficina es obligatoria el {new}. Se le cita por orden."),
    (ES, "Citatorio", "Su asistencia será obligatoria el {new}. Se le ordena traer su pasaporte."),
    (ES, "Citación", "Se cita a don Juan Sol para que acuda el {new}. Se adoptarán las medidas que autoriza la ley."),
    (ES, "Citación", "Se le cita para el {new}. La presentación no puede hacerse por representante."),
    (PT, "Convocação", "O Setor de Registro CONVOCA a Sra. ANA LIMA a comparecer pessoalmente em {new}."),
    (PT, "Convocação", "Convoca-se o Sr. Rui Paz a comparecer neste escritório em {new}."),
    (PT, "Intimação", "A senhora está notificada a comparecer a esta unidade:\nDia: {nd}\nHora: {nt}"),
    (PT, "Intimação", "O senhor fica intimado a comparecer perante este escritório:\nData: {nd}\nHora: {nt}"),
    (PT, "Intimação", "O senhor está intimado a comparecer em {new}. Não poderá ser feito por procurador."),
]

MOVED = [
    (ES, "Deja de valer: {old}\nVale desde hoy: {new}\nHubo un cambio en su reserva."),
    (ES, "Su cita fue modificada.\nNueva fecha: {new}\nSustituye a: {old}"),
    (ES, "Su cita fue modificada.\nCita: {new}\nReemplaza a la: {old}"),
    (ES, "Su cita cambió. Donde dice «{old}», debe decir «{new}»."),
    (ES, "Este correo confirma el cambio que hizo el 25 de febrero de 2027.\nNueva fecha: {new}\nSustituye a: {old}"),
    (ES, "La reunión en nuestra oficina se ha aplazado. Se celebrará el {new}. La del {old} no tendrá lugar."),
    (ES, "El {old} no atenderemos a nadie. Por eso su cita se cambió al {new}."),
    (ES, "Su cita del {old} no se celebrará. Nueva cita: {new}"),
    (ES, "Su cita fue cambiada.\nCita\tFecha\tEstado\n1\t{old}\tCancelada\n2\t{new}\tConfirmada"),
    (PT, "O seu horário mudou.\nDeixa de valer: {old}\nVale a partir de hoje: {new}"),
    (PT, "O seu horário foi alterado.\nNovo horário: {new}\nSubstitui o: {old}"),
    (PT, "Retificação do agendamento.\nOnde se lê: {old}\nLeia-se: {new}"),
    (PT, "Em {old} não haverá atendimento. Por isso passamos você para {new}. Traga a sua marcação."),
    (PT, "O comparecimento de {old} não se realizará naquela data. Novo comparecimento: {new}"),
    (PT, "A sua marcação foi alterada.\nMarcação\tDia\tEstado\nM-771204\t{old}\tAnulada\nM-771204\t{new}\tConfirmada"),
    (EN, "Your visit of {old} will not take place. New visit: {new}"),
    (EN, "Your visit was changed.\nNo\tWhen\tState\n1\t{old}\tCancelled\n2\t{new}\tConfirmed"),
]

SET = [
    (ES, "Reunión", "La reunión se celebrará el {new} en nuestra oficina. Si lo ha recibido por error, elimínelo."),
    (ES, "Su cita", "Su cita quedó fijada para el {new}. Las citas no se cambian más de una vez."),
    (PT, "Comprovante de agendamento", "Agendamento confirmado para {new}. Emitido pela internet em 28/02/2027."),
    (PT, "Sua visita", "Esperamos você em {new}. A espera pode passar de uma hora."),
    (PT, "Agendamento", "O seu agendamento foi confirmado para {new}. Pedidos fora do prazo não serão aceitos."),
    (PT, "Agendamento", "Seu horário foi marcado para {new}. Se recebeu esta mensagem por engano, apague-a."),
]

LET_GO = [
    (ES, "La reunión del {old} no tendrá lugar. Recibirá una nueva fecha por correo."),
    (ES, "Le comunicamos la cancelación de su cita del {old}, a petición del interesado."),
    (PT, "Comunicamos o cancelamento da apresentação de {old}, a pedido do interessado."),
    (PT, "O seu atendimento de {old} foi desmarcado. Não necessita de se deslocar ao serviço nesse dia."),
]

NEVER = [
    (ES, "Si se cita a don Luis Paz para que comparezca, será el {new}."),
    (ES, "No se le ordena presentarse, como creía:\nFecha: {new}"),
    (ES, "¿Se le ordena presentarse en esta oficina?\nFecha: {new}"),
    (ES, "Su asistencia no es obligatoria el {new}."),
    (ES, "La reunión de padres se celebrará el {new}."),
    (ES, "La reunión informativa de la comunidad se celebrará el {new}."),
    (ES, "La reunión se celebraría el {new} si usted está de acuerdo."),
    (ES, "La reunión con su abogado se celebrará el {new}."),
    (ES, "Su cita del {old} no se celebrará. Nueva cita propuesta: {new}"),
    (ES, "Su cita del {old} no se celebrará. Nueva cita (por confirmar): {new}"),
    (ES, "Su cita del {old} no se celebrará. Nueva cita solicitada: {new}"),
    (ES, "Si su cita del {old} se cancela:\nNueva cita: {new}"),
    (ES, "Si se aprueba su solicitud:\nDeja de valer: {old}\nVale desde hoy: {new}"),
    (ES, "El {old} no atenderemos a nadie. Podríamos verlo el {new}."),
    (ES, "Le comunicamos la cancelación de su suscripción el {old}."),
    (ES, "Si le comunicamos la cancelación de su cita del {old}, no venga."),
    (ES, "Borrador. Donde dice «{old}», debe decir «{new}»."),
    (PT, "Se o Setor convoca o Sr. Rui Paz a comparecer, será em {new}."),
    (PT, "O senhor não está intimado a comparecer neste escritório:\nData: {nd}\nHora: {nt}"),
    (PT, "O comparecimento de {old} não se realizará. Novo comparecimento sugerido: {new}"),
    (PT, "O comparecimento de {old} não se realizará. Novo comparecimento (a confirmar): {new}"),
    (PT, "Em {old} não vamos conseguir atender. Podemos passar você para {new}?"),
    (PT, "Se for aprovado:\nOnde se lê: {old}\nLeia-se: {new}"),
    (PT, "Não necessita de se deslocar ao serviço em {new}."),
    (PT, "Comunicamos o cancelamento da sua assinatura em {old}."),
    (PT, "A sua marcação pode ser alterada.\nN.º\tDia\tEstado\n1\t{old}\tAnulada\n2\t{new}\tPendente"),
    (EN, "Your visit of {old} will not take place. New visit requested: {new}"),
    (EN, "Your visit of {old} will not take place. Proposed new visit: {new}"),
    (EN, "If your visit of {old} is cancelled: New visit: {new}"),
    (EN, "Your attendance is not required on {new}."),
]


def told(language: Language, subject: str, body: str) -> Reading:
    return read(message(subject, with_dates(body, language)), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize(("language", "subject", "body"), CALLED)
def test_who_is_called_in_the_prose_of_a_registry_is_summoned(language: Language, subject: str, body: str) -> None:
    reading = told(language, subject, body)
    assert reading.kind is Kind.SUMMONS
    assert confirms(reading)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize(("language", "body"), MOVED)
def test_the_old_date_gives_way_to_the_new_one(language: Language, body: str) -> None:
    reading = told(language, "ICE", body)
    assert reading.kind is Kind.RESCHEDULED
    assert confirms(reading)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "subject", "body"), SET)
def test_what_is_said_in_passing_takes_no_appointment_back(language: Language, subject: str, body: str) -> None:
    reading = told(language, subject, body)
    assert reading.kind is Kind.SCHEDULED
    assert confirms(reading)
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize(("language", "body"), LET_GO)
def test_who_is_told_that_a_date_is_off_need_not_travel(language: Language, body: str) -> None:
    reading = told(language, "ICE", body)
    assert reading.kind is Kind.CANCELLED
    assert confirms(reading)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize(("language", "body"), NEVER)
def test_what_is_only_proposed_asked_or_denied_confirms_nothing(language: Language, body: str) -> None:
    assert not confirms(told(language, "ICE", body))
