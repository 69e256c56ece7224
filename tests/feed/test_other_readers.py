"""Two readers of the JavaScript world find the same events, instants, states and words in every situation."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.feed.situations import SITUATIONS, rendered, view
from tracker.feed.types import DaySpan, Stamped, Style, instant_of
from tracker.reading.types import Language

NODE = Path(__file__).parents[1] / "node"

pytestmark = [
    pytest.mark.node,
    pytest.mark.skipif(
        not (shutil.which("node") and (NODE / "node_modules" / "ical.js").is_dir()),
        reason="needs Node and: npm install --prefix tests/node --no-package-lock",
    ),
]


def meant(stamped: Stamped) -> dict[str, Any]:
    entry = stamped.entry
    if isinstance(entry.span, DaySpan):
        start, end = entry.span.first.isoformat(), (entry.span.last + timedelta(days=1)).isoformat()
    else:
        start, end = (iso(moment) for moment in instant_of(entry.span))
    return {
        "uid": stamped.uid,
        "start": start,
        "end": end,
        "status": entry.status.value,
        "summary": entry.summary,
        "alarms": len(entry.alarms),
    }


def iso(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Pacific/Honolulu"])
def test_ical_js_and_node_ical_read_every_situation_as_planned(zone: str, tmp_path: Path) -> None:
    feeds = [rendered(view(name, language, style)) for name in SITUATIONS for language in Language for style in Style]
    files = [tmp_path / f"{number}.ics" for number in range(len(feeds))]
    for file, feed in zip(files, feeds, strict=True):
        file.write_bytes(feed.data)
    found = subprocess.run(
        ["node", str(NODE / "read_feed.mjs"), *map(str, files)],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        check=True,
    )
    answers = json.loads(found.stdout)
    assert len(answers) == len(feeds) == len(SITUATIONS) * len(Language) * len(Style)
    for feed, answer in zip(feeds, answers, strict=True):
        planned = [meant(stamped) for stamped in feed.events]
        assert answer["ical.js"] == planned
        assert answer["node-ical"] == planned
