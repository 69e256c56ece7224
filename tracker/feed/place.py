"""Copies a finished calendar to a place of the user's own, for those whose machine no phone can reach.

The way there is fsspec's: WebDAV, SFTP, S3, or a folder that something else carries on. What was written is read back
before it counts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from tracker.errors import PublishError, SettingsError

SECONDS = 60  # after which a server that does not answer is given up
WAYS = {
    "https": "WebDAV (extra `places`)",
    "http": "WebDAV without encryption, for a server on this machine (extra `places`)",
    "sftp": "SFTP (extra `places`)",
    "s3": "S3 (package s3fs)",
    "file": "a folder here",
}
WAITING: Mapping[str, dict[str, Any]] = {
    "https": {"timeout": SECONDS},
    "http": {"timeout": SECONDS},
    "sftp": {"connect_timeout": SECONDS, "login_timeout": SECONDS, "keepalive_interval": SECONDS // 4},
}

# What an object store says of a file is what was said when it was put there; the others go by its name.
SAID: Mapping[str, dict[str, Any]] = {
    "s3": {"ContentType": "text/calendar; charset=utf-8", "CacheControl": "private, max-age=900, must-revalidate"},
}


def check_address(url: str) -> None:
    """`SettingsError` unless a calendar can be copied there: a known way, a file name, and no password in the text."""
    parts = urlsplit(url)
    if parts.scheme not in WAYS:
        known = ", ".join(f"{scheme}:// ({what})" for scheme, what in WAYS.items())
        raise SettingsError(f"The place must begin with one of {known}.")
    if parts.password:
        raise SettingsError("Leave the password out of the address; it is asked for and kept encrypted.")
    if not posixpath.basename(parts.path).endswith(".ics"):
        raise SettingsError("The place must end in a file name with .ics.")
    if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise SettingsError("The place must begin with https://, so that nobody on the way can read the dates.")


def copy(data: bytes, url: str, options: Mapping[str, Any]) -> None:
    """Put the bytes there and read them back.

    Raises `PublishError` where that fails (its text has no address and no password) and `SettingsError` where the
    package for that way is not installed.
    """
    try:
        files, path, scheme = _open(url, options)
    except ImportError:
        raise SettingsError(f"For this place a package is missing: {WAYS[urlsplit(url).scheme]}.") from None
    except Exception as error:  # noqa: BLE001 - each way has errors of its own, and their texts may hold secrets
        raise _failed(error) from None
    try:
        if scheme in {"sftp", "file"}:  # elsewhere a file is replaced as a whole anyway
            files.makedirs(posixpath.dirname(path), exist_ok=True)
            files.pipe_file(f"{path}.part", data)
            files.mv(f"{path}.part", path)
        else:
            files.pipe_file(path, data, **SAID.get(scheme, {}))
        files.invalidate_cache()
        found = files.cat_file(path)
    except Exception as error:  # noqa: BLE001 - as above
        raise _failed(error) from None
    finally:
        _close(files, scheme)
    if found != data:
        raise PublishError("The place holds something else than was copied there; it is tried again.")


def _failed(error: Exception) -> PublishError:
    return PublishError(f"The calendar could not be copied to its place ({type(error).__name__}); it is tried again.")


def _close(files: Any, scheme: str) -> None:  # noqa: ANN401 - fsspec carries no types
    """Hang up at once: left to the garbage collector, connections stay open for hours."""
    with suppress(Exception):
        if scheme in {"http", "https"}:
            files.client.http.close()
        elif scheme == "sftp":
            files._finalize(files.loop, files._pool, files._stack)  # noqa: SLF001 - there is no public way


def _open(url: str, options: Mapping[str, Any]) -> tuple[Any, str, str]:
    """The file system (fsspec carries no types), the path in it, and the way."""
    import fsspec  # noqa: PLC0415 - only who copies needs it

    parts = urlsplit(url)
    given = {**WAITING.get(parts.scheme, {}), **options, "skip_instance_cache": True}
    if parts.scheme in {"http", "https"}:
        folder, name = posixpath.split(parts.path)
        user, password = given.pop("username", None), given.pop("password", None)
        base = parts._replace(path=folder, query="", fragment="").geturl()
        sign_in = {"auth": (user, password)} if user else {}
        return fsspec.filesystem("webdav", base_url=base, **sign_in, **given), name, parts.scheme
    if parts.scheme == "sftp":
        where = {"host": parts.hostname, "port": parts.port or 22, "username": parts.username}
        known = {name: value for name, value in where.items() if value is not None}
        return fsspec.filesystem("ssh", **{**known, **given}), parts.path, parts.scheme
    files, path = fsspec.url_to_fs(url, **given)
    return files, path, parts.scheme
