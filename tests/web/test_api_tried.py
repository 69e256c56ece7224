"""The small part of `tests.programmes.api_tried`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programmes.api_tried import try_api


@pytest.mark.slow
def test_the_api_does_what_its_description_says_whatever_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-03-01T12:00:00Z")
    tried = try_api(tmp_path, examples=2)
    assert tried.code == 0, tried.text
    assert tried.operations == 28
    assert tried.cases > 200
