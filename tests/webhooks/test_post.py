"""One post, over real sockets."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_network
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.servers.certificates import make_certificate
from tests.servers.channels import Hook, running_hook
from tracker.errors import WebhookError
from tracker.webhooks.addresses import Target
from tracker.webhooks.post import Poster

LOOPBACK = (ip_network("127.0.0.0/8"),)
BODY = b'{"type":"webhook.test"}'
Talk = Callable[[socket.socket], None]


@contextmanager
def talking(talk: Talk, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server whose every connection is handed to `talk`; its port."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.05)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            with suppress(TimeoutError, OSError):
                plain = listening.accept()[0]
                plain.settimeout(10)
                with plain, suppress(OSError):
                    talk(context.wrap_socket(plain, server_side=True) if context else plain)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        stop.set()
        thread.join()
        listening.close()


def target(port: int, *, tls: bool = False, host: str = "127.0.0.1") -> Target:
    return Target(tls=tls, host=host, port=port, path="/hook?key=1")


def answering(*answers: bytes) -> Talk:
    def talk(connection: socket.socket) -> None:
        with connection:
            connection.recv(65536)
            for answer in answers:
                connection.sendall(answer)

    return talk


@pytest.fixture
def hook() -> Iterator[Hook]:
    with running_hook() as made:
        yield made


def test_what_is_posted_arrives_whole_and_its_answer_is_told(hook: Hook) -> None:
    for status in (200, 204, 404, 500):
        hook.status = status
        assert Poster(LOOPBACK).post(target(hook.port), BODY, {"webhook-id": "hev_1"}) == status
    posted = hook.posted[0]
    assert (posted.path, posted.body, posted.headers["webhook-id"]) == ("/hook?key=1", BODY, "hev_1")
    assert posted.headers["host"] == f"127.0.0.1:{hook.port}"
    assert posted.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(hook: Hook, status: int) -> None:
    elsewhere = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {hook.address}\r\n\r\n".encode()
    with talking(answering(elsewhere)) as port:
        assert Poster(LOOPBACK).post(target(port), BODY, {}) == status
    assert hook.posted == []
    assert hook.asked == []


def test_a_word_in_between_is_no_answer() -> None:
    for hint in (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", b"HTTP/1.1 100\r\n\r\n"):
        with talking(answering(hint, b"HTTP/1.1 202 Accepted\r\n\r\n")) as port:
            assert Poster(LOOPBACK).post(target(port), BODY, {}) == 202


@pytest.mark.parametrize(
    "answer",
    [b"", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", b"HTTP/1.1 20", b"\0" * 20_000, b"HTTP/1.1 100 Continue\r\n\r\n" * 900],
)
def test_what_answers_no_http_is_told_as_that(answer: bytes) -> None:
    with talking(answering(answer)) as port, pytest.raises(WebhookError, match=r"not HTTP|hung up|reset"):
        Poster(LOOPBACK).post(target(port), BODY, {})


def test_one_that_is_silent_and_one_that_drips_are_both_cut_off() -> None:
    gone = threading.Event()

    def drip(connection: socket.socket) -> None:
        with connection:
            while not gone.wait(0.02):
                connection.sendall(b"H")

    def hang(connection: socket.socket) -> None:
        with connection:
            gone.wait(10)

    for talk in (drip, hang):
        gone.clear()
        with talking(talk) as port:
            with pytest.raises(WebhookError, match=r"did not answer within 0\.3 seconds"):
                Poster(LOOPBACK, seconds=0.3).post(target(port), BODY, {})
            gone.set()


def test_one_that_hangs_during_the_handshake_is_cut_off(tmp_path: Path) -> None:
    gone = threading.Event()

    def hang(connection: socket.socket) -> None:
        gone.wait(10)

    with talking(hang) as port:
        with pytest.raises(WebhookError, match="did not answer"):
            Poster(LOOPBACK, seconds=0.3).post(target(port, tls=True), BODY, {})
        gone.set()


def test_a_connection_that_is_reset_or_refused_is_told_in_words() -> None:
    def reset(connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with talking(reset) as port, pytest.raises(WebhookError, match="could not be reached"):
        Poster(LOOPBACK).post(target(port), BODY, {})
    with pytest.raises(WebhookError, match="Connection refused"):
        Poster(LOOPBACK).post(target(port), BODY, {})


def test_over_tls_only_a_certificate_that_is_trusted_and_bears_the_name_is_taken(tmp_path: Path) -> None:
    made = make_certificate(tmp_path)
    with talking(answering(b"HTTP/1.1 200 OK\r\n\r\n"), made.server_context()) as port:
        trusting = Poster(LOOPBACK, ca_file=str(made.cert_file))
        assert trusting.post(target(port, tls=True), BODY, {}) == 200
        with pytest.raises(WebhookError, match="certificate of 127"):
            Poster(LOOPBACK).post(target(port, tls=True), BODY, {})
        elsewhere = Poster(LOOPBACK, ca_file=str(made.cert_file), resolve=lambda *_: ["127.0.0.1"])
        with pytest.raises(WebhookError, match=r"certificate of cases\.example"):
            elsewhere.post(target(port, tls=True, host="cases.example"), BODY, {})


def test_certificates_that_cannot_be_read_are_not_the_receiver_s_fault(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").touch()
    with Listening() as listening:
        for name in ("missing.pem", "empty.pem"):
            poster = Poster(LOOPBACK, ca_file=str(tmp_path / name))
            with pytest.raises(WebhookError, match=rf"file of trusted certificates .*{name} cannot be read"):
                poster.post(target(listening.port, tls=True), BODY, {})


class Listening:
    """Counts who connects."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]

    def met(self) -> bool:
        self.socket.settimeout(0.05)
        try:
            self.socket.accept()[0].close()
        except TimeoutError:
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.socket.close()


def test_nothing_that_is_not_public_is_even_connected_to() -> None:
    with Listening() as listening:
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(WebhookError, match="not on the public network"):
                Poster().post(target(listening.port, tls=True, host=host), BODY, {})
        assert not listening.met()


def test_a_name_that_changes_its_address_in_between_does_not_get_past() -> None:
    """The number that was looked at is the one connected to: the name is asked for once."""
    allowed = "127.0.0.2"  # where nobody listens
    answers = iter([[allowed, "127.0.0.1"], ["127.0.0.1"]])
    asked = list[str]()

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with Listening() as listening:
        poster = Poster((ip_network(allowed),), resolve=rebinding)
        for _ in range(2):
            with pytest.raises(WebhookError):
                poster.post(target(listening.port, tls=True, host="rebinds.example"), BODY, {})
        assert asked == ["rebinds.example"] * 2
        assert not listening.met()


def test_without_tls_only_this_machine_is_posted_to() -> None:
    everywhere = (ip_network("0.0.0.0/0"),)
    with pytest.raises(WebhookError, match="not on the public network"):
        Poster(everywhere, resolve=lambda *_: ["93.184.216.34"]).post(target(80, host="localhost"), BODY, {})
