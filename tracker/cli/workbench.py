"""`tracker rules try` and `tracker rules new`: a message under the lamp, and the draft of a rule for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from tracker import clock
from tracker.cli.options import AuthservId
from tracker.cli.output import out, print_wrapped, say
from tracker.cli.reading import describe
from tracker.cli.record import EN
from tracker.errors import NotFoundError, UserError
from tracker.mailbox.files import read_sources
from tracker.message.types import Message
from tracker.pipeline import Understood
from tracker.reading.draft import Draft, draft, with_draft
from tracker.reading.explain import Mark, marks_of, steps_without_place
from tracker.reading.sentences import SPEAKING
from tracker.reading.types import Kind, Language
from tracker.rulebook import rule_files
from tracker.settings import Settings, load_settings
from tracker.worker.again import read_again
from tracker.worker.bench import ReadingSettings, find_profile, load_bench
from tracker.worker.checking import look_up_for, understand
from tracker.worker.child import Circumstances
from tracker.worker.home import open_home
from tracker.worker.sandbox import Sandbox

STYLES = {"counted": "bold green", "refused": "red", "date": "bold cyan", "other_date": "cyan"}
SIGNS = {"counted": "+", "refused": "-", "date": "+", "other_date": " "}
_NOT_UNDERSTOOD = frozenset({Kind.UNRECOGNISED, Kind.HUMAN_REPLY, Kind.UNRELATED})

File = Annotated[
    str,
    typer.Argument(
        help="A message file, - for standard input, or the beginning of a kept message's id in `tracker rules gaps`.",
        metavar="FILE|ID",
    ),
]
_ID = re.compile(r"[0-9a-f]{4,64}")


def add_to(app: typer.Typer) -> None:
    app.command("try")(try_)
    app.command("new")(new)


def try_(file: File, authserv_id: AuthservId = None) -> None:
    """Show what matched in a message, what was refused, and why."""
    settings = load_settings()
    bench = ReadingSettings.of(settings)
    understood = _understand(file, authserv_id, settings)
    message, reading = understood.message, understood.reading
    marks = marks_of(message, reading, load_bench(bench).rulebook.rules)
    describe(file, understood)
    print_wrapped(_layers(message, marks))
    print_wrapped(_legend(message, marks))
    for step in steps_without_place(message, reading, marks):
        reason = f": {step.reason}" if step.reason else ""
        print_wrapped(
            [Text(f"  {'+' if step.counted else '-'} {step.text}{reason}", style="" if step.counted else "yellow")]
        )


def new(
    file: File,
    kind: Annotated[Kind | None, typer.Option(help="What such a message is.")] = None,
    language: Annotated[Language | None, typer.Option(help="Its language, where it is too short to tell.")] = None,
    to: Annotated[Path | None, typer.Option(help="A folder of rules to add it to; made where there is none.")] = None,
    authserv_id: AuthservId = None,
) -> None:
    """Draft a rule and its samples from a message that was not understood, without anybody's data."""
    settings = load_settings()
    bench = ReadingSettings.of(settings)
    understood = _understand(file, authserv_id, settings)
    found = understood.reading
    if kind is None and found.kind not in _NOT_UNDERSTOOD and not found.guessed:
        raise UserError(f"It is understood already: {EN.say(f'kind.{found.kind}')}, by {found.rule}. Or say --kind.")
    files = rule_files(to if to is not None and (to / "kinds.toml").exists() else bench.rules)
    rules = load_bench(bench).rulebook.rules
    made = draft(understood.message, rules, files, kind=kind, language=language)
    if to is None:
        out().print(made.toml(), end="")
    else:
        _write(to, files, made, file)
    if kind is None:
        say(f"It was taken for: {EN.say(f'kind.{made.kind}')}. If it is something else, say which with --kind.")
    say("Names, numbers, addresses and dates were replaced; read the draft before you show it to anybody.")


def _write(folder: Path, files: dict[str, str], made: Draft, tried: str) -> None:
    try:
        for name, text in with_draft(files, made).items():
            path = folder / name
            if not path.exists() or files.get(name) != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    except OSError as error:
        raise UserError(f"The draft cannot be written to {folder}: {error.strerror}.") from error
    say(f"Rule {made.name} is in {folder}; complete its second sample in samples/drafts.toml.")
    say(f"Then, with TRACKER_RULES={folder}: `tracker rules check`, `tracker rules try {tried}`, `tracker replay`, and")
    say("`tracker replay --apply` once it shows what you expect.")
    if made.strength == "doubtful":
        say("Such a message still waits for you each time. Once you trust the wording, give its rule in kinds.toml")
        say('strength = "stated" instead of "doubtful": then it confirms.')


def _understand(file: str, authserv_id: str | None, settings: Settings) -> Understood:
    if _ID.fullmatch(file) and not Path(file).exists():
        if authserv_id:
            raise UserError("--authserv-id is for files; whose verdict counts for a kept message is known already.")
        with open_home(settings) as home:
            return read_again(home, file, clock.now())
    known = Circumstances(profile=find_profile(authserv_id))
    source = next(read_sources([file]))
    if source.error is not None:
        raise NotFoundError(source.error)
    with Sandbox(ReadingSettings.of(settings)) as sandbox:
        return understand(sandbox, source.raw, known, look_up_for(settings))


def _layers(message: Message, marks: tuple[Mark, ...]) -> Iterator[Text]:
    """The text as it was read, layer by layer; what does not speak for the sender is dim."""
    numbers = {mark: number for number, mark in enumerate(marks, 1)}
    for segment in message.segments:
        if not message.text[segment.start : segment.end].strip():
            continue
        speaks = segment.layer in SPEAKING
        yield Text("")
        yield Text(segment.layer + ("" if speaks else ", which does not speak for the sender"), style="bold")
        inside = [mark for mark in marks if segment.start <= mark.start < segment.end]
        shown = _marked(message.text, (segment.start, segment.end), inside, numbers)
        shown.stylize("" if speaks else "dim")
        yield from shown.split("\n")


def _marked(text: str, span: tuple[int, int], marks: list[Mark], numbers: dict[Mark, int]) -> Text:
    start, end = span
    shown, at = Text(), start
    for cut in sorted({mark.end for mark in marks} | {end}):
        piece = Text(text[at:cut])
        for mark in marks:
            if mark.start < cut and at < mark.end:
                piece.stylize(STYLES[mark.look], max(0, mark.start - at), mark.end - at)
        shown.append_text(piece)
        ended = [str(numbers[mark]) for mark in marks if mark.end == cut]
        shown.append(f"[{','.join(ended)}]" if ended else "", style="dim")
        at = cut
    shown.rstrip()
    return shown


def _legend(message: Message, marks: tuple[Mark, ...]) -> Iterator[Text]:
    if marks:
        yield Text("")
        yield Text("what was found", style="bold")
    for number, mark in enumerate(marks, 1):
        words = " ".join(message.text[mark.start : mark.end].split())
        head = Text(f"{number:>3} {SIGNS[mark.look]} ")
        yield head + Text(f"“{words}”", style=STYLES[mark.look]) + Text(f"  {mark.said}")
