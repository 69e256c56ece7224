"""`tracker rules`: the rule files, proved against their samples and tried on a message."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from tracker.cli.options import AuthservId
from tracker.cli.output import err, out, say, table
from tracker.cli.reading import describe
from tracker.errors import NotFoundError, SettingsError
from tracker.mailbox.files import read_sources
from tracker.reading.samples import check_rules
from tracker.rulebook import Rulebook
from tracker.settings import load_settings
from tracker.worker.bench import ReadingSettings, find_profile, load_bench
from tracker.worker.child import Circumstances
from tracker.worker.sandbox import Sandbox

app = typer.Typer(no_args_is_help=True, help="The rule files: data that says how messages are recognised.")


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


@app.command("try")
def try_(
    file: Annotated[str, typer.Argument(help="A message file; - is standard input.")],
    authserv_id: AuthservId = None,
) -> None:
    """Show what matched in a message, what was refused, and why."""
    known = Circumstances(profile=find_profile(authserv_id))
    source = next(read_sources([file]))
    if source.error is not None:
        raise NotFoundError(source.error)
    with Sandbox(ReadingSettings.of(load_settings())) as sandbox:
        understood = sandbox.understand(source.raw, known)
    describe(file, understood)
    for step in understood.reading.trace:
        mark = Text("  + ", style="green") if step.counted else Text("  - ", style="dim")
        reason = Text(f"  ({step.reason})" if step.reason else "", style="dim")
        out().print(mark + Text(step.text) + reason)


def _rulebook() -> Rulebook:
    return load_bench(ReadingSettings.of(load_settings())).rulebook
