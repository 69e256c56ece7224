"""Drafts a rule from a message that no rule understood: a phrase, the rule that it makes, and samples to prove it.

The draft is careful: what would change a date is `doubtful`, so that a person looks at each such message until somebody
has seen enough of them to let the rule say more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tracker.errors import NotFoundError
from tracker.message.text import fold
from tracker.message.types import Message
from tracker.reading.clauses import Clause
from tracker.reading.engine import Analysis, analyse
from tracker.reading.neutral import PLACEHOLDERS, names_in, neutral, vocabulary
from tracker.reading.people import find_people
from tracker.reading.rules import Rules, Strength, parse_rules
from tracker.reading.samples import Sample, as_message, fires
from tracker.reading.scan import scan_of
from tracker.reading.types import Kind, Language

SAMPLES = "samples/drafts.toml"
_LONGEST = 6  # words of a phrase: more would fit this one message only
_STRENGTHS: dict[Kind, Strength] = {
    Kind.REQUEST_RECEIVED: "received",
    Kind.REQUEST_DENIED: "firm",
    Kind.REMINDER: "informs",
    Kind.OFFICE_CLOSURE: "informs",
}
_PLAIN = re.compile(rb"[a-z]+(?:'[a-z]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Draft:
    kind: Kind
    language: Language
    phrase: str
    sentence: str  # the positive sample

    @property
    def name(self) -> str:
        return "drafted-" + re.sub(r"[^a-z]+", "-", self.phrase).strip("-")

    @property
    def concept(self) -> str:
        return self.name.replace("-", "_")

    @property
    def entry(self) -> str:
        """The phrase, as a line below [states] of its language."""
        return f"{self.concept} = [{_quoted(self.phrase)}]\n"

    @property
    def rule(self) -> str:
        strength = _STRENGTHS.get(self.kind, "doubtful")
        return (
            f"[[rule]]\nname = {_quoted(self.name)}\nkind = {_quoted(self.kind)}\nstrength = {_quoted(strength)}\n"
            f'action = [{_quoted(self.concept)}]\nmood = ["state"]\nproven = true\n'
        )

    @property
    def samples(self) -> str:
        return (
            f"[[sample]]\nrule = {_quoted(self.name)}\nfires = true\nbody = {_quoted(self.sentence)}\n\n"
            "# Needed: a sentence that sounds alike and must not count.\n"
            f'[[sample]]\nrule = {_quoted(self.name)}\nfires = false\nbody = ""\n'
        )

    def toml(self) -> str:
        """Everything as one TOML text, each part under the name of the file where it belongs."""
        return (
            f"# rules/languages/{self.language}.toml\n[states]\n{self.entry}\n"
            f"# rules/kinds.toml\n{self.rule}\n# rules/{SAMPLES}\n{self.samples}"
        )


def draft(
    message: Message,
    rules: Rules,
    files: Mapping[str, str],
    *,
    kind: Kind | None = None,
    language: Language | None = None,
) -> Draft:
    """A draft that fires on its own sample, with the rule files `files` around it.

    Raises `NotFoundError` where no sentence of the message can be told from others by its words.
    """
    found = candidates(message, rules, files, kind=kind, language=language)
    proven = next((made for made in found if _proves(made, files)), None)
    if proven is None:
        raise NotFoundError("No sentence of this message can be told from others by its words; write the rule by hand.")
    return proven


def candidates(
    message: Message,
    rules: Rules,
    files: Mapping[str, str],
    *,
    kind: Kind | None = None,
    language: Language | None = None,
) -> Iterator[Draft]:
    """Every draft that the words allow, the likeliest first, whether or not it fires."""
    analysis = analyse(message, rules)
    tongue = language or analysis.language or Language.EN
    meant = kind or (Kind.SCHEDULED if analysis.placed else Kind.ACCOUNT_NOTICE)
    known, names = vocabulary(files), names_in(message)
    for sentence in _sentences(message, analysis):
        plain = neutral(sentence, tongue, known, names)
        if not find_people(plain):
            yield from (Draft(meant, tongue, phrase, plain) for phrase in _phrases(plain, rules, known))


def with_draft(files: Mapping[str, str], made: Draft) -> dict[str, str]:
    """The rule files with the draft in its places."""
    language = f"languages/{made.language}.toml"
    samples = files.get(SAMPLES, "")
    return {
        **files,
        language: re.sub(r"^\[states\]\s*\n", lambda head: head[0] + made.entry, files[language], flags=re.MULTILINE),
        "kinds.toml": files["kinds.toml"].rstrip("\n") + "\n\n" + made.rule,
        SAMPLES: samples + ("\n" if samples else "") + made.samples,
    }


def _quoted(text: str) -> str:
    """A basic string of TOML, which JSON writes too."""
    return json.dumps(str(text), ensure_ascii=False)


def _sentences(message: Message, analysis: Analysis) -> Iterator[str]:
    """Sentences that may say what the message is for, the likeliest first."""
    ranked = sorted(analysis.clauses, key=_promise)
    yield from (message.text[clause.sentence.start : clause.sentence.end] for clause in ranked)


def _promise(clause: Clause) -> tuple[bool, bool, bool, bool, int]:
    silent = not clause.has_any(("scope.help", "scope.condition", "scope.negation"))
    appointment = clause.has("noun.appointment") or clause.has("noun.anaphor")
    return not clause.dates, not appointment, clause.sentence.titled, not silent, clause.sentence.start


def _phrases(sentence: str, rules: Rules, known: AbstractSet[str]) -> Iterator[str]:
    """Stretches of plain words, those with words that no rule knows first, then the longest."""
    sample = as_message("", sentence)
    analysis = analyse(sample, rules)
    nouns = [(h.start, h.end) for c in analysis.clauses for h in c.of("noun.appointment", "label.greeting")]
    blocked = [(p.mention.start, p.mention.end) for p in analysis.placed] + nouns
    runs = list(_runs(sample.text, blocked))
    ranked = sorted(runs, key=lambda run: (-sum(fold(word) not in known for word in run), -len(run)))
    for run in ranked:
        phrase = " ".join(scan_of(word).decode() for word in run[:_LONGEST])
        if len(run) > 1 or fold(run[0]) not in known:
            yield phrase


def _runs(text: str, blocked: list[tuple[int, int]]) -> Iterator[list[str]]:
    run, end = list[str](), -2
    for match in _WORD.finditer(text):
        inside = any(start < match.end() and match.start() < stop for start, stop in blocked)
        usable = not inside and fold(match[0]) not in PLACEHOLDERS and _PLAIN.fullmatch(scan_of(match[0]))
        if run and (not usable or text[end : match.start()] != " "):
            yield run
            run = []
        if usable:
            run.append(match[0])
        end = match.end()
    if run:
        yield run


def _proves(made: Draft, files: Mapping[str, str]) -> bool:
    rules = parse_rules(with_draft(files, made))
    return fires(Sample(rule=made.name, fires=True, body=made.sentence), rules)
