"""`tracker rules`: the rule files, proved against their samples."""

from __future__ import annotations

import typer

from tracker.cli import gaps, workbench
from tracker.cli.output import err, out, say, table
from tracker.errors import SettingsError
from tracker.reading.samples import check_rules
from tracker.rulebook import Rulebook
from tracker.settings import load_settings
from tracker.worker.bench import ReadingSettings, load_bench

app = typer.Typer(no_args_is_help=True, help="The rule files: data that says how messages are recognised.")
workbench.add_to(app)
gaps.add_to(app)


def add_to(whole: typer.Typer) -> None:
    whole.add_typer(app, name="rules")


@app.command("check")
def check() -> None:
    """Prove every rule against its positive and negative samples."""
    rulebook = _rulebook()
    findings = check_rules(rulebook.rules, rulebook.samples)
    for finding in findings:
        err().print(finding)
    if findings:
        raise SettingsError(f"{len(findings)} of the samples disagree with the rules; mend the rule or the sample.")
    say(f"{len(rulebook.rules.kinds)} rules, {len(rulebook.samples)} samples: all agree.")


@app.command("list")
def show() -> None:
    """Show every rule with its version."""
    rows = table("rule", "kind", "samples")
    rulebook = _rulebook()
    for rule in rulebook.rules.kinds:
        samples = sum(sample.rule == rule.name for sample in rulebook.samples)
        rows.add_row(rulebook.rules.label(rule.name), rule.kind.value, str(samples))
    out().print(rows)


def _rulebook() -> Rulebook:
    return load_bench(ReadingSettings.of(load_settings())).rulebook
