"""The tag lists in which DKIM writes signatures and keys (RFC 6376 3.2)."""

from __future__ import annotations

import re
from typing import TypeAlias

Tags: TypeAlias = dict[str, str]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_MOST_TAGS = 50


def tags_of(value: bytes) -> Tags | None:
    """The tags by name, white space around them gone; None where the list is malformed or names a tag twice."""
    try:
        text = value.decode("ascii")
    except UnicodeDecodeError:
        return None
    tags: Tags = {}
    pieces = text.split(";", _MOST_TAGS)
    if len(pieces) > _MOST_TAGS:
        return None
    for piece in pieces if pieces[-1].strip() else pieces[:-1]:
        name, equals, content = (part.strip() for part in piece.partition("="))
        if not equals or not _NAME.fullmatch(name) or name in tags:
            return None
        tags[name] = content
    return tags or None
