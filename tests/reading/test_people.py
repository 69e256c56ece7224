from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.rules_in_use import RULES
from tracker.reading.people import find_people, find_references, name_words, same_person
from tracker.reading.types import HintKind

NAME, A_NUMBER, SUBJECT_ID = HintKind.NAME, HintKind.A_NUMBER, HintKind.SUBJECT_ID


def hints(text: str) -> list[tuple[HintKind, str]]:
    return [(hint.kind, hint.value) for hint in find_people(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear Maria Lopez,", "maria lopez"),
        ("Dear Mr. José García-Pérez:", "jose garcia perez"),
        ("Hello Maria,", "maria"),
        ("Estimado/a Sr. Juan Pérez:", "juan perez"),
        ("Estimado(a) Juan Pérez,", "juan perez"),
        ("Prezado(a) João da Silva,", "joao da silva"),
        ("Prezada Sra. Ana Souza:", "ana souza"),
        ("Cher Monsieur Jean Baptiste,", "jean baptiste"),
        ("Chère Madame Duval,", "duval"),
        ("Bonjou Jean-Pierre Louis,", "jean pierre louis"),
        ("Name: LOPEZ, MARIA", "lopez maria"),
        ("Participant Name: Maria O'Brien", "maria obrien"),
        ("Name\tMaria Lopez", "maria lopez"),
        ("Nombre:\nMaría López", "maria lopez"),
        ("Nome completo: João da Silva", "joao da silva"),
        ("Nom : Jean Duval", "jean duval"),
        ("Non: Jean Pierre", "jean pierre"),
        ("Noncitizen: Maria Lopez", "maria lopez"),
        ("Beneficiary: Maria Lopez", "maria lopez"),
        ("NAME.........: LOPEZ, MARIA", "lopez maria"),
        ("Client: Maria Lopez", "maria lopez"),
        ("Cliente: María López", "maria lopez"),
        ("Kliyan: Maria Lopez", "maria lopez"),
        ("Dear Łukasz Kowalski,", "lukasz kowalski"),
        ("Re: Ana Lopez", "ana lopez"),
        ("RE: LOPEZ, ANA", "lopez ana"),
        ("Asunto: López Pérez, Ana", "lopez perez ana"),
        ("Assunto: Ana de Souza", "ana de souza"),
        ("Re: Maria De la Cruz", "maria de la cruz"),
        ("Objet : Marie Duval", "marie duval"),
        ("Sijè: Jean Pierre", "jean pierre"),
        ("In re: DIALLO, Ousmane - check-in moved", "diallo ousmane"),
        ("In the matter of Ana Lopez", "ana lopez"),
        ("Estimado José Ortega y Gasset:", "jose ortega gasset"),
        ("Nombre: Santiago Ramón y Cajal", "santiago ramon cajal"),
        ("Prezado Luís Silva e Souza,", "luis silva souza"),
    ],
)
def test_a_greeted_or_labelled_name_is_a_hint(text: str, name: str) -> None:
    assert hints(f"Notice\n{text}\nBody of the text.") == [(NAME, name)]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sir or Madam,",
        "Dear Applicant,",
        "Dear Noncitizen:",
        "Hello there,",
        "To whom it may concern:",
        "Estimado usuario:",
        "Estimado/a solicitante:",
        "Prezado(a) usuário(a),",
        "Madame, Monsieur,",
        "Cher demandeur,",
        "Bonjou,",
        "Name: New York Field Office",
        "Sincerely,\nOfficer J. Smith",
        "Name: 12345",
        "Non: lendi 5 avril 2027",
        "Client: 448120",
        "Re: ICE Check-In Appointment",
        "RE: APPOINTMENT RESCHEDULED",
        "Re: Denver Field Office",
        "Re: Denver, CO",
        "Re: Baton Rouge",
        "Re: your request",
        "Asunto: Cita Reprogramada",
        "ASUNTO: FIRMA SEMESTRAL",
        "Assunto: Comparecimento Remarcado",
        "Objet : Rendez-vous Reporté",
        "Sijè: Randevou Chanje",
        "We write to you re: Ana Lopez",
    ],
)
def test_a_greeting_or_label_that_names_nobody_is_no_hint(text: str) -> None:
    assert hints(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The check-in appointment of Ana Lopez has been moved.", "ana lopez"),
        ("Your appointment details\nAna Lopez’s ICE check-in has been moved.", "ana lopez"),
        ("La cita de María de la Cruz Peña fue cambiada.", "maria de la cruz pena"),
        ("Randevou pou Jean Pierre chanje.", "jean pierre"),
        ("Rendez-vous de Marie Duval : reporté", "marie duval"),
        ("Comparecimento de João da Silva, às 9h", "joao da silva"),
        ("The check-in of DIALLO, Ousmane was moved.", "diallo ousmane"),
        ("Check-in rescheduled - LOPEZ, ANA\nHello,", "lopez ana"),
        ("Appointment change for Ana Lopez\nHello,", "ana lopez"),
    ],
)
def test_a_name_beside_the_word_for_the_appointment_is_a_hint(text: str, name: str) -> None:
    assert hints(text) == [(NAME, name)]


@pytest.mark.parametrize(
    "text",
    [
        "Your appointment for New York has been moved.",
        "The visit of Monday May 3 is off.",
        "The office - DENVER, CO",
        "The appointment of the participant was moved.",
        "Cita de Control Migratorio en Miami",
        "Dear Counselor Peterson,",
        "The supervisor's appointment book",
    ],
)
def test_a_place_or_day_beside_the_word_for_the_appointment_is_no_name(text: str) -> None:
    assert hints(text) == []


def test_two_people_greeted_together_are_two_hints() -> None:
    assert hints("Dear Maria Lopez and Juan Lopez,") == [(NAME, "maria lopez"), (NAME, "juan lopez")]
    assert hints("Querida María y José,") == [(NAME, "maria"), (NAME, "jose")]
    assert hints("Querida María López y José Pérez,") == [(NAME, "maria lopez"), (NAME, "jose perez")]


@pytest.mark.parametrize(
    "table",
    [
        "Name\tDate\tTime\nRosa Tzoc\tApril 5, 2027\t9:00 AM\nMateo Tzoc\tApril 5, 2027\t10:00 AM\nSee you",
        "Fecha\tNombre\tHora\n5/4/2027\tRosa Tzoc\t9:00\n5/4/2027\tMateo Tzoc\t10:00\nSaludos",
        "| Nom | Date |\n| Rosa Tzoc | 5 avril 2027 |\n| Mateo Tzoc | 5 avril 2027 |",
        "Non  Dat  Lè\nRosa Tzoc  5 avril 2027  9è\nMateo Tzoc  5 avril 2027  10è",
    ],
)
def test_the_names_below_the_head_of_a_table_are_hints_and_its_head_is_none(table: str) -> None:
    assert hints(table) == [(NAME, "rosa tzoc"), (NAME, "mateo tzoc")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A234567890", "234567890"),
        ("A 234 567 890", "234567890"),
        ("A-234-567-890", "234567890"),
        ("A# 23456789", "023456789"),
        ("A1234567", "001234567"),
        ("Alien Registration Number: 234567890", "234567890"),
        ("USCIS#: 234-567-890", "234567890"),
        ("A-Number: A234567890", "234567890"),
        ("Número A: 234567890", "234567890"),
        ("Nimewo A: A234567890", "234567890"),
        ("A-FILE.......: 234 567 890", "234567890"),
        ("A234.567.890", "234567890"),
        ("Alien No. (A) 234-567-890", "234567890"),
        ("File No.: 234-567-890", "234567890"),
        ("A-Number\tVisit\n234567890\tMay 3, 2027\n", "234567890"),
        ("A-Number is 234567890", "234567890"),
        ("your A-Number (234567890)", "234567890"),
        ("A#234567890", "234567890"),
        ("A#23456789", "023456789"),
        ("Alien number 234567890", "234567890"),
        ("Alien Reg. No. 23456789", "023456789"),
        ("File No. 234567890", "234567890"),
        ("File # 23456789", "023456789"),
        ("Expediente n.º 234567890", "234567890"),
        ("Número de expediente: 234567890", "234567890"),
        ("N.º de extranjero: 234567890", "234567890"),
        ("Registro de extranjero n.º 234567890", "234567890"),
        ("Processo nº 234567890", "234567890"),
        ("Número de registro de estrangeiro 234567890", "234567890"),
        ("Dossier n° 234567890", "234567890"),
        ("Numéro d'enregistrement d'étranger : 234567890", "234567890"),
        ("Dosye nimewo 234567890", "234567890"),
    ],
)
def test_an_a_number_has_nine_digits_however_it_is_written(text: str, number: str) -> None:
    assert hints(text) == [(A_NUMBER, number)]


@pytest.mark.parametrize(
    "text",
    [
        "call 212-436-9315",
        "llame a 4369315",
        "A 212 436 9315",
        "Form I-220A 2027",
        "A 2027-04-05",
        "A123456",
        "WAC2190012345",
        "FINS: 1234567890",
        "FINS # 123456789",
        "A 212.436.9315",
        "File No. 2027112",
        "File No. 20270405",
        "File No. 2345678901",
        "Document No. 234567890",
    ],
)
def test_other_numbers_are_no_a_numbers(text: str) -> None:
    assert hints(text) == []


@pytest.mark.parametrize(
    "label",
    [
        "Subject ID:",
        "Subject ID",
        "Subj. ID:",
        "Subject ID Number",
        "Subject Identification Number:",
        "SID:",
        "SID No.",
        "ID de sujeto:",
        "ID del sujeto:",
        "Número de identificación del sujeto:",
        "Número de identificação do sujeito:",
        "Numéro d'identification du sujet :",
        "Nimewo idantifikasyon sijè a:",
    ],
)
def test_a_subject_id_counts_only_with_its_label(label: str) -> None:
    assert hints(f"{label} 1234567890") == [(SUBJECT_ID, "1234567890")]
    assert hints("1234567890") == []
    assert hints("The inside SIDE 1234567890") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A***-***-019", A_NUMBER),
        ("AXXX-XXX-019", A_NUMBER),  # as letters mask a number: stars, dots or this letter
        ("A•••-•••-019", A_NUMBER),
        ("A…019", A_NUMBER),
        ("A***-**6-019", A_NUMBER),
        ("A-Number: ***-***-019", A_NUMBER),
        ("Número A: xxx-xxx-019", A_NUMBER),
        ("A-number ending in 019", A_NUMBER),
        ("A-number ending 6019", A_NUMBER),
        ("your file, ending 019", A_NUMBER),
        ("the last three digits of your A-number are 019", A_NUMBER),
        ("Call 212-436-9315 about the A-number ending in 019.", A_NUMBER),
        ("su número A, terminado en 019", A_NUMBER),
        ("los últimos tres dígitos: 019", A_NUMBER),
        ("o número A com final 019", A_NUMBER),
        ("os três últimos dígitos são 019", A_NUMBER),
        ("le numéro A se terminant par 019", A_NUMBER),
        ("les trois derniers chiffres : 019", A_NUMBER),
        ("nimewo A ki fini ak 019", A_NUMBER),
        ("twa dènye chif yo: 019", A_NUMBER),
        ("Subject ID ending in 019", SUBJECT_ID),
        ("Subject ID: ****019", SUBJECT_ID),
    ],
)
def test_of_a_number_that_is_not_shown_whole_the_last_three_digits_are_a_hint(text: str, kind: HintKind) -> None:
    assert hints(f"Notice\n{text}\n") == [(kind, "019")]


@pytest.mark.parametrize(
    "text",
    [
        "the last 4 digits of your phone are 6019",
        "the phone ending 019",
        "your card ending in 019",
        "receipt number ending 019",
        "it ends in 120 minutes",
        "ending in 6019",
        "the period ending in 100 days",
        "llame a xxx-019",
        "llame a ...019",
        "Account Number: xxx-xx-019",
        "A ***",
    ],
)
def test_the_end_of_another_number_is_no_hint(text: str) -> None:
    assert hints(f"Notice\n{text}\n") == []


def test_hints_stand_in_order_and_each_once() -> None:
    text = "Dear Maria Lopez,\nName: Maria Lopez\nA234567890 and again A 234 567 890"
    assert hints(text) == [(NAME, "maria lopez"), (A_NUMBER, "234567890")]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("maria lopez", "lopez maria", True),
        ("maria lopez", "maria elena lopez", True),
        ("m lopez", "maria lopez", True),
        ("maria garcia lopez", "m lopez", True),
        ("maria", "maria lopez", True),
        ("maria lopez", "juan lopez", False),
        ("maria lopez", "maria elena garcia", False),
        ("maria delacruz", "maria de la cruz", True),
        ("ana nunezortega", "ana nunez ortega", True),
        ("hans mueller", "hans muller", True),
        ("ana saenz", "ana sanz", False),
        ("delia lopez", "lia lopez", False),
        ("maria davila", "maria vila", False),
        ("mario lopez", "maria lopez", False),
        ("m l", "maria lopez", False),
        ("maria maria", "maria lopez", False),
        ("", "maria lopez", False),
    ],
)
def test_names_are_one_persons_where_the_shorter_is_within_the_longer(first: str, second: str, same: bool) -> None:
    assert same_person(first, second) is same
    assert same_person(second, first) is same


@given(st.lists(st.sampled_from(["maria", "elena", "lopez", "garcia", "jose"]), min_size=1, max_size=5, unique=True))
def test_the_order_of_a_name_never_matters(words: list[str]) -> None:
    assert same_person(" ".join(words), " ".join(reversed(words)))


@given(st.text())
def test_a_name_is_folded_words_or_nothing(written: str) -> None:
    words = name_words(written)
    assert words == " ".join(words.split()) == words.lower()
    assert all(word.isascii() and word.isalpha() for word in words.split())


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Confirmation Number: ABC-12345", "ABC-12345"),
        ("Confirmation #: 1234567", "1234567"),
        ("Reference No. 12345", "12345"),
        ("Appointment ID: 5544332", "5544332"),
        ("Número de confirmación: x1y2z3", "X1Y2Z3"),
        ("Código de confirmação: 99887", "99887"),
        ("Numéro de confirmation : AB1234", "AB1234"),
        ("Nimewo konfimasyon: K12345", "K12345"),
        ("APPT NO......: TPA270112-0046", "TPA270112-0046"),
        ("NO. DE CITA..: DEN270106-0112", "DEN270106-0112"),
        ("NO RDV.......: BOS270119-0054", "BOS270119-0054"),
        ("NO. AGEND....: ORL270113-0077", "ORL270113-0077"),
        ("NO RANDEVOU..: TPA270120-0018", "TPA270120-0018"),
        ("REQUEST NO...: CHI-RQ-090771", "CHI-RQ-090771"),
        ("NO DEMANDE...: BOS-RQ-440218", "BOS-RQ-440218"),
        ("NO. SOLICIT..: ORL-RQ-330912", "ORL-RQ-330912"),
        ("Booking reference: QX-1234", "QX-1234"),
        ("Request no.: RQ-11\nConfirmation number: AB1234", "AB1234"),
        ("Folio\t7718004529\nNombre\tEdwin", "7718004529"),
        ("Protocolo\n2027.0301.190442\nDia\n7/10/2027", "2027.0301.190442"),
        ("Localizador: LKM-2290", "LKM-2290"),
        ("Código da marcação: MR-4471902", "MR-4471902"),
        ("Nº de confirmación\nAS-40096113", "AS-40096113"),
        ("Reserva n.º ........ 6620", "6620"),
        ("Constancia Nº BUF-88-19003", "BUF-88-19003"),
        ("Número: TU-0519-12", "TU-0519-12"),
        ("CONFIRMATION\nBA-20271130-0031\nREPLACES", "BA-20271130-0031"),
        ("Tue 06/15/2027 9:00 AM, Seattle WA. Conf# 55309172. Do not reply", "55309172"),
        ("AVISO Conf. 55311840: nueva fecha", "55311840"),
        ("Conf. 55311840 / Conf. 55311841", None),
        ("CONFIRMATION\nTuesday at 9:00", None),
        ("Conf. room 55309172", None),
        ("Su folio 524411 está cerrado", None),
        ("Código: 448120", None),
        ("Número: 12345", None),
        ("Protocolo: 03/05/2027", None),
        ("Folio: 7718004529\nFolio: 7718004530", None),
        ("There is no appointment 12345", None),
        ("Request no.: RQ-1111\nRequest no.: RQ-2222", None),
        ("Confirmation number AB1234\nConfirmation number: ab1234", "AB1234"),
        ("Confirmation Number: AB1234\nConfirmation Number: CD5678", None),
        ("Appointment Confirmation", None),
        ("Appointment: 2027-04-05", None),
        ("Confirmation: 04-05-2027", None),
        ("Confirmation: Monday", None),
    ],
)
def test_only_a_labelled_number_is_the_reference(text: str, reference: str | None) -> None:
    assert find_references(text, RULES.codes) == reference
