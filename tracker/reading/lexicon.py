"""The words of each language: concepts ("noun.appointment", "move.done") and where they stand in a text.

A concept is a list of patterns over scans (lower case, no accents). All those of a language are tried at once with one
`re2.Set`; only those that occur are then located. Nothing here knows what a concept means: `statements` and `kinds` do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import re2
from pydantic import Field

from tracker.frozen import Frozen
from tracker.reading.code_labels import CodeWords
from tracker.reading.morphology import fits, put, verb_forms
from tracker.reading.scan import Locator, Span, locator, scan_of
from tracker.reading.types import Language

ACTIONS = ("set", "confirm", "move", "cancel", "receive", "grant", "deny")
_GROUPS = {"nouns": "noun", "verbs": "aux", "states": "state", "scope": "scope", "dates": "date", "labels": "label"}
MOST_PLACES = 1_000  # of one concept in one text
# Bytes that one pattern may take. With RE2's own 8 MB the longest do not fit, and it falls back to an engine that takes
# some hundred times as long (9.6 ms for 5,000 characters, .01 with this); they use hardly more than before.
ROOM = 32 << 20
_WHOLE_VOTE = 6  # of a word that only one language has
_BLANK = re.compile(r" (\??)(?![^\[\]]*\])")  # not inside a character class
_WORD = re.compile(rb"[a-z]+(?:'[a-z]+)?(?:-[a-z]+)*")
_IN_WORDS = b"abcdefghijklmnopqrstuvwxyz'-"
_PARTED = bytes(code if code in _IN_WORDS else 0x20 for code in range(256))


class Match(Protocol):
    def start(self) -> int: ...
    def end(self) -> int: ...
    def span(self) -> tuple[int, int]: ...


class Pattern(Protocol):
    """What we use of a compiled RE2 pattern, over bytes."""

    def search(self, text: bytes) -> Match | None: ...
    def fullmatch(self, text: bytes) -> Match | None: ...
    def finditer(self, text: bytes) -> Iterator[Match]: ...


class VerbForms(Frozen):
    """`done`: participles, told by what stands before them; `finite` forms assert by themselves, `open` ones do not.

    What `LanguageFile.stems` and `voices` make is added to them.
    """

    done: tuple[str, ...]
    finite: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()


class LanguageFile(Frozen):
    """One file of rules/languages, as it is written."""

    language: Language
    bare_verbs_assert: bool
    function_words: str
    adverbs: str
    determiners: str
    prepositions: str
    set: VerbForms
    confirm: VerbForms
    move: VerbForms
    cancel: VerbForms
    receive: VerbForms
    grant: VerbForms
    deny: VerbForms
    nouns: dict[str, tuple[str, ...]]
    verbs: dict[str, tuple[str, ...]]
    states: dict[str, tuple[str, ...]]
    scope: dict[str, tuple[str, ...]]
    dates: dict[str, tuple[str, ...]]
    labels: dict[str, tuple[str, ...]]
    codes: CodeWords
    conjugations: dict[str, dict[str, str]] = Field(default_factory=dict)
    stems: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    voices: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)  # pieces that patterns name as {piece}

    def concepts(self) -> dict[str, tuple[str, ...]]:
        """Every concept with its patterns, all pieces put in. Raises KeyError for a piece that is not there."""
        forms = {a: verb_forms(self.conjugations, self.stems[a]) for a in ACTIONS if a in self.stems}
        pieces = dict(self.words)
        pieces |= {f"{a}_{form}": pattern for a, made in forms.items() for form, pattern in made.items()}
        named = {f"{a}.{form}": patterns for a in ACTIONS for form, patterns in getattr(self, a).model_dump().items()}
        for group, prefix in _GROUPS.items():
            named |= {f"{prefix}.{name}": patterns for name, patterns in getattr(self, group).items()}
        for action, made in forms.items():
            for form, templates in self.voices.items():
                spoken = tuple(put([t for t in templates if fits(t, {*made, *self.words})], {**self.words, **made}))
                named[f"{action}.{form}"] = (*named[f"{action}.{form}"], *spoken)
        return {name: tuple(put(patterns, pieces)) for name, patterns in named.items() if patterns}


class Hit(NamedTuple):
    concept: str
    language: Language | None
    start: int
    end: int


Written = tuple[str, Language | None, tuple[str, ...]]  # a concept, its language, its patterns
Stretch = tuple[int, int, Iterable[Language]]  # `[start, end)` of a scan, and the languages that are spoken there


class Entry(NamedTuple):
    concept: str
    language: Language | None
    pattern: Pattern
    following: Locator

    def places(self, scan: bytes, position: int = 0, end: int | None = None, most: int = MOST_PLACES) -> list[Span]:
        """Where it stands in that stretch of the scan, but for what comes after the first `most`."""
        found: list[Span] = []
        following, limit = self.following, len(scan) if end is None else end
        while (span := following(scan, position, limit)[0])[0] >= 0:
            found.append(span)
            if len(found) == most:
                break
            position = span[1]
        return found


def phrase(alternatives: Iterable[str]) -> str:
    """One pattern that matches any of `alternatives` as whole words; a blank in them stands for any white space.

    " ?" is white space or none.
    """
    joined = "|".join(_BLANK.sub(_white_space, scan_of(text).decode("ascii")) for text in alternatives)
    return rf"\b(?:{joined})(?:\b|$)"


def _white_space(blank: re.Match[str]) -> str:
    return r"\s*" if blank[1] else r"\s+"


def compile_phrase(alternatives: Iterable[str]) -> Pattern:
    """Leftmost-longest, over bytes. Raises `re2.error` for a pattern that RE2 does not accept."""
    options = re2.Options()
    options.longest_match = True
    options.never_capture = True
    options.log_errors = False
    options.max_mem = ROOM
    pattern: Pattern = re2.compile(phrase(alternatives).encode("ascii"), options)
    return pattern


@dataclass(frozen=True)
class Grammar:
    """What one language may put between an auxiliary and its verb, and before a noun."""

    bare_verbs_assert: bool
    adverbs: Pattern
    determiners: Pattern
    preposition_before: Pattern
    joined: Pattern  # what may stand between a noun and another that it belongs to


class Chosen(NamedTuple):
    """The patterns of one language and of all, in one set: which entry each is."""

    numbers: tuple[int, ...]
    set: re2.Set


@dataclass(frozen=True)
class Lexicon:
    entries: tuple[Entry, ...]
    grammars: Mapping[Language, Grammar]
    words: Mapping[bytes, tuple[tuple[Language, int], ...]]  # function words: who uses them, and how much that counts
    _sets: Mapping[Language, Chosen] = field(compare=False, repr=False)

    def occurring(self, scan: bytes, languages: Iterable[Language] = Language) -> set[int]:
        """Which entries occur at all: for each language one pass over the text, however many entries there are."""
        found: set[int] = set()
        for language in languages:
            numbers, chosen = self._sets[language]
            found.update([numbers[number] for number in chosen.Match(scan) or ()])
        return found

    def hits(self, scan: bytes, stretches: Iterable[Stretch]) -> tuple[list[Hit], int]:
        """Every place of every concept, in order of place; and how far all of them were looked for.

        In each stretch those of its languages are sought; none may reach into the next. What occurs there at all is
        told by one pass, so that each concept is looked for only around where it stands. Nobody repeats a word as
        often as `MOST_PLACES` but to hold us up.
        """
        found: list[tuple[int, int, int]] = []
        entries, looked, left = self.entries, len(scan), dict[int, int]()
        for begin, stop, languages in stretches:
            for index in self.occurring(scan[begin:stop], languages):
                if not (most := left.get(index, MOST_PLACES)):
                    continue
                places = entries[index].places(scan, begin, stop, most)
                for start, end in places:
                    found.append((start, -end, index))
                left[index] = most - len(places)
                looked = min(looked, places[-1][1]) if len(places) == most else looked
        found.sort()  # the entries are in the order of their concepts
        return [Hit(entries[n].concept, entries[n].language, start, -end) for start, end, n in found], looked

    def present(self, votes: Mapping[Language, int]) -> set[Language]:
        """The languages of a text with those votes; none where it has hardly any words of them."""
        most = max(votes.values(), default=0)
        return {language for language, count in votes.items() if count >= max(_WHOLE_VOTE, 0.2 * most)}

    def votes(self, scan: bytes) -> dict[Language, int]:
        """How many different function words of each language stand in the text; shared ones count a little."""
        votes: dict[Language, int] = {}
        for word in self.words.keys() & _words_of(scan):
            for language, share in self.words[word]:
                votes[language] = votes.get(language, 0) + share
        return votes


def _words_of(scan: bytes) -> set[bytes]:
    """All words by `_WORD`, which is asked only about those that are not of letters alone."""
    written = set(scan.translate(_PARTED).split())
    odd = {word for word in written if not word.isalpha()}
    return written.difference(odd).union(*map(_WORD.findall, odd))


def build_lexicon(files: Iterable[LanguageFile], common: Mapping[str, tuple[str, ...]]) -> Lexicon:
    """`common` are concepts of any language, such as the names of agencies."""
    grammars, users = {}, dict[bytes, tuple[Language, ...]]()
    written: list[Written] = []
    for file in files:
        written += [(name, file.language, patterns) for name, patterns in file.concepts().items()]
        grammars[file.language] = _grammar(file)
        for word in set(scan_of(file.function_words).split()):
            users[word] = (*users.get(word, ()), file.language)
    words = {word: tuple((user, _WHOLE_VOTE // len(some)) for user in some) for word, some in users.items()}
    written += [(name, None, patterns) for name, patterns in common.items()]
    written.sort(key=lambda one: one[0])
    return Lexicon(tuple(_entry(*one) for one in written), grammars, words, _sets_of(written))


def _entry(concept: str, language: Language | None, patterns: tuple[str, ...]) -> Entry:
    pattern = compile_phrase(patterns)
    return Entry(concept, language, pattern, locator(pattern))


def _sets_of(written: Sequence[Written]) -> dict[Language, Chosen]:
    return {
        language: _chosen({n: patterns for n, (_, of, patterns) in enumerate(written) if of in {language, None}})
        for language in Language
    }


def _chosen(texts: Mapping[int, tuple[str, ...]]) -> Chosen:
    options = re2.Options()
    options.max_mem = 256 << 20
    options.log_errors = False
    chosen = re2.Set.SearchSet(options)
    for patterns in texts.values():
        chosen.Add(phrase(patterns))
    chosen.Compile()
    return Chosen(tuple(texts), chosen)


def _grammar(file: LanguageFile) -> Grammar:
    determiners = rf"(?:(?:{file.determiners})\s+)*".replace(" ", r"\s+")
    return Grammar(
        file.bare_verbs_assert,
        compile_phrase([file.adverbs]),
        compile_phrase([file.determiners]),
        re2.compile(rf"(?:^|\s)(?:{file.prepositions})[\s']+{determiners}$".replace("' ", r"'\s*").encode("ascii")),
        re2.compile(rf"\s+(?:(?:{file.prepositions})[\s']+)?{determiners}".encode("ascii")),
    )
