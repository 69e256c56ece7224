"""A value is the same after it was packed and opened again, and none can change another."""

from __future__ import annotations

import pickle

from tracker.frozen import Frozen


class Inner(Frozen):
    name: str


class Outer(Frozen):
    one: Inner
    many: tuple[Inner, ...] = ()
    note: str | None = None


def again(value: Outer) -> Outer:
    found: Outer = pickle.loads(pickle.dumps(value))
    return found


def test_what_was_pickled_is_the_same_with_what_was_given_and_what_was_not() -> None:
    for value in (Outer(one=Inner(name="a")), Outer(one=Inner(name="a"), many=(Inner(name="b"),), note="c")):
        assert again(value) == value
        assert again(value).model_dump() == value.model_dump()
        assert again(value).model_fields_set == value.model_fields_set
        assert hash(again(value)) == hash(value)


def test_a_changed_copy_of_what_was_pickled_changes_no_other() -> None:
    value, other = again(Outer(one=Inner(name="a"))), again(Outer(one=Inner(name="b")))
    assert value.model_copy(update={"note": "new"}).model_fields_set == {"one", "note"}
    assert value.model_fields_set == other.model_fields_set == {"one"}


def test_it_takes_fewer_bytes_than_pydantics_own_way() -> None:
    value = Outer(one=Inner(name="a"), many=tuple(Inner(name=str(number)) for number in range(100)))
    state = super(Frozen, value).__getstate__()
    inner = [super(Frozen, one).__getstate__() for one in value.many]
    assert len(pickle.dumps(value)) < 0.7 * len(pickle.dumps((state["__pydantic_fields_set__"], inner)))
