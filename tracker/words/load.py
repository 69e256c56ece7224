"""Reads the catalogues that are shipped beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from tracker.reading.types import Language
from tracker.words.catalogue import Words


@cache
def words(language: Language) -> Words:
    """The sentences of one language, read once."""
    sources = (resources.files("tracker.words") / "catalogues").iterdir()
    # One file for what is said everywhere (en.toml), one more for each large subject (en-account.toml).
    mine = (one for one in sources if one.name.endswith(".toml") and one.name[:-5].partition("-")[0] == language.value)
    texts = (one.read_text(encoding="utf-8") for one in sorted(mine, key=lambda one: one.name))
    return Words(language, {key: text for one in texts for key, text in _flatten(tomllib.loads(one))})


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield prefix + name, value
        else:
            yield from _flatten(value, f"{prefix}{name}.")
