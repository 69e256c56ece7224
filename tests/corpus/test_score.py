"""The scorer counts what it says it counts; a wrong confirmation never passes quietly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.drafts import HERE
from tests.corpus.score import (
    APART,
    CLOCK_AFTER_THE_CORPUS,
    Case,
    confirms_wrongly,
    date_verdict,
    differences,
    in_part,
    read_all,
    report,
    score,
    sums,
    wilson,
)

MAILS = sorted(APART.rglob("*.eml"))


def golden_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def test_the_scorer_calls_a_wrong_confirmation_by_its_name() -> None:
    golden = {"kind": "scheduled", "effect": "confirms", "starts_at": "2026-04-06T09:00:00-04:00", "doubts": []}
    assert not confirms_wrongly(golden, golden)
    assert not confirms_wrongly(golden, golden | {"starts_at": "2026-04-06T13:00:00+00:00"})
    assert confirms_wrongly(golden, golden | {"starts_at": "2026-04-07T09:00:00-04:00"})
    assert confirms_wrongly(golden | {"effect": "review"}, golden)
    assert confirms_wrongly({"language": "en"}, golden)
    assert not confirms_wrongly({"language": "en"}, golden | {"effect": "review"})


def test_an_old_date_without_its_hour_is_less_exact_and_not_another_date() -> None:
    golden = {
        "kind": "rescheduled",
        "effect": "confirms",
        "starts_at": "2026-05-04T09:00:00-04:00",
        "previous_starts_at": "2026-04-06T09:00:00-04:00",
    }
    day_alone = golden | {"previous_starts_at": "2026-04-06"}
    assert not confirms_wrongly(golden, day_alone)
    assert date_verdict(golden, day_alone) == "doubted"
    for other in ("2026-04-07", "2026-04-06T10:00:00-04:00"):
        assert confirms_wrongly(golden, golden | {"previous_starts_at": other})
    assert confirms_wrongly(golden, golden | {"starts_at": "2026-05-04"})


def test_a_move_that_leaves_its_old_date_out_tells_nothing_wrong_and_a_cancelling_without_one_does() -> None:
    moved = {"kind": "rescheduled", "effect": "confirms", "starts_at": "2026-05-04", "previous_starts_at": "2026-04-06"}
    assert not confirms_wrongly(moved, moved | {"previous_starts_at": None})
    assert date_verdict(moved, moved | {"previous_starts_at": None}) == "doubted"
    assert confirms_wrongly(moved, moved | {"starts_at": None})
    cancelled = {"kind": "cancelled", "effect": "confirms", "previous_starts_at": "2026-04-06"}
    assert confirms_wrongly(cancelled, cancelled | {"previous_starts_at": None})


def test_the_scorer_tells_a_wrong_date_from_a_doubted_one() -> None:
    golden = {"kind": "scheduled", "starts_at": "2026-04-06T09:00:00-04:00"}
    other = golden | {"starts_at": "2026-06-04T09:00:00-04:00"}
    assert date_verdict(golden, golden) == "right"
    assert date_verdict(golden, other) == "wrong"
    assert date_verdict(golden, other | {"doubts": ["ambiguous_date"]}) == "doubted"
    assert date_verdict(golden, golden | {"starts_at": None}) == "doubted"
    assert date_verdict({"kind": "scam"}, golden) == "none"
    assert differences(golden | {"doubts_at_least": ["no_time"]}, golden) == ["doubts_at_least"]


def test_intervals_are_those_of_wilson() -> None:
    low, high = wilson(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_perfect_reader_scores_perfectly_and_a_careless_one_is_called_out() -> None:
    goldens = [(path, golden_of(path)) for path in MAILS]
    perfect = [g | {"doubts": [*g.get("doubts", ()), *g.get("doubts_at_least", ())]} for _, g in goldens]
    total = score(Case(path, golden, got) for (path, golden), got in zip(goldens, perfect, strict=True))
    assert (total.misread, total.wrong_confirms, total.unread) == ([], [], [])
    assert sum(counts["hit"] for counts in total.kinds.values()) == sum("kind" in golden for _, golden in goldens)
    careless = score(
        Case(path, golden, got | {"effect": "confirms"}) for (path, golden), got in zip(goldens, perfect, strict=True)
    )
    assert len(careless.wrong_confirms) == sum(golden.get("effect") != "confirms" for _, golden in goldens)
    assert f"!!! CONFIRMS WRONGLY GIVEN: {len(careless.wrong_confirms)} !!!" in list(report(careless))


def test_a_message_that_was_not_read_is_counted() -> None:
    total = score([Case(MAILS[0], golden_of(MAILS[0]), {})])
    assert total.unread == ["/".join(MAILS[0].parts[-3:])]


def test_the_scorer_asks_for_each_file_as_gmail_would_show_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = tmp_path / "stub.py"
    stub.write_text(
        "import json, os, sys\n"
        "files = [a for a in sys.argv[1:] if a.endswith('.eml')]\n"
        "rest = [a for a in sys.argv[1:] if a not in files]\n"
        "asked = [*rest, os.environ['TRACKER_NOW'], os.environ['TRACKER_DNS']]\n"
        "print(*(json.dumps({'file': f, 'asked': asked}) for f in files), sep='\\n')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("tests.corpus.score._command", lambda: [sys.executable, str(stub)])
    readings = read_all(MAILS[:150])
    assert set(readings) == {path.resolve() for path in MAILS[:150]}
    expected = ["read", "--json", "--authserv-id", "mx.google.com", CLOCK_AFTER_THE_CORPUS, "off"]
    for path, reading in readings.items():
        asked = reading["asked"]
        if path.parent.name == "request_sent":  # it lies in the mailbox of whoever wrote it
            assert asked.pop(4) == "--address"
            assert "@" in asked.pop(4)
        assert asked == expected


def test_the_score_runs_on_the_public_command_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.corpus.score", str(APART / "en" / "scheduled"), "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=HERE.parent.parent,
        env=os.environ | {"TRACKER_HOME": str(tmp_path)},
    )
    found = json.loads(done.stdout)
    assert found["cases"] == len(list((APART / "en" / "scheduled").glob("*.eml")))
    assert found["unread"] == [], done.stderr


def test_of_the_sealed_part_only_sums_are_told() -> None:
    assert not in_part(Path("07-letter.eml"), "open")
    assert in_part(Path("07-letter.eml"), "sealed")
    assert in_part(Path("08-letter.eml"), "open")
    assert in_part(Path("05-letter.eml"), "open")
    golden = {"kind": "scheduled", "effect": "confirms"}
    cases = [
        Case(Path("en/scheduled/07-letter.eml"), golden, golden),
        Case(Path("en/scheduled/09-note.eml"), golden, golden | {"kind": "cancelled"}),
    ]
    told = "\n".join(sums(score(cases)))
    assert "golden confirmations 2, given as such 1" in told
    assert "confirms wrongly given: 1" in told
    assert "letter" not in told
    assert "note" not in told
