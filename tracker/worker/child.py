"""The process that opens hostile mail: it knows the rules and nothing of the record, and may do nothing but compute.

It serves one connection, one message after the other, and ends when that is closed. `sandbox` starts and ends it.
"""

from __future__ import annotations

import gc
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from pydantic import AwareDatetime

from tracker.errors import TrackerError
from tracker.frozen import Frozen
from tracker.message.dkim_known import NOTHING_KNOWN, KnownChecks
from tracker.message.parse import UNREADABLE, parse
from tracker.message.profiles import Profile
from tracker.message.types import Channel, Message
from tracker.worker.bench import Bench, ReadingSettings, load_bench

HEAD = struct.Struct("!BII")  # what a frame is, and the length of each of its two parts
LAST = b"last"  # beside an answer: the child has grown and wants to be replaced
GROWN = 0.4  # of the memory that it may use
# Whole messages that are attached have been judged by then, and JSON has no bytes.
NOT_SENT = {"message": {"attached"}}


class Limits(Frozen):
    """What reading one message may cost. `cpu_seconds` is the child's own time, whatever else the machine does."""

    cpu_seconds: float = 8
    wall_seconds: float = 20
    start_seconds: float = 120
    memory: int = 1024 * 1024 * 1024  # bytes of address space


class Start(Frozen):
    """The first thing a child is told."""

    settings: ReadingSettings
    limits: Limits


class Circumstances(Frozen):
    """What is known of a message beside its bytes."""

    profile: Profile | None = None
    own_addresses: frozenset[str] = frozenset()
    received: AwareDatetime | None = None
    channel: Channel = Channel.EMAIL
    whole: bool = True
    ours: bool | None = None  # whether it is an alert of this record; None where there is none that could tell
    checks: KnownChecks = NOTHING_KNOWN
    only_text: bool = False  # what it means is known already


class Said(IntEnum):
    """What a frame is: from a child all but the first."""

    ASK = 0
    READY = 1
    READ = 2  # the reading, as JSON
    FAILED = 3  # why not: the name of the error
    REFUSED = 4  # the rules cannot be loaded: the sentence


class Frame(NamedTuple):
    said: Said
    text: bytes = b""
    body: bytes = b""


def send(connection: socket.socket, frame: Frame) -> None:
    """Blocks until the other side has taken all of it."""
    connection.sendall(HEAD.pack(frame.said, len(frame.text), len(frame.body)) + frame.text)
    if frame.body:
        connection.sendall(frame.body)


def receive(connection: socket.socket, wait: Callable[[], None] = lambda: None) -> Frame:
    """The next frame; `wait` is called before each look. Raises `EOFError` where the other side is gone."""
    said, text, body = HEAD.unpack(_exactly(connection, HEAD.size, wait))
    return Frame(Said(said), _exactly(connection, text, wait), _exactly(connection, body, wait))


def _exactly(connection: socket.socket, size: int, wait: Callable[[], None]) -> bytes:
    data, filled = bytearray(size), 0
    view = memoryview(data)
    while filled < size:
        wait()
        got = connection.recv_into(view[filled:])
        if not got:
            raise EOFError
        filled += got
    return bytes(data)


def main() -> None:
    """Serve the connection whose number is the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        try:
            start = Start.model_validate_json(receive(connection).text)
            bench = load_bench(start.settings)
        except TrackerError as error:
            send(connection, Frame(Said.REFUSED, str(error).encode()))
            return
        confine(start.limits)
        gc.freeze()
        send(connection, Frame(Said.READY))
        serve(connection, bench, start.limits)


def confine(limits: Limits) -> None:
    """No more memory than that, no file written, no core dump with somebody's mail in it."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def serve(connection: socket.socket, bench: Bench, limits: Limits) -> None:
    """Read message after message. The timers end the process from outside of Python: nothing in a mail can stop them.

    The second one is for a parent that was killed: it would end a child that takes too long, but is gone.
    """
    while True:
        try:
            asked = receive(connection)
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)
        signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + 1)
        answer = read(bench, asked.text, asked.body)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(connection, answer._replace(body=LAST if most_held() > GROWN * limits.memory else b""))


def most_held() -> int:
    """Bytes of memory that this process has held at most.

    Not `ru_maxrss`, where Linux tells more: that one begins with what the parent held when it started the child.
    """
    try:
        status = Path("/proc/self/status").read_bytes()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    _, _, rest = status.partition(b"VmHWM:")
    return int(rest.split(None, 1)[0]) * 1024  # in kB: proc(5)


def read(bench: Bench, asked: bytes, raw: bytes) -> Frame:
    """One message. An error is told by its name alone: its text may hold what somebody wrote."""
    try:
        known = Circumstances.model_validate_json(asked)
        if known.only_text and (message := plain(known, raw)):
            return Frame(Said.READ, message.model_dump_json().encode())
        understood = bench.reader.understand(
            raw,
            profile=known.profile,
            own_addresses=known.own_addresses,
            received=known.received,
            channel=known.channel,
            whole=known.whole,
            ours=known.ours,
            known=known.checks,
        )
        if UNREADABLE in understood.message.defects:
            return Frame(Said.FAILED, b"ParseError")
        if known.only_text:
            return Frame(Said.READ, understood.message.model_dump_json(exclude={"attached"}).encode())
        return Frame(Said.READ, understood.model_dump_json(exclude=NOT_SENT).encode())
    except Exception as error:  # noqa: BLE001 - whatever a message brings about, only that message is set aside
        return Frame(Said.FAILED, type(error).__name__.encode())


def plain(known: Circumstances, raw: bytes) -> Message | None:
    """The message without any judgement; None where one is needed, to tell which of several it is that was read."""
    message = parse(raw, received=known.received, channel=known.channel)
    return None if message.attached or UNREADABLE in message.defects else message


if __name__ == "__main__":
    main()
