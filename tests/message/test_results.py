from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pace import lengths
from tracker.message import results
from tracker.message.results import read_results, read_sealed_results, without_comments


def dmarc(value: str) -> list[tuple[str, str | None]]:
    results = read_results(value).results
    return [(result.value, result.only("header.from")) for result in results if result.method == "dmarc"]


@pytest.mark.parametrize(
    ("value", "identity", "found"),
    [
        ("mx.google.com; dmarc=pass (p=REJECT) header.from=ice.dhs.gov", "mx.google.com", [("pass", "ice.dhs.gov")]),
        ("spf=pass x; dmarc=pass action=none header.from=a.gov;compauth=pass", None, [("pass", "a.gov")]),
        ("atlas.yahoo.com; dmarc=pass(p=REJECT) header.from=a.gov;", "atlas.yahoo.com", [("pass", "a.gov")]),
        ("mx.example.net 1; dmarc/1 = PASS header.from=A.gov", "mx.example.net", [("pass", "a.gov")]),
        ('"mx.example.net"; dmarc=pass header.from="a.gov"', "mx.example.net", [("pass", "a.gov")]),
        ("x; dmarc=bestguesspass action=none header.from=a.gov", "x", [("bestguesspass", "a.gov")]),
        ("x; spf=fail (it says dmarc=pass header.from=a.gov) smtp.mailfrom=b", "x", []),
        ("x; spf=fail (nested (dmarc=pass) ; dmarc=pass header.from=a.gov)", "x", []),
        ("x; spf=fail (never closed; dmarc=pass header.from=a.gov", "x", []),
        ('x; spf=pass smtp.mailfrom="a; dmarc=pass header.from=a.gov"@b; dmarc=none', "x", [("none", None)]),
        ("x; dmarc=pass=fail header.from=a.gov", "x", []),
        ("x; x-dmarc=pass header.from=a.gov", "x", []),
        ("x; dmarc=pass header.from=a.gov header.from=b.gov", "x", [("pass", None)]),
        ("x; none", "x", []),
        ("", None, []),
        (";;;", None, []),
        ("(only a comment)", None, []),
    ],
)
def test_results_are_read_tolerantly_and_never_too_much(
    value: str, identity: str | None, found: list[tuple[str, str | None]]
) -> None:
    assert read_results(value).authserv_id == identity
    assert dmarc(value) == found


def test_a_sealed_header_is_read_after_its_instance() -> None:
    assert read_sealed_results("i=2; mx.google.com; dmarc=pass").authserv_id == "mx.google.com"
    without = read_sealed_results("mx.google.com; dmarc=pass")
    assert (without.authserv_id, without.results) == (None, ())


@given(st.text(alphabet='();="\\ .dmarcpsi-/1', max_size=120))
def test_reading_never_raises_and_takes_nothing_from_comments(value: str) -> None:
    read_results(value)
    assert "(" not in without_comments(value.replace('"', "").replace("\\", ""))


@pytest.mark.parametrize(
    "bomb", ["(" * 60_000, '"' * 60_000, ";" * 60_000, "a=b;" * 15_000, "\\" * 60_000, "dmarc=" * 9000]
)
def test_hostile_results_cost_little_time(bomb: str) -> None:
    assert lengths(lambda: read_results(bomb)) < 50


OLD_PROPERTY = re.compile(r"([a-z0-9_-]+)\s*\.\s*([a-z0-9_-]+)\s*=\s*(\"(?:[^\"\\]|\\.)*+\"|[^\s\"]+)", re.IGNORECASE)


@given(st.text(alphabet='aZ9-_. ="\\()', max_size=60))
def test_a_property_is_found_from_the_beginning_of_its_word_or_not_at_all(text: str) -> None:
    assert results._PROPERTY.findall(text) == OLD_PROPERTY.findall(text)


@given(st.text(alphabet='ab \\"()', max_size=40))
def test_what_stands_outside_of_comments_is_kept_letter_by_letter(text: str) -> None:
    kept, depth, quoted, letters = "", 0, False, iter(text)
    for letter in letters:
        if letter == "\\" and (quoted or depth):
            following = next(letters, "")
            kept += "" if depth else letter + following
            continue
        quoted = quoted != (letter == '"' and not depth)
        if letter in "()" and not quoted:
            depth = max(0, depth + (1 if letter == "(" else -1))
            kept += " "
        elif not depth:
            kept += letter
    assert without_comments(text) == kept
