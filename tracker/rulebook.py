"""Loads rules/ from disk: the only place that opens a rule file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tracker.errors import SettingsError
from tracker.reading.offices import Offices, parse_offices
from tracker.reading.rules import Rules, SearchTerms, parse_rules, parse_search
from tracker.reading.samples import Sample, parse_samples
from tracker.reading.types import LEARNED


@dataclass(frozen=True)
class Rulebook:
    rules: Rules
    offices: Offices
    samples: tuple[Sample, ...]
    search: SearchTerms


def rules_directory() -> Path:
    """Where the rules are: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).parent
    for directory in (package / "_rules", package.parent / "rules"):
        if directory.is_dir():
            return directory
    raise SettingsError("The rules are missing from this installation: install the package again.")


def load(directory: Path | None = None) -> Rulebook:
    """Everything below `directory` (default: the rules that came with the package).

    The same texts make the same book, and putting them together takes a second: it is done once. Raises SettingsError
    that names the file, the field and the mend.
    """
    return _put_together(tuple(rule_files(rules_directory() if directory is None else directory).items()))


@lru_cache(maxsize=2)
def _put_together(texts: tuple[tuple[str, str], ...]) -> Rulebook:
    files = dict(texts)
    offices = "\n".join(text for name, text in files.items() if name.startswith("offices/"))
    return Rulebook(parse_rules(files), parse_offices(offices), parse_samples(files), parse_search(files))


def rule_files(root: Path) -> dict[str, str]:
    """The texts of the rule files below `root`, by their path there. Raises SettingsError where there are none."""
    paths = sorted([*root.rglob("*.toml"), *(path for name in LEARNED for path in root.glob(name))])
    files = {path.relative_to(root).as_posix(): _text(path, root) for path in paths}
    if not files:
        raise SettingsError(f"No rule files in {root}: name the folder that holds kinds.toml.")
    return files


def _text(path: Path, root: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"rules/{path.relative_to(root).as_posix()} is not UTF-8 text: save it as UTF-8."
        ) from error
    except OSError as error:
        raise SettingsError(f"rules/{path.relative_to(root).as_posix()} cannot be read: {error.strerror}.") from error
