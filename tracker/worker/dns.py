"""Asks the name service for the public keys of signatures. One that is dead costs a few seconds once, not each time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver

from tracker.message.dkim_keys import KeyAnswer, KeyLookup, KeyStatus
from tracker.settings import server_address

log = logging.getLogger(__name__)

TRY_SECONDS = 1.0  # for one server, before the next is asked
GIVE_UP_SECONDS = 3.0  # for one name, over all servers and tries
DEAD_SECONDS = 300.0  # how long nobody is asked after an answer did not come
FRESH_SECONDS = 600.0  # how long an answer is good for
MOST_KEPT = 1000
DATAGRAM = 1232  # bytes that an answer may have before it is asked for again over TCP, which some networks block


def switched_off(_: str) -> KeyAnswer:
    """The look-up that asks nobody."""
    return KeyAnswer(status=KeyStatus.OFF)


def key_lookup(*, on: bool, server: str | None = None) -> KeyLookup:
    """The look-up that the settings ask for; `server` is an address with or without a port, None the system's own."""
    if not on:
        return switched_off
    return KeyResolver(lambda: _resolver(server))


@dataclass
class KeyResolver:
    """A `KeyLookup`, safe for threads: one asks at a time, so that only one waits for a dead server."""

    resolver: Callable[[], dns.resolver.Resolver]
    monotonic: Callable[[], float] = time.monotonic
    give_up: float = GIVE_UP_SECONDS
    _kept: dict[str, tuple[float, KeyAnswer]] = field(default_factory=dict)
    _dead_until: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, name: str) -> KeyAnswer:
        with self._lock:
            now = self.monotonic()
            until, answer = self._kept.get(name, (now, None))
            if answer is not None and now < until:
                return answer
            if now < self._dead_until:
                return KeyAnswer(status=KeyStatus.TIMEOUT)
            answer = self._ask(name)
            if answer.status is KeyStatus.TIMEOUT:
                self._dead_until = self.monotonic() + DEAD_SECONDS
                log.warning("the name service does not answer; it is left alone for %d s", DEAD_SECONDS)
            elif answer.is_final:
                self._keep(name, answer)
            return answer

    def _keep(self, name: str, answer: KeyAnswer) -> None:
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[name] = (self.monotonic() + FRESH_SECONDS, answer)

    def _ask(self, name: str) -> KeyAnswer:
        try:
            absolute = dns.name.from_text(name, origin=dns.name.root)
            answer = self.resolver().resolve(absolute, dns.rdatatype.TXT, lifetime=self.give_up, search=False)
        except dns.resolver.NXDOMAIN:
            return KeyAnswer(status=KeyStatus.NO_NAME)
        except dns.resolver.NoAnswer:
            return KeyAnswer(status=KeyStatus.NO_RECORD)
        except dns.exception.Timeout:
            return KeyAnswer(status=KeyStatus.TIMEOUT)
        except (dns.exception.DNSException, OSError, ValueError):
            return KeyAnswer(status=KeyStatus.FAILED)
        records = tuple(b"".join(record.strings).decode("ascii", "replace") for record in answer)
        return KeyAnswer(status=KeyStatus.FOUND, records=tuple(sorted(records)))


def _resolver(server: str | None) -> dns.resolver.Resolver:
    if server is None:
        resolver = dns.resolver.Resolver()
    else:
        resolver = dns.resolver.Resolver(configure=False)
        address, port = server_address(server)
        resolver.nameservers, resolver.port = [address], port
    resolver.timeout = TRY_SECONDS
    resolver.use_edns(0, 0, DATAGRAM)
    return resolver
