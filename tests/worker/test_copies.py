"""Copies at a place of the user's own: sent, read back, tried again, their age watched; over real protocols."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from cheroot import wsgi
from wsgidav.wsgidav_app import WsgiDAVApp

from tests.feed.issued import Issued, issue
from tests.shell import NOW, opened
from tracker.errors import PublishError, SettingsError
from tracker.feed.place import check_address, copy
from tracker.storage.types import FeedPlace
from tracker.worker.copies import AFRESH, OVERDUE, Copier, overdue
from tracker.worker.home import Home

MINUTE = timedelta(minutes=1)


@dataclass
class Far:
    """A place that a test can make fail."""

    held: dict[str, bytes] = field(default_factory=dict)
    fail: bool = False
    tries: int = 0

    def __call__(self, data: bytes, url: str, options: Mapping[str, Any]) -> None:
        self.tries += 1
        if self.fail:
            raise PublishError("The calendar could not be copied to its place (TimeoutError); it is tried again.")
        self.held[url] = data


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def sent(home: Home) -> Issued:
    made = issue(home)
    home.store.feeds.send_to(made.link.id, FeedPlace(url="far://a.ics"))
    return made


def test_a_calendar_is_sent_when_it_changed_and_twice_a_day(home: Home, sent: Issued) -> None:
    far = Far()
    copier = Copier(home, far)
    assert [copier.copy_due(NOW), copier.copy_due(NOW + MINUTE)] == [1, 0]
    assert far.held == {"far://a.ics": sent.file.read_bytes()}
    sent.file.write_bytes(b"something new")
    assert copier.copy_due(NOW + 2 * MINUTE) == 1
    assert copier.copy_due(NOW + 2 * MINUTE + AFRESH) == 1
    assert far.tries == 3


def test_after_a_failure_it_waits_longer_each_time_and_then_goes_on(home: Home, sent: Issued) -> None:
    far = Far(fail=True)
    copier, tried_at = Copier(home, far), list[int]()
    for minute in range(180):
        before = far.tries
        try:
            copier.copy_due(NOW + minute * MINUTE)
        except PublishError:
            tried_at.append(minute)
        assert (far.tries > before) == (tried_at[-1:] == [minute])
    assert tried_at == [0, 1, 3, 7, 15, 31, 63, 123]
    assert "TimeoutError" in str(home.store.feeds.get(sent.link.id).place_error)
    far.fail = False
    assert copier.copy_due(NOW + 183 * MINUTE) == 1
    assert home.store.feeds.get(sent.link.id).place_error is None


def test_a_copy_that_grows_old_is_told(home: Home, sent: Issued) -> None:
    Copier(home, Far()).copy_due(NOW)
    assert list(overdue(home.store.feeds.list(), NOW + OVERDUE)) == []
    ((link, why),) = overdue(home.store.feeds.list(), NOW + OVERDUE + MINUTE)
    assert (link.id, why) == (sent.link.id, "its copy is of 2026-03-01T12:00+00:00")


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("ftp://a/b.ics", "begin with"),
        ("https://me:secret@a/b.ics", "password out"),
        ("https://a/b.html", "end in a file name"),
        ("http://a.example/b.ics", "https"),
        ("github://a/b.ics", "begin with"),
        ("simplecache::s3://a/b.ics", "begin with"),
    ],
)
def test_a_place_that_will_not_do_is_refused_in_words(url: str, wrong: str) -> None:
    with pytest.raises(SettingsError, match=wrong) as caught:
        check_address(url)
    assert "secret" not in str(caught.value)


def test_a_folder_here_may_be_the_place(tmp_path: Path) -> None:
    copy(b"one", f"file://{tmp_path}/away/a.ics", {})
    copy(b"two", f"file://{tmp_path}/away/a.ics", {})
    assert {file.name: file.read_bytes() for file in (tmp_path / "away").iterdir()} == {"a.ics": b"two"}


def test_webdav_takes_a_calendar_and_a_wrong_password_is_told_without_it(tmp_path: Path) -> None:
    with webdav(tmp_path) as base:
        for data in (b"one", b"two"):
            copy(data, f"{base}/a.ics", {"username": "me", "password": "right"})
        assert (tmp_path / "a.ics").read_bytes() == b"two"
        with pytest.raises(PublishError, match="tried again") as caught:
            copy(b"three", f"{base}/a.ics", {"username": "me", "password": "wrong"})
        assert "wrong" not in str(caught.value)
        assert (tmp_path / "a.ics").read_bytes() == b"two"
    with pytest.raises(PublishError):
        copy(b"three", f"{base}/a.ics", {"username": "me", "password": "right"})


def test_sftp_takes_a_calendar_only_from_a_host_whose_key_is_known(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    with sftp(tmp_path) as (port, known):
        url = f"sftp://me@127.0.0.1:{port}/days/a.ics"
        sign_in = {"password": "right", "client_keys": None, "config": None}
        for data in (b"one", b"two"):
            copy(data, url, {**sign_in, "known_hosts": str(known)})
        held = {file.name: file.read_bytes() for file in (tmp_path / "root" / "days").iterdir()}
        assert held == {"a.ics": b"two"}
        (tmp_path / "nobody").write_text("")
        with pytest.raises(PublishError, match="HostKeyNotVerifiable"):
            copy(b"three", url, {**sign_in, "known_hosts": str(tmp_path / "nobody")})


@contextmanager
def webdav(folder: Path) -> Iterator[str]:
    users = {"user_mapping": {"*": {"me": {"password": "right"}}}}
    quiet = {"verbose": 0, "logging": {"enable": False}}
    app = WsgiDAVApp({"provider_mapping": {"/": str(folder)}, "simple_dc": users, **quiet})
    server = wsgi.Server(("127.0.0.1", 0), app)
    server.prepare()
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()
        thread.join()


class OneUser(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("me", "right")


@contextmanager
def sftp(folder: Path) -> Iterator[tuple[int, Path]]:
    """The port, and a file that names the server's key."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    loop, ready, ports = asyncio.new_event_loop(), threading.Event(), list[int]()

    def rooted(channel: asyncssh.SSHServerChannel[bytes]) -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=str(folder / "root").encode())

    async def listen() -> asyncssh.SSHAcceptor:
        server = await asyncssh.listen(
            "127.0.0.1", 0, server_factory=OneUser, server_host_keys=[key], sftp_factory=rooted
        )
        ports.append(server.get_port())
        ready.set()
        return server

    def run() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(listen())
        loop.run_forever()
        server.close()
        loop.run_until_complete(server.wait_closed())

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(20)
    known = folder / "known_hosts"
    public = key.export_public_key().decode().strip()
    known.write_text(f"[127.0.0.1]:{ports[0]} {public}\n")
    try:
        yield ports[0], known
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
