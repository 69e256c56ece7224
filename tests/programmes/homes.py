"""A home for programmes and end-to-end tests: initialised by the command line, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.servers.dovecot import Dovecot

SETTLED = "2027-03-01T12:00:00Z"


class Home:
    """Runs `tracker` as a user would, in a process of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")},
            "TRACKER_HOME": str(folder / "home"),
            "TRACKER_KEY_FILE": str(folder / "key"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "PYTHONWARNINGS": "error",
            "TRACKER_DNS": "off",  # nothing that runs here may leave this machine
            **environment,
        }

    def run(
        self, *arguments: str, stdin: str = "", code: int | None = 0, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end; `code` is the exit code that is expected, None for any."""
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *arguments],
            input=stdin,
            env={**self.environment, **(environment or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert code is None or done.returncode == code, (
            arguments,
            done.returncode,
            done.stdout[-3000:],
            done.stderr[-3000:],
        )
        return done

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one command and leave it running; its output goes to `log` in the folder."""
        log = (self.folder / "log").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", "tracker", *arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def settle(self, server: Dovecot, *, port: int | None = None) -> None:
        """Init, and add the server's mailbox as `mail1`, read with Gmail's profile."""
        self.environment["TRACKER_CA_FILE"] = str(server.certificate.cert_file)
        self.run("init")
        self.run(
            *("mailbox", "add", "maria.lopez@gmail.com", "--host", "127.0.0.1", "--port", str(port or server.tls_port)),
            *("--user", server.user, "--tls", "tls", "--authserv-id", "mx.google.com"),
            stdin=server.password + "\n",
        )
