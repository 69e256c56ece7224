"""Posts one body and says what was answered. No redirect is followed, nothing of the answer but its status is kept.

The whole exchange has one time limit: an endpoint that answers a byte now and then is cut off like one that is silent.
Only the look-up of its name cannot be cut off: the system ends it, by its own settings.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address

from tracker.errors import WebhookError
from tracker.network import Networks, permitted
from tracker.webhooks.addresses import Target

SECONDS = 15.0  # for all of it but the look-up; of that, for one connection:
CONNECT_SECONDS = 5.0
MOST_BYTES = 16_384  # of an answer's head; its body is not read
CHUNK = 2048
_HEAD = re.compile(rb"HTTP/1\.[01] (\d{3})[ \r]")
_END = b"\r\n\r\n"
FIRST_FINAL = 200  # what comes before is a word in between (RFC 9110, 15.2)

Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """The numbers of that name. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True)
class Poster:
    """`allowed` are networks beside the public one; `ca_file` as in the settings."""

    allowed: Networks = ()
    ca_file: str | None = None
    seconds: float = SECONDS
    resolve: Resolve = resolve

    def post(self, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
        """The status that was answered. Raises `WebhookError` where there was no answer."""
        until = time.monotonic() + self.seconds
        try:
            with self._connected(target, until) as connection:
                connection.settimeout(_left(until))
                connection.sendall(_request(target, body, headers))
                return _status(connection, until)
        except ssl.SSLCertVerificationError as error:
            raise WebhookError(
                f"The certificate of {target.shown} is not to be trusted: {error.verify_message}."
            ) from None
        except TimeoutError:
            raise WebhookError(f"{target.shown} did not answer within {self.seconds:g} seconds.") from None
        except (OSError, UnicodeError) as error:
            raise WebhookError(f"{target.shown} could not be reached: {_why(error)}.") from None

    @contextmanager
    def _connected(self, target: Target, until: float) -> Iterator[socket.socket]:
        with self._plain(target, until) as plain:
            if not target.tls:
                yield plain
                return
            plain.settimeout(_left(until))
            with self._context.wrap_socket(plain, server_hostname=target.host) as sealed:
                yield sealed

    def _plain(self, target: Target, until: float) -> socket.socket:
        """Connected to a number that was looked at: the name is not asked for again."""
        failure: OSError = OSError("it has no address")
        numbers = [one for one in self.resolve(target.host, target.port) if self._may(target, one)]
        if not numbers:
            raise WebhookError(f"{target.shown} is not on the public network; TRACKER_WEBHOOK_NETWORKS can allow it.")
        for number in numbers:
            try:
                return socket.create_connection((number, target.port), min(CONNECT_SECONDS, _left(until)))
            except OSError as error:
                failure = error
        raise failure

    def _may(self, target: Target, number: str) -> bool:
        address = ip_address(number)
        return permitted(address, self.allowed) and (target.tls or address.is_loopback)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.ca_file)
        except OSError:
            raise WebhookError(
                f"The file of trusted certificates {self.ca_file} cannot be read; give a PEM file or leave it out."
            ) from None


def _request(target: Target, body: bytes, headers: Mapping[str, str]) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = target.port == (443 if target.tls else 80)
    lines = {
        "Host": host if usual else f"{host}:{target.port}",
        "User-Agent": "confirmation-tracker",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {target.path} HTTP/1.1\r\n{head}\r\n".encode("ascii") + body


def _status(connection: socket.socket, until: float) -> int:
    """Of the first answer that is one. Raises `OSError` for what is none."""
    heard = b""
    while len(heard) < MOST_BYTES:
        found = _HEAD.match(heard)
        if found and int(found[1]) >= FIRST_FINAL:
            return int(found[1])
        _, end, rest = heard.partition(_END)
        if end and not found:
            break
        if end:
            heard = rest
            continue
        connection.settimeout(_left(until))
        more = connection.recv(CHUNK)
        if not more:
            raise ConnectionError("it hung up without an answer")
        heard += more
    raise ConnectionError("what it answered is not HTTP")


def _left(until: float) -> float:
    """Seconds, more than none. Raises `TimeoutError`."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
