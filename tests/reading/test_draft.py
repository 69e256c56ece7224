"""A drafted rule: it loads, fires on its own sample, changes no date by itself, and holds nobody's data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.errors import NotFoundError
from tracker.message.text import fold
from tracker.reading.classify import read
from tracker.reading.draft import SAMPLES, Draft, candidates, draft, with_draft
from tracker.reading.neutral import neutral, vocabulary
from tracker.reading.people import find_people, find_references
from tracker.reading.rules import parse_rules
from tracker.reading.samples import check_rules, parse_samples
from tracker.reading.types import CONFIRMING, Doubt, Kind, Language
from tracker.rulebook import rule_files, rules_directory

FILES = rule_files(rules_directory())
KNOWN = vocabulary(FILES)
UNHEARD = "The system now shows you at 26 Federal Plaza on Friday, June 4, 2027 at 10:15 AM."
NEUTRAL_DIGITS = {"3", "5", "2027", "9", "00", "8", "30"}


def drafted(body: str, subject: str = "Notice", kind: Kind | None = None) -> Draft:
    return draft(message(subject, body), RULES, FILES, kind=kind)


def test_a_draft_makes_its_message_understood_but_not_believed() -> None:
    before = read(message("Notice", UNHEARD), OFFICIAL, RULES, OFFICES)
    assert before.guessed
    rules = parse_rules(with_draft(FILES, drafted(UNHEARD, kind=Kind.RESCHEDULED)))
    after = read(message("Notice", UNHEARD), OFFICIAL, rules, OFFICES)
    assert after.kind is Kind.RESCHEDULED
    assert Doubt.NEGATED in after.doubts
    assert after.rule.startswith("kinds.toml:drafted-")


REMINTED = (
    "Kindly note that the turnstile pass for your check-in has been reminted for Tuesday, May 18, 2027 at 10:30 AM "
    "at 26 Federal Plaza, New York, NY 10278.\n"
    "The pass of Monday, April 5, 2027 at 9:00 AM is void."
)


def trusting(files: Mapping[str, str]) -> dict[str, str]:
    """With the drafted rule let to say more, as `tracker rules new` tells how."""
    before, head, drafted_rule = files["kinds.toml"].partition('name = "drafted-')
    return {**files, "kinds.toml": before + head + drafted_rule.replace('"doubtful"', '"stated"')}


def test_a_drafts_phrase_is_what_leads_to_the_date_and_not_the_words_that_open_the_letter() -> None:
    made = drafted(REMINTED)
    assert (made.kind, made.phrase) == (Kind.RESCHEDULED, "has been reminted for")
    assert 'new = ["has been reminted for"]' in made.toml()


def test_a_drafted_rule_that_somebody_lets_say_more_confirms_the_date_behind_its_phrase() -> None:
    files = with_draft(FILES, drafted(REMINTED))
    trusted = parse_rules(trusting(files))
    after = read(message("Notice", REMINTED), OFFICIAL, trusted, OFFICES)
    assert (after.kind, after.doubts) == (Kind.RESCHEDULED, ())
    assert after.starts_at is not None
    assert after.starts_at.day.isoformat() == "2027-05-18"


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        ("has been reminted", "has not been reminted"),
        ("has been reminted", "will be reminted"),
        ("Kindly note that", "If your request is granted and"),
        ("at 10:30 AM", "at 10:30 AM in our training system only; this is a test"),
    ],
)
def test_a_letter_that_is_near_a_trusted_drafted_rule_confirms_nothing(found: str, instead: str) -> None:
    files = with_draft(FILES, drafted(REMINTED))
    trusted = parse_rules(trusting(files))
    after = read(message("Notice", REMINTED.replace(found, instead)), OFFICIAL, trusted, OFFICES)
    assert after.doubts or after.kind not in CONFIRMING


def test_only_the_sample_that_is_to_be_written_is_missing_from_it() -> None:
    made = drafted(UNHEARD)
    files = with_draft(FILES, made)
    rules, samples = parse_rules(files), parse_samples(files)
    assert [line for line in check_rules(rules, samples) if made.name in line] == [
        f"Rule {made.name} has an empty sample: write its words."
    ]
    files[SAMPLES] = files[SAMPLES].replace('body = ""', 'body = "The office is on the second floor."')
    assert [line for line in check_rules(rules, parse_samples(files)) if made.name in line] == []


def test_it_is_one_toml_text_whose_parts_name_their_files() -> None:
    made = drafted(UNHEARD)
    assert tomllib.loads(made.toml())["rule"][0]["name"] == made.name
    assert re.findall(r"^# (rules/\S+)$", made.toml(), re.MULTILINE) == [
        "rules/languages/en.toml",
        "rules/kinds.toml",
        "rules/samples/drafts.toml",
    ]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("El sistema ahora lo muestra a usted el viernes 4 de junio de 2027 a las 10:15.", Language.ES),
        ("O sistema agora mostra o senhor na sexta-feira, 4 de junho de 2027, às 10h15.", Language.PT),
        ("Le système vous affiche désormais pour le vendredi 4 juin 2027 à 10 h 15.", Language.FR),
        ("Sistèm nan parèt non ou vandredi 4 jen 2027 a 10:15 nan maten.", Language.HT),
    ],
)
def test_a_draft_is_in_the_messages_language(body: str, language: Language) -> None:
    made = drafted(body)
    assert made.language is language
    assert "2027" in made.sentence
    assert "10" not in made.sentence


def test_a_message_without_words_makes_no_draft() -> None:
    with pytest.raises(NotFoundError):
        drafted("12345\n", subject="")


PEOPLE = ["Maria Lopez", "KOWALSKI, JAN", "Nguyễn Thị Hoa", "Jean-Pierre Étienne", "Bùi Anh", "Guadalupe O'Hara"]
PLACES: list[Callable[[str], str]] = [
    lambda who: f"Dear {who},\n{UNHEARD}",
    lambda who: f"The system now shows {who} on Friday, June 4, 2027 at 10:15 AM.",
    lambda who: f"{who}, the system now shows you on June 4, 2027.",
    lambda who: f"The file of {who} now shows you\nName: {who}\n",
    lambda who: f"The system now shows ({who.lower()}) on June 4, 2027.\nName: {who}\n",
]
NUMBERS = st.from_regex(
    r"A[- #]?\d{3}[- ]?\d{3}[- ]?\d{3}|\d{8,10}|[A-Z]{3}\d{6,9}|\(\d{3}\) \d{3}-\d{4}", fullmatch=True
)
MAIL = st.from_regex(r"[a-z]{3,8}\.[a-z]{3,8}\d?@[a-z]{4,9}\.(com|org|net)", fullmatch=True)
NAMES = st.sampled_from(PEOPLE) | st.from_regex(r"[A-Z][a-zéñçü]{3,9} [A-Z][a-zéñçü]{3,9}", fullmatch=True)


@given(NAMES, NUMBERS, MAIL, st.sampled_from(range(len(PLACES))))
@example("Maria Lopez", "A123-456-789", "maria.lopez@example.com", 0)
def test_no_name_number_address_or_date_reaches_a_draft(who: str, number: str, mail: str, place: int) -> None:
    words = {fold(word) for word in re.findall(r"[^\W\d_]+", who + " " + mail)}
    assume(not words & KNOWN)
    body = PLACES[place](who) + f" Number {number}, write to {mail}; reference ABC-{number}."
    for made in candidates(message(f"Notice for {who}", body), RULES, FILES):
        assert words.isdisjoint(fold(word) for word in re.findall(r"[^\W\d_]+", made.sentence + made.phrase))
        assert find_people(made.sentence) == ()
        assert find_references(made.sentence, RULES.codes) is None
        assert set(re.findall(r"\d+", made.sentence)) <= NEUTRAL_DIGITS
        assert "@" not in made.toml()


@given(st.text(max_size=200), st.sampled_from(list(Language)))
def test_only_words_of_the_rules_keep_a_capital_and_no_digit_stays(text: str, language: Language) -> None:
    plain = neutral(text, language, KNOWN, RULES.codes)
    for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", plain):
        assert word.islower() or fold(word) in KNOWN | {"participant"} | DATE_WORDS
    assert {digit for digit in re.findall(r"\d+", plain) if digit.isascii()} <= NEUTRAL_DIGITS


DATE_WORDS = {"monday", "may", "april", "am"}
