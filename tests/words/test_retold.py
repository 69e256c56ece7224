"""Sentences that the record keeps in English are found again, and said in every language."""

from __future__ import annotations

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.appointments.caution import Caution
from tracker.mailbox.providers import PROVIDERS
from tracker.mailbox.sentences import MailboxSays
from tracker.message.evidence import Evidence
from tracker.message.profiles import GENERIC, profile_named
from tracker.reading.types import Language
from tracker.words import words
from tracker.words.retold import EVIDENCE, Retold

MAILBOX = Retold({"mailbox": MailboxSays})
LISTS = {"evidence": Evidence, "caution": Caution, "mailbox": MailboxSays}
ALL = [(name, one) for name, members in LISTS.items() for one in members]
OTHERS = [language for language in Language if language is not Language.EN]
DOMAIN = "ice.dhs.gov"


def filled(name: str, one: StrEnum, value: str = DOMAIN) -> str:
    needed = words(Language.EN).placeholders(f"{name}.{one.name.lower()}")
    return one.value.format(**{place: value for place, _ in needed})


@pytest.mark.parametrize(("name", "one"), ALL, ids=lambda one: one.name if isinstance(one, StrEnum) else one)
def test_each_sentence_of_the_lists_is_found_again_and_said_in_five_languages(name: str, one: StrEnum) -> None:
    retold, key, text = Retold(LISTS), f"{name}.{one.name.lower()}", filled(name, one)
    found = retold.find(text)
    assert found is not None
    assert (found.key, set(found.values.values()) - {DOMAIN}) == (key, set())
    said = {retold.say(text, words(language)) for language in Language}
    assert text in said, "the catalogue says in English what the list says"
    assert len(said) == len(Language)


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_within_a_sentence_is_said_in_that_language_too(language: Language) -> None:
    inner = Evidence.UNSIGNED.of(domain=DOMAIN)
    said = EVIDENCE.say(Evidence.ATTACHED.of(finding=inner), words(language))
    assert said.endswith(EVIDENCE.say(inner, words(language)))
    for provider in PROVIDERS:
        refused = MAILBOX.say(MailboxSays.REFUSED.of(advice=provider.how_to), words(language))
        assert refused.endswith(MAILBOX.say(provider.how_to, words(language)))
        assert provider.how_to not in refused


def test_a_mail_server_without_a_name_is_named_in_the_reader_s_language() -> None:
    title = profile_named(GENERIC).title
    assert title == Evidence.YOUR_SERVER
    assert title not in EVIDENCE.say(Evidence.DMARC_PASS.of(provider=title, domain=DOMAIN), words(Language.HT))


def test_a_sentence_in_no_list_stays_as_it_is() -> None:
    assert EVIDENCE.say("Seen by nobody.", words(Language.ES)) == "Seen by nobody."


@given(one=st.sampled_from(Evidence), value=st.text(max_size=60), language=st.sampled_from(Language))
def test_no_value_that_a_sender_chose_keeps_a_sentence_from_being_said(
    one: Evidence, value: str, language: Language
) -> None:
    text = filled("evidence", one, value)
    assert EVIDENCE.say(text, words(language)).strip()
    found = EVIDENCE.find(text)
    assert found is not None
    again = Evidence[found.key.partition(".")[2].upper()] if found.key.startswith("evidence.") else None
    assert again is None or again.value.format(**found.values) == text
