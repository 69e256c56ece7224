"""The rule files: each proven by its samples, each mistake told with file, field and mend, one pass however many."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.pace import lengths
from tests.reading.rules_in_use import OFFICES, RULEBOOK, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.errors import SettingsError
from tracker.reading.classify import read
from tracker.reading.rules import parse_rules, parse_search
from tracker.reading.samples import Sample, check_rules, parse_samples
from tracker.reading.scan import scan_of
from tracker.reading.types import LEARNED, Kind, Language
from tracker.rulebook import load, rules_directory

FILES = {
    path.relative_to(rules_directory()).as_posix(): path.read_text("utf-8")
    for path in (*rules_directory().rglob("*.toml"), *(rules_directory() / name for name in LEARNED))
}


def with_change(name: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[name]
    return {**FILES, name: FILES[name].replace(old, new, 1)}


def test_every_rule_fires_on_its_own_samples_and_not_on_its_negatives() -> None:
    assert check_rules(RULES, RULEBOOK.samples) == []


def test_a_rule_without_samples_is_found() -> None:
    samples = [sample for sample in RULEBOOK.samples if sample.rule != "moved"]
    assert [finding for finding in check_rules(RULES, samples) if "Rule moved has no" in finding] == [
        "Rule moved has no positive sample: add one to rules/samples.",
        "Rule moved has no negative sample: add one to rules/samples.",
    ]


def test_a_sample_that_lies_is_found() -> None:
    lies = [
        Sample(rule="moved", fires=True, body="Good morning."),
        Sample(rule="moved", fires=False, body="Your appointment has been moved."),
        Sample(rule="no-such-rule", fires=True, body="x"),
    ]
    findings = check_rules(RULES, [*RULEBOOK.samples, *lies])
    assert len(findings) == 3
    assert "does not fire on its positive" in findings[1]
    assert "fires on its negative" in findings[2]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("kinds.toml", 'kind = "rescheduled"', 'kind = "moved"', ("rules/kinds.toml", "field rule.1.kind", "Mend")),
        ("kinds.toml", "[[rule]]", "[[rule]", ("rules/kinds.toml is not TOML", "line", "Mend")),
        ("kinds.toml", 'without = ["noun.request"]', 'without = ["noun.demand"]', ("noun.demand", "moved-title")),
        ("languages/en.toml", '"rescheduled", ', '"resched(uled", ', ("rules/languages/en.toml line", "move.done")),
        ("languages/en.toml", '"rescheduled", ', '"x*", ', ("rules/languages/en.toml", "matches nothing at all")),
        ("languages/en.toml", "[nouns]", "[nuns]", ("rules/languages/en.toml", "nouns")),
        ("weights.json", '"offset": [', '"offset": ["x", ', ("rules/weights.json, field offset.0", "learn it anew")),
        ("wariness.json", '"offset": ', '"offset": "x", "y": ', ("rules/wariness.json, field offset", "learn it anew")),
        ("bearing.json", '"offset": ', '"offset": "x", "y": ', ("rules/bearing.json, field offset", "learn it anew")),
        ("lanes.toml", '"desk", "unit",', '"desk(", "unit",', ("rules/lanes.toml", "desks.signatures", "desk(")),
        ("languages/en.toml", 'codes = "code"', 'codes = "code|key"', ("rules/languages/en.toml", "codes.codes")),
        ("lanes.toml", 'concepts = ["bond"]', 'concepts = ["bonds"]', ("rules/lanes.toml", "bonds")),
    ],
)
def test_a_mistake_in_a_rule_file_is_told_with_file_and_field(
    name: str, old: str, new: str, told: tuple[str, ...]
) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_rules(with_change(name, old, new))
    assert all(part in str(caught.value) for part in told), str(caught.value)


def test_a_missing_file_is_named() -> None:
    for name in ("kinds.toml", "lanes.toml", *LEARNED, "languages/ht.toml", "forms/ht.toml"):
        with pytest.raises(SettingsError, match=name):
            parse_rules({key: text for key, text in FILES.items() if key != name})


def test_a_search_term_that_could_speak_to_the_server_is_refused() -> None:
    for term in ("ice\\r\\nA1 EXPUNGE", 'ice\\" ALL', " "):
        with pytest.raises(SettingsError, match="senders"):
            parse_search(with_change("search.toml", '"dhs.gov"', f'"{term}"'))


def test_the_version_follows_the_rules_and_not_their_samples() -> None:
    changed = with_change("languages/en.toml", '"rescheduled", ', '"rescheduled", "shuffled", ')
    assert parse_rules(changed).version != RULES.version
    assert parse_rules({**FILES, "samples/more.toml": ""}).version == RULES.version
    assert len(RULES.version) == 8


def test_rules_are_found_and_loaded_from_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No rule files"):
        load(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    book = load(tmp_path)
    assert book.rules.version == RULES.version
    assert "dhs.gov" in book.search.senders
    assert len(book.offices) > 100
    (tmp_path / "kinds.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"kinds\.toml is not UTF-8"):
        load(tmp_path)


def test_samples_with_a_wrong_field_are_told() -> None:
    with pytest.raises(SettingsError, match=r"samples/x\.toml"):
        parse_samples({"samples/x.toml": '[[sample]]\nrule = "moved"\n'})


def test_every_language_has_every_concept() -> None:
    by_language = {
        language: {entry.concept for entry in RULES.lexicon.entries if entry.language is language}
        for language in Language
    }
    everywhere = set.intersection(*by_language.values())
    optional = {"set.finite", "set.noun", "grant.finite", "confirm.open", "cancel.finite"}
    odd = {lang: concepts - everywhere for lang, concepts in by_language.items() if concepts - everywhere}
    assert set().union(*odd.values()) <= optional | {c for c in set().union(*odd.values()) if c.endswith(".open")}


def test_all_patterns_are_tried_in_one_quick_pass() -> None:
    scan = scan_of("Your check-in appointment has been rescheduled to Monday, May 3, 2027 at 9:00 AM. " * 80)
    RULES.lexicon.occurring(scan)
    assert len(RULES.lexicon.entries) > 200
    assert lengths(lambda: [RULES.lexicon.occurring(scan) for _ in range(200)]) < 50


# What a rule may be written as, and what a text may do to it

HANGING = {
    r"(\w+\s?)*confirmed": "word " * 5_000,
    r".*reschedul.*confirm.*on.*\d{4}": "reschedul confirm on " * 1_430,
}


@pytest.mark.parametrize("pattern", HANGING)
def test_a_pattern_that_hangs_other_engines_takes_time_by_the_length_of_the_text(pattern: str) -> None:
    escaped = pattern.replace("\\", "\\\\")
    rules = parse_rules(with_change("languages/en.toml", '"confirms", ', f'"confirms", "{escaped}", '))
    text = HANGING[pattern]
    assert len(text) >= 25_000
    kinds = list[Kind]()
    told = message("ICE", text)
    assert lengths(lambda: kinds.append(read(told, OFFICIAL, rules, OFFICES).kind)) < 100
    assert Kind.RESCHEDULED not in kinds


def test_the_engine_of_the_standard_library_would_take_twice_as_long_for_each_letter() -> None:
    def tried(letters: int) -> float:
        began = time.thread_time()
        re.match(r"(\w+\s?)*confirmed", "a" * letters)
        return time.thread_time() - began

    assert tried(20) > 10 * tried(14)


@pytest.mark.parametrize("pattern", ["(?<=your )visit", "visit(?! the)", r"(visit) \\1"])
def test_a_pattern_that_would_need_such_an_engine_is_refused_and_said_why(pattern: str) -> None:
    with pytest.raises(SettingsError, match="look-around and back-references do not exist here"):
        parse_rules(with_change("languages/en.toml", '"confirms", ', f'"confirms", "{pattern}", '))
