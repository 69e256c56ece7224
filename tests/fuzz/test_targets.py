"""The small part of `python -m tests.fuzz.run` and `python -m tests.programmes.mutated`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import MUTATIONS, mutated, pool, stamp
from tests.fuzz.targets import TARGETS, bench
from tests.programmes.mutated import run
from tracker.message.profiles import profile_for
from tracker.message.types import Authenticity

GMAIL = profile_for("mx.google.com")
BYTES = st.binary(max_size=2_000)


@pytest.mark.parametrize("name", TARGETS)
@given(data=BYTES | st.text(max_size=500).map(str.encode))
@settings(max_examples=60)
def test_any_bytes_keep_what_must_hold(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("mutate", MUTATIONS)
@given(draw=st.randoms(use_true_random=False), number=st.integers(0, 10_000))
@settings(max_examples=15)
def test_any_mutation_of_a_good_message_keeps_what_must_hold(mutate: object, draw: object, number: int) -> None:
    assert callable(mutate)
    raw = mutate(draw, pool()[number % len(pool())])
    for name in ("parse", "pipeline", "forging"):
        TARGETS[name](raw)


def test_the_stamp_alone_keeps_the_forged_from_being_official() -> None:
    """With a pass in it the same bytes are official, so the programme would see it."""
    forged = [raw for is_forged, raw in mutated(200, 1) if is_forged]
    assert all(raw.startswith(stamp("fail")) for raw in forged)
    passed = [stamp("pass") + raw.removeprefix(stamp("fail")) for raw in forged]
    levels = [bench().reader.understand(raw, profile=GMAIL).verdict.authenticity for raw in passed]
    assert levels.count(Authenticity.OFFICIAL) > len(forged) / 10


@pytest.mark.slow
def test_mutated_messages_are_each_read_or_kept_and_none_is_official(tmp_path: Path) -> None:
    outcome = run(mutated(2_000, 2), tmp_path)
    assert outcome.messages == 2_000
    assert {name: len(raws) for name, raws in outcome.bad.items()} == {
        "crashed": 0,
        "hung": 0,
        "lost": 0,
        "wrongly official": 0,
    }
