"""Where the key lies: never in the data folder, since a copy of one would then be a copy of both.

In this order: the systemd credential `tracker-key`, the file named by `TRACKER_KEY_FILE`, the system's keyring,
a file of mode 0600 in the user's configuration folder.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import keyring
import platformdirs
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from tracker.errors import KeyUnavailableError, SettingsError
from tracker.storage.encryption import Keyring

SERVICE = "confirmation-tracker"
ACCOUNT = "key"
CREDENTIAL = "tracker-key"


@dataclass(frozen=True)
class KeyFound:
    """`where` is a sentence for people: where the key lies."""

    key: Keyring
    where: str


def find_key(home: Path, *, key_file: Path | None = None) -> KeyFound:
    """The key in use; `key_file` wins over `TRACKER_KEY_FILE`. Raises `KeyUnavailableError` where there is none."""
    found = _look_up(home, _named_file(key_file))
    if found is None:
        raise KeyUnavailableError(
            "There is no encryption key: run 'tracker init', or restore the key from its backup "
            "(TRACKER_KEY_FILE may name it)."
        )
    return found


def make_key(home: Path, *, key_file: Path | None = None) -> KeyFound:
    """The key in use, or else a new one, put where `find_key` will find it. Never replaces a key."""
    named = _named_file(key_file)
    found = _look_up(home, named)
    if found is not None:
        return found
    if named is None and (backend := _usable_backend()) is not None:
        return _make_in_backend(backend)
    return _make_file(named or _default_file(home))


def _look_up(home: Path, named: Path | None) -> KeyFound | None:
    credential = Path(os.environ.get("CREDENTIALS_DIRECTORY", "")) / CREDENTIAL
    if credential.is_absolute() and (key := _read(credential)) is not None:
        return KeyFound(key, "The key comes from the system's credentials (tracker-key).")
    if named is not None:
        _refuse_inside(home, named)
        return _from_file(named)
    return _from_backend(_from_file(_default_file(home)))


def _named_file(given: Path | None) -> Path | None:
    named = given or os.environ.get("TRACKER_KEY_FILE") or None
    return Path(named).expanduser().absolute() if named else None


def _refuse_inside(home: Path, file: Path) -> None:
    if file.resolve().is_relative_to(home.resolve()):
        raise SettingsError(
            f"TRACKER_KEY_FILE names {file}, inside the data folder; whoever copies that folder would have both. "
            "Name a file elsewhere."
        )


def _default_file(home: Path) -> Path:
    # On macOS and Windows the folders for settings and for data are one and the same.
    for name in (SERVICE, f"{SERVICE}-key"):
        file = platformdirs.user_config_path(name, appauthor=False) / "key"
        if not file.resolve().is_relative_to(home.resolve()):
            return file
    raise SettingsError(
        f"The data folder {home} holds the folder for settings too, so the key would lie beside the data. "
        "Name another place for the key with TRACKER_KEY_FILE."
    )


def _from_file(file: Path) -> KeyFound | None:
    key = _read(file)
    return None if key is None else KeyFound(key, f"The key is in the file {file}.")


def _read(file: Path) -> Keyring | None:
    """The key in that file, None where there is no such file. Raises `KeyUnavailableError` for any other trouble."""
    try:
        return Keyring.parse(file.read_text("ascii"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise KeyUnavailableError(f"The key file {file} cannot be read ({reason}); mend it or its owner.") from None


def _make_file(file: Path) -> KeyFound:
    try:
        _write_whole(file, Keyring.generate().dump())
    except OSError as error:
        raise KeyUnavailableError(
            f"The key file {file} cannot be written ({error.strerror}); name another place with TRACKER_KEY_FILE."
        ) from None
    found = _from_file(file)
    assert found is not None
    return found


def _write_whole(file: Path, text: str) -> None:
    """Make the file, readable by its owner only, whole or not at all; one that is there already stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):  # somebody else was first: theirs is the key
            os.link(part, file)
    finally:
        part.unlink(missing_ok=True)


IN_BACKEND = "The key is in the system's keyring, under confirmation-tracker."


def _usable_backend() -> KeyringBackend | None:
    """The system's keyring, or None where there is none (a server, a container)."""
    backend = keyring.get_keyring()
    return backend if backend.priority >= 1 else None


def _from_backend(otherwise: KeyFound | None) -> KeyFound | None:
    """What the system's keyring holds, else `otherwise`. One that is locked is an error only where nothing else is."""
    backend = _usable_backend()
    try:
        text = backend.get_password(SERVICE, ACCOUNT) if backend else None
    except KeyringError:
        if otherwise is not None:
            return otherwise
        raise KeyUnavailableError(
            "The system's keyring is locked or does not answer; unlock it and try again, "
            "or name a key file with TRACKER_KEY_FILE."
        ) from None
    return KeyFound(Keyring.parse(text), IN_BACKEND) if text else otherwise


def _make_in_backend(backend: KeyringBackend) -> KeyFound:
    key = Keyring.generate()
    try:
        backend.set_password(SERVICE, ACCOUNT, key.dump())
        kept = backend.get_password(SERVICE, ACCOUNT)
    except KeyringError:
        kept = None
    if kept is None:
        raise KeyUnavailableError(
            "The system's keyring did not keep the key; unlock it and try again, or name a file with TRACKER_KEY_FILE."
        )
    return KeyFound(Keyring.parse(kept), IN_BACKEND)
