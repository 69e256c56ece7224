"""The same messages in any order make the same record, byte for byte."""

from __future__ import annotations

from pathlib import Path

from tests.programmes.orders import ORDERS, run_orders


def test_three_orders_of_import_give_the_same_appointments_and_log(tmp_path: Path) -> None:
    outcomes = run_orders(tmp_path, limit=60)
    assert len(outcomes) == len(ORDERS)
    assert len({outcome.appointments for outcome in outcomes}) == 1
    assert len({outcome.log for outcome in outcomes}) == 1
    assert outcomes[0].appointments.count(b"\n") >= 5
