"""What sounds like taking a confirmation back is held for a person, and never makes anything final."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.reading.letter_body import waits
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, Wording, load_all, message
from tracker.appointments.decide import weigh as decided
from tracker.appointments.events import Effect
from tracker.reading.classify import read
from tracker.reading.engine import analyse
from tracker.reading.leaning import Leaning, leaning_of, parse_leaning
from tracker.reading.rules import Rules
from tracker.reading.types import CONFIRMING, Doubt, Kind, Reading
from tracker.reading.wariness import HARMLESS, shared

OFFICE = "26 Federal Plaza, New York, NY 10278"
MOVED = "Your check-in was moved to Monday, May 3, 2027 at 9:00 AM."
TITLED = "APPOINTMENT NOTICE\nDate: Monday, May 3, 2027\nTime: 9:00 AM\nName: Maria Lopez"
SO_WARY = 5.0  # no letter is that harmless
WORDINGS = [each for each in load_all() if each.kind in CONFIRMING]


def heard(body: str, rules: Rules = RULES) -> Reading:
    return read(message("Notice", f"{body}\n{OFFICE}"), OFFICIAL, rules, OFFICES)


def that_finds_everything(offset: float) -> Rules:
    known = RULES.wariness.rarity
    return replace(RULES, wariness=Leaning(offset=offset, weights=dict.fromkeys(known, 0.0), rarity=known))


def sentence(text: str) -> float | None:
    """How wary the last sentence of a letter sounds."""
    return analyse(message("", f"{MOVED}\n{text}"), RULES).clauses[-1].wary


def weighed(text: str) -> float:
    wary = sentence(text)
    assert wary is not None
    return wary


@pytest.mark.parametrize(
    "line",
    [
        "The supervisor has not yet approved what this entry says.",
        "A second officer still has to look at this entry before it counts.",
        "Esta hoja la emite el sistema de prueba y nadie la ha revisado todavía.",
        "Este horário ainda depende da assinatura da chefia.",
        "Cette date ne vaudra qu'après la signature du chef de service.",
        "Dat sa a poko sèten, yon lòt ofisye gen pou l siyen l anvan.",
    ],
)
def test_what_no_rule_foresaw_is_held(line: str) -> None:
    assert weighed(line) >= HARMLESS
    assert heard(f"{MOVED}\n{line}").doubts


@pytest.mark.parametrize(
    "line",
    [
        "Please bring a photo identification and any paper you received when you were released.",
        "Traiga una identificación con fotografía y llegue con quince minutos de anticipación.",
        "Traga um documento com foto e chegue quinze minutos antes.",
        "Veuillez apporter une pièce d'identité et vous présenter quinze minutes avant l'heure.",
        "Pote yon pyès idantite ki gen foto epi vini kenz minit davans.",
    ],
)
def test_what_every_letter_has_is_harmless(line: str) -> None:
    assert weighed(line) < HARMLESS
    assert heard(f"{MOVED}\n{line}").doubts == ()


def test_a_title_is_taken_at_its_word_beside_words_that_surely_are_harmless_and_not_beside_another() -> None:
    lease = "Bring your current lease and the telephone number of your employer with you."
    assert heard(f"{TITLED}\n{lease}").doubts == ()
    assert Doubt.NEGATED in heard(f"{TITLED}\n{lease}", that_finds_everything(HARMLESS)).doubts


def test_a_label_alone_is_too_short_to_tell() -> None:
    assert sentence("Approvals") is None
    assert sentence("Maria Lopez") is None


@given(st.floats(-12, 12), st.integers(1, 100), st.integers(0, 100))
def test_among_many_sentences_one_must_sound_the_more_wary(wary: float, sentences: int, more: int) -> None:
    assert shared(wary, sentences) >= shared(wary, sentences + more)
    assert shared(wary, 1) == shared(wary, 8) > shared(wary, 9)
    assert shared(wary, 31) > shared(wary, 32) == shared(wary, 33)


@pytest.mark.parametrize(
    "line",
    [
        "Client: Maria De la Cruz",
        "Participant Name: De la Cruz, Maria",
        "Nombre del participante: John Smith",
        "Nom du participant : Jean Baptiste Pierre",
        "Nome do participante: Ana Paula dos Santos",
        "Non patisipan an: Jean Baptiste Pierre",
        "Estimado(a) Jean Baptiste:",
        "Madame, Monsieur Jean Baptiste,",
        "Location: 3715 International Way, Medford, OR 97504",
        "Lugar\t3715 International Way, Medford, OR 97504",
    ],
)
def test_a_mere_name_or_address_holds_no_letter_back_whatever_its_words_weigh(line: str) -> None:
    assert heard(f"{MOVED}\n{line}").doubts == ()


@pytest.mark.parametrize(
    "line", ["Name: Sample Person", "Name: pending approval", "Participant: several people", "Client: test user"]
)
def test_what_is_no_name_behind_such_a_label_is_looked_at(line: str) -> None:
    assert heard(f"{MOVED}\n{line}").doubts


def test_the_bare_news_takes_nothing_back_and_a_longer_sentence_may() -> None:
    bare, longer = "Your visit was moved.", "Your visit was moved in the class on how the new system works."
    rules = that_finds_everything(SO_WARY)
    assert heard(f"{bare}\nOld: April 5, 2027, 9:00 AM\nNew: May 3, 2027, 9:00 AM", rules).kind is Kind.RESCHEDULED
    assert heard(f"{longer}\nOld: April 5, 2027, 9:00 AM\nNew: May 3, 2027, 9:00 AM", rules).doubts


@given(st.sampled_from(WORDINGS))
def test_where_everything_sounds_wary_nothing_confirms(wording: Wording) -> None:
    told = message(
        wording.subject, f"{wording.body}\n{MOVED}\nPlease bring this letter with you when you come.\n{OFFICE}"
    )
    reading = read(told, OFFICIAL, that_finds_everything(SO_WARY), OFFICES)
    assert decided(told, OFFICIAL, reading).effect is not Effect.CONFIRMS


@pytest.mark.parametrize(
    "line", ["This is a test message.", "Please disregard this letter, it was sent in error.", "SAMPLE LETTER"]
)
def test_what_a_rule_knows_to_take_back_no_weight_makes_good(line: str) -> None:
    assert Doubt.NEGATED in heard(f"{MOVED}\n{line}", that_finds_everything(-50.0)).doubts


@given(st.frozensets(st.sampled_from(["has not", "yet been", "unknown"]), max_size=3))
def test_the_sum_does_not_grow_with_the_length_of_a_sentence(traits: frozenset[str]) -> None:
    weights = Leaning(offset=-1.0, weights={"has not": 2.0, "yet been": 2.0}, rarity={"has not": 3.0, "yet been": 3.0})
    known = len(traits - {"unknown"})
    assert leaning_of(traits, weights) == pytest.approx(-1.0 + 2.0 * known / max(1, known) ** 0.5)


def test_a_mistake_in_the_file_is_told() -> None:
    with pytest.raises(ValidationError, match="offset"):
        parse_leaning('{"offset": "much", "weights": {}, "rarity": {}}')


@pytest.mark.parametrize(
    "line",
    [
        "Our telephone agents cannot set or move an appointment.",
        "This ticket is closed and cannot be reopened.",
        "No se permite el ingreso con alimentos ni aparatos de grabación.",
        "O documento vale sem assinatura e o endereço continua o mesmo.",
        "L'accès n'est pas possible avec des bagages.",
        "Ajan ki reponn telefon yo pa ka chanje dat randevou.",
    ],
)
def test_a_no_about_something_else_takes_nothing_back(line: str) -> None:
    assert (heard(f"{MOVED}\n{line}").kind, heard(f"{MOVED}\n{line}").doubts) == (Kind.RESCHEDULED, ())


@pytest.mark.parametrize(
    "line",
    [
        "Your request was not approved.",
        "We could not move your appointment.",
        "Su solicitud no fue aprobada.",
        "Seu pedido não foi aprovado.",
        "Votre demande n'a pas été acceptée.",
        "Yo pa t aksepte demann ou an.",
    ],
)
def test_a_no_about_the_request_is_never_forgiven(line: str) -> None:
    reading = heard(f"{MOVED}\n{line}")
    assert waits(reading)
