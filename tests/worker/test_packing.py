"""What is packed is what was put in, and is opened only when somebody asks."""

from __future__ import annotations

import pytest

from tracker.worker import packing
from tracker.worker.packing import Once, Packed, Row


def test_nobody_looks_twice() -> None:
    looks = iter(range(9))
    once = Once(lambda: next(looks))
    assert (once.value, once.value, next(looks)) == (0, 0, 1)


def test_what_is_put_behind_stands_behind_whether_packed_or_not() -> None:
    row = Row((0,))
    for number in range(1, 3 * packing.MOST):
        row = row.plus((number,)).plus(())
        row = row.shut() if number % 2 else row
        assert row.plus(()).shut().values == tuple(range(number + 1))
    assert len(row.shut()._packed) <= packing.MOST


def test_nothing_is_opened_for_what_is_put_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    row, opened = Row((1, 2)).shut(), list[object]()
    monkeypatch.setattr(Packed, "open", opened.append)
    row.plus((3,)).shut()
    assert opened == []


def test_what_is_open_stays_open_with_more_behind_it() -> None:
    row = Row((1, 2)).shut()
    assert row.values == (1, 2)
    assert "values" in row.plus((3,)).__dict__
    assert row.plus((3,)).values == (1, 2, 3)
    assert "values" not in row.shut().__dict__
