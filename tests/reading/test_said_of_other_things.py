"""What sounds like a "no" or a question left open, and is said of other things than the visit."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import RULES
from tests.reading.wordings import message, with_dates
from tracker.reading.decision import Decision
from tracker.reading.engine import analyse
from tracker.reading.types import CONFIRMING, Kind, Language

EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
MOVED = {
    EN: "Your appointment has been moved from {old} to {new}.",
    ES: "Su cita fue cambiada del {old} al {new}.",
    PT: "O seu agendamento foi remarcado de {old} para {new}.",
    FR: "Votre rendez-vous a été déplacé du {old} au {new}.",
    HT: "Randevou ou deplase soti {old} pou {new}.",
}
OF_OTHER_THINGS = [
    (EN, "Those with a treatment that cannot be put off must tell us."),
    (EN, "Whoever has a medical appointment that cannot be moved must tell us."),
    (EN, "The rest is unchanged."),
    (EN, "If you cannot come, reply. We will look at what we can do."),
    (EN, "This does not change anything in your case before the immigration court."),
    (ES, "Quien tenga una cita médica que no se puede mover debe avisar."),
    (ES, "Quien tenga una consulta que no se puede aplazar debe avisar."),
    (ES, "No cambia nada más."),
    (ES, "El guardia no tendrá su nombre en la lista y no podrá dejarla pasar."),
    (ES, "Esto no cambia nada de su proceso en la corte de inmigración."),
    (PT, "Quem tem consulta que não dá para adiar deve avisar."),
    (PT, "Isso não muda nada no seu processo no tribunal."),
    (FR, "Une consultation qui ne peut être reportée est à signaler."),
    (FR, "Cela ne change rien à votre dossier devant le tribunal."),
    (HT, "Moun ki gen yon randevou lopital ki pa ka deplase dwe avize."),
    (HT, "Pa gen anyen ki chanje nan rès la."),
    (HT, "Si w pa kapab, reponn. N ap gade sa nou ka fè."),
    (HT, "Sa pa chanje anyen nan ka w nan tribinal imigrasyon an."),
]
OF_THE_VISIT = [
    (EN, "Your appointment cannot be moved."),
    (EN, "Your appointment is unchanged."),
    (EN, "We will look at your request."),
    (ES, "Su cita no se puede mover."),
    (ES, "Esto no cambia nada de su cita."),
    (PT, "O seu agendamento não pode ser adiado."),
    (FR, "Votre rendez-vous ne peut être reporté."),
    (HT, "Randevou ou pa ka deplase."),
    (HT, "Nou resevwa demann ou an. N ap gade sa nou ka fè."),
]
NEEDLESS = [
    (EN, "The appointment of {old} is no longer needed and has been cancelled."),
    (ES, "Esa cita ya no es necesaria y la hemos retirado del calendario. Era el {old}."),
    (PT, "O agendamento de {old} não é mais necessário e foi cancelado."),
    (FR, "Le rendez-vous du {old} n'est plus nécessaire et a été annulé."),
]
NOT_GIVEN_UP = [
    (EN, "The appointment of {old} is no longer needed and has not been cancelled."),
    (EN, "It is not true that your visit of {old} is no longer needed and has been cancelled."),
    (EN, "Your appointment of {old} is not cancelled and is not moved."),
    (ES, "La cita del {old} ya no es necesaria pero no se ha cancelado."),
    (PT, "O agendamento de {old} não é mais necessário, mas não foi cancelado."),
    (FR, "Le rendez-vous du {old} n'est plus nécessaire mais n'a pas été annulé."),
]
BY_A_UNIT = [
    (ES, "Señor, la Unidad de Supervisión fijó su próxima presentación para el {new}."),
    (PT, "Sr. Edson, a Unidade de Supervisão marcou o seu próximo comparecimento para {new}."),
]


def decided(language: Language, text: str) -> Decision:
    return analyse(message("A message for you", with_dates(text, language)), RULES).decision


@pytest.mark.parametrize(("language", "sentence"), OF_OTHER_THINGS)
def test_what_is_said_of_other_things_leaves_a_move_as_it_is(language: Language, sentence: str) -> None:
    found = decided(language, f"{MOVED[language]} {sentence}")
    assert (found.kind, found.hesitant) == (Kind.RESCHEDULED, False)


@pytest.mark.parametrize(("language", "sentence"), OF_THE_VISIT)
def test_what_is_said_of_the_visit_itself_still_makes_a_move_doubtful(language: Language, sentence: str) -> None:
    found = decided(language, f"{MOVED[language]} {sentence}")
    assert found.kind not in CONFIRMING or found.hesitant


@pytest.mark.parametrize(("language", "sentence"), NEEDLESS)
def test_a_visit_that_is_not_needed_and_was_cancelled_is_cancelled(language: Language, sentence: str) -> None:
    assert decided(language, sentence).kind is Kind.CANCELLED


@pytest.mark.parametrize(("language", "sentence"), NOT_GIVEN_UP)
def test_a_visit_that_was_not_cancelled_is_not_whatever_is_needed(language: Language, sentence: str) -> None:
    found = decided(language, sentence)
    assert found.kind not in CONFIRMING or found.hesitant


@pytest.mark.parametrize(("language", "sentence"), BY_A_UNIT)
def test_a_unit_that_is_named_in_full_sets_a_visit(language: Language, sentence: str) -> None:
    assert decided(language, sentence).kind is Kind.SCHEDULED


def test_who_puts_you_on_the_calendar_for_a_day_sets_a_visit() -> None:
    text = "Your check-in: the file came to us from another office, so I put you on the calendar for {new}."
    assert decided(EN, text).kind is Kind.SCHEDULED
    assert decided(EN, text.replace("I put", "I will put")).kind is not Kind.SCHEDULED
