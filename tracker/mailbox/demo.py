"""A real IMAP server inside this process, on loopback and in memory: for the demonstration and for quick tests."""

from __future__ import annotations

import asyncio
import logging
import secrets
import ssl
import threading
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from proxyprotocol.sock import SocketInfo
from pydantic import SecretStr
from pymap.backend.dict import Config, Login
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from tracker.errors import UnreachableError
from tracker.mailbox.types import Account

_log = logging.getLogger(__name__)
_USER = "demo"
_START_SECONDS = 10.0


class EmbeddedServer:
    """Running inside `embedded_server`. `append` delivers a message; it is there when the call returns."""

    host = "127.0.0.1"
    user = _USER

    def __init__(self) -> None:
        self.port = 0
        self.password = secrets.token_urlsafe(16)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._talks: set[asyncio.Task[None]] = set()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="embedded-imap", daemon=True)

    def account(self, account_id: str = "demo", folders: tuple[str, ...] = ("INBOX",)) -> Account:
        return Account(
            id=account_id,
            host=self.host,
            port=self.port,
            user=self.user,
            secret=SecretStr(self.password),
            tls="plain",
            folders=folders,
        )

    def append(self, raw: bytes, folder: str = "INBOX", received: datetime | None = None) -> None:
        """Deliver; `received` becomes INTERNALDATE."""
        asyncio.run_coroutine_threadsafe(self._append(raw, folder, received), self._loop).result()

    async def _append(self, raw: bytes, folder: str, received: datetime | None) -> None:
        async with self._login.demo_user_identity.new_session() as session:
            mailbox = await session.mailbox_set.get_mailbox(folder)
            await mailbox.append(AppendMessage(raw, received or datetime.now(UTC), frozenset()))

    def start(self) -> None:
        self._thread.start()
        if not self._ready.wait(_START_SECONDS) or self._failure:
            raise UnreachableError("The embedded mail server did not start: try again.") from self._failure

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for the start
            self._failure = error
        finally:
            self._loop.close()
            self._ready.set()

    async def _serve(self) -> None:
        config = _Config(self.password)
        config.apply_context()
        self._login = Login(config)
        await self._login.demo_user_identity.set(UserMetadata(config, _USER, password=self.password))
        self._imap = IMAPServer(self._login, config)
        server = await asyncio.start_server(self._talk, self.host, 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        async with server:
            await self._stop.wait()
            server.close()
            for talk in self._talks:
                talk.cancel()
            await asyncio.gather(*self._talks, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk is not None
        self._talks.add(talk)
        try:
            await self._imap(reader, writer, SocketInfo.get(writer, None))
        except Exception as error:  # noqa: BLE001 - one broken talk must not be reported through the loop as a crash
            _log.warning("A conversation of the embedded IMAP server broke: %s", type(error).__name__)
        finally:
            self._talks.discard(talk)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


class _Config(Config):
    def __init__(self, password: str) -> None:
        super().__init__(
            Namespace(passlib_cfg=None, proxy_protocol="noop"),
            host=EmbeddedServer.host,
            port=0,
            demo_data=False,
            demo_user=_USER,
            demo_password=password,
            tls_enabled=False,
            hash_context=Cleartext(),  # the password is random and lives as long as the process
            cpu_subsystem=Subsystem.for_asyncio(),  # no thread pool that would outlive the server
            # Not used. Left out, pymap would read all certificates of the system first.
            ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
            invalid_user_sleep=0,
        )

    @property
    def greeting(self) -> bytes:
        return b"Embedded server ready"  # pymap's own would look up this machine's name in the DNS


@contextmanager
def embedded_server(messages: Iterable[bytes] = ()) -> Iterator[EmbeddedServer]:
    """A server whose INBOX holds these messages, in this order. Raises `UnreachableError` when it does not start."""
    server = EmbeddedServer()
    server.start()
    try:
        for raw in messages:
            server.append(raw)
        yield server
    finally:
        server.stop()
