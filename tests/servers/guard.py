"""A recording IMAP proxy that refuses every command by which a mailbox could be changed.

with Guard(server.plain_port, server.certificate.server_context()) as guard:
    ... connect to guard.port over TLS ...
guard.commands        # ["CAPABILITY", "LOGIN", "STATUS", ...]
guard.forbidden       # must be empty
guard.bytes_down, guard.bytes_up, guard.round_trips, guard.body_fetches
"""

from __future__ import annotations

import re
import socket
import ssl

from tests.servers.wire import Proxy

# SELECT opens a folder for writing; BODY[...] without PEEK and the RFC822 forms set \Seen.
FORBIDDEN = {
    "STORE", "APPEND", "MOVE", "COPY", "EXPUNGE", "SELECT", "CREATE", "DELETE", "RENAME", "SUBSCRIBE", "UNSUBSCRIBE",
    "CLOSE", "SETACL", "SETMETADATA", "SETQUOTA",
}  # fmt: skip
_MARKS_AS_SEEN = re.compile(rb"\bBODY\[|\bRFC822(?!\.SIZE)", re.IGNORECASE)
_LITERAL = re.compile(rb"\{(\d+)\+?\}\r\n$")
_WHOLE_BODY = re.compile(rb"BODY\.PEEK\[\]", re.IGNORECASE)


class Guard(Proxy):
    def __init__(self, upstream_port: int, server_context: ssl.SSLContext | None = None) -> None:
        super().__init__(upstream_port, server_context)
        self.lines: list[bytes] = []  # every command line without its tag
        self.forbidden: list[str] = []
        self.bytes_down = 0  # from the server, without TLS
        self.bytes_up = 0
        self.round_trips = 0
        self.connections = 0

    def reset(self) -> None:
        with self.lock:
            self.lines, self.forbidden = [], []
            self.bytes_down = self.bytes_up = self.round_trips = self.connections = 0

    @property
    def commands(self) -> list[str]:
        """The names alone, `UID` folded in: `UID FETCH`."""
        return [_name(line) for line in self.lines]

    @property
    def body_fetches(self) -> list[bytes]:
        return [line for line in self.lines if _WHOLE_BODY.search(line)]

    def talk(self, client: socket.socket, server: socket.socket) -> None:
        self.connections += 1
        reader = _CommandReader()
        client_spoke_last = False
        while ready := self.readable(client, server):
            if server in ready:
                data = server.recv(65536)
                with self.lock:
                    self.round_trips += client_spoke_last
                    self.bytes_down += len(data)
                client_spoke_last = False
                if not data:
                    return
                client.sendall(data)
            if client in ready:
                data = client.recv(65536)
                if not data or not self._allowed(reader.feed(data)):
                    return
                with self.lock:
                    self.bytes_up += len(data)
                client_spoke_last = True
                server.sendall(data)

    def _allowed(self, lines: list[bytes]) -> bool:
        refused = [line for line in lines if _is_forbidden(line)]
        with self.lock:
            self.lines += lines
            self.forbidden += [line.decode("ascii", "replace") for line in refused]
        return not refused


def _name(line: bytes) -> str:
    words = line.split()
    name = words[0].upper() if words else b""
    if name == b"UID" and len(words) > 1:
        name += b" " + words[1].upper()
    return name.decode("ascii", "replace")


def _is_forbidden(line: bytes) -> bool:
    name = _name(line).removeprefix("UID ")
    return name in FORBIDDEN or (name == "FETCH" and _MARKS_AS_SEEN.search(line) is not None)


class _CommandReader:
    """Parts a client's bytes into command lines; the contents of literals are not mistaken for commands."""

    def __init__(self) -> None:
        self._rest = b""
        self._literal = 0
        self._line = b""

    def feed(self, data: bytes) -> list[bytes]:
        self._rest += data
        done: list[bytes] = []
        while self._rest:
            if self._literal:
                taken = min(self._literal, len(self._rest))
                self._rest, self._literal = self._rest[taken:], self._literal - taken
                continue
            line, end, rest = self._rest.partition(b"\r\n")
            if not end:
                break
            self._rest = rest
            self._line += line + end
            literal = _LITERAL.search(self._line)
            if literal:
                self._literal = int(literal[1])
            else:
                done.append(self._line.partition(b" ")[2].strip())
                self._line = b""
        return done
