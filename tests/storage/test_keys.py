from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked

from tracker.errors import KeyUnavailableError, SettingsError
from tracker.storage.encryption import Keyring
from tracker.storage.keys import find_key, make_key


class Desktop:
    """A desktop's keyring in memory."""

    priority = 5

    def __init__(self, *, locked: bool = False, forgets: bool = False) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.locked, self.forgets = locked, forgets

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.forgets:
            self.held[service, username] = password


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder on a machine without a keyring."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    use(monkeypatch, fail.Keyring())  # type: ignore[no-untyped-call]
    return tmp_path / "home"


def use(monkeypatch: pytest.MonkeyPatch, backend: object) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


def write_key(file: Path) -> Keyring:
    key = Keyring.generate()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(key.dump())
    return key


def test_without_any_key_the_sentence_says_what_to_do(home: Path) -> None:
    with pytest.raises(KeyUnavailableError, match="tracker init"):
        find_key(home)


def test_a_new_key_lies_in_a_file_of_its_own_that_only_its_owner_reads(home: Path, tmp_path: Path) -> None:
    made = make_key(home)
    file = tmp_path / "config" / "confirmation-tracker" / "key"
    assert str(file) in made.where
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["key"]
    assert find_key(home) == made


def test_making_a_key_again_keeps_the_one_there_is(home: Path) -> None:
    assert make_key(home) == make_key(home)


def test_a_named_file_is_made_and_found(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = tmp_path / "safe" / "my-key"
    with pytest.raises(KeyUnavailableError):
        find_key(home, key_file=named)
    made = make_key(home, key_file=named)
    assert named.exists()
    monkeypatch.setenv("TRACKER_KEY_FILE", str(named))
    assert find_key(home) == made


def test_a_named_file_that_is_gone_is_not_replaced_by_another_key(home: Path, tmp_path: Path) -> None:
    make_key(home)
    with pytest.raises(KeyUnavailableError):
        find_key(home, key_file=tmp_path / "unplugged" / "key")


@pytest.mark.parametrize("verb", [find_key, make_key])
def test_a_key_inside_the_data_folder_is_refused(home: Path, verb: Callable[..., object]) -> None:
    with pytest.raises(SettingsError, match="would have both"):
        verb(home, key_file=home / "key")
    assert not (home / "key").exists()


def test_where_settings_and_data_share_a_folder_the_key_goes_beside_it(tmp_path: Path, home: Path) -> None:
    shared = tmp_path / "config" / "confirmation-tracker"
    make_key(shared)
    assert (tmp_path / "config" / "confirmation-tracker-key" / "key").exists()
    assert not shared.exists()


def test_a_data_folder_that_holds_all_settings_needs_a_named_key(tmp_path: Path, home: Path) -> None:
    with pytest.raises(SettingsError, match="TRACKER_KEY_FILE"):
        make_key(tmp_path)


def test_the_systems_credential_comes_first(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = make_key(home, key_file=tmp_path / "elsewhere")
    key = write_key(tmp_path / "credentials" / "tracker-key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    found = find_key(home, key_file=tmp_path / "elsewhere")
    assert (found.key, "credentials" in found.where) == (key, True)
    assert found.key != named.key


def test_a_desktops_keyring_keeps_the_key(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = Desktop()
    use(monkeypatch, desktop)
    made = make_key(home)
    assert "keyring" in made.where
    assert find_key(home) == made == make_key(home)
    assert len(desktop.held) == 1
    assert not (tmp_path / "config").exists()


def test_a_locked_keyring_is_said_and_never_answered_with_a_new_key(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Desktop(locked=True))
    for verb in (find_key, make_key):
        with pytest.raises(KeyUnavailableError, match="locked"):
            verb(home)


def test_a_key_in_a_file_serves_while_the_keyring_is_locked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_key(home)
    use(monkeypatch, Desktop(locked=True))
    assert find_key(home) == made


def test_a_keyring_that_keeps_nothing_is_noticed_before_anything_is_sealed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Desktop(forgets=True))
    with pytest.raises(KeyUnavailableError, match="did not keep the key"):
        make_key(home)


@pytest.mark.parametrize("content", [b"", b"hello", b"1:short", b"\xff\xfe"])
def test_a_damaged_key_file_is_named_and_never_overwritten(home: Path, tmp_path: Path, content: bytes) -> None:
    named = tmp_path / "key"
    named.write_bytes(content)
    for verb in (find_key, make_key):
        with pytest.raises(KeyUnavailableError):
            verb(home, key_file=named)
    assert named.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_said(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KeyUnavailableError, match="TRACKER_KEY_FILE"):
        make_key(home, key_file=tmp_path / "file" / "key")


def test_the_key_never_prints(home: Path) -> None:
    made = make_key(home)
    assert made.key.dump().split(":")[1].strip() not in f"{made!r} {made.where}"
    assert repr(made.key.keys[1]) not in repr(made)
