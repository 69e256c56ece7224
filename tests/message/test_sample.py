from __future__ import annotations

import pytest

from tests.message.factory import PROFILES, compose
from tracker.message.parse import parse


@pytest.mark.parametrize("profile", [*PROFILES, None])
def test_the_same_arguments_give_the_same_bytes(profile: str | None) -> None:
    def made() -> bytes:
        inner = compose(subject="inner", text="x", profile=profile)
        return compose(subject="é", text="x", html="<p>x</p>", calendar="y", attached=[inner], profile=profile)

    assert made() == made()


def test_a_sample_has_network_line_ends_throughout() -> None:
    raw = compose(subject="x", text="a\nb", html="<p>c</p>", attached=[compose(subject="y", text="z")])
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_a_name_that_is_not_ascii_arrives() -> None:
    parsed = parse(compose(subject="Cita", text="x", from_="María <maria@example.com>", message_id="<1@x>"))
    assert (parsed.senders[0].display_name, parsed.message_id) == ("María", "<1@x>")


def test_a_message_may_lack_its_date_or_bear_an_odd_one() -> None:
    assert parse(compose(subject="x", text="y", date=None)).date is None
    assert parse(compose(subject="x", text="y", date="yesterday")).date is None
