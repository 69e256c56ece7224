"""Receivers of alerts on loopback: a web server that notes what is posted to it, and a mail server."""

from __future__ import annotations

import asyncio
import email
import email.policy
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Posted:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        decoded: dict[str, Any] = json.loads(self.body)
        return decoded


@dataclass
class Hook:
    """What was posted, in order. `status` is what it answers, `before` and `after` what it does around answering."""

    port: int = 0
    posted: list[Posted] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    status: int = 200
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None

    @property
    def webhook(self) -> str:
        return f"json://127.0.0.1:{self.port}/hook"

    @property
    def address(self) -> str:
        """Where a web hook of our own posts to."""
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def ntfy(self) -> str:
        return f"ntfy://127.0.0.1:{self.port}/topic"

    def refs(self) -> list[str]:
        """The reference of each alert in what was posted to the web hook, in order."""
        lines = [one.json["message"].splitlines()[-1] for one in self.posted]
        return [ref for line in lines for ref in line.split()[1:]]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Who asked was killed before the answer: that is what some tests are about. Anything else is a fault here."""
        if not isinstance(sys.exception(), ConnectionError):
            raise  # noqa: PLE0704 - called while the exception is being handled


@contextmanager
def running_hook() -> Iterator[Hook]:
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            hook.posted.append(Posted(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            hook.before()
            self.say()
            hook.after()

        def do_GET(self) -> None:
            hook.asked.append(self.path)
            self.say()

        def say(self) -> None:
            answer = b"{}"
            self.send_response(hook.status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = _Server(("127.0.0.1", 0), Handler)
    hook.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Post:
    """A mail server's letters."""

    port: int = 0
    raw: list[bytes] = field(default_factory=list)
    answer: str = "250 taken"

    @property
    def url(self) -> str:
        return (
            f"mailto://127.0.0.1:{self.port}?from=alerts@example.org&to=maria@example.org&smtp=127.0.0.1&mode=insecure"
        )

    def letters(self) -> list[EmailMessage]:
        return [email.message_from_bytes(one, EmailMessage, policy=email.policy.default) for one in self.raw]

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.raw.append(envelope.content)
        return self.answer


@contextmanager
def running_post() -> Iterator[Post]:
    post, loop, ready = Post(), asyncio.new_event_loop(), threading.Event()

    async def serve() -> asyncio.Server:
        return await loop.create_server(lambda: SMTP(post, loop=loop), "127.0.0.1", 0)

    def run() -> None:
        server = loop.run_until_complete(serve())
        post.port = server.sockets[0].getsockname()[1]
        ready.set()
        loop.run_forever()
        server.close()
        loop.run_until_complete(_at_rest())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield post
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _at_rest() -> None:
    """Every connection has come to its end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
