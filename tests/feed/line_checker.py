"""A strict reader of calendar lines: what lenient parsers forgive, phones may not.

`complaints(data)` is empty for a file that obeys RFC 5545 and the narrower rules that make clients agree. It shares no
code with the feed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE", "LAST-MODIFIED", "TRANSP", "DESCRIPTION")
NAME = re.compile(r"[A-Z][A-Z0-9-]*")
LINE = re.compile(r"(?P<name>[A-Z][A-Z0-9-]*)(?P<params>(?:;[A-Z-]+=[^;:,\"]+)*):(?P<value>.*)", re.DOTALL)
DURATION = re.compile(r"-?P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?")
LOCAL, UTC, DATE = re.compile(r"\d{8}T\d{6}"), re.compile(r"\d{8}T\d{6}Z"), re.compile(r"\d{8}")
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,n])*")
TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "UID", "TZNAME", "X-WR-CALNAME", "X-WR-CALDESC"})
CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass
class Part:
    name: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)  # name, parameters, value
    parts: list[Part] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        return [value for found, _, value in self.lines if found == name]


def complaints(data: bytes) -> list[str]:
    physical = list(_physical(data))
    if physical:
        return physical
    unfolded = data.decode().replace("\r\n ", "").split("\r\n")[:-1]
    root = Part("")
    syntax = list(_build(unfolded, root))
    if syntax or [part.name for part in root.parts] != ["VCALENDAR"] or root.lines:
        return syntax or ["not exactly one VCALENDAR"]
    return list(_calendar(root.parts[0]))


def _physical(data: bytes) -> Iterator[str]:
    if not data.endswith(b"END:VCALENDAR\r\n"):
        yield "no final CRLF after END:VCALENDAR"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        yield "a line end that is not CRLF"
    for line in data.split(b"\r\n")[:-1]:
        if len(line) > 75 or not line:
            yield f"a line of {len(line)} octets"
        try:
            if CONTROL.search(line.decode()):
                yield "a control, bidi or separator character"
        except UnicodeDecodeError:
            yield "a line that is not UTF-8 by itself"


def _build(lines: list[str], root: Part) -> Iterator[str]:
    stack = [root]
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None:
            yield f"not a content line: {line[:40]!r}"
        elif match["name"] == "BEGIN":
            stack.append(Part(match["value"]))
            stack[-2].parts.append(stack[-1])
        elif match["name"] == "END":
            if stack.pop().name != match["value"] or not stack:
                yield f"END:{match['value']} closes something else"
                return
        else:
            if stack[-1].parts:
                yield f"{match['name']} after a component in {stack[-1].name}"
            stack[-1].lines.append((match["name"], match["params"], match["value"]))
            yield from _value(*stack[-1].lines[-1])
    if len(stack) != 1:
        yield "a component is left open"


def _value(name: str, params: str, value: str) -> Iterator[str]:
    if name in TEXTS and not TEXT.fullmatch(value):
        yield f"{name} is not escaped"
    if name in {"TRIGGER", "REFRESH-INTERVAL"} and (not DURATION.fullmatch(value) or value.strip("-") in {"P", "PT"}):
        yield f"{name} is no plain duration: {value}"
    if name == "URL" and ("\\" in value or not value.startswith("http")):
        yield "URL is escaped or no web address"
    if name in {"METHOD", "RDATE", "EXDATE", "SOURCE", "ATTACH", "X-ALT-DESC"}:
        yield f"{name} has no place here"
    if name == "RRULE" and "BYDAY=" not in value:
        yield "RRULE without BYDAY"
    if name == "CALSCALE" and value != "GREGORIAN":
        yield f"CALSCALE {value}"


def _calendar(calendar: Part) -> Iterator[str]:
    if [name for name, _, _ in calendar.lines[:2]] != ["VERSION", "PRODID"]:
        yield "VERSION and PRODID do not come first"
    yield from (f"{name} twice" for name, count in Counter(n for n, _, _ in calendar.lines).items() if count > 1)
    events = [part for part in calendar.parts if part.name == "VEVENT"]
    zones = {part.values("TZID")[0]: part for part in calendar.parts if part.name == "VTIMEZONE"}
    if not events or {part.name for part in calendar.parts} - {"VEVENT", "VTIMEZONE"}:
        yield "no event, or an unknown component"
    uids = Counter(uid for event in events for uid in event.values("UID"))
    yield from (f"UID twice: {uid}" for uid, count in uids.items() if count > 1)
    used: set[str] = set()
    for event in events:
        yield from _event(event, used)
    if used != set(zones):
        yield f"zones used {sorted(used)}, defined {sorted(zones)}"


def _event(event: Part, used: set[str]) -> Iterator[str]:
    yield from (f"{name} not exactly once" for name in ONCE if len(event.values(name)) != 1)
    yield from (f"unexpected {part.name}" for part in event.parts if part.name != "VALARM")
    for name, params, value in event.lines:
        if name in {"DTSTAMP", "LAST-MODIFIED"} and not UTC.fullmatch(value):
            yield f"{name} not in UTC"
        if name in {"DTSTART", "DTEND"}:
            if params.startswith(";TZID=") and LOCAL.fullmatch(value):
                used.add(params.removeprefix(";TZID="))
            elif not ((params == ";VALUE=DATE" and DATE.fullmatch(value)) or (not params and UTC.fullmatch(value))):
                yield f"{name} floats or does not fit its type: {params}:{value}"
    if event.values("DTEND") <= event.values("DTSTART"):
        yield "it ends before it starts"
