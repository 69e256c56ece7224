"""A private PostgreSQL cluster from Debian's package, on a unix socket in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

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
        # Durability is PostgreSQL's own affair; these tests kill clients, not the server.
        options = f"-c listen_addresses='' -c fsync=off -c max_connections=50 -k {folder}"
        control = (programs / "pg_ctl", "--pgdata", data, "--wait", "--silent")
        _run(*control, "--log", folder / "log", "--options", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={quote(name)}"
        finally:
            _run(*control, "--mode=immediate", "stop")


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
