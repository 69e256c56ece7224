"""Sample messages beside the rules, and the proof that each rule does what its samples say.

Every rule needs a positive sample, on which it must fire, and a negative one, on which it must not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.frozen import Frozen
from tracker.message.types import EPOCH, Authenticity, Channel, Lane, Layer, Message, Segment, Verdict
from tracker.reading.engine import analyse
from tracker.reading.lanes import choose
from tracker.reading.rules import Rules, parse_file

_OFFICIAL = Verdict(authenticity=Authenticity.OFFICIAL, lane=Lane.ICE, evidence=())


class Sample(Frozen):
    """`rule` is a name in kinds.toml, or `topic:<kind>` for lanes.toml; `fires`: whether that rule must match."""

    rule: str
    fires: bool
    subject: str = ""
    body: str = ""


class SamplesFile(Frozen):
    sample: tuple[Sample, ...]


def parse_samples(files: Mapping[str, str]) -> tuple[Sample, ...]:
    """All samples of `samples/*.toml`. Raises SettingsError as `parse_rules` does."""
    names = sorted(name for name in files if name.startswith("samples/"))
    return tuple(sample for name in names for sample in parse_file(name, files[name], SamplesFile).sample)


def as_message(subject: str, body: str) -> Message:
    """A message of nothing but words, for trying rules."""
    text = f"{subject}\n{body}"
    cut = len(subject) + 1
    layers = ((Layer.SUBJECT, 0, cut), (Layer.BODY, cut, len(text)))
    return Message(
        sha256="0" * 64,
        content_id="sample",
        message_id=None,
        channel=Channel.EMAIL,
        date=None,
        received=EPOCH,
        senders=(),
        from_headers=1,
        recipients=(),
        subject=subject,
        headers=(),
        text=text,
        segments=tuple(Segment(layer=layer, start=start, end=end) for layer, start, end in layers),
    )


def check_rules(rules: Rules, samples: Sequence[Sample]) -> list[str]:
    """Everything that is wrong, one sentence each; empty when every rule is proven by its samples."""
    known = {rule.name for rule in rules.kinds} | {f"topic:{topic.kind}" for topic in rules.lanes.topic}
    findings = [f"The sample for {s.rule!r} names no rule: mend its name." for s in samples if s.rule not in known]
    for name in sorted(known):
        for fires, word in ((True, "positive"), (False, "negative")):
            if not any(sample.rule == name and sample.fires is fires for sample in samples):
                findings.append(f"Rule {name} has no {word} sample: add one to rules/samples.")
    findings += [f"Rule {s.rule} has an empty sample: write its words." for s in samples if not (s.subject + s.body)]
    return findings + [sentence for sample in samples if sample.rule in known for sentence in _failing(sample, rules)]


def _failing(sample: Sample, rules: Rules) -> list[str]:
    if fires(sample, rules) is sample.fires:
        return []
    verb = "does not fire on its positive" if sample.fires else "fires on its negative"
    return [
        f"Rule {sample.rule} {verb} sample {(sample.subject + ' | ' + sample.body)[:80]!r}: mend the one or the other."
    ]


def fires(sample: Sample, rules: Rules) -> bool:
    """Whether the rule that the sample names matches its words."""
    message = as_message(sample.subject, sample.body)
    analysis = analyse(message, rules)
    if sample.rule.startswith("topic:"):
        choice = choose(message, _OFFICIAL, analysis, rules)
        return choice.rule.startswith("lanes.toml:") and choice.kind == sample.rule.removeprefix("topic:")
    return any(signal.rule.name == sample.rule for signal in analysis.signals)
