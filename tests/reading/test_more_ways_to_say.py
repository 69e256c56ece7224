"""More ways in which plain letters say that a visit is set, moved or cancelled, and the near ones that do not."""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, OLD_DAY
from tracker.reading.types import Kind, Language

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
SET = [
    (EN, "You report for check-in once a year. / The next one is now on the calendar: / {new}"),
    (EN, "Below is your next check-in. / When: {new} / Parking is free."),
    (ES, "Usted se presenta una vez al año; así consta en su cita anterior. La de este año será el {new}."),
    (PT, "O comparecimento é anual. A deste ano está marcada para {new}."),
    (EN, "Your check-in: / Our agent looked at the calendar with you and booked the first opening: {new}."),
    (PT, "Comparecimento ao ICE / O atendente reservou uma vaga em New York City, NY: {new}."),
    (ES, "Su primera cita / La oficina ya le asignó día: {new}."),
    (ES, "Cita en Dallas / Un oficial de ERO la atenderá en Dallas, TX, el {new}."),
    (EN, "Your check-in / An ICE officer will see you on {new}."),
    (PT, "Comparecimento / O oficial o receberá em Denver, CO, na {new}."),
    (PT, "Informamos que foi marcada a sua apresentação para {new}."),
    (PT, "Respondemos à sua mensagem perguntando quando deve voltar: o seu comparecimento está marcado para {new}."),
    (EN, "Good news: the appointment you asked for is now confirmed for {new}."),
    (EN, "ICE Charlotte: check-in set for {new}, 6130 Tyvola Centre Dr. Bring photo ID and all ICE papers."),
    (PT, "Sua próxima apresentação fica para {new}, como combinado na visita de hoje."),
]
MOVED = [
    (EN, "Your appointment of {old} is cancelled. Instead, please come on {new}."),
    (ES, "Queda sin efecto la cita que usted tenía para el {old}. En su lugar deberá presentarse el {new}."),
    (PT, "Fica assim: em vez da {old}, a senhora vem na {new} ao seu comparecimento."),
    (ES, "Te recorrieron la cita. Borra de tu calendario el {old} y apunta el {new}."),
    (EN, "We cannot see you on {old} as we had told you at your check-in. Instead, come on {new}."),
    (EN, "Your check-in: in your case this means {new} and no longer {old}."),
    (PT, "Remarcamos a sua visita da {old}. A senhora passa a ser esperada em {new}."),
    (PT, "Seu comparecimento / Como era: {old} / Como ficou: {new}"),
    (EN, "Your check-in: you are not to come on {old} but on {new}."),
    (EN, "Your check-in: you will not now be required to report on {old}. You are required to report on {new}."),
]
CANCELLED = [
    (EN, "The Buffalo, NY office has taken your visit of {old} off its list."),
    (ES, "Se deja sin efectos el señalamiento del {old} para su presentación. No deberá acudir."),
    (EN, "There were two bookings of a visit for you. We cancelled the second one, {old}."),
    (ES, "Cancelaste este turno: / Cuándo: {old}"),
    (PT, "A visita de {old} deixou de ser necessária."),
]
ORDERED = [
    (ES, "Se le ordena presentarse en persona en la oficina de ICE, además de sus controles. / Día: {nd} / Hora: {nt}"),
    (PT, "O senhor está intimado a comparecer pessoalmente ao escritório do ICE. / Dia: {nd} / Hora: {nt}"),
    (EN, "You are hereby ordered to appear in person at our office in Denver. / Date: {nd} / Time: {nt}"),
]
MUST_WAIT = [
    (EN, "If the next one is now on the calendar, you will find it in the portal: {new}"),
    (EN, "Appointment 81544-O / Below is your appointment. / When: {new} / At the window for: bagged belongings"),
    (EN, "An asylum officer will interview you on {new}."),
    (ES, "Richmond, VA no la recibirá el {new}."),
    (EN, "The appointment you asked for on {new} is not confirmed."),
    (EN, "ICE Charlotte: check-in not set for {new}."),
    (EN, "You asked if you could come instead on {new} to your check-in."),
    (ES, "Si no puede venir a su cita, en su lugar deberá presentarse el {new} su hermano."),
    (ES, "Usted pidió que la presentación que tenía el {old} quede para el {new}."),
    (PT, "A senhora pediu para vir na {new} em vez da {old}."),
    (EN, "You will not be required to report on {old} if you report on {new}."),
    (EN, "Your visit on {new} will not take long."),
    (ES, "Si canceló su cita, verá libre otra vez el {new}."),
    (EN, "If you are ordered to appear in person, bring this letter. / Date: {nd} / Time: {nt}"),
    (PT, "Quando for intimado a comparecer, traga esta carta. / Dia: {nd} / Hora: {nt}"),
]
CLOSED_ASIDE = "You are directed to come to your check-in on {new}. The office is closed on May 31, 2027."
CLOSED_THEN = "You are told to come on {new}. The office is closed on May 3, 2027."


@pytest.mark.parametrize(
    ("kind", "language", "body"),
    [*((Kind.SCHEDULED, *one) for one in SET), *((Kind.RESCHEDULED, *one) for one in MOVED)],
)
def test_a_letter_that_sets_or_moves_a_visit_says_so_in_many_ways(kind: Kind, language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.kind is kind
    assert (reading.starts_at and reading.starts_at.day) == NEW_DAY


@pytest.mark.parametrize(("language", "body"), CANCELLED)
def test_a_letter_that_calls_a_visit_off_says_so_in_many_ways(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.kind is Kind.CANCELLED
    assert (reading.previous_starts_at and reading.previous_starts_at.day) == OLD_DAY


@pytest.mark.parametrize(("language", "body"), ORDERED)
def test_an_order_whose_day_stands_in_fields_below_is_an_order(language: Language, body: str) -> None:
    assert read_body(body, language).kind is Kind.SUMMONS


@pytest.mark.parametrize(("language", "body"), MUST_WAIT)
def test_what_only_sounds_like_it_confirms_nothing(language: Language, body: str) -> None:
    assert waits(read_body(body, language))


def test_a_day_on_which_the_office_is_closed_is_beside_the_matter_of_an_order_for_another_day() -> None:
    assert read_body(CLOSED_ASIDE, EN).kind is not Kind.OFFICE_CLOSURE


def test_a_day_on_which_the_office_is_closed_is_the_matter_where_one_was_told_to_come_on_it() -> None:
    assert read_body(CLOSED_THEN, EN).kind is Kind.OFFICE_CLOSURE
