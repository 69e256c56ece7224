"""Reading in a process of its own: no message can crash, hang or starve the program that keeps the record.

    understand ──▶ a free child ──▶ Understood
                   └▶ too long, too large, dead: it is ended, the message set aside, the next one gets a new child

Children are started when first needed, live on from message to message, and end by themselves when the program that
started them is gone, however it went. What they answer is JSON and checked: nothing that a child says can run here.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.errors import SandboxError, SettingsError, UnreadableError
from tracker.message.types import Channel, Message
from tracker.pipeline import Understood
from tracker.worker.bench import ReadingSettings
from tracker.worker.child import LAST, Circumstances, Frame, Limits, Said, Start, receive, send

CHILDREN = 2  # a message that takes its whole time holds one of them; the other goes on
_INHERITED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONWARNINGS")
_TOO_LONG = "Reading it took too long; it is kept."
_BROKEN = "Reading it broke the process that was reading; it is kept."


class _GoneBeforeError(Exception):
    """The child was gone before it had the message: once is not the message's doing."""


class Sandbox:
    """Safe for threads: each waits for a free child. Used again after `close`, it starts new ones."""

    def __init__(self, settings: ReadingSettings, limits: Limits | None = None, children: int = CHILDREN) -> None:
        self._start = Start(settings=settings, limits=limits or Limits())
        self._free = threading.BoundedSemaphore(children)
        self._idle: list[_Child] = []  # one thread at a time appends or pops, by the interpreter's own lock
        self.started = 0

    def understand(self, raw: bytes, known: Circumstances | None = None) -> Understood:
        """What `Reader.understand` would say, without the bytes of attached messages.

        Raises `UnreadableError` for a message that cannot be read, and `SandboxError` or `SettingsError` where no
        child can be started, which is no message's doing.
        """
        return Understood.model_validate_json(self._answer(raw, known or Circumstances()))

    def message(self, raw: bytes, channel: Channel) -> Message:
        """The message that would be read, quicker; raises as `understand` does."""
        return Message.model_validate_json(self._answer(raw, Circumstances(channel=channel, only_text=True)))

    def _answer(self, raw: bytes, known: Circumstances) -> bytes:
        with self._free:
            answer = self._ask(known.model_dump_json().encode(), raw)
        if answer.said is Said.READ:
            return answer.text
        raise UnreadableError(f"Reading it failed ({answer.text.decode()}); it is kept.")

    def _ask(self, asked: bytes, raw: bytes) -> Frame:
        """A child that was gone before it had the message (its memory was wanted elsewhere) is replaced once."""
        for take in (self._idle_or_new, self._new):
            child = take()
            try:
                answer = child.ask(asked, raw)
            except _GoneBeforeError:
                child.end()
                continue
            except BaseException:
                child.end()
                raise
            if answer.body == LAST:
                child.end()
            else:
                self._idle.append(child)
            return answer
        raise UnreadableError(_BROKEN)

    def warm(self) -> None:
        """Begin to start one child, without waiting for it."""
        with self._free:
            self._idle.append(self._idle_or_new())

    def close(self) -> None:
        """End the children that are idle: all of them, once nobody reads any more."""
        while self._idle:
            self._idle.pop().end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _idle_or_new(self) -> _Child:
        try:
            return self._idle.pop()
        except IndexError:
            return self._new()

    def _new(self) -> _Child:
        self.started += 1
        return _Child(self._start)


class _Child:
    """One process and the connection to it. It gets neither our settings nor our secrets, only what `Start` holds."""

    def __init__(self, start: Start) -> None:
        self._limits = start.limits
        self._ready = False
        self._connection, theirs = socket.socketpair()
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
                [sys.executable, "-P", "-m", "tracker.worker.child", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us; we end the children
            )
            send(self._connection, Frame(Said.ASK, start.model_dump_json().encode()))
        except OSError as error:
            self._connection.close()
            raise SandboxError(
                f"The process that reads messages cannot be started ({error.strerror}); it is tried again."
            ) from None
        finally:
            theirs.close()

    def ask(self, asked: bytes, raw: bytes) -> Frame:
        """Send one message and wait for the answer, no longer than allowed."""
        self._await_ready()
        deadline = time.monotonic() + self._limits.wall_seconds
        try:
            self._wait_until(deadline)
            send(self._connection, Frame(Said.ASK, asked, raw))
        except (BrokenPipeError, ConnectionResetError):
            raise _GoneBeforeError from None
        except TimeoutError:
            raise UnreadableError(_TOO_LONG) from None
        try:
            return receive(self._connection, lambda: self._wait_until(deadline))
        except TimeoutError:
            raise UnreadableError(_TOO_LONG) from None
        except (EOFError, OSError):
            raise UnreadableError(self._why_it_ended()) from None

    def end(self) -> None:
        """There is nothing in it to be saved."""
        self._connection.close()
        self.process.kill()
        self.process.wait()

    def _await_ready(self) -> None:
        if self._ready:
            return
        deadline = time.monotonic() + self._limits.start_seconds
        try:
            answer = receive(self._connection, lambda: self._wait_until(deadline))
        except TimeoutError:
            raise SandboxError("The process that reads messages does not start; is the machine overloaded?") from None
        except (EOFError, OSError):
            raise SandboxError("The process that reads messages ends at once; is there enough memory?") from None
        if answer.said is Said.REFUSED:
            raise SettingsError(answer.text.decode())
        self._ready = True

    def _wait_until(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)

    def _why_it_ended(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            code = self.process.wait(timeout=1)
            if code in {-signal.SIGPROF, -signal.SIGALRM}:
                return _TOO_LONG
        return _BROKEN


def _environment() -> dict[str, str]:
    """What Python itself needs; nothing of ours: the address of the database may bear a password."""
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
