"""What must never confirm: negations, conditions, footers, quotations, hearsay, neighbours, look-alikes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, Wording, load, message
from tracker.message.types import Address, Authenticity, Channel, Lane, Layer, Message, Segment, Verdict
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Doubt, Kind, Reading

DATE = "Monday, May 3, 2027 at 9:00 AM"
OTHER = Verdict(authenticity=Authenticity.OTHER, lane=Lane.STRANGER, evidence=())
UNVERIFIED = Verdict(authenticity=Authenticity.UNVERIFIED, lane=Lane.STRANGER, evidence=())
FAKE = Verdict(authenticity=Authenticity.FAKE, lane=Lane.STRANGER, evidence=(), poses_as_ice=True)
OWN = Verdict(authenticity=Authenticity.UNVERIFIED, lane=Lane.OWN, evidence=())


def read_as(subject: str, body: str, verdict: Verdict = OFFICIAL, **changes: object) -> Reading:
    return read(message(subject, body.replace(" / ", "\n"), **changes), verdict, RULES, OFFICES)


def confirms(reading: Reading) -> bool:
    return reading.kind in CONFIRMING and not set(reading.doubts) - {Doubt.UNKNOWN_TIME_ZONE}


NEVER = [
    f"Your appointment has not been rescheduled to {DATE}.",
    f"Your appointment hasn't been moved to {DATE}.",
    f"No appointment has been scheduled for you on {DATE}.",
    f"Has your appointment been rescheduled to {DATE}?",
    f"If your appointment has been rescheduled to {DATE}, you will find it in the portal.",
    f"If you need to reschedule or cancel your appointment of {DATE}, go to ice.gov/check-in.",
    f"Your appointment is cancelled unless you answer by {DATE}.",
    f"Your appointment may be rescheduled to {DATE}.",
    f"Your appointment could have been moved to {DATE}.",
    f"Your appointment will be confirmed once an officer approves {DATE}.",
    f"You asked us to move your appointment to {DATE}.",
    f"Your request to move your appointment to {DATE} has been cancelled.",
    f"Scammers send messages saying that your appointment has been moved to {DATE}.",
    f"You told us that your appointment has been rescheduled to {DATE}.",
    f"Neither your appointment nor your address has been changed. {DATE}",
    f"We are unable to confirm that your appointment has been moved to {DATE}.",
    f"The password for your appointment account has been changed on {DATE}.",
    f"Your address has been updated. Your appointment record of {DATE} follows.",
    f"Please disregard our last message. Your appointment has been moved to {DATE}.",
    f"This is a test. Your appointment has been rescheduled to {DATE}.",
    f"For example: your appointment has been rescheduled to {DATE}.",
    f"Your appointment has been moved from {DATE}. We will send you a new date.",
    "Your appointment has been moved. The new date will follow.",
    f"Su cita no ha sido reprogramada para el {DATE}.",
    "Su cita aún no está confirmada para el lunes 3 de mayo de 2027 a las 9:00 a. m.",
    "Si su cita ha sido reprogramada para el lunes 3 de mayo de 2027 a las 9:00 a. m., la verá en el portal.",
    "Si necesita reprogramar su cita del lunes 3 de mayo de 2027 a las 9:00 a. m., llame.",
    "¿Su cita fue cambiada al lunes 3 de mayo de 2027 a las 9:00 a. m.?",
    "Su cita podría ser reprogramada para el lunes 3 de mayo de 2027 a las 9:00 a. m.",
    "Para cancelar su cita del lunes 3 de mayo de 2027 a las 9:00 a. m. haga clic aquí.",
    "Seu agendamento não foi remarcado para segunda-feira, 3 de maio de 2027 às 9h00.",
    "Caso seu agendamento tenha sido remarcado para segunda-feira, 3 de maio de 2027 às 9h00, veja o portal.",
    "Caso precise remarcar seu agendamento de segunda-feira, 3 de maio de 2027 às 9h00, ligue.",
    "Seu agendamento poderá ser cancelado em segunda-feira, 3 de maio de 2027 às 9h00.",
    "Votre rendez-vous n'a pas été reporté au lundi 3 mai 2027 à 9 h 00.",
    "Si votre rendez-vous a été reporté au lundi 3 mai 2027 à 9 h 00, vous le verrez sur le portail.",
    "Si vous devez reporter votre rendez-vous du lundi 3 mai 2027 à 9 h 00, appelez-nous.",
    "Votre rendez-vous pourrait être annulé le lundi 3 mai 2027 à 9 h 00.",
    "Votre rendez-vous n'est pas encore confirmé pour le lundi 3 mai 2027 à 9 h 00.",
    "Randevou ou pa chanje pou lendi 3 me 2027 a 9:00 nan maten.",
    "Randevou ou poko konfime pou lendi 3 me 2027 a 9:00 nan maten.",
    "Si yo chanje randevou ou pou lendi 3 me 2027 a 9:00 nan maten, w ap wè li sou pòtay la.",
    "Si ou bezwen chanje randevou ou lendi 3 me 2027 a 9:00 nan maten, rele nou.",
    "Yo ka anile randevou ou lendi 3 me 2027 a 9:00 nan maten.",
]  # fmt: skip


@pytest.mark.parametrize("body", NEVER)
def test_words_that_assert_nothing_never_confirm(body: str) -> None:
    assert not confirms(read_as("ICE", body))


@pytest.mark.parametrize("body", NEVER)
def test_a_confirming_title_does_not_outweigh_them(body: str) -> None:
    reading = read_as("Your appointment", body)
    assert not confirms(reading), reading.trace


@pytest.mark.parametrize(
    "body",
    [
        f"Your check-in has been rescheduled to {DATE}. If you need to reschedule or cancel, visit ice.gov/check-in.",
        f"Your check-in has been rescheduled to {DATE}. To cancel your visit, click here. Do not reply to it.",
        f"As you requested, your check-in has been rescheduled to {DATE}.",
        f"Because you could not attend, your check-in has been rescheduled to {DATE}.",
        f"Your check-in has been rescheduled to {DATE}; if you have questions, call (833) 383-1465.",
        f"Your check-in has been rescheduled to {DATE}. You do not need to call. This is not a court hearing.",
        f"Su cita ha sido reprogramada para el {DATE}. Si necesita cancelar, llame. No responda a este mensaje.",
        f"Votre rendez-vous a été reporté au {DATE}. Ne répondez pas à ce message.",
    ],
)
def test_footers_help_and_courtesies_do_not_hide_a_confirmation(body: str) -> None:
    reading = read_as("ICE", body)
    assert reading.kind is Kind.RESCHEDULED
    assert confirms(reading), reading.trace


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("Appointment reminder", f"This is a reminder that your appointment is scheduled for {DATE}.", Kind.REMINDER),
        ("Recordatorio de cita", f"Le recordamos su cita del {DATE}.", Kind.REMINDER),
        ("Rappel de rendez-vous", f"Nous vous rappelons votre rendez-vous du {DATE}.", Kind.REMINDER),
        ("Call-in letter", f"You must report to the ICE office at 26 Federal Plaza on {DATE}.", Kind.SUMMONS),
        ("Aviso", f"Usted debe presentarse en la oficina de ICE el {DATE}.", Kind.SUMMONS),
        ("Office closure", "The office will be closed on May 3, 2027. Visits will be moved.", Kind.OFFICE_CLOSURE),
        ("ICE Appointment Scheduler update", "News release. Appointments can be moved. Unsubscribe", Kind.NEWSLETTER),
        ("Your code", "Your verification code is 482913. It expires in 10 minutes.", Kind.VERIFICATION_CODE),
        ("New notice", "A new notice is available in the ICE Portal. Log in to read it.", Kind.ACCOUNT_NOTICE),
        ("Your FOIA request", "We have received your FOIA request of May 3, 2027.", Kind.UNRELATED),
        ("Interview for Deportation Officer position", f"Your interview is set for {DATE}.", Kind.UNRELATED),
        ("Notice to Obligor", f"Form I-340: you must deliver the person on {DATE}.", Kind.BOND),
        ("Hello", "Bring your papers to the counter on the second floor.", Kind.UNRECOGNISED),
    ],
)  # fmt: skip
def test_other_mail_from_ice_has_its_own_kind(subject: str, body: str, kind: Kind) -> None:
    assert read_as(subject, body).kind is kind


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("ICE Health: appointment confirmed", f"Your dental appointment at our clinic is confirmed for {DATE}."),
        ("Time to check in", f"Your hotel check-in is confirmed for {DATE}. We wish you a pleasant stay, dear guest."),
        ("Your flight", f"Check-in for your flight has been moved to {DATE} at gate 4."),
    ],
)
def test_clinics_hotels_and_airlines_are_unrelated(subject: str, body: str) -> None:
    assert read_as(subject, body, OTHER).kind is Kind.UNRELATED
    assert read_as(subject, body, UNVERIFIED).kind is Kind.UNRELATED
    assert read_as(subject, body, FAKE).kind is Kind.UNRELATED


@pytest.mark.parametrize(
    ("lane", "kind"),
    [
        (Lane.USCIS, Kind.USCIS),
        (Lane.COURT, Kind.COURT_HEARING),
        (Lane.CBP, Kind.CBP),
        (Lane.ISAP, Kind.ISAP),
        (Lane.BULK, Kind.NEWSLETTER),
    ],
)
def test_a_neighbour_never_sets_an_ice_date(lane: Lane, kind: Kind) -> None:
    verdict = Verdict(authenticity=Authenticity.OFFICIAL, lane=lane, evidence=())
    assert read_as("ICE", f"Your ICE check-in has been moved to {DATE}.", verdict).kind is kind


def test_a_poser_without_a_date_is_a_scam_and_with_one_keeps_its_kind() -> None:
    assert read_as("ICE final notice", "Pay 500 dollars in gift cards or you will be deported.", FAKE).kind is Kind.SCAM
    assert read_as("ICE", f"Your ICE check-in has been moved to {DATE}.", FAKE).kind is Kind.RESCHEDULED


def test_what_the_person_sent_to_ice_is_a_request_with_the_date_asked_for() -> None:
    body = "Hello, please move my ICE check-in from Monday, April 5, 2027 at 8:30 AM to Monday, May 3, 2027 at 9:00 AM."
    reading = read_as("Request", body, OWN, recipients=("newyork.outreach@ice.dhs.gov",))
    assert reading.kind is Kind.REQUEST_SENT
    assert reading.starts_at is not None
    assert reading.starts_at.day.isoformat() == "2027-05-03"
    assert read_as("Request", body, OWN, recipients=("friend@example.org",)).kind is Kind.UNRELATED


def test_an_officer_writing_by_hand_is_a_human_reply_with_the_date_proposed() -> None:
    reading = read_as("Re: my check-in", f"Good morning, I have moved your appointment to {DATE}. Officer Smith")
    assert reading.kind is Kind.HUMAN_REPLY
    assert reading.starts_at is not None
    sender = (Address(display_name="Smith, John", address="john.q.smith@ice.dhs.gov"),)
    body = f"Your appointment has been moved to {DATE}."
    assert read_as("Re: my check-in", body, senders=sender).kind is Kind.HUMAN_REPLY


def test_an_automatic_reply_never_confirms() -> None:
    assert read_as("ICE", f"Your check-in has been moved to {DATE}.", auto_replied=True).kind is Kind.UNRECOGNISED


def layered(*parts: tuple[Layer, str], **changes: object) -> Message:
    text, segments = "", []
    for layer, words in parts:
        segments.append(Segment(layer=layer, start=len(text), end=len(text) + len(words) + 1))
        text += words + "\n"
    return message("", "").model_copy(update={"text": text, "segments": tuple(segments), **changes})


@pytest.mark.parametrize("layer", [Layer.QUOTED, Layer.FOOTER, Layer.HIDDEN])
def test_words_that_do_not_speak_for_the_sender_never_confirm(layer: Layer) -> None:
    for forwarded in (False, True):
        parts = (
            (Layer.SUBJECT, "ICE"),
            (Layer.BODY, "See below."),
            (layer, f"Your check-in has been moved to {DATE}."),
        )
        assert read(layered(*parts, forwarded_inline=forwarded), OFFICIAL, RULES, OFFICES).kind is Kind.UNRECOGNISED


def test_a_forwarded_copy_is_read_where_it_can_only_be_reviewed() -> None:
    parts = (
        (Layer.SUBJECT, "Fwd: ICE"),
        (Layer.BODY, "Look!"),
        (Layer.QUOTED, f"Your ICE check-in has been moved to {DATE}."),
    )
    reading = read(layered(*parts, forwarded_inline=True), UNVERIFIED, RULES, OFFICES)
    assert reading.kind is Kind.RESCHEDULED


def test_plain_text_and_html_that_differ_are_doubted() -> None:
    other = DATE.replace("May 3", "May 10")
    said = f"Your check-in has been moved to {DATE}."
    agreed = layered((Layer.SUBJECT, "ICE"), (Layer.BODY, said), (Layer.ALTERNATIVE, said))
    assert confirms(read(agreed, OFFICIAL, RULES, OFFICES))
    differing = layered((Layer.SUBJECT, "ICE"), (Layer.BODY, said), (Layer.ALTERNATIVE, said.replace(DATE, other)))
    assert Doubt.PARTS_DISAGREE in read(differing, OFFICIAL, RULES, OFFICES).doubts
    denied = layered((Layer.SUBJECT, "ICE"), (Layer.BODY, said), (Layer.ALTERNATIVE, "Your request is pending."))
    assert read(denied, OFFICIAL, RULES, OFFICES).kind is Kind.REQUEST_RECEIVED
    hidden = layered((Layer.SUBJECT, "ICE"), (Layer.BODY, said), (Layer.HIDDEN, f"New date: {other}"))
    assert Doubt.PARTS_DISAGREE in read(hidden, OFFICIAL, RULES, OFFICES).doubts


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        ("Your check-in has been moved to Monday, May 3, 2027.", Doubt.NO_TIME),
        ("Your check-in has been moved.", Doubt.NO_DATE),
        ("Your appointment has been cancelled.", Doubt.NO_DATE),
        ("Your check-in has been scheduled. / May 3, 2027, 9:00 AM / May 10, 2027, 9:00 AM", Doubt.SEVERAL_DATES),
        ("Your check-in has been moved to Monday, February 1, 2027 at 9:00 AM.", Doubt.PAST_DATE),
        ("Your check-in has been moved. New date: Tuesday, May 3, 2027 at 9:00 AM.", Doubt.WEEKDAY_MISMATCH),
        ("Your check-in has been moved to September 31, 2027 at 9:00 AM.", Doubt.IMPOSSIBLE_DATE),
        ("Your check-in has been moved to Monday, May 3, 2027 at 9:00 AM, Portland office.", Doubt.UNKNOWN_TIME_ZONE),
        ("We received your request. Your check-in has been moved to Monday, May 3, 2027 at 9:00 AM.", Doubt.NEGATED),
    ],
)  # fmt: skip
def test_what_is_missing_or_contradictory_is_a_doubt(body: str, doubt: Doubt) -> None:
    assert doubt in read_as("ICE", body).doubts


def test_the_office_gives_the_zone_and_the_rule_and_the_words_are_named() -> None:
    reading = read_as("Appointment", f"Your check-in has been moved to {DATE} at 26 Federal Plaza, New York, NY 10278.")
    assert reading.time_zone == "America/New_York"
    assert reading.doubts == ()
    assert reading.rule == f"kinds.toml:moved@{RULES.version}"
    assert "moved" in [match.text for match in reading.matched]


NEUTRAL = [
    "Thank you.",
    "Bring your documents.",
    "Sincerely",
    "ICE",
    "Arrive early.",
    "26 Federal Plaza",
    "Gracias.",
    "---",
]
WAITING = [w for w in load() if w.kind in {Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED}]


@given(
    st.sampled_from(WAITING),
    st.lists(st.sampled_from(NEUTRAL), max_size=3),
    st.lists(st.sampled_from(NEUTRAL), max_size=3),
)
@settings(max_examples=150, deadline=None)
def test_neutral_lines_never_turn_a_request_or_a_denial_into_a_confirmation(
    wording: Wording, before: list[str], after: list[str]
) -> None:
    body = "\n".join([*before, wording.body, *after])
    assert not confirms(read_as(wording.subject, body))


@given(
    st.sampled_from(WAITING),
    st.sampled_from([DATE, "lunes, 10 de mayo de 2027 a las 9:00 a. m.", "10 mai 2027 à 9 h 00"]),
)
@settings(max_examples=150, deadline=None)
def test_a_request_or_a_denial_with_any_date_beside_it_never_confirms(wording: Wording, date: str) -> None:
    assert not confirms(read_as(wording.subject, f"{wording.body}\n{date}"))
    assert not confirms(read_as(wording.subject, f"{date}\n{wording.body}"))


@given(st.sampled_from(NEVER), st.sampled_from(NEVER))
@settings(max_examples=150, deadline=None)
def test_two_things_that_assert_nothing_assert_nothing_together(one: str, two: str) -> None:
    assert not confirms(read_as("ICE", f"{one}\n{two}"))


def test_a_pasted_text_that_nobody_understands_is_kept_for_review() -> None:
    assert read_as("", "Come soon.", UNVERIFIED, channel=Channel.SMS).kind is Kind.UNRECOGNISED


def test_a_sentence_that_goes_on_and_on_confirms_nothing() -> None:
    """What follows the first so many words of it is not looked at, and may take everything back."""
    moved = f"Your appointment has been rescheduled to {DATE}"
    assert confirms(read_as("Notice", f"{moved}."))
    reading = read_as("Notice", f"{moved}{' and your appointment' * 200} has not been moved.")
    assert reading.kind is Kind.RESCHEDULED
    assert Doubt.NEGATED in reading.doubts
