"""A private PostgreSQL cluster from Debian's package, on a unix socket in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of the newest installed server's programs; None where there is no server."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    elsewhere = shutil.which("initdb")
    return found[-1].parent if found else Path(elsewhere).parent if elsewhere else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """A server for this test run only; yields the URL of its database `postgres`."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        _run(
            programs / "initdb",
            "--pgdata",
            data,
            "--auth=trust",
            "--username=postgres",
            "--locale=C",
            "--encoding=UTF8",
        )
        _start(programs, folder)
        try:
            yield f"postgresql://postgres@/postgres?host={quote(name)}"
        finally:
            _control(programs, folder, "--mode=immediate", "stop")


@contextmanager
def stopped(programs: Path, url: str) -> Iterator[None]:
    """Inside, the server of that URL does not run."""
    folder = Path(parse_qs(urlsplit(url).query)["host"][0])
    _control(programs, folder, "--mode=fast", "stop")
    try:
        yield
    finally:
        _start(programs, folder)


def _start(programs: Path, folder: Path) -> None:
    # Durability is PostgreSQL's own affair: it is ended kindly here, and what is killed are its clients.
    options = f"-c listen_addresses='' -c fsync=off -c max_connections=50 -k {folder}"
    _control(programs, folder, "--log", folder / "log", "--options", options, "start")


def _control(programs: Path, folder: Path, *command: str | Path) -> None:
    _run(programs / "pg_ctl", "--pgdata", folder / "data", "--wait", "--silent", *command)


def _run(*command: str | Path) -> None:
    user = "postgres" if os.geteuid() == 0 else None
    done = subprocess.run(
        command, user=user, group=user, extra_groups=[] if user else None, cwd="/", capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a running server's database `postgres`."""
    folder = programs()
    if folder is None:
        pytest.skip("install postgresql")
    with running(folder) as url:
        yield url
