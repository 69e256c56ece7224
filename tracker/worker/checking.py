"""Joins the process that reads, which may only compute, with the name service, which only this one may ask."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from tracker.message.dkim import DkimResult, Outcome
from tracker.message.dkim_keys import KeyAnswer, KeyLookup
from tracker.message.dkim_known import KnownChecks
from tracker.pipeline import Understood, with_keys
from tracker.settings import Settings
from tracker.worker.child import Circumstances
from tracker.worker.sandbox import Sandbox

RETRY_FOR = timedelta(hours=72)  # how long after a message came its signature's key is asked for again


def look_up_for(settings: Settings) -> KeyLookup:
    """Who asks for keys; one for the whole process, so that a dead name service is waited for only once."""

    @cache
    def loaded() -> KeyLookup:
        from tracker.worker.dns import key_lookup  # noqa: PLC0415 - a DNS client takes 60 ms to load, and few want it

        return key_lookup(on=settings.dns, server=settings.dns_server)

    def look_up(name: str) -> KeyAnswer:
        return loaded()(name)

    return look_up


def understand(sandbox: Sandbox, raw: bytes, circumstances: Circumstances, look_up: KeyLookup) -> Understood:
    """Read one message, with the keys of its signatures. Raises what `Sandbox.understand` raises."""

    def read(checks: KnownChecks) -> Understood:
        return sandbox.understand(raw, circumstances.model_copy(update={"checks": checks}))

    return with_keys(read, look_up, circumstances.checks)


def settled(results: tuple[DkimResult, ...], *, age: timedelta) -> KnownChecks:
    """Which kept results of a message of that age count; the others are made anew."""
    counting = (one for one in results if age > RETRY_FOR or one.outcome is not Outcome.UNAVAILABLE)
    return KnownChecks(results=tuple(counting))


def retry_since(now: datetime) -> datetime:
    return now - RETRY_FOR
