"""Numbers of letters and digits: which are the appointment's, the letter's or the request's, and which never are."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import RULES
from tracker.reading.people import find_references


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("This office is writing about reporting appointment ALB-26-050113. Please read on.", "ALB-26-050113"),
        ("On May 4 we sent you appointment letter ALB-26-17001.", "ALB-26-17001"),
        ("Your file with us carries the number SEA-26-118843.", "SEA-26-118843"),
        ("Your request has been given the number SEA-RQ-26-3381.", "SEA-RQ-26-3381"),
        ("Call us and give the number of this transfer,\nSEA-T-26-2209.", "SEA-T-26-2209"),
        ("Your visit of May 5, 2027, number SEA-208-771, is off.", "SEA-208-771"),
        ("El número es el mismo de siempre, SEA-26-30972.", "SEA-26-30972"),
        ("Le dimos el número OR-S-1276 a su carta.", "OR-S-1276"),
        ("O número também não muda: SEA-19-40082.", None),
        ("O lugar não muda. O número também não: SEA-19-40082.", "SEA-19-40082"),
        ("Randevou 5 me 2027 a 9:00 nan maten an, nimewo SEA-208-771.", "SEA-208-771"),
        ("Nou ba li nimewo DMD-718054.", "DMD-718054"),
        ("You are registered with the scheduler under confirmation\nQKP-80231144.", "QKP-80231144"),
        ("A case inquiry, number 2705-11902, was opened for you.", "2705-11902"),
        ("Your message was registered as RQ-27-4410 and will be read.", "RQ-27-4410"),
        ("The interview is at 9:00 a.m. (ref.\nFRE-27-C-1180). Come on time.", "FRE-27-C-1180"),
        ("Your reference is still TUL-5520-K.", "TUL-5520-K"),
        ("He is to come at one. File 27-ABQ-1277.", "27-ABQ-1277"),
        ("Se anuló la cita con referencia FRS-4410-B, del jueves.", "FRS-4410-B"),
        ("Su correo se registró con el número RQ-27-7711.", "RQ-27-7711"),
        ("Muestre el número ELP-27-060044 al guardia.", "ELP-27-060044"),
        ("Abrimos la consulta 2611-40093 y hoy hay respuesta.", "2611-40093"),
        ("O pedido foi protocolado com o número REQ-270603-221.", "REQ-270603-221"),
        ("O código é QKP-66012233.", "QKP-66012233"),
        ("Número de controle: ATL-28-001177.", "ATL-28-001177"),
        ("Vous êtes inscrit sous le numéro QKP-71100233.", "QKP-71100233"),
        ("La référence à rappeler est TPA-27-30081.", "TPA-27-30081"),
        ("Votre numéro de dossier de rendez-vous reste QKP-49100032.", "QKP-49100032"),
        ("Nimewo dosye randevou a se BRK-300771. Sere li.", "BRK-300771"),
        ("Demann ou an rive, li sou nimewo RSQ-880021.", "RSQ-880021"),
    ],
)
def test_the_words_beside_a_number_say_that_it_is_ours(text: str, reference: str) -> None:
    assert find_references(text, RULES.codes) == reference


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("RE: 27ABQ220417\n\nMs. Doe,", "27ABQ220417"),
        ("Re: PHX/28/00117\n\nMr. Doe:", "PHX/28/00117"),
        ("Asunto: 27ELP004471\n", "27ELP004471"),
        ("Our ref: RE-3308-7714\n", "RE-3308-7714"),
        ("Our sign: SEA/27/0644\n", "SEA/27/0644"),
        ("Your number with us: SEA-2026-5514\nFront Desk", "SEA-2026-5514"),
        ("Number of your call: NCC-4987740. Keep it.", "NCC-4987740"),
        ("Subject\nNotificación SEA-N-61904\nSu cita", "SEA-N-61904"),
        ("Cita de presentación, expediente SAT-06-61877", "SAT-06-61877"),
        ("Requerimiento SEA-REQ-14420\n", "SEA-REQ-14420"),
        ("Nos références : SEA-27-2260\n", "SEA-27-2260"),
        ("Votre numéro chez nous : SEA-R-81127.\n", "SEA-R-81127"),
        ("Avis SEA-17/AV\n", "SEA-17/AV"),
        ("CONVOCATION n° SEA-CV-60238\n", "SEA-CV-60238"),
        ("Nimewo desizyon: SEA-R-390\n", "SEA-R-390"),
        ("Numéro de confirmation\nRV 218 402 77\nDate", "RV 218 402 77"),
        ("NUMERO .......... SEA 4483-19\nDATE", "SEA 4483-19"),
        ("Record no.:         SEA 3381 0054\nName: DOE", "SEA 3381 0054"),
        ("Nº de turno: 40215578\n", "40215578"),
        ("Office\nBoise, ID\nReference\nBOI-330-40021\nReason\nOfficer away", "BOI-330-40021"),
        ("Notice number\tOMA-27-22041\nOld date\tMay 4", "OMA-27-22041"),
        ("CALL-IN NOTICE                  No. STP-CI-0417\n", "STP-CI-0417"),
        ("CONFIRMATION NBR. . : HLG0612-0044\n", "HLG0612-0044"),
        ("confirmation_number = TN-61-40077\n", "TN-61-40077"),
        ("CODE    BOI-77-4410\n", "BOI-77-4410"),
        ("Código: P4L-81Z7\nPersona: Ana", "P4L-81Z7"),
        ("Tue 3/2/2027 8:30AM, Dallas. Code DAL8Y4. Keep this.", "DAL8Y4"),
        ("Intimação nº\nATL-CI-55031\n", "ATL-CI-55031"),
        ("Nimewo lèt la\nPHI-CI-41120\n", "PHI-CI-41120"),
        ("Demann ou te fè a\nATL-R-28-7714 (refize)\n", "ATL-R-28-7714"),
        ("Número\nHFD 28/5520\nNão venha", "HFD 28/5520"),
        ("Réservation\tJour\tHeure\nRES-7714-02\tmardi\t9 h", "RES-7714-02"),
    ],
)
def test_a_field_of_its_own_names_the_number(text: str, reference: str) -> None:
    assert find_references(text, RULES.codes) == reference


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("[ALB-SCH-40117] Closed - appointment cancelled", "ALB-SCH-40117"),
        ("Changes to your appointment (ALB-27-41190)", "ALB-27-41190"),
        ("Your request of June 1, 2027 (ALB-R-3317) was read.", "ALB-R-3317"),
        ("No seu caso (QKP-70011122), o horário deixa de existir.", "QKP-70011122"),
        ("We granted your request (61-4127).", "61-4127"),
        ("NCC-7190253: su petición está en trámite\nHola", "NCC-7190253"),
        ("COVID-20199: what to know\nHello", None),
        ("FL-33132: the office has moved\nHello", None),
        ("at the lobby (FL-33132)", None),
        ("the notice to appear (I-862) you were given", None),
        ("your application (IOE-0912345678)", None),
        ("the suite at the back (STE-12004)", None),
    ],
)
def test_a_number_alone_in_brackets_is_ours_by_its_form(text: str, reference: str | None) -> None:
    assert find_references(text, RULES.codes) == reference


@pytest.mark.parametrize(
    "text",
    [
        "Bring form I-220A and notice I-862.",
        "Reference: G-28",
        "Case: A216-555-019",
        "File number: 216-555-019",
        "Your case number is 216555019.",
        "Request: 305-555-0123",
        "Number: 305-555-0123",
        "The court case 26-CV-01177 goes on.",
        "Case no.: 26-CV-01177",
        "Case no.: CV-26-01177",
        "Notice: SAT-06-05",
        "Your appointment, MAY-2027, is near.",
        "Number of your visits, ALB-1 and ALB-2",
        "Number: TEL 555 0113",
        "Numéro : FAX 5550113",
        "Ticket\nNY 10278\nBroadway",
        "Reservation: MAY 20270",
        "Number: A 940 226 871",
        "Visit no.: SEA 305 555 0123",
        "Ticket: 05032027",
        "Ticket: 20270503",
        "Ticket: 216555019",
        "Dossier n° : 7752840",
        "Your visit is near building 77120934.",
        "Bring to your visit the consular card, number BIG-26-11770.",
        "The court will hear case NYC-26-11770.",
        "The tribunal gave it the number NYC-26-11770.",
        "USCIS received your petition under receipt number MSC-21-900-11770.",
        "Your bond has the number BND-26-11770.",
        "The device with the number SLA-2209311 must be charged.",
        "Room number: B-2041",
        "Room ALB-2041",
        "Serial number ALB-220931",
        "Flight reference AAL-12345",
        "Visit: 0830-1030",
        "Slot: 9AM-11AM",
        "Appointment: 12-MAY-2027",
        "Reference: 2027-2028",
        "Appointment MAY-2027",
        "Our address is 77-11902 Main Street.",
        "See 8-CFR-241 about your case.",
        "You have no appointment ALB-26-11770.",
        "His appointment ALB-26-11770 is not yours.",
        "La cita de su hermano es otra; otra cita ALB-26-11770.",
        "covid-2019 visit",
        "The visit covid-20199",
    ],
)
def test_the_number_of_anything_else_is_never_taken(text: str) -> None:
    assert find_references(text, RULES.codes) is None


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Appointment ALB-26-1001 replaces appointment ALB-26-1002.", None),
        ("Ticket ALB-26-1001 and request ALB-26-1002 were joined.", None),
        ("[ALB-26-1001] Update\nTicket: ALB-26-1002", None),
        ("Ticket ALB-26-1001 was opened for your appointment QKP-70011122.", "QKP-70011122"),
        ("Confirmation number: QKP-70011122\nNotice number: ALB-26-1002", "QKP-70011122"),
        ("Appointment ALB-26-1001 stands. Bring this letter to appointment ALB-26-1001.", "ALB-26-1001"),
    ],
)
def test_of_two_numbers_of_equal_claim_none_is_taken(text: str, reference: str | None) -> None:
    assert find_references(text, RULES.codes) == reference
