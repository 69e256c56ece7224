"""A TCP proxy that cuts or stalls each conversation after a given number of bytes, counted in both directions."""

from __future__ import annotations

import socket
import struct
from typing import Literal

from tests.servers.wire import Proxy

Fault = Literal["fin", "rst", "stall"]


class CutProxy(Proxy):
    """`faults` counts what really happened; `after` and `fault` may be changed between connections."""

    def __init__(self, upstream_port: int, after: int, fault: Fault = "fin") -> None:
        super().__init__(upstream_port)
        self.after = after
        self.fault: Fault = fault
        self.faults = 0
        self.left = after  # of the last conversation

    def talk(self, client: socket.socket, server: socket.socket) -> None:
        self.left = self.after
        while ready := self.readable(client, server):
            for side in ready:
                data = side.recv(65536)
                if not data:
                    return
                other = server if side is client else client
                other.sendall(data[: max(self.left, 0)])
                self.left -= len(data)
                if self.left < 0:
                    self._fail(client)
                    return

    def _fail(self, client: socket.socket) -> None:
        with self.lock:
            self.faults += 1
        if self.fault == "stall":
            self.closed.wait()
        elif self.fault == "rst":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
