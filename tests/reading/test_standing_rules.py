"""Rules that stand in many letters and are of everybody: how to ask, what is at stake, who may come.

They take nothing back of what a letter says; what only sounds like them is still asked about.
"""

from __future__ import annotations

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.rules_in_use import RULES
from tests.reading.test_standing_sentences import EN, ES, FR, GONE, HT, PT, STATED
from tests.reading.wordings import message
from tracker.reading.decision import Decision
from tracker.reading.engine import analyse
from tracker.reading.types import Kind, Language

HOW_TO_ASK = [
    (EN, "Requests that reach us after that day are usually not granted."),
    (EN, "Requests sent by reply to this message cannot be seen by anyone."),
    (EN, "This appointment cannot be changed by phone."),
    (EN, "Any request must be made in writing."),
    (EN, "You do not have to do anything to accept the new time."),
    (ES, "Las solicitudes que lleguen después no se conceden."),
    (ES, "Ninguna otra solicitud de cambio será leída."),
    (ES, "Esta cita no se cambia por teléfono."),
    (ES, "Por teléfono no se cambian citas."),
    (ES, "No hace falta que llame para aceptar la fecha."),
    (PT, "Nenhum outro pedido de adiamento será lido."),
    (PT, "Novo pedido de mudança só pode ser feito no portal."),
    (PT, "Outro dia poderá ser concedido uma única vez, mediante requerimento recebido."),
    (PT, "Este comparecimento não pode ser mudado por telefone."),
    (FR, "Aucune autre demande de report ne sera lue."),
    (FR, "Ce rendez-vous ne peut pas être modifié par téléphone."),
    (HT, "Yo pa chanje randevou nan telefòn."),
    (HT, "Nou p ap gade okenn lòt demann chanjman."),
]
OF_OTHER_MATTERS = [
    (EN, "If you think that this ticket was closed in error, you can reopen it."),
    (EN, "An officer wishes to speak with you about your documents."),
    (EN, "That week the officer will be in court all day."),
    (EN, "Bring a note from your dentist."),
    (EN, "Your lawyer may come along, provided that form G-28 was handed in."),
    (EN, "Bring the papers you received from the immigration court."),
    (EN, "This notice does not require a signature."),
    (EN, "You remain subject to all the conditions of your order of supervision."),
    (EN, "Please don't just stay home."),
    (ES, "El oficial estará en la corte todo el día."),
    (ES, "Traiga constancia del dentista."),
    (ES, "Sigue sujeta a todas las condiciones de su orden de supervisión."),
    (ES, "Esta notificación no requiere firma."),
    (ES, "Su abogado puede acompañarla, siempre que haya presentado el formulario G-28."),
    (ES, "Ese día se mudan los archivos al piso de abajo."),
    (ES, "ICE no cobra por dar citas."),
    (PT, "Seu advogado pode acompanhá-la, desde que tenha entregue o formulário G-28."),
    (PT, "O oficial vai estar no tribunal o dia todo."),
    (PT, "Traga as decisões do tribunal que tenha recebido."),
    (PT, "Traga o passaporte, já está na hora de renovar."),
    (PT, "Depois das 10h a senha não é mais entregue."),
    (FR, "L'agent sera au tribunal toute la journée."),
    (FR, "Apportez un certificat du dentiste."),
    (FR, "Ce courrier ne nécessite pas de signature."),
    (HT, "Ofisye a ap nan tribinal tout jounen an."),
    (HT, "Pote papye ou te resevwa nan tribinal."),
]
STILL_WAITS = [
    (EN, "Your request that reached us after that day is not granted."),
    (EN, "You need to call to accept the new time."),
    (EN, "This date does not count without a signature."),
    (EN, "Your visit is subject to approval of your order."),
    (EN, "You should just stay home."),
    (EN, "This e-mail is for a security drill."),
    (ES, "Su solicitud de otra fecha sigue pendiente."),
    (ES, "Esta fecha no vale sin su firma."),
    (ES, "Esta cita no se confirma por teléfono hasta que firme."),
    (ES, "La cita está sujeta a confirmación."),
    (ES, "Quédese en casa."),
    (PT, "O seu pedido de adiamento será analisado."),
    (PT, "O comparecimento ainda depende de aprovação."),
    (PT, "Esta data só vale com a sua assinatura."),
    (FR, "Votre demande de report sera examinée."),
    (FR, "Cette date ne vaut pas sans votre signature."),
    (HT, "Nou poko gade demann chanjman ou an."),
    (HT, "Dat sa a pa konte san siyati w."),
]
NO_OTHER_DAY = [
    (EN, "No other date is available for now."),
    (ES, "Por ahora no se le asigna otra fecha."),
    (PT, "Por ora não existe outra data de comparecimento."),
    (PT, "Por enquanto não temos outra data para dar."),
    (PT, "O comparecimento não será substituído por outro."),
    (FR, "Pour l'instant, aucune autre date ne vous est attribuée."),
    (HT, "Pou kounye a yo pa gen lòt dat."),
    (EN, "You have to report before July 31, 2027."),
    (ES, "Debe presentarse antes del 31 de julio de 2027."),
]


def decided(language: Language, stated: str, sentence: str, subject: str = "A message for you") -> Decision:
    return analyse(message(subject, f"{stated}\n{sentence}"), RULES).decision


@pytest.mark.parametrize(("language", "sentence"), HOW_TO_ASK + OF_OTHER_MATTERS)
def test_a_rule_for_everybody_leaves_the_news_of_a_letter_as_it_is(language: Language, sentence: str) -> None:
    found = decided(language, STATED[language], sentence)
    assert (found.kind, found.hesitant) == (Kind.SCHEDULED, False)
    held = read_body(f"{STATED[language]} {sentence}", language)
    assert held.kind is Kind.SCHEDULED
    assert not any("approval" in step.reason or "proposal" in step.reason for step in held.trace)


@pytest.mark.parametrize(("language", "sentence"), STILL_WAITS)
def test_what_only_sounds_like_such_a_rule_is_asked_about(language: Language, sentence: str) -> None:
    assert waits(read_body(f"{STATED[language]} {sentence}", language))


@pytest.mark.parametrize(("language", "sentence"), NO_OTHER_DAY)
def test_a_cancelling_stands_though_no_other_day_is_told(language: Language, sentence: str) -> None:
    found = decided(language, GONE[language], sentence)
    assert (found.kind, found.hesitant) == (Kind.CANCELLED, False)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (EN, "Your request for another date is not granted for now."),
        (EN, "You have to report on July 31, 2027."),
        (ES, "Por ahora no se le asigna otra fecha: conserve su cita."),
        (PT, "Ainda não temos outra data: mantenha a sua visita."),
    ],
)
def test_a_cancelling_beside_a_visit_that_is_to_be_kept_is_asked_about(language: Language, sentence: str) -> None:
    found = decided(language, GONE[language], sentence)
    assert found.kind is not Kind.CANCELLED or found.hesitant


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        (EN, "Appointment notice", "Your passport is valid until May 9, 2029."),
        (EN, "Appointment notice", "An officer wants to go over your documents."),
        (EN, "Appointment notice", "Tell the guard if you have a pacemaker."),
        (ES, "Aviso de cita", "El oficial quiere hablar con usted."),
        (PT, "Aviso de agendamento", "O passaporte vale até 9 de maio de 2029."),
        (PT, "Aviso de agendamento", "Quem tem marca-passo avisa o guarda."),
        (FR, "Avis de rendez-vous", "Un agent souhaite vous parler."),
    ],
)
def test_weak_words_are_not_outweighed_by_what_is_of_something_else(
    language: Language, title: str, sentence: str
) -> None:
    day = {
        EN: "May 3, 2027 9:00 AM",
        ES: "3 de mayo de 2027 9:00 a. m.",
        PT: "3 de maio de 2027, 9h00",
        FR: "3 mai 2027 à 9 h 00",
    }
    label = {EN: "Date", ES: "Fecha", PT: "Data", FR: "Date"}
    found = decided(language, f"{label[language]}: {day[language]}", sentence, title)
    assert (found.kind, found.hesitant) == (Kind.SCHEDULED, False)


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Appointment notice", "Until May 9, 2029 the old date holds."),
        ("Appointment notice", "Come on the day you have."),
        ("Appointment notice", "You would like another date."),
        ("Appointment notice", "An officer wishes to see you on June 9, 2027."),
    ],
)
def test_weak_words_are_outweighed_by_what_is_of_the_visit(title: str, sentence: str) -> None:
    found = decided(EN, "Date: May 3, 2027 9:00 AM", sentence, title)
    assert found.kind is not Kind.SCHEDULED or found.hesitant


def test_a_request_that_was_received_and_then_granted_is_no_doubt() -> None:
    granted = "Se le concede el cambio que pidió. Deberá presentarse el lunes 3 de mayo de 2027 a las 9:00 a. m."
    found = decided(ES, "Referencia: su solicitud recibida el 2 de abril de 2027.", granted)
    assert (found.kind, found.hesitant) == (Kind.RESCHEDULED, False)
    after = decided(ES, granted, "Otra solicitud fue recibida el 2 de abril de 2027 y se analizará.")
    assert after.kind is not Kind.RESCHEDULED or after.hesitant


def test_what_an_entry_had_been_is_no_news_beside_its_cancelling() -> None:
    gone = "Your appointment has been cancelled.\nWas booked for: Tuesday, June 8, 2027, 11:15 AM\nStatus: Cancelled\n"
    pick = "Sign in to the portal within ten days and pick a new time from the list."
    assert (decided(EN, gone, pick).kind, decided(EN, gone, pick).hesitant) == (Kind.CANCELLED, False)
    new = decided(EN, gone, "Your new time is June 9, 2027 at 9:00 AM.")
    assert new.kind is not Kind.CANCELLED or new.hesitant


def test_the_appointment_that_was_given_is_the_one_that_is_cancelled() -> None:
    about = "Le escribimos acerca de la cita que le dimos para el jueves 18 de marzo de 2027 a las 10:00 a. m."
    gone = "Esa cita fue cancelada."
    assert (decided(ES, about, gone).kind, decided(ES, about, gone).hesitant) == (Kind.CANCELLED, False)
    later = decided(ES, "Su visita de abril fue cancelada.", "La cita que le dimos es el 18 de marzo de 2027.")
    assert later.kind is not Kind.CANCELLED or later.hesitant


@pytest.mark.parametrize(
    ("language", "sentence", "held"),
    [
        (EN, "Disregard the previous date.", False),
        (ES, "Ignore la fecha anterior.", False),
        (PT, "Desconsidere a data anterior.", False),
        (EN, "Disregard this message.", True),
        (PT, "Desconsidere esta mensagem.", True),
        (PT, "Desconsidere a data.", True),
    ],
)
def test_only_the_old_date_may_be_disregarded_beside_a_move(language: Language, sentence: str, held: bool) -> None:
    moved = {
        EN: "Your check-in of April 5, 2027 has been moved to May 3, 2027 at 9:00 AM.",
        ES: "Su cita del 5 de abril de 2027 fue cambiada al 3 de mayo de 2027 a las 9:00 a. m.",
        PT: "O seu comparecimento de 5 de abril de 2027 foi remarcado para 3 de maio de 2027, às 9h00.",
    }
    read = read_body(f"{moved[language]} {sentence}", language)
    assert any("takes something back" in step.reason for step in read.trace) is held


def test_a_bond_that_somebody_signed_for_you_does_not_make_a_letter_one_about_it() -> None:
    order = "Se le ordena comparecer en persona el lunes 3 de mayo de 2027 a las 9:00 a. m."
    assert read_body(f"{order} Si otra persona firmó fianza por usted, anote su nombre.", ES).kind is Kind.SUMMONS
    assert read_body(f"{order} Usted firmó la fianza como fiador.", ES).kind is Kind.BOND
