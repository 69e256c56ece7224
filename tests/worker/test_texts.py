"""A search in messages keeps to its bounds, says where it stopped, and goes on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count

import pytest

from tests.shell import GMAIL, NOW, opened
from tests.web.counting import statements
from tracker.message.sample import compose
from tracker.worker import texts
from tracker.worker.home import Home
from tracker.worker.texts import TextsSearched, search_texts


def letter(number: int) -> bytes:
    return compose(subject=f"letter {number}", text=f"It is about case {number}.\n{'x' * 1_000}\n", from_="a@b.example")


ALL = [sha256(letter(number)).hexdigest() for number in range(9)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with opened(tmp_path_factory.mktemp("texts")) as made:
        for number in range(9):
            made.store.messages.keep(letter(number), received=None, now=NOW, origins=[GMAIL])
        yield made


def having(*words: str) -> Callable[[str], bool]:
    return lambda text: any(word in text for word in words)


def reached(searched: TextsSearched) -> tuple[int, int, int]:
    return searched.first, searched.last, searched.of


@pytest.mark.parametrize("words", ["case 3.", "letter 3", "a@b.example"])
def test_text_subject_and_sender_are_looked_in(home: Home, words: str) -> None:
    searched = search_texts(home, ALL, having(words))
    assert words in searched.found[ALL[3]]


def test_what_was_found_is_not_shown_where_the_search_itself_is(home: Home) -> None:
    assert "case 3." not in repr(search_texts(home, ALL, having("case 3.")))


def test_all_that_fits_the_bounds_is_looked_at(home: Home) -> None:
    searched = search_texts(home, ALL, having("case 0", "case 8"))
    assert set(searched.found) == {ALL[0], ALL[8]}
    assert reached(searched) == (1, 9, 9)


def test_only_so_many_are_opened_and_the_next_search_goes_on(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST", 4)
    both = having("case 0", "case 8")
    newest, oldest = search_texts(home, ALL, both), search_texts(home, ALL, both, after=8)
    assert [set(one.found) for one in (newest, oldest)] == [{ALL[0]}, {ALL[8]}]
    assert [reached(one) for one in (newest, oldest)] == [(1, 4, 9), (9, 9, 9)]
    assert search_texts(home, ALL, both, after=9).first == 1


def test_only_so_much_is_held_in_memory_but_always_one(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_BYTES", 2 * len(letter(0)) + 10)
    assert search_texts(home, ALL, having("x")).last == 2
    monkeypatch.setattr(texts, "MOST_BYTES", 10)
    searched = search_texts(home, ALL, having("x"), after=4)
    assert set(searched.found) == {ALL[4]}
    assert reached(searched) == (5, 5, 9)


def test_it_stops_when_its_time_is_over(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "SECONDS", 2.5)
    seconds = count()  # one passes at each look at the clock
    assert search_texts(home, ALL, having("x"), ticks=lambda: float(next(seconds))).last == 3


def test_what_cannot_be_opened_is_counted_and_stops_nothing(home: Home) -> None:
    gone = "f" * 64
    searched = search_texts(home, [ALL[0], gone, ALL[1]], having("case 1."))
    assert (set(searched.found), searched.unopened, searched.last) == ({ALL[1]}, 1, 3)


def test_however_many_messages_there_are_the_database_is_asked_twice(home: Home) -> None:
    for digests in (ALL[:1], ALL):
        with statements(home) as asked:
            search_texts(home, digests, having("x"))
        assert len([one for one in asked if one.startswith("SELECT")]) == 2


def test_nothing_to_look_at_is_no_error(home: Home) -> None:
    assert search_texts(home, [], having("x")) == TextsSearched(first=1, last=0, of=0)
