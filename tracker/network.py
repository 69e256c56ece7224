"""Where this machine may connect to for somebody who chose the address: not to what only it can reach.

A name stands for other numbers from one moment to the next, and libraries look it up themselves. So the number is
looked at when the connection is made, by a hook that Python calls ahead of it, whichever library makes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from pydantic import IPvAnyNetwork

from tracker.frozen import Frozen

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]

LOOPBACK_NAME = "localhost"
# What the standard library takes for public and is not: multicast, protocol assignments, and what cloud machines alone
# can reach (Azure's 168.63.129.16).
_NOT_PUBLIC_4 = tuple(ip_network(one) for one in ("224.0.0.0/4", "192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"))
# Of IPv6 only unicast that is routed; in it, not what is for documentation or leads into IPv4 by a tunnel.
_PUBLIC_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = tuple(ip_network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 address in its last 32 bits (RFC 6052)
_CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})  # Python's audit events


class NotPublicError(OSError):
    """A connection that was not made. Libraries take it for one that failed."""


class Gate(Frozen):
    """Lets through to the public network, and to the networks that were `allowed` by name."""

    allowed: tuple[IPvAnyNetwork, ...] = ()

    def refuses(self, host: str) -> bool:
        """Whether that is plain from what is written; what a name stands for is seen when it is connected to."""
        number = number_of(host.strip("[]"))
        if number is None:
            number = IPv4Address("127.0.0.1") if _is_this_machine(host) else None
        return number is not None and not permitted(number, self.allowed)


def permitted(address: Address, allowed: Networks) -> bool:
    """Whether it is on the public network, or in one that was allowed by name."""
    inner = _inner(address)
    if any(inner.version == one.version and inner in one for one in allowed):
        return True
    if isinstance(inner, IPv6Address):
        return inner in _PUBLIC_6 and not any(inner in one for one in _NOT_PUBLIC_6)
    return inner.is_global and not any(inner in one for one in _NOT_PUBLIC_4)


def number_of(host: str) -> Address | None:
    """None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


class Watch:
    """What one thread connects to while it lasts; `refused` is whether something was."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.refused = False

    def look(self, target: object) -> None:
        """Raises `NotPublicError`, also for what is no number: a name, or a socket of this machine."""
        host = target[0] if isinstance(target, tuple) and target else target
        number = number_of(host) if isinstance(host, str) else None
        if number is None or not permitted(number, self._gate.allowed):
            self.refused = True
            raise NotPublicError("not on the public network")


_WATCH: ContextVar[Watch | None] = ContextVar("_WATCH", default=None)


@contextmanager
def watched(gate: Gate | None) -> Iterator[Watch | None]:
    """In it this thread, but no thread that it starts, connects only where the gate lets it; None: everywhere."""
    if gate is None:
        yield None
        return
    _begin_to_look()
    watch = Watch(gate)
    before = _WATCH.set(watch)
    try:
        yield watch
    finally:
        _WATCH.reset(before)


@cache
def _begin_to_look() -> None:
    """Once for the process, where a gate is first needed: such a hook can never be taken away again."""
    sys.addaudithook(_look)


def _look(event: str, given: tuple[object, ...]) -> None:
    if event not in _CONNECTING:
        return
    watch, target = _WATCH.get(), given[1]
    if watch is not None and target is not None:  # None: over a connection that was looked at
        watch.look(target)


def _is_this_machine(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name == LOOPBACK_NAME or name.endswith(f".{LOOPBACK_NAME}")


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 one only wraps."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    return IPv4Address(int(address) & 0xFFFF_FFFF) if address in _TRANSLATED else address
