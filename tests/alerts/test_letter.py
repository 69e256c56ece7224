"""The words of alerts, in five languages and two forms."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerts.days import SETTINGS, SPANISH
from tests.appointments.logs import logs
from tests.appointments.situations import APRIL_5, MAY_10, PERSON, ZONE, at, day
from tracker.alerts.letter import compose, reference
from tracker.alerts.plan import plan
from tracker.alerts.samples import samples
from tracker.alerts.types import Alert, AlertKind, Surroundings
from tracker.appointments.state import fold
from tracker.reading.types import Kind, Language, When
from tracker.words.load import words

OFFICE = {"place": "26 Federal Plaza, New York", "phone": "212 555 0100", "published": "2026-01-01"}
ROLES = ("start", "old", "new", "other", "standing", "wished", "day")
GRAVE = re.compile(
    r"\b(ICE|immigration|inmigración|imigração|immigration|imigrasyon|deport\w*|detain\w*|arrest\w*|deten\w*|"
    r"Federal|check-in|urgent\w*|warning|danger\w*|peligro|perigo|danje|guarante\w*|garant\w*|safe)\b",
    re.IGNORECASE,
)


def alert(kind: AlertKind, **told: object) -> Alert:
    fields: dict[str, object] = {
        "id": "alr_0123456789abcdef",
        "person": PERSON,
        "kind": kind,
        "due_at": datetime(2027, 3, 1, tzinfo=UTC),
        "language": Language.EN,
        "dates": {role: at(4, number + 5) for number, role in enumerate(ROLES)},
        "words": {"name": "mail1", "client": "curl"},
        "topic": Kind.SCHEDULED,
        "place": OFFICE,
    }
    return Alert.model_validate(fields | told)


def in_samples(kind: AlertKind, language: Language) -> list[Alert]:
    return [one for one in samples(language) if one.kind is kind]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", AlertKind)
def test_the_neutral_form_frightens_nobody_and_betrays_nothing(kind: AlertKind, language: Language) -> None:
    for variant in (alert(kind), alert(kind, by_you=True), alert(kind, near=True), *in_samples(kind, language)):
        letter = compose([variant], words(language), full=False)
        assert not GRAVE.search(letter.title + "\n" + letter.body.replace("imèl", "")), letter
        assert letter.title.strip()
        assert len(letter.title) <= 78
        assert letter.body.endswith(reference(variant))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", AlertKind)
def test_the_full_form_says_at_least_what_the_neutral_one_says(kind: AlertKind, language: Language) -> None:
    one = alert(kind)
    neutral, full = (compose([one], words(language), full=form) for form in (False, True))
    assert neutral.title == full.title
    assert len(full.body) >= len(neutral.body)


@pytest.mark.parametrize("language", Language)
def test_a_request_without_an_answer_says_what_stands_where_and_how_to_check(language: Language) -> None:
    one = alert(AlertKind.STILL_WAITING, near=True, dates={"standing": APRIL_5, "wished": MAY_10})
    said, spoken = compose([one], words(language), full=True), words(language)
    for line in (
        spoken.say("body.still_go", standing=APRIL_5),
        spoken.say("alert.text.check.full"),
        spoken.say("body.office", place=OFFICE["place"]),
        spoken.say("alert.text.waiting", wished=MAY_10),
        spoken.say("alert.text.ask_before"),
    ):
        assert line in said.body
    assert spoken.when(APRIL_5).split(",")[-1].strip() in said.title


def test_a_request_without_a_date_that_stands_promises_none() -> None:
    said = compose([alert(AlertKind.STILL_WAITING, dates={})], words(Language.EN), full=True)
    assert said.title == "NOT confirmed yet"
    assert "If your papers name one, that one stands." in said.body


def test_a_date_without_an_hour_says_so() -> None:
    bare = When(day=date(2027, 4, 5), zone=ZONE)
    said = compose([alert(AlertKind.NEW_DATE, dates={"start": bare})], words(Language.EN), full=False)
    assert "no hour" in said.body
    assert time(0).strftime("12:00") not in said.body


def test_several_alerts_are_one_message_that_names_each() -> None:
    two = [alert(AlertKind.MOVED, id="alr_aaaaaaaa1"), alert(AlertKind.LOOKS_FAKE, id="alr_bbbbbbbb2")]
    said = compose(two, words(Language.EN), full=False, person="maria")
    assert said.title == "Appointments: 2 pieces of news · maria"
    assert said.refs == ("aaaaaaaa", "bbbbbbbb")
    assert said.body.endswith("Ref. aaaaaaaa bbbbbbbb")
    assert "Appointment moved" in said.body
    assert "A message looks fake" in said.body


def test_what_a_person_entered_is_not_said_to_be_confirmed_by_email() -> None:
    by_mail, by_hand = (
        compose([alert(AlertKind.MOVED, by_you=by_you)], words(Language.EN), full=True).body for by_you in (False, True)
    )
    assert "ICE confirmed it by e-mail" in by_mail
    assert "by e-mail" not in by_hand
    assert "If it was not you" in by_hand


@pytest.mark.parametrize("language", Language)
def test_the_samples_show_every_kind_and_leave_no_sentence_out(language: Language) -> None:
    shown = [compose([one], words(language), full=full) for one in samples(language) for full in (False, True)]
    assert {one.kind for one in samples(language)} == set(AlertKind)
    said = "\n".join(f"{letter.title}\n{letter.body}" for letter in shown)
    for key in words(language).names():
        if key.startswith("alert.t") and not key.endswith(("several", "test")):
            opening = words(language)._sentences[key].partition("{")[0].strip()
            assert opening[1:] in said, key


@pytest.mark.parametrize("language", Language)
def test_every_line_begins_like_a_sentence(language: Language) -> None:
    for one in samples(language):
        for line in compose([one], words(language), full=True).body.splitlines():
            assert not line[:1].islower(), line


@given(log=logs(), known=st.integers(0, 8), offset=st.integers(-5, 90), language=st.sampled_from(Language))
def test_whatever_is_planned_can_be_said(log: list, known: int, offset: int, language: Language) -> None:  # type: ignore[type-arg]
    now = day(offset)
    before, after = (fold(some, person=PERSON, now=now) for some in (log[:known], log))
    for one in plan(before, after, now, who=SPANISH, settings=SETTINGS, around=Surroundings()):
        letter = compose([one], words(language), full=False)
        assert len(letter.body.splitlines()) > 1
