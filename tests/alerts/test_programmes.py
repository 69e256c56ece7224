"""The small parts of the long programmes about alerts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programmes.alert_kills import survive
from tests.programmes.alert_load import carry


@pytest.mark.slow
def test_every_alert_arrives_however_often_the_sending_process_is_killed(tmp_path: Path) -> None:
    result = survive(50, tmp_path)
    assert result.good, result.line()


@pytest.mark.slow
def test_many_due_alerts_are_sent_while_one_channel_hangs(tmp_path: Path) -> None:
    result = carry(300, tmp_path, quiet=2.0)
    assert result.good, result.line()
