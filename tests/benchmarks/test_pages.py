"""The comparison of the pages runs, on a record of a few people."""

from __future__ import annotations

import sys

import pytest

from tests.benchmarks import bench_pages
from tests.shell import NOW


def test_every_page_of_a_small_organisation_is_compared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    monkeypatch.setattr(sys, "argv", ["pages", "--persons", "3", "--messages", "45", "--rounds", "2"])
    bench_pages.main()
    told = capsys.readouterr().out
    assert [one.path for one in bench_pages.all_pages() if f"\n{one.path} " not in told] == []
    assert "memory of the web process: " in told
