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
    source = resources.files("tracker.words") / "catalogues" / f"{language.value}.toml"
    return Words(language, dict(_flatten(tomllib.loads(source.read_text(encoding="utf-8")))))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield prefix + name, value
        else:
            yield from _flatten(value, f"{prefix}{name}.")
