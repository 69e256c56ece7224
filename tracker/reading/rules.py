"""The rules as data: what is read from rules/, checked, and compiled into what the engine uses.

Text in, compiled rules out: this module opens no file. A mistake is told with file, line where it is known, field
and mend.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar

import re2
from pydantic import BaseModel, ConfigDict, ValidationError

from tracker.errors import SettingsError
from tracker.frozen import Frozen
from tracker.message.types import Lane
from tracker.reading.balance import Balance, parse_balance
from tracker.reading.code_labels import CodeLabels, labels_of
from tracker.reading.desks import Desks
from tracker.reading.forms import FormFile, Forms, forms_of
from tracker.reading.leaning import Leaning, parse_leaning
from tracker.reading.lexicon import LanguageFile, Lexicon, Pattern, build_lexicon, compile_phrase
from tracker.reading.opinion import Weights, parse_weights
from tracker.reading.types import ASSURANCE, BEARING, WARINESS, WEIGHTS, Kind, Language

Strength = Literal["stated", "titled", "granted", "doubtful", "firm", "soft", "open", "received", "informs", "summons"]
Refusal = Literal["", "negated", "conditional", "question", "hearsay"]


class KindRule(Frozen):
    """One way in which a statement makes a kind; rules/kinds.toml explains the fields."""

    name: str
    kind: Kind
    strength: Strength
    action: tuple[str, ...]
    mood: tuple[str, ...]
    head: tuple[str, ...] = ()
    refused: Refusal = ""
    require: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    short: bool = False
    dates: int = 0  # at least so many in the sentence
    proven: bool = False  # made from genuine mail: the second opinion, learned from invented letters, is not asked


class KindsFile(Frozen):
    rule: tuple[KindRule, ...]


class Topic(Frozen):
    """Another matter than an appointment, told by its words."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    kind: Kind
    concepts: tuple[str, ...]
    where: Literal["subject", "anywhere"]
    unless: Literal["never", "stated", "any"]

    @cached_property
    def named(self) -> frozenset[str]:
        """The concepts as clauses name them."""
        return frozenset(f"topic.{name}" for name in self.concepts)


class LanesFile(Frozen):
    trusted_recipients: tuple[str, ...]
    lanes: dict[Lane, Kind]
    desks: Desks
    concepts: dict[str, tuple[str, ...]]
    topic: tuple[Topic, ...]


class SearchTerms(Frozen):
    """What the mailbox is asked for: parts of sender addresses, and words of subjects."""

    senders: tuple[str, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    lexicon: Lexicon
    codes: CodeLabels
    forms: Forms
    kinds: tuple[KindRule, ...]
    lanes: LanesFile
    weights: Weights
    wariness: Leaning
    bearing: Leaning
    assurance: Balance
    version: str  # the first 8 hex digits of the SHA-256 of all rule files

    @cached_property
    def by_action(self) -> Mapping[str, tuple[KindRule, ...]]:
        """The rules for the kinds, by the action that they are about."""
        actions = {action for rule in self.kinds for action in rule.action}
        return {action: tuple(rule for rule in self.kinds if action in rule.action) for action in actions}

    def label(self, name: str, file: str = "kinds.toml") -> str:
        """How a reading names its rule: `kinds.toml:moved@1a2b3c4d`."""
        return f"{file}:{name}@{self.version}"


T = TypeVar("T", bound=BaseModel)
L = TypeVar("L", Weights, Leaning, Balance)


def parse_rules(files: Mapping[str, str]) -> Rules:
    """Rules from the texts of the files below rules/, by their path there.

    Raises SettingsError, naming file, line, field and mend, for a missing file or any mistake in one.
    """
    languages = [parse_file(name, files[name], LanguageFile) for name in sorted(files) if name.startswith("languages/")]
    kinds = parse_file("kinds.toml", _needed(files, "kinds.toml"), KindsFile, {"with": "require"})
    lanes = parse_file("lanes.toml", _needed(files, "lanes.toml"), LanesFile)
    missing = sorted(set(Language) - {file.language for file in languages})
    if missing:
        raise SettingsError(f"rules/languages/{missing[0]}.toml is missing: put it back from the project.")
    _check_names(languages, kinds.rule, lanes)
    weights = _learned(WEIGHTS, files, parse_weights)
    wariness, bearing = (_learned(name, files, parse_leaning) for name in (WARINESS, BEARING))
    learned = (weights, wariness, bearing, _learned(ASSURANCE, files, parse_balance))
    codes = labels_of(file.codes for file in languages)
    forms = forms_of(parse_file(name, _needed(files, name), FormFile) for name in map("forms/{}.toml".format, Language))
    return Rules(_lexicon(files, languages, lanes), codes, forms, kinds.rule, lanes, *learned, _version(files))


def _learned(name: str, files: Mapping[str, str], parse: Callable[[str], L]) -> L:
    try:
        return parse(_needed(files, name))
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(map(str, first["loc"]))
        raise SettingsError(
            f"rules/{name}, field {path}: {first['msg']}. Put the file back from the project, or learn it anew."
        ) from error


def _lexicon(files: Mapping[str, str], languages: list[LanguageFile], lanes: LanesFile) -> Lexicon:
    """Patterns are tried one by one only where one is wrong: it takes longer than all the rest of loading."""
    try:
        lexicon = build_lexicon(languages, {f"topic.{name}": patterns for name, patterns in lanes.concepts.items()})
    except re2.error as error:
        _check_patterns(files, languages, lanes)
        raise SettingsError(
            f"rules/languages: adverbs, determiners or prepositions are not a pattern ({_reason(error)}). Mend them."
        ) from error
    if any(_matches_nothing(entry.pattern) for entry in lexicon.entries):
        _check_patterns(files, languages, lanes)
    return lexicon


def parse_search(files: Mapping[str, str]) -> SearchTerms:
    """The search terms of `search.toml`. Control characters in them would be commands to a mail server: refused."""
    terms = parse_file("search.toml", _needed(files, "search.toml"), SearchTerms)
    for name, values in (("senders", terms.senders), ("subjects", terms.subjects)):
        if not values or any(not v.strip() or not v.isprintable() or '"' in v for v in values):
            raise SettingsError(
                f"rules/search.toml, {name}: needs at least one term, of printable letters without quotes."
            )
    return terms


def parse_file(name: str, text: str, shape: type[T], renamed: Mapping[str, str] | None = None) -> T:
    """One TOML text as `shape`. `renamed` are keys whose written name is a word of the Python language."""
    try:
        data = _renamed(tomllib.loads(text), renamed or {})
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"rules/{name} is not TOML: {error}. Mend that line.") from error
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise SettingsError(
            f"rules/{name}{_line(text, first)}, field {path}: {first['msg']}. Mend that field."
        ) from error


def _renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - any TOML value
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(item, names) for key, item in value.items()}
    return [_renamed(item, names) for item in value] if isinstance(value, list) else value


def _line(text: str, error: Any) -> str:  # noqa: ANN401 - pydantic's error details
    """Where the wrong value stands, if it is found as written."""
    names = [part for part in error["loc"] if isinstance(part, str)]
    wanted = str(error["input"]) if isinstance(error["input"], str) else (names[-1] if names else "")
    return _place(text, wanted)


def _place(text: str, wanted: str) -> str:
    for number, line in enumerate(text.splitlines(), 1):
        if wanted and wanted in line:
            return f" line {number}"
    return ""


def _needed(files: Mapping[str, str], name: str) -> str:
    if name not in files:
        raise SettingsError(f"rules/{name} is missing: put it back from the project.")
    return files[name]


def _check_patterns(files: Mapping[str, str], languages: list[LanguageFile], lanes: LanesFile) -> None:
    everything = [(f"languages/{file.language}.toml", file.concepts()) for file in languages]
    for name, concepts in [*everything, ("lanes.toml", dict(lanes.concepts))]:
        for concept, patterns in concepts.items():
            for pattern in patterns:
                _check_pattern(name, files[name], concept, pattern)


def _check_pattern(file: str, text: str, concept: str, pattern: str) -> None:
    try:
        compiled = compile_phrase([pattern])
    except re2.error as error:
        raise SettingsError(
            f"rules/{file}{_place(text, pattern)}, field {concept}: {pattern!r} is not a pattern ({_reason(error)}). "
            "Mend or remove it; look-around and back-references do not exist here."
        ) from error
    if _matches_nothing(compiled):
        raise SettingsError(f"rules/{file}, field {concept}: {pattern!r} matches nothing at all. Mend or remove it.")


def _reason(error: re2.error) -> str:
    return error.args[0].decode() if isinstance(error.args[0], bytes) else str(error.args[0])


def _matches_nothing(pattern: Pattern) -> bool:
    """Whether it matches no letters at all; two texts, since one of its other forms may well match a single letter."""
    found = [pattern.search(text) for text in (b"a b", b"7 7")]
    return any(match is not None and match.start() == match.end() for match in found)


def _check_names(languages: list[LanguageFile], kinds: tuple[KindRule, ...], lanes: LanesFile) -> None:
    known = {name for file in languages for name in file.concepts()}
    for rule in kinds:
        for names in (*rule.require, *rule.without):
            for name in names.split("|"):
                if name not in known:
                    raise SettingsError(f"rules/kinds.toml, rule {rule.name}: no language has the concept {name!r}.")
    for topic in lanes.topic:
        for name in topic.concepts:
            if name not in lanes.concepts:
                raise SettingsError(f"rules/lanes.toml, topic {topic.kind}: the concept {name!r} is not in [concepts].")


def _version(files: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        if not name.startswith(("samples/", "offices/")):
            digest.update(f"{name}\0{files[name]}\0".encode())
    return digest.hexdigest()[:8]
