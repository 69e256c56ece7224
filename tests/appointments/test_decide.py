"""The decision table, cell by cell, and what lowers a cell for one message."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.appointments.situations import APRIL_5, HERS, PERSON, START, at, name_hint, sha
from tracker.appointments.decide import TABLE, ConfirmOn, decide, effect_of, missing, seen_as, strength, weaker, weigh
from tracker.appointments.events import EVENT, Effect
from tracker.message.types import Authenticity, Channel, Lane, Layer, Message, Segment, Verdict
from tracker.reading.types import Doubt, HintKind, Kind, Match, PersonHint, Reading

CONFIRMS, PENDING, INFORMS, REVIEW, WARNS, NONE = Effect
OFFICIAL, UNVERIFIED, FAKE, OTHER = Authenticity

# kind: official, official with a doubt about the sender, unverified
CELLS = {
    "scheduled": (CONFIRMS, REVIEW, REVIEW),
    "rescheduled": (CONFIRMS, REVIEW, REVIEW),
    "cancelled": (CONFIRMS, REVIEW, REVIEW),
    "summons": (CONFIRMS, REVIEW, REVIEW),
    "request_received": (PENDING, PENDING, REVIEW),
    "request_denied": (INFORMS, REVIEW, REVIEW),
    "reminder": (INFORMS, REVIEW, REVIEW),
    "office_closure": (INFORMS, REVIEW, REVIEW),
    "account_notice": (INFORMS, REVIEW, REVIEW),
    "human_reply": (REVIEW, REVIEW, REVIEW),
    "unrecognised": (REVIEW, REVIEW, REVIEW),
    "court_hearing": (INFORMS, INFORMS, INFORMS),
    "uscis": (INFORMS, INFORMS, INFORMS),
    "isap": (INFORMS, INFORMS, INFORMS),
    "bond": (REVIEW, REVIEW, INFORMS),
    "cbp": (INFORMS, INFORMS, INFORMS),
    "request_sent": (PENDING, PENDING, PENDING),
    "scam": (REVIEW, REVIEW, REVIEW),
    "newsletter": (NONE, NONE, NONE),
    "verification_code": (NONE, NONE, NONE),
    "unrelated": (NONE, NONE, NONE),
}
SILENT = {"newsletter", "verification_code", "unrelated"}
DATES_ARE_ALL = {"scheduled", "rescheduled", "cancelled", "summons", "reminder"}
ABOUT_THE_SENDER = {"wrong_person", "several_people", "multiple_from", "replayed"}


def test_every_kind_has_its_row() -> None:
    assert {kind.value for kind in TABLE} == set(CELLS) == {kind.value for kind in Kind}


@pytest.mark.parametrize("name", CELLS)
def test_an_official_message_without_doubts(name: str) -> None:
    assert effect_of(Kind(name), OFFICIAL, ()) is CELLS[name][0]


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("doubt", [doubt for doubt in Doubt if doubt is not Doubt.INCOMPLETE])
def test_an_official_message_with_one_doubt(name: str, doubt: Doubt) -> None:
    counts = name in DATES_ARE_ALL or doubt.value in ABOUT_THE_SENDER
    assert effect_of(Kind(name), OFFICIAL, (doubt,)) is CELLS[name][1 if counts else 0]


@pytest.mark.parametrize("name", CELLS)
def test_an_official_message_of_which_only_a_part_came_waits_for_a_person(name: str) -> None:
    assert effect_of(Kind(name), OFFICIAL, (Doubt.INCOMPLETE,)) is REVIEW


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("doubts", [(), (Doubt.NO_TIME,), (Doubt.REPLAYED,)])
def test_an_unverified_message(name: str, doubts: tuple[Doubt, ...]) -> None:
    assert effect_of(Kind(name), UNVERIFIED, doubts) is CELLS[name][2]


@pytest.mark.parametrize("name", CELLS)
def test_a_fake_warns_where_there_is_something_to_warn_of(name: str) -> None:
    assert effect_of(Kind(name), FAKE, ()) is (NONE if name in SILENT else WARNS)


@pytest.mark.parametrize("name", CELLS)
def test_anybody_else_is_nothing_but_the_persons_own_request(name: str) -> None:
    assert effect_of(Kind(name), OTHER, ()) is (PENDING if name == "request_sent" else NONE)


def test_effects_are_ordered_from_confirms_to_none() -> None:
    assert sorted(Effect, key=strength) == [NONE, WARNS, REVIEW, INFORMS, PENDING, CONFIRMS]
    assert weaker(CONFIRMS, REVIEW) is weaker(REVIEW, CONFIRMS) is REVIEW


@pytest.mark.parametrize("lane", Lane)
def test_genuine_mail_of_a_neighbour_is_no_proof_of_an_ice_date(lane: Lane) -> None:
    assert seen_as(OFFICIAL, lane) is (OFFICIAL if lane is Lane.ICE else UNVERIFIED)
    assert seen_as(FAKE, lane) is FAKE


# What is missing in a reading


@pytest.mark.parametrize(
    ("reading", "lacks"),
    [
        (Reading(kind=Kind.SCHEDULED, starts_at=APRIL_5), set()),
        (Reading(kind=Kind.SUMMONS), {Doubt.NO_DATE}),
        (Reading(kind=Kind.RESCHEDULED, previous_starts_at=APRIL_5, reference="R"), {Doubt.NO_DATE}),
        (Reading(kind=Kind.SCHEDULED, starts_at=at(4, 5, None)), {Doubt.NO_TIME}),
        (Reading(kind=Kind.SCHEDULED, starts_at=at(4, 5, zone=None)), {Doubt.UNKNOWN_TIME_ZONE}),
        (Reading(kind=Kind.SCHEDULED, starts_at=at(4, 5, zone=None), time_zone="America/Chicago"), set()),
        (Reading(kind=Kind.CANCELLED, starts_at=APRIL_5), {Doubt.NO_DATE}),
        (Reading(kind=Kind.CANCELLED, previous_starts_at=at(4, 5, None)), set()),
        (Reading(kind=Kind.CANCELLED, reference="R"), set()),
        (Reading(kind=Kind.REMINDER), set()),
    ],
)
def test_a_confirmation_must_say_when(reading: Reading, lacks: set[Doubt]) -> None:
    assert missing(reading) == lacks


# One message


def mail(**changed: Any) -> Message:
    text = "Moved to April 5\n> Cancelled"
    fields: dict[str, Any] = {
        "sha256": sha("mail"),
        "content_id": sha("content"),
        "message_id": "<1@ice.dhs.gov>",
        "channel": Channel.EMAIL,
        "date": START,
        "received": START + timedelta(minutes=1),
        "senders": (),
        "from_headers": 1,
        "recipients": (HERS,),
        "subject": "",
        "headers": (),
        "text": text,
        "segments": (
            Segment(layer=Layer.BODY, start=0, end=17),
            Segment(layer=Layer.QUOTED, start=17, end=len(text)),
        ),
    }
    return Message(**(fields | changed))


def verdict(authenticity: Authenticity = OFFICIAL, lane: Lane = Lane.ICE, **changed: Any) -> Verdict:
    return Verdict(authenticity=authenticity, lane=lane, evidence=("The provider vouches for it.",), **changed)


SCHEDULED = Reading(kind=Kind.SCHEDULED, starts_at=APRIL_5, matched=(Match(text="April 5", start=9, end=16),))
SENT = Reading(kind=Kind.REQUEST_SENT, starts_at=APRIL_5)


def effect(message: Message, judged: Verdict, reading: Reading = SCHEDULED, **how: Any) -> Effect:
    return weigh(message, judged, reading, **how).effect


def test_a_whole_and_official_message_confirms_without_reasons_against_it() -> None:
    assert weigh(mail(), verdict(), SCHEDULED) == (CONFIRMS, (), ())


@pytest.mark.parametrize(
    ("against", "told"),
    [
        ({"auto_replied": True}, "An automatic reply confirms nothing."),
        ({"own_alert": True}, "It bears the mark of our own alerts, which are no evidence."),
        ({"date": None}, "It bears no date, so whether it is an old one cannot be judged."),
    ],
)
def test_what_its_headers_say_keeps_a_message_from_confirming_and_is_told(against: dict[str, Any], told: str) -> None:
    weighed = weigh(mail(**against), verdict(), SCHEDULED)
    assert (weighed.effect, weighed.reasons) == (REVIEW, (told,))
    assert effect_of(Kind.SCHEDULED, OFFICIAL, (), message=mail(**against)) is REVIEW


def test_the_table_with_a_plain_message_is_the_table() -> None:
    assert effect_of(Kind.SCHEDULED, OFFICIAL, (), message=mail()) is CONFIRMS


def test_an_automatic_reply_may_say_that_a_request_arrived() -> None:
    received = Reading(kind=Kind.REQUEST_RECEIVED)
    assert weigh(mail(auto_replied=True), verdict(), received) == (PENDING, (), ())
    assert effect_of(Kind.REQUEST_RECEIVED, OFFICIAL, (), message=mail(auto_replied=True)) is PENDING


@pytest.mark.parametrize("authenticity", [UNVERIFIED, FAKE, OTHER])
def test_our_own_alert_is_nothing(authenticity: Authenticity) -> None:
    assert effect(mail(own_alert=True), verdict(authenticity)) is NONE
    assert effect_of(Kind.SCHEDULED, authenticity, (), message=mail(own_alert=True)) is NONE


@pytest.mark.parametrize(
    ("start", "end", "worth"), [(9, 17, CONFIRMS), (9, 18, REVIEW), (17, 20, REVIEW), (19, 28, REVIEW)]
)
def test_words_in_a_quotation_do_not_confirm(start: int, end: int, worth: Effect) -> None:
    reading = SCHEDULED.model_copy(update={"matched": (Match(text="", start=start, end=end),)})
    weighed = weigh(mail(), verdict(), reading)
    told = () if worth is CONFIRMS else ("Words that count stand in a quotation.",)
    assert (weighed.effect, weighed.reasons) == (worth, told)


def test_with_the_bar_raised_only_our_own_check_confirms() -> None:
    how: dict[str, Any] = {"confirm_on": ConfirmOn.DKIM}
    assert weigh(mail(), verdict(), SCHEDULED, confirm_on=ConfirmOn.DKIM).reasons
    assert effect(mail(), verdict(), **how) is REVIEW
    assert effect(mail(), verdict(), own_check_passed=True, **how) is CONFIRMS
    assert effect(mail(), verdict(forwarded=True), **how) is REVIEW


@pytest.mark.parametrize("lane", [Lane.USCIS, Lane.COURT, Lane.CBP, Lane.ISAP, Lane.BULK])
def test_a_neighbour_confirms_nothing_of_ice(lane: Lane) -> None:
    assert effect(mail(), verdict(lane=lane)) is REVIEW
    assert effect(mail(), verdict(lane=lane), Reading(kind=Kind.REQUEST_DENIED)) is REVIEW
    assert effect(mail(), verdict(lane=lane), Reading(kind=Kind.USCIS)) is INFORMS


@pytest.mark.parametrize(
    ("authenticity", "lane", "worth"),
    [
        (OTHER, Lane.OWN, PENDING),
        (UNVERIFIED, Lane.OWN, PENDING),
        (OTHER, Lane.STRANGER, NONE),
        (UNVERIFIED, Lane.STRANGER, REVIEW),
        (OFFICIAL, Lane.ICE, REVIEW),
        (FAKE, Lane.STRANGER, WARNS),
    ],
)
def test_a_request_counts_as_sent_only_from_her_own_address(
    authenticity: Authenticity, lane: Lane, worth: Effect
) -> None:
    weighed = weigh(mail(), verdict(authenticity, lane), SENT)
    assert weighed.effect is worth
    assert bool(weighed.reasons) is (lane is not Lane.OWN and authenticity is not FAKE)


DISPUTED = "Single sentences of it and its words as a whole do not say the same."
GUESSED = "No known wording was found in it: this is only what it is most like."


@pytest.mark.parametrize("kind", [Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED, Kind.HUMAN_REPLY])
@pytest.mark.parametrize(("rule", "told"), [("ice/received.yaml:asked@1", DISPUTED), ("weights.json:1", GUESSED)])
def test_where_sentences_and_words_differ_a_person_looks(kind: Kind, rule: str, told: str) -> None:
    reading = Reading(kind=kind, rule=rule)
    assert weigh(mail(), verdict(), reading).reasons == ()
    assert weigh(mail(), verdict(), reading.model_copy(update={"disputed": True})) == (REVIEW, (), (told,))


def test_what_is_nothing_stays_nothing_where_sentences_and_words_differ() -> None:
    assert weigh(mail(), verdict(), Reading(kind=Kind.NEWSLETTER, disputed=True)) == (NONE, (), ())


def test_several_senders_are_a_doubt() -> None:
    weighed = weigh(mail(), verdict(multiple_from=True), SCHEDULED)
    assert weighed == (REVIEW, (Doubt.MULTIPLE_FROM,), ())


def row(message: Message | None = None, reading: Reading = SCHEDULED, minutes: int = 0, **judged: Any) -> Any:
    return decide(
        message or mail(),
        verdict(**judged),
        reading,
        person=PERSON,
        hints=(name_hint("maria lopez"),),
        recorded_at=START + timedelta(minutes=minutes),
    )


def test_the_row_holds_what_the_message_and_the_verdict_say() -> None:
    made = row(mail(date=None), lane=Lane.ICE, forwarded=True)
    assert made.at == START + timedelta(minutes=1)
    assert made.evidence[0] == "The provider vouches for it."
    assert len(made.evidence) == 2
    assert (made.effect, made.authenticity, made.lane, made.forwarded) == (REVIEW, OFFICIAL, Lane.ICE, True)
    assert (made.sha256, made.content_id, made.message_id) == (sha("mail"), sha("content"), "<1@ice.dhs.gov>")
    assert (made.recipients, made.hints, made.person) == ((HERS,), (name_hint("maria lopez"),), PERSON)
    assert (made.channel, made.received, made.recorded_at) == (Channel.EMAIL, START + timedelta(minutes=1), START)


def test_the_row_is_judged_by_the_bar_that_was_set() -> None:
    known: dict[str, Any] = {"person": PERSON, "hints": (), "recorded_at": START}
    raised = decide(mail(), verdict(), SCHEDULED, confirm_on=ConfirmOn.DKIM, **known)
    checked = decide(mail(), verdict(), SCHEDULED, confirm_on=ConfirmOn.DKIM, own_check_passed=True, **known)
    assert (row().effect, raised.effect, checked.effect) == (CONFIRMS, REVIEW, CONFIRMS)
    assert raised.evidence[-1].startswith("Only the provider vouches for it")


def test_the_row_holds_no_name_and_no_number_in_clear() -> None:
    people = (
        PersonHint(kind=HintKind.NAME, value="maria lopez"),
        PersonHint(kind=HintKind.A_NUMBER, value="123456789"),
    )
    made = row(reading=SCHEDULED.model_copy(update={"people": people}))
    assert made.reading.people == ()
    assert "lopez" not in made.model_dump_json()
    assert "123456789" not in made.model_dump_json()


def test_the_row_notes_all_doubts_sorted() -> None:
    vague = Reading(kind=Kind.SCHEDULED, starts_at=at(4, 5, None, zone=None), doubts=(Doubt.UNKNOWN_OFFICE,))
    made = row(reading=vague, multiple_from=True)
    assert [doubt.value for doubt in made.reading.doubts] == [
        "multiple_from",
        "no_time",
        "unknown_office",
        "unknown_time_zone",
    ]


def test_the_same_reading_is_the_same_fact_whenever_it_is_made() -> None:
    assert row(minutes=0).id == row(minutes=5).id
    assert row(minutes=0).id != row(reading=SCHEDULED.model_copy(update={"rule": "mended@2"})).id


def test_a_row_survives_being_written_and_read() -> None:
    assert EVENT.validate_json(row().model_dump_json()) == row()


@pytest.mark.parametrize("kind", [Kind.UNRELATED, Kind.NEWSLETTER])
def test_a_message_that_means_nothing_has_its_row_too(kind: Kind) -> None:
    assert row(reading=Reading(kind=kind)).effect is NONE
