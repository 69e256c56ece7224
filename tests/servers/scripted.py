r"""An IMAP server that says what a test tells it to: for answers that no healthy server gives.

    with ScriptedServer({"LOGIN": "{tag} NO [AUTHENTICATIONFAILED] no\r\n"}) as server: ...

Keys are the beginnings of command lines (without tag, with line end), the longest that fits wins. A value is the whole
answer, in which `{tag}` stands for the tag, or None to say nothing more.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from pydantic import SecretStr

from tests.servers.wire import HOST, TICK
from tracker.mailbox.types import Account

Script = Mapping[str, str | bytes | None]
HEALTHY: Script = {
    "": "{tag} OK done\r\n",
    "CAPABILITY": "* CAPABILITY IMAP4rev1 UNSELECT\r\n{tag} OK done\r\n",
    "STATUS": "* STATUS INBOX (UIDNEXT 4 UIDVALIDITY 7 MESSAGES 3)\r\n{tag} OK done\r\n",
    "EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 4] x\r\n{tag} OK [READ-ONLY] done\r\n",
    "UID SEARCH": "* SEARCH 1 2 3\r\n{tag} OK done\r\n",
}


# A line is whole when what follows its literals is there too; the literals of the tests hold no line ends.
_COMMAND = re.compile(rb"(?:[^\r]*\{\d+\+?\}\r\n)*[^\r]*(?<!\})\r\n")
_AWAITED_LITERAL = re.compile(rb"[^\r]*\{\d+\}\r\n\Z")


class ScriptedServer:
    def __init__(self, script: Script, greeting: bytes = b"* OK ready\r\n") -> None:
        self._script = {**HEALTHY, **script}
        self._greeting = greeting
        self._listener = socket.create_server((HOST, 0))
        self._listener.settimeout(TICK)
        self.port = int(self._listener.getsockname()[1])
        self.lines: list[str] = []
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="scripted-imap", daemon=True)

    def account(self) -> Account:
        return Account(id="scripted", host=HOST, port=self.port, user="u", secret=SecretStr("p"), tls="plain")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._closed.set()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._closed.is_set():
            with contextlib.suppress(OSError):
                client, _ = self._listener.accept()
                with client:
                    self._talk(client)

    def _talk(self, client: socket.socket) -> None:
        client.settimeout(TICK)
        client.sendall(self._greeting)
        rest = b""
        while not self._closed.is_set():
            with contextlib.suppress(TimeoutError):
                data = client.recv(65536)
                if not data:
                    return
                rest += data
                while command := _COMMAND.match(rest):
                    rest = rest[command.end() :]
                    client.sendall(self._answer(command[0]))
                if _AWAITED_LITERAL.match(rest):
                    refusal = self._answer(rest)
                    taken = b" NO " not in refusal and b" BAD " not in refusal
                    client.sendall(b"+ go on\r\n" if taken else refusal)
                    rest = rest if taken else b""

    def _answer(self, line: bytes) -> bytes:
        tag, _, command = line.partition(b" ")
        text = command.decode("utf-8", "replace")
        self.lines.append(text.removesuffix("\r\n"))
        key = max((key for key in self._script if text.upper().startswith(key)), key=len)
        answer = self._script[key]
        raw = answer.encode() if isinstance(answer, str) else answer or b""
        return raw.replace(b"{tag}", tag)
