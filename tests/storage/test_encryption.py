from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import KeyUnavailableError, StorageError
from tracker.storage.encryption import Cipher, Keyring

OLD, NEW = bytes(range(32)), bytes(range(100, 132))
CIPHER = Cipher(Keyring({1: OLD}))
PLACE = ("message", "raw", "row-1")


@given(plaintext=st.binary(max_size=300))
def test_what_was_sealed_opens_again(plaintext: bytes) -> None:
    assert CIPHER.open(*PLACE, CIPHER.seal(*PLACE, plaintext)) == plaintext


@pytest.mark.parametrize(
    "place", [("message", "raw", "row-2"), ("message", "failure", "row-1"), ("event", "raw", "row-1")]
)
def test_a_field_opens_only_in_its_own_place(place: tuple[str, str, str]) -> None:
    sealed = CIPHER.seal(*PLACE, b"secret")
    with pytest.raises(StorageError, match=f"{place[0]}.{place[1]}"):
        CIPHER.open(*place, sealed)


def test_a_single_changed_bit_anywhere_is_noticed() -> None:
    sealed = CIPHER.seal(*PLACE, b"secret")
    noticed = 0
    for position in range(len(sealed) * 8):
        altered = bytearray(sealed)
        altered[position // 8] ^= 1 << position % 8
        with pytest.raises((StorageError, KeyUnavailableError)):
            CIPHER.open(*PLACE, bytes(altered))
        noticed += 1
    assert noticed == (1 + 12 + len(b"secret") + 16) * 8


@given(length=st.integers(0, 28))
def test_a_field_that_was_cut_short_is_noticed(length: int) -> None:
    with pytest.raises(StorageError):
        CIPHER.open(*PLACE, CIPHER.seal(*PLACE, b"secret")[:length])


def test_the_same_plaintext_never_looks_the_same_twice() -> None:
    assert len({CIPHER.seal(*PLACE, b"secret") for _ in range(100)}) == 100


def test_a_field_opens_after_a_new_key_was_added() -> None:
    sealed = CIPHER.seal(*PLACE, b"secret")
    turned = Cipher(Keyring({1: OLD, 2: NEW}))
    assert turned.open(*PLACE, sealed) == b"secret"
    assert (sealed[0], turned.seal(*PLACE, b"secret")[0]) == (1, 2)


def test_a_field_sealed_with_a_newer_key_says_which_key_is_missing() -> None:
    sealed = Cipher(Keyring({1: OLD, 2: NEW})).seal(*PLACE, b"secret")
    with pytest.raises(KeyUnavailableError, match="sealed with key 2"):
        CIPHER.open(*PLACE, sealed)


def test_a_fingerprint_is_equal_for_equal_values_and_tells_nothing_without_the_key() -> None:
    number = CIPHER.fingerprint("a_number", "123456789")
    assert re.fullmatch("[0-9a-f]{32}", number)
    assert number == Cipher(Keyring({1: OLD})).fingerprint("a_number", "123456789")
    others = [CIPHER.fingerprint("subject_id", "123456789"), CIPHER.fingerprint("a_number", "123456780")]
    assert number not in [*others, Cipher(Keyring({1: NEW})).fingerprint("a_number", "123456789")]


def test_fingerprints_outlive_a_new_key() -> None:
    assert Cipher(Keyring({1: OLD, 2: NEW})).fingerprint("name", "ana") == CIPHER.fingerprint("name", "ana")


def test_a_uid_depends_on_each_part_and_on_where_parts_end() -> None:
    uids = [CIPHER.derive_uid(*parts) for parts in (("ab", "c"), ("a", "bc"), ("abc",), ("ab", "c", ""))]
    assert len(set(uids)) == 4
    assert CIPHER.derive_uid("ab", "c") == uids[0]


def test_a_keyring_survives_being_written_down() -> None:
    ring = Keyring({1: OLD, 2: NEW})
    assert Keyring.parse(ring.dump()) == ring
    assert len(Keyring.generate().keys[1]) == 32
    assert Keyring.generate() != Keyring.generate()


@given(text=st.text(max_size=80))
def test_what_is_no_key_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(KeyUnavailableError) as refused:
        Keyring.parse(text)
    assert len(text) < 12 or text not in str(refused.value)


@pytest.mark.parametrize("text", ["1:AAAA\n", "0:" + "A" * 43 + "=", "256:" + "A" * 43 + "=", "", "1:" + "A" * 43])
def test_a_key_of_the_wrong_size_or_number_is_refused(text: str) -> None:
    with pytest.raises(KeyUnavailableError, match="restore it from its backup"):
        Keyring.parse(text)


def test_the_key_never_prints() -> None:
    shown = f"{Keyring({1: OLD})!r} {Cipher(Keyring({1: OLD}))!r} {Cipher(Keyring({1: OLD})).__dict__}"
    assert OLD.hex() not in shown
    assert repr(OLD) not in shown
