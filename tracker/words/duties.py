"""The sentence for a duty: with its last day where it has one."""

from __future__ import annotations

from tracker.appointments.duties import Duty
from tracker.words.catalogue import Words


def say_duty(duty: Duty, words: Words) -> str:
    dated = f"duty.{duty.kind}.by"
    if duty.by and dated in words:
        return words.say(dated, by=duty.by)
    return words.say(f"duty.{duty.kind}.plain")
