"""Five catalogues that say the same things, and a loader that will not say half of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path

import pytest

import tracker
from tracker.appointments.events import EVENT, ChangeVerb, ConfirmedBy, Effect, How, NoticeKind, RequestStatus, Status
from tracker.message.types import Authenticity
from tracker.reading.types import Doubt, Kind, Language, When
from tracker.words import Words, words
from tracker.words.catalogue import SentenceError

ENGLISH = words(Language.EN)
OTHERS = [language for language in Language if language is not Language.EN]
PACKAGE = Path(tracker.__file__).parent
DAY = date(2027, 4, 5)
MOMENT = When(day=DAY, time=time(9))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_sentence_with_the_same_placeholders(language: Language) -> None:
    translated = words(language)
    assert translated.names() == ENGLISH.names()
    assert {key: translated.placeholders(key) for key in translated.names()} == {
        key: ENGLISH.placeholders(key) for key in ENGLISH.names()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language: Language) -> None:
    """Short words may be the same in two languages; sentences may not."""
    translated = words(language)
    for key in ENGLISH.names():
        text = translated_text(translated, key)
        if len(text.split()) > 3:
            assert text != translated_text(ENGLISH, key), key


def translated_text(catalogue: Words, key: str) -> str:
    """The sentence, filled with a date and hour where it wants one and with a letter elsewhere."""
    return catalogue.say(key, **{name: MOMENT if style else "x" for name, style in catalogue.placeholders(key)})


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("prefix", "members"),
    [
        ("kind", Kind), ("doubt", Doubt), ("status", Status), ("effect", Effect), ("authenticity", Authenticity),
        ("authenticity_check", Authenticity), ("notice", NoticeKind), ("request_status", RequestStatus), ("how", How),
        ("confirmed_by", ConfirmedBy), ("change", ChangeVerb),
    ],
)  # fmt: skip
def test_every_value_that_is_shown_has_a_word(language: Language, prefix: str, members: Iterable[StrEnum]) -> None:
    found = {key.removeprefix(f"{prefix}.") for key in words(language).names() if key.startswith(f"{prefix}.")}
    assert found == {member.value for member in members}


@pytest.mark.parametrize("language", Language)
def test_every_kind_of_entry_has_a_word(language: Language) -> None:
    mapping = EVENT.json_schema()["discriminator"]["mapping"]
    by_kind = {"message_read"}  # a message is called by what it says
    assert {f"event.{name}" for name in set(mapping) - by_kind} <= words(language).names()


def test_every_sentence_that_the_program_asks_for_by_name_exists() -> None:
    """In code and in templates; keys that are put together from values have their own tests above."""
    asked = re.compile(r"""\.(?:say|title)\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["']""")
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]
    keys = {key for source in sources for key in asked.findall(source.read_text(encoding="utf-8"))}
    assert len(keys) > 20
    plain = {name.removesuffix(".full").removesuffix(".private") for name in ENGLISH.names()}
    assert keys - plain - ENGLISH.names() == set()


@pytest.mark.parametrize("language", Language)
def test_what_looks_official_is_never_called_safe(language: Language) -> None:
    sure = re.compile(r"\b(safe|secure|guaranteed?|seguro y|garantizad|garantid|sûr et|garanti)", re.IGNORECASE)
    for key in words(language).names():
        if key.startswith("authenticity."):
            assert not sure.search(translated_text(words(language), key))


@pytest.mark.parametrize("language", Language)
def test_the_signs_at_the_front_are_the_same_in_every_language(language: Language) -> None:
    for key in ENGLISH.names():
        if key.startswith(("title.", "notice_title.")):
            sign = translated_text(ENGLISH, key).split()[0]
            assert sign in {"✅", "❓", "❌", "⚠️"}
            assert translated_text(words(language), key).split()[0] == sign


@pytest.mark.parametrize("language", Language)
def test_no_private_sentence_names_the_agency(language: Language) -> None:
    private = [key for key in words(language).names() if key.endswith(".private")]
    assert private
    for key in private:
        assert "ICE" not in translated_text(words(language), key)


@pytest.mark.parametrize("language", Language)
def test_sentences_are_plain_text_in_composed_characters(language: Language) -> None:
    for key in words(language).names():
        text = translated_text(words(language), key)
        assert unicodedata.normalize("NFC", text) == text
        assert not re.search(r"[<>{}\t\n]|\.\.|  ", text), key


@pytest.mark.parametrize(
    "values",
    [{}, {"day": "Nov 24"}, {"day": ""}, {"day": datetime(2026, 11, 24, tzinfo=UTC)}, {"day": DAY, "more": "x"}],
)
def test_a_sentence_with_a_date_cannot_be_said_without_a_date(values: dict[str, str | date]) -> None:
    with pytest.raises(SentenceError):
        ENGLISH.say("title.banner", **values)


def test_a_sentence_cannot_be_said_with_an_empty_word() -> None:
    with pytest.raises(SentenceError):
        ENGLISH.say("body.phone", phone=" ")


def test_a_sentence_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(SentenceError, match="no sentence"):
        ENGLISH.say("title.hurrah")


def test_an_hour_that_ends_in_a_dot_does_not_double_the_full_stop() -> None:
    assert words(Language.ES).say("body.still_go", standing=MOMENT).endswith("lun 5 abr 2027, 9:00 a. m.")
