"""The common part of the proxies: accept, connect onwards, and shovel bytes until one side ends or a rule cuts."""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"
TICK = 0.05  # seconds after which a thread notices that its proxy was closed


class Proxy(ABC):
    """A TCP server on an ephemeral `port`, one thread a connection. Closing it ends every thread and socket."""

    def __init__(self, upstream_port: int, server_context: ssl.SSLContext | None = None) -> None:
        self._upstream_port = upstream_port
        self._context = server_context
        self._listener = socket.create_server((HOST, 0))
        self._listener.settimeout(TICK)
        self.port = int(self._listener.getsockname()[1])
        self.lock = threading.Lock()
        self.closed = threading.Event()
        self._threads = [threading.Thread(target=self._accept, name="proxy-accept", daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.closed.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    @abstractmethod
    def talk(self, client: socket.socket, server: socket.socket) -> None:
        """Carry one conversation; returning ends it."""

    def _accept(self) -> None:
        while not self.closed.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            thread = threading.Thread(target=self._converse, args=(client,), name="proxy-talk", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _converse(self, raw: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(raw.close)
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client = raw
            if self._context:
                client = stack.enter_context(self._context.wrap_socket(raw, server_side=True))
            server = stack.enter_context(socket.create_connection((HOST, self._upstream_port)))
            server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.talk(client, server)

    def readable(self, *sides: socket.socket) -> list[socket.socket]:
        """Wait for bytes from a side; empty when the proxy was closed."""
        while not self.closed.is_set():
            decrypted = [side for side in sides if isinstance(side, ssl.SSLSocket) and side.pending()]
            ready: list[socket.socket] = [*decrypted] or select.select(sides, [], [], TICK)[0]
            if ready:
                return ready
        return []
