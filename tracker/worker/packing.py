"""Values that are kept as few bytes in memory, each opened when it is first asked for."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

T = TypeVar("T")

FAST = 1  # zlib level
MOST = 8  # parts of a row: more are made one again


class Once(Generic[T]):
    """What that finds, looked for at most once, whoever asks."""

    def __init__(self, find: Callable[[], T]) -> None:
        self._find = find

    @cached_property
    def value(self) -> T:
        return self._find()

    @property
    def found(self) -> bool:
        return "value" in self.__dict__


class Packed(Generic[T]):
    """One value; packed and opened by this process, which shows its memory to nobody."""

    def __init__(self, value: T) -> None:
        self._bytes = zlib.compress(pickle.dumps(value), FAST)

    def open(self) -> T:
        found: T = pickle.loads(zlib.decompress(self._bytes))  # noqa: S301
        return found


class Row(Generic[T]):
    """Values one behind the other. Others are put behind them, and all are packed, without opening what is packed."""

    def __init__(self, new: tuple[T, ...] = (), packed: tuple[Packed[tuple[T, ...]], ...] = ()) -> None:
        self._new = new
        self._packed = packed

    @cached_property
    def values(self) -> tuple[T, ...]:
        return (*(value for part in self._packed for value in part.open()), *self._new)

    def plus(self, more: tuple[T, ...]) -> Row[T]:
        if not more:
            return self
        longer = Row(self._new + more, self._packed)
        if "values" in self.__dict__:
            longer.__dict__["values"] = self.values + more
        return longer

    def shut(self) -> Row[T]:
        """The same, all of it packed."""
        if len(self._packed) >= MOST:
            return Row(packed=(Packed(self.values),))
        return Row(packed=(*self._packed, Packed(self._new)) if self._new else self._packed)
