"""The rules and offices that ship, parsed once for all tests of this room."""

from __future__ import annotations

from tracker.rulebook import load

RULEBOOK = load()
RULES, OFFICES = RULEBOOK.rules, RULEBOOK.offices
