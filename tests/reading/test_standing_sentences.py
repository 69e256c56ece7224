"""Sentences that stand in many letters and are no news: house rules, other duties, papers to bring, what is at stake.

None of them makes a letter one of another kind; the near misses below them must still be asked about.
"""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.rules_in_use import RULES
from tests.reading.wordings import message
from tracker.reading.decision import Decision
from tracker.reading.engine import analyse
from tracker.reading.types import Kind, Language

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
STATED = {
    EN: "Your check-in has been scheduled for Monday, May 3, 2027 at 9:00 AM.",
    ES: "Su cita ha sido programada para el lunes, 3 de mayo de 2027 a las 9:00 a. m.",
    PT: "O seu comparecimento foi agendado para segunda-feira, 3 de maio de 2027, às 9h00.",
    FR: "Votre rendez-vous a été fixé au lundi 3 mai 2027 à 9 h 00.",
    HT: "Yo fikse randevou w pou lendi 3 me 2027 a 9:00 nan maten.",
}
GONE = {
    EN: "Your check-in of April 5, 2027 at 8:30 AM has been cancelled.",
    ES: "Su cita del 5 de abril de 2027 a las 8:30 a. m. ha sido cancelada.",
    PT: "O seu comparecimento de 5 de abril de 2027, às 8h30, foi cancelado.",
    FR: "Votre rendez-vous du 5 avril 2027 à 8 h 30 a été annulé.",
    HT: "Yo anile randevou w te genyen 5 avril 2027 a 8:30 nan maten an.",
}
NO_NEWS = [
    (EN, "Messages sent to this address are deleted."),
    (EN, "Phone reporting is not sufficient for the coming quarter."),
    (EN, "The Board of Immigration Appeals dismissed your appeal on February 8, 2027."),
    (EN, "After that day the system no longer allows changes."),
    (EN, "During that time appointments can neither be booked nor changed."),
    (EN, "All passports, valid or expired, must be brought along."),
    (EN, "There is nothing pending."),
    (EN, "No decision on your case is taken at this visit."),
    (EN, "If you have an appointment at the consulate on that day, tell us."),
    (EN, "Bring the receipt of your application with USCIS."),
    (EN, "Those who arrive after 11:00 will not be seen."),
    (ES, "Lo que se envíe a esta dirección se borra."),
    (ES, "Mientras no reciba respuesta, vale la fecha de esta carta."),
    (ES, "No se permite hacer videos ni fotos."),
    (ES, "No se aceptan cambios por motivos de trabajo."),
    (ES, "Quien no se reporta se expone a perder la fianza."),
    (ES, "Si no comparece, la fianza puede declararse incumplida."),
    (ES, "La oficina está en obras, por lo que se reducirá el número de personas."),
    (ES, "Traiga la constancia de su solicitud ante USCIS."),
    (ES, "Nosotros no podemos mover citas."),
    (ES, "En esta visita no se toma ninguna decisión sobre su caso."),
    (ES, "El consulado suele tardar 30 días en expedir documentos."),
    (ES, "La visita a domicilio del contratista no sufre ningún cambio."),
    (PT, "Mensagens enviadas a este endereço são apagadas."),
    (PT, "Enquanto não houver resposta, vale o dia 3."),
    (PT, "Quem não confirma continua obrigado a comparecer."),
    (PT, "Faltar sem avisar pode fazer perder a fiança."),
    (PT, "Venha com o recibo da fiança e um comprovante de endereço."),
    (PT, "O consulado costuma levar 30 dias para expedir documentos."),
    (PT, "Não há nada pendente."),
    (PT, "Quem chega depois das 11h não é atendido."),
    (PT, "A central não dá informação sobre a decisão do seu processo nem orientação jurídica."),
    (PT, "Pedidos de nova data são feitos pelo portal."),
]
OF_WHAT_FOLLOWS = [
    (EN, "The receiving office will tell you when and where to report."),
    (EN, "That usually takes four to six weeks."),
    (EN, "New date / Pending"),
    (ES, "La otra oficina le dirá cuándo debe presentarse."),
    (ES, "Suele tardar de cuatro a seis semanas."),
    (ES, "Fecha nueva / Pendiente"),
    (PT, "O escritório ainda não definiu quando vai recebê-lo."),
    (PT, "Isso costuma levar de quatro a seis semanas."),
    (PT, "Há outro horário? / Ainda não"),
    (FR, "Cela prend généralement quatre à six semaines."),
]
STILL_WAITS = [
    (EN, "The visit that was sent to this address is deleted."),
    (EN, "Your request for another date is pending."),
    (EN, "This date depends on us and on the consulate."),
    (ES, "Hasta donde sé, la cita es otra."),
    (ES, "Por lo que sé, la cita no está firme."),
    (ES, "Como fiador, usted puede perder la fianza."),
    (ES, "Debe entregar al extranjero, o perderá la fianza."),
    (PT, "O seu pedido de outra data ainda não foi analisado."),
    (PT, "O fiador pode perder a fiança."),
]
UNDECIDED = [
    (EN, "It becomes effective when you get a second letter."),
    (EN, "You will be told whether you must report."),
    (EN, "Your request to cancel it usually takes four weeks."),
    (ES, "La decisión sobre la cancelación está pendiente."),
    (PT, "A decisão sobre o cancelamento ainda não saiu."),
]


def decided(language: Language, stated: str, sentence: str, subject: str = "A message for you") -> Decision:
    text = f"{stated}\n{sentence.replace(' / ', chr(10))}"
    return analyse(message(subject, text), RULES).decision


@pytest.mark.parametrize(("language", "sentence"), NO_NEWS)
def test_a_standing_sentence_leaves_the_news_of_a_letter_as_it_is(language: Language, sentence: str) -> None:
    found = decided(language, STATED[language], sentence)
    assert (found.kind, found.hesitant) == (Kind.SCHEDULED, False)
    assert read_body(f"{STATED[language]} {sentence}", language).kind is Kind.SCHEDULED


@pytest.mark.parametrize(("language", "sentence"), OF_WHAT_FOLLOWS)
def test_what_is_to_follow_does_not_make_a_cancelling_undecided(language: Language, sentence: str) -> None:
    found = decided(language, GONE[language], sentence)
    assert (found.kind, found.hesitant) == (Kind.CANCELLED, False)


@pytest.mark.parametrize(("language", "sentence"), STILL_WAITS)
def test_what_only_sounds_like_a_standing_sentence_is_asked_about(language: Language, sentence: str) -> None:
    assert waits(read_body(f"{STATED[language]} {sentence}", language))


@pytest.mark.parametrize(("language", "sentence"), UNDECIDED)
def test_a_cancelling_that_is_not_decided_is_none(language: Language, sentence: str) -> None:
    assert waits(read_body(f"{GONE[language]} {sentence}", language))


@pytest.mark.parametrize(
    ("language", "letter"),
    [
        (ES, "Recibimos su solicitud de cambio. Mientras no reciba respuesta, debe presentarse en la fecha que tiene."),
        (ES, "Usted pidió otro día. Mientras no reciba respuesta, vale su cita del 3 de mayo de 2027."),
        (PT, "A sua carta foi encaminhada. Enquanto não houver resposta, o senhor continua obrigado a comparecer."),
    ],
)
def test_until_you_are_answered_still_tells_that_a_request_is_open(language: Language, letter: str) -> None:
    assert decided(language, letter, "").kind is Kind.REQUEST_RECEIVED


@pytest.mark.parametrize(
    ("language", "title", "moved"),
    [
        (EN, "Reminder of change: your check-in", "Your check-in of April 5, 2027 has been moved to May 3, 2027."),
        (ES, "Recordatorio de cambio: su cita", "Su cita del 5 de abril de 2027 fue cambiada al 3 de mayo de 2027."),
        (
            PT,
            "Lembrete de mudança: sua visita",
            "A sua visita de 5 de abril de 2027 foi mudada para 3 de maio de 2027.",
        ),
    ],
)
def test_a_reminder_of_a_change_tells_the_change(language: Language, title: str, moved: str) -> None:
    assert decided(language, moved, "", title).kind is Kind.RESCHEDULED


def test_a_reminder_of_the_visit_stays_one() -> None:
    assert decided(EN, "You have an appointment on May 3, 2027.", "", "Reminder: your check-in").kind is Kind.REMINDER


def test_an_order_to_report_is_not_outdone_by_a_day_on_which_the_office_is_closed() -> None:
    order = "You are directed to report in person as follows:\nSt. Louis, MO\nMonday, May 3, 2027\n9:00 AM"
    closed = "The office is closed on Friday, June 18."
    assert decided(EN, order, closed, "CALL-IN NOTICE: you must report").kind is Kind.SUMMONS
    assert decided(EN, closed, "All must report on Monday.", "Office closed").kind is Kind.OFFICE_CLOSURE


def test_of_two_letters_the_second_was_in_error_before_its_date_is_cancelled() -> None:
    wrong = "You are right: the second one went out in error."
    before = read_body(f"{wrong} {GONE[EN]}")
    assert not any("takes something back" in step.reason for step in before.trace)
    assert waits(read_body(f"{GONE[EN]} {wrong}"))
    assert waits(read_body(f"{STATED[EN]} {wrong}"))


def test_a_day_on_which_something_was_booked_is_no_title_that_contradicts() -> None:
    found = decided(EN, GONE[EN], "Booked on: April 30, 2026")
    assert (found.kind, found.hesitant) == (Kind.CANCELLED, False)


def test_what_had_been_set_is_told_of_the_date_that_was_cancelled() -> None:
    found = decided(EN, "We have cancelled your appointment at Reno.", "It had been set for 11:15 AM on May 3, 2027.")
    assert (found.kind, found.hesitant) == (Kind.CANCELLED, False)
