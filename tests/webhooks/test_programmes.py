"""The small part of the long programme about web hooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programmes.hook_kills import survive


@pytest.mark.slow
def test_every_event_arrives_in_order_however_often_the_posting_process_is_killed(tmp_path: Path, url: str) -> None:
    result = survive(30, tmp_path, url)
    assert result.good, result.line()
