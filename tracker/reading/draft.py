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
from tracker.reading.types import Kind, Language, Role

SAMPLES = "samples/drafts.toml"
_LONGEST = 6  # words of a phrase: more would fit this one message only
_STRENGTHS: dict[Kind, Strength] = {
    Kind.REQUEST_RECEIVED: "received",
    Kind.REQUEST_DENIED: "firm",
    Kind.REMINDER: "informs",
    Kind.OFFICE_CLOSURE: "informs",
}
_MARKS = {Kind.SCHEDULED: "new", Kind.RESCHEDULED: "new", Kind.SUMMONS: "new", Kind.CANCELLED: "old"}
_PLAIN = re.compile(rb"[a-z]+(?:'[a-z]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Draft:
    kind: Kind
    language: Language
    phrase: str
    sentence: str  # the positive sample
    leads: bool = False  # the phrase stands right before a date, and says which one it is

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
    def marks(self) -> str | None:
        """Under which head of [dates] the phrase belongs too: the date behind it is the new one, or the old."""
        return _MARKS.get(self.kind) if self.leads else None

    @property
    def strength(self) -> Strength:
        return _STRENGTHS.get(self.kind, "doubtful")

    @property
    def rule(self) -> str:
        return (
            f"[[rule]]\nname = {_quoted(self.name)}\nkind = {_quoted(self.kind)}\nstrength = {_quoted(self.strength)}\n"
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
        among = (
            f"[dates]  # among those that stand there\n{self.marks} = [{_quoted(self.phrase)}]\n\n"
            if self.marks
            else ""
        )
        return (
            f"# rules/languages/{self.language}.toml\n[states]\n{self.entry}\n{among}"
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
    meant = kind or _likely(analysis)
    known, names = vocabulary(files), names_in(message, rules.forms)
    for sentence in _sentences(message, analysis):
        plain = neutral(sentence, tongue, known, rules.codes, names)
        if not find_people(plain):
            yield from (Draft(meant, tongue, phrase, plain, leads) for phrase, leads in _phrases(plain, rules, known))


def _likely(analysis: Analysis) -> Kind:
    """A letter that names an old date beside another moves it; any other letter with a date sets one."""
    roles = [placed.role for placed in analysis.placed]
    if Role.OLD in roles and len(set(roles)) > 1:
        return Kind.RESCHEDULED
    return Kind.SCHEDULED if roles else Kind.ACCOUNT_NOTICE


def with_draft(files: Mapping[str, str], made: Draft) -> dict[str, str]:
    """The rule files with the draft in its places."""
    language = f"languages/{made.language}.toml"
    samples = files.get(SAMPLES, "")
    words = re.sub(r"^\[states\]\s*\n", lambda head: head[0] + made.entry, files[language], flags=re.MULTILINE)
    if made.marks:
        place = rf"(^\[dates\]\n(?:.*\n)*?{made.marks} = \[)"
        words = re.sub(place, lambda head: f"{head[0]}{_quoted(made.phrase)}, ", words, count=1, flags=re.MULTILINE)
    return {
        **files,
        language: words,
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


def _phrases(sentence: str, rules: Rules, known: AbstractSet[str]) -> Iterator[tuple[str, bool]]:
    """Stretches of plain words, and whether each leads to a date.

    First those with words that no rule knows; among these, what leads to a date, for it says what becomes of it; then
    the longest.
    """
    sample = as_message("", sentence)
    analysis = analyse(sample, rules)
    nouns = [(h.start, h.end) for c in analysis.clauses for h in c.of("noun.appointment", "label.greeting")]
    blocked = [(p.mention.start, p.mention.end) for p in analysis.placed] + nouns
    starts = {placed.mention.start for placed in analysis.placed}

    def promise(found: tuple[list[str], int]) -> tuple[bool, bool, int, int]:
        run, end = found
        new = sum(fold(word) not in known for word in run)
        return not new, end + 1 not in starts, -new, -len(run)

    for run, end in sorted(_runs(sample.text, blocked), key=promise):
        leads = end + 1 in starts
        words = run[-_LONGEST:] if leads else run[:_LONGEST]
        if len(run) > 1 or fold(run[0]) not in known:
            yield " ".join(scan_of(word).decode() for word in words), leads


def _runs(text: str, blocked: list[tuple[int, int]]) -> Iterator[tuple[list[str], int]]:
    """Each run of plain words, and where it ends."""
    run, end = list[str](), -2
    for match in _WORD.finditer(text):
        inside = any(start < match.end() and match.start() < stop for start, stop in blocked)
        usable = not inside and fold(match[0]) not in PLACEHOLDERS and _PLAIN.fullmatch(scan_of(match[0]))
        if run and (not usable or text[end : match.start()] != " "):
            yield run, end
            run = []
        if usable:
            run.append(match[0])
        end = match.end()
    if run:
        yield run, end


def _proves(made: Draft, files: Mapping[str, str]) -> bool:
    rules = parse_rules(with_draft(files, made))
    return fires(Sample(rule=made.name, fires=True, body=made.sentence), rules)
