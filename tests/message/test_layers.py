from __future__ import annotations

import pytest

from tests.message.factory import APPOINTMENT, layers, message
from tests.pace import lengths
from tracker.message.layers import layered
from tracker.message.types import Layer, Message

OLD = "Your appointment is on March 2, 2027 at 8:00 AM."
INTRODUCTIONS = [
    "On Mon, Mar 1, 2027 at 10:00 AM ICE <noreply@ice.dhs.gov> wrote:",
    "On Mon, Mar 1, 2027 at 10:00 AM ICE Appointment Scheduler\n<noreply@ice.dhs.gov> wrote:",
    "El lun, 1 mar 2027 a las 10:00, ICE (<noreply@ice.dhs.gov>) escribió:",
    "Em seg., 1 de mar. de 2027 às 10:00, ICE <noreply@ice.dhs.gov> escreveu:",
    "Le lun. 1 mars 2027 à 10:00, ICE <noreply@ice.dhs.gov> a écrit\u00a0:",
    "-----Original Message-----",
    "-----Mensaje original-----",
    "-----Message d'origine-----",
    "From: ICE\nSent: Monday, March 1, 2027 10:00 AM\nTo: Maria\nSubject: Appointment",
    "*From:* ICE\n*Sent:* Monday\n*To:* Maria\n*Subject:* Appointment",
    "De: ICE\nEnviado el: lunes, 1 de marzo de 2027\nPara: Maria\nAsunto: Cita",
    "De : ICE\nEnvoyé : lundi 1 mars 2027\nÀ : Maria\nObjet : Rendez-vous",
    "De: ICE\nEnviado: segunda-feira\nPara: Maria\nAssunto: Agendamento",
]
FORWARDS = [
    ("---------- Forwarded message ---------", "From: ICE\nDate: Mon\nSubject: x\nTo: Maria"),
    ("---------- Mensaje reenviado ----------", "De: ICE\nFecha: lun\nAsunto: x\nPara: Maria"),
    ("---------- Mensagem encaminhada ----------", "De: ICE\nData: seg\nAssunto: x\nPara: Maria"),
    ("---------- Message transféré ----------", "De : ICE\nDate : lun\nObjet : x\nÀ : Maria"),
    ("Begin forwarded message:\n", "From: ICE\nDate: Mon\nSubject: x\nTo: Maria"),
    ("-----Original Message-----", "From: ICE\nSent: Mon\nTo: Maria\nSubject: x"),
]
NOTICES = [
    "This email and any attachments are confidential.",
    "Este mensaje y sus anexos son confidenciales.",
    "Esta mensagem e seus anexos são confidenciais.",
    "Ce message et ses pièces jointes sont confidentiels.",
    "Mesaj sa a konfidansyèl.",
    "Unsubscribe from these messages",
]


def body_of(parsed: Message) -> str:
    return parsed.layer_text(Layer.BODY)


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_older_mail_below_the_new_words_is_quoted(introduction: str) -> None:
    parsed = message(text=f"Thank you.\n\n{introduction}\n\n{OLD}\n")
    assert body_of(parsed) == "Thank you."
    assert OLD in parsed.layer_text(Layer.QUOTED)


def test_an_answer_below_a_marked_quotation_is_the_senders_own() -> None:
    parsed = message(text=f"On Mon, 1 Mar 2027, ICE wrote:\n> {OLD}\n> x\n\nMy answer")
    assert (body_of(parsed), "My answer" in parsed.layer_text(Layer.QUOTED)) == ("My answer", False)


@pytest.mark.parametrize(("separator", "block"), FORWARDS)
def test_a_forward_is_quoted_and_said_to_be_one(separator: str, block: str) -> None:
    parsed = message(text=f"{separator}\n{block}\n\n{OLD}")
    assert parsed.forwarded_inline
    assert body_of(parsed) == ""
    assert OLD in parsed.layer_text(Layer.QUOTED)


@pytest.mark.parametrize("prefix", ["Fwd:", "FW:", "RV:", "ENC:", "TR :", "Reenvío:"])
def test_a_header_block_below_a_forwarding_subject_is_a_forward(prefix: str) -> None:
    text = f"From: ICE\nSent: Mon\nTo: Maria\nSubject: x\n\n{OLD}"
    assert message(subject=f"{prefix} Appointment", text=text).forwarded_inline
    assert not message(subject="Re: Appointment", text=text).forwarded_inline


def test_a_reply_with_the_original_below_is_no_forward() -> None:
    text = f"Ok\n-----Original Message-----\nFrom: ICE\nSent: Mon\nTo: Maria\nSubject: x\n\n{OLD}"
    assert not message(subject="RE: Appointment", text=text).forwarded_inline


def test_a_subject_alone_makes_no_forward() -> None:
    assert not message(subject="Fwd: Appointment", text=APPOINTMENT).forwarded_inline


@pytest.mark.parametrize(
    "text",
    [
        "Date: Monday, April 5, 2027\nFrom: 9:00 AM\nTo: 10:00 AM",
        "On Monday, April 5, 2027 at 9:00 AM you must report.",
        "Le 5 avril 2027 à 9 h, présentez-vous.",
        "El 5 de abril de 2027 debe presentarse.",
        "From the date of this letter: April 5, 2027\nSubject ID: 1234567",
    ],
)
def test_an_appointment_in_labels_is_not_taken_for_older_mail(text: str) -> None:
    assert body_of(message(text=text)) == text


@pytest.mark.parametrize("notice", NOTICES)
def test_legal_notices_and_subscription_lines_are_footers(notice: str) -> None:
    parsed = message(text=f"{APPOINTMENT}\n\n{notice}\n\nBring your papers.")
    assert body_of(parsed) == f"{APPOINTMENT}\nBring your papers."
    assert parsed.layer_text(Layer.FOOTER) == notice


def test_a_notice_broken_into_lines_ends_with_its_paragraph() -> None:
    parsed = message(text=f"This email and any attachments\nare confidential.\n\n{APPOINTMENT}")
    assert body_of(parsed) == APPOINTMENT


def test_a_line_with_an_hour_is_never_put_aside_as_a_notice() -> None:
    text = "If you are not the intended recipient come on April 5 at 9:00 AM\nor call."
    assert "9:00 AM" in body_of(message(text=text))


def test_a_notice_does_not_take_the_sentence_before_it_along() -> None:
    text = "It has not been cancelled. If you received this message in error, call us."
    assert body_of(message(text=text)) == text


def test_all_below_the_signature_mark_is_a_footer() -> None:
    parsed = message(text=f"{APPOINTMENT}\n-- \nBob\nApril 9, 2027 at 10:00 AM")
    assert body_of(parsed) == APPOINTMENT
    assert parsed.layer_text(Layer.FOOTER) == "-- \nBob\nApril 9, 2027 at 10:00 AM"


def test_a_rule_of_two_dashes_puts_no_appointment_aside() -> None:
    assert body_of(message(text=f"Dear Maria\n--\n{APPOINTMENT}")) == f"Dear Maria\n--\n{APPOINTMENT}"
    assert body_of(message(text=f"{APPOINTMENT}\n--\nBob\nOfficer")) == APPOINTMENT


def test_the_twin_of_a_plain_body_that_says_the_same_is_left_out() -> None:
    parsed = message(text=f"Hello\n\n*{APPOINTMENT}*", html=f"<div>Hello</div><p><b>{APPOINTMENT}</b></p>")
    assert [layer for layer, _ in layers(parsed)] == [Layer.SUBJECT, Layer.BODY]


def test_the_twin_that_says_anything_else_is_a_second_witness() -> None:
    parsed = message(text=APPOINTMENT, html=f"<p>{OLD}</p><p style='display:none'>x</p><blockquote>q</blockquote>")
    assert layers(parsed) == [
        (Layer.SUBJECT, "Appointment"),
        (Layer.BODY, APPOINTMENT),
        (Layer.ALTERNATIVE, OLD),
        (Layer.QUOTED, "q"),
        (Layer.HIDDEN, "x"),
    ]


def test_html_without_a_plain_part_is_the_body() -> None:
    parsed = message(text=None, html=f"<p>{APPOINTMENT}</p><div hidden>x</div>")
    assert layers(parsed)[1:] == [(Layer.BODY, APPOINTMENT), (Layer.HIDDEN, "x")]


def test_an_empty_plain_part_does_not_displace_the_html() -> None:
    assert body_of(message(text=" \n", html=f"<p>{APPOINTMENT}</p>")) == APPOINTMENT


def test_a_forward_written_in_html_is_quoted() -> None:
    html = (
        "<div>look</div><div class='gmail_quote'><div>---------- Forwarded message ---------<br>From: ICE<br>"
        f"Date: Mon<br>Subject: x<br>To: Maria<br></div><p>{OLD}</p></div>"
    )
    parsed = message(text=None, html=html)
    assert (body_of(parsed), parsed.forwarded_inline) == ("look", True)
    assert OLD in parsed.layer_text(Layer.QUOTED)


@pytest.mark.parametrize(
    "bomb",
    ["on 1 " * 20000, "on 1\n" * 20000, "from:\n" * 16000, ">\n" * 50000, "--\n" * 33000, "\n" * 100000, "a" * 100000],
)
def test_hostile_text_costs_bounded_time(bomb: str) -> None:
    assert lengths(lambda: layered(bomb, wrapped=True)) < 150
