"""Ids come from the content and from nothing else."""

from __future__ import annotations

from datetime import time

import pytest
from pydantic import ValidationError

from tests.appointments.situations import APRIL_5, APRIL_9, PERSON, at, entered, name_hint, scheduled
from tracker.appointments.events import AppointmentEntered, How
from tracker.appointments.ids import appointment_id, event_id, record, request_id


def test_an_id_is_a_prefix_and_24_hex_digits() -> None:
    made = (scheduled().id, appointment_id(PERSON, APRIL_5.day, None), request_id(PERSON, "x"))
    assert [one.split("_")[0] for one in made] == ["evt", "apt", "req"]
    assert all(len(bytes.fromhex(one.split("_")[1])) == 12 for one in made)


def test_ids_stay_what_they_were_when_records_were_written() -> None:
    assert appointment_id("p1", APRIL_5.day, time(9)) == "apt_2593172860004f9912ddf3fd"
    assert request_id("p1", "evt_1") == "req_f7cd2a672c64489e96440676"
    assert entered(APRIL_5).id == "evt_fdf83ffe92d227a7480420cc"


def test_the_id_of_an_act_holds_when_it_was_done() -> None:
    assert entered(APRIL_5, 0).id == entered(APRIL_5, 0).id != entered(APRIL_5, 1).id


def test_the_id_of_an_event_is_that_of_its_content() -> None:
    made = entered(APRIL_5)
    assert event_id(made) == event_id(made.model_copy(update={"id": "another"})) == made.id
    assert made.id != entered(APRIL_9).id


def test_the_id_of_a_message_is_the_same_under_the_key_of_any_record() -> None:
    hint = name_hint("maria lopez")
    other_key = hint.model_copy(update={"digests": ("0" * 12, "1" * 12)})
    assert scheduled(hints=[hint]).id == scheduled(hints=[other_key]).id != scheduled(hints=[]).id


def test_a_slot_is_the_person_the_day_and_the_hour_and_not_the_zone() -> None:
    ids = {appointment_id(who, when.day, when.time) for who in ("p1", "p2") for when in (APRIL_5, at(4, 5, None))}
    assert len(ids) == 4


def test_a_request_belongs_to_its_person() -> None:
    assert request_id("p1", "x") != request_id("p2", "x")


def test_a_wrong_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        record(AppointmentEntered, PERSON, scheduled().at, how=How.PAPER, starts_at="tomorrow")
