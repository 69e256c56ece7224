"""A real Dovecot 2.3 (Debian package dovecot-imapd) on loopback, as root or as any other user.

    with running_dovecot() as server:
        server.fill(messages)                 # 10,000 messages in a second or two: written as Maildir files
        account = server.account()            # over TLS, trusting the server's own certificate
        server.stop(); server.start()         # same port, same mail

Every user name is let in with the one password of the server, and has a Maildir of its own.
"""

from __future__ import annotations

import grp
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from tests.servers.certificates import make_certificate
from tracker.mailbox.types import Account

BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
MISSING = None if BINARY else "install dovecot-imapd"
HOST = "127.0.0.1"
_START_SECONDS = 20.0


class Dovecot:
    """Running between `start` and `stop` (or `kill`); `tls_port` and `plain_port` stay the same."""

    def __init__(self, directory: Path, user: str = "maria", password: str | None = None) -> None:
        self.user = user
        self.password = password or secrets.token_urlsafe(12)
        self.tls_port, self.plain_port = _free_ports(2)
        self._directory = directory
        self._owner = _mail_owner()
        self._delivered = 0
        self._process: subprocess.Popen[bytes] | None = None
        self.certificate = make_certificate(directory)
        (directory / "mail").mkdir()
        _give_to(self._owner, directory / "mail")
        (directory / "dovecot.conf").write_text(self._configuration(), encoding="utf-8")

    def account(
        self,
        account_id: str = "dovecot",
        *,
        user: str | None = None,
        folders: tuple[str, ...] = ("INBOX",),
        port: int | None = None,
    ) -> Account:
        return Account(
            id=account_id,
            host=HOST,
            port=port or self.tls_port,
            user=user or self.user,
            secret=SecretStr(self.password),
            folders=folders,
            ca_file=str(self.certificate.cert_file),
        )

    def fill(self, messages: Iterable[bytes], folder: str = "INBOX", user: str | None = None) -> int:
        """Write messages into the Maildir as a delivery agent would; how many. They stand in this order."""
        maildir = self._maildir(folder, user or self.user)
        for part in ("cur", "new", "tmp"):
            self._make(maildir / part)
        before = self._delivered
        for raw in messages:
            self._delivered += 1
            # Dovecot numbers new files in the order of their names, and takes INTERNALDATE from the file's own time.
            path = maildir / "new" / f"1700000000.M{self._delivered:09d}.test"
            path.write_bytes(raw)
            _give_to(self._owner, path)
        return self._delivered - before

    def start(self) -> None:
        assert BINARY is not None, MISSING
        command = [BINARY, "-F", "-c", str(self._directory / "dovecot.conf")]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        for port in (self.tls_port, self.plain_port):
            self._wait_for(port)

    def stop(self) -> None:
        """Let Dovecot end itself and every session."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it with everything it started, at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def log(self) -> str:
        path = self._directory / "dovecot.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        if how is signal.SIGKILL:
            os.killpg(process.pid, how)  # its own session: nothing else is in that group
        else:
            process.send_signal(how)
        process.wait(timeout=_START_SECONDS)

    def _wait_for(self, port: int) -> None:
        assert self._process is not None
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                socket.create_connection((HOST, port), timeout=1).close()
            except OSError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"Dovecot did not start: {self.log()[-2000:]}") from None
                time.sleep(0.01)  # a server that is starting has nothing to wait on
            else:
                return

    def _maildir(self, folder: str, user: str) -> Path:
        home = self._directory / "mail" / user / "Maildir"
        return home if folder == "INBOX" else home / f".{folder.replace('/', '.')}"

    def _make(self, directory: Path) -> None:
        if directory.exists():
            return
        self._make(directory.parent)
        directory.mkdir()
        _give_to(self._owner, directory)

    def _configuration(self) -> str:
        uid, gid = self._owner
        me, my_group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
        # Not being root, everything runs as one user and nothing may change its root directory.
        rootless = (
            f"""
default_internal_user = {me}
default_internal_group = {my_group}
default_login_user = {me}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
            if os.getuid()
            else ""
        )
        return f"""
base_dir = {self._directory}/run
state_dir = {self._directory}/state
log_path = {self._directory}/dovecot.log
protocols = imap
listen = {HOST}
ssl = yes
ssl_cert = <{self.certificate.cert_file}
ssl_key = <{self.certificate.key_file}
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_max_userip_connections = 1000
first_valid_uid = {uid}
first_valid_gid = {gid}
mailbox_list_index = no
maildir_very_dirty_syncs = no
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "Gesendet" {{
    special_use = \\Sent
  }}
}}
passdb {{
  driver = static
  args = password={self.password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={self._directory}/mail/%u
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = {self.plain_port}
  }}
  inet_listener imaps {{
    port = {self.tls_port}
    ssl = yes
  }}
}}
{rootless}"""


@contextmanager
def running_dovecot(user: str = "maria", password: str | None = None) -> Iterator[Dovecot]:
    """In a short directory of its own: socket paths may not be longer than 108 bytes, and its users must get in."""
    directory = Path(tempfile.mkdtemp(prefix="dovecot-"))
    directory.chmod(0o755)
    server = Dovecot(directory, user, password)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(directory, ignore_errors=True)


def _mail_owner() -> tuple[int, int]:
    """Who owns the mail: Dovecot refuses to read mail as root."""
    if os.getuid():
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _give_to(owner: tuple[int, int], path: Path) -> None:
    if not os.getuid():
        os.chown(path, *owner)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server((HOST, 0)) for _ in range(count)]
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports
