"""`/healthz`, what is late in words, and `/metrics` for Prometheus: for programs on this machine only.

Nothing in them is about a person: no names, dates, ids of mailboxes, kinds of messages. Both say 404 to whoever comes
from elsewhere, also through a proxy or tunnel on this machine.
"""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from fastapi import APIRouter, Depends, HTTPException
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tracker import clock
from tracker.web.site import site_of
from tracker.worker.health import Part, late
from tracker.worker.home import Home

FORWARDED = frozenset({"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "cf-connecting-ip"})
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


def of_this_machine(request: Request) -> None:
    """Raises 404 for whoever is not on this machine."""
    local = request.client is not None and _is_loopback(request.client.host)
    if not local or (request.url.hostname or "") not in LOCAL_NAMES or FORWARDED.intersection(request.headers):
        raise HTTPException(404)


router = APIRouter(include_in_schema=False, dependencies=[Depends(of_this_machine)])


@router.get("/healthz", name="healthz")
def healthz(request: Request) -> JSONResponse:
    """What is late, in words; 503 where anything is."""
    found = [one.sentence for one in late(site_of(request).home, clock.now())]
    return JSONResponse({"ok": not found, "late": found}, status_code=503 if found else 200)


@router.get("/metrics", name="metrics")
def metrics(request: Request) -> Response:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(site_of(request).home))
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    encode, content_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(registry), headers={"content-type": content_type})


class Figures(Collector):
    """Read from the record when somebody asks; nothing is counted or kept in between."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def collect(self) -> Iterator[Metric]:
        store, now = self._home.store, clock.now()
        counted = Counter(one.part for one in late(self._home, now))
        yield _each("late", "What should have happened by now and has not.", "part", {p: counted[p] for p in Part})
        beats = {beat.name: _age(beat.at, now) for beat in store.jobs.heartbeats()}
        yield _each("sign_of_life_age_seconds", "Since each part showed that it is at work.", "part", beats)
        jobs = {job.name: float(job.last_error is not None) for job in store.jobs.list()}
        yield _each("job_failing", "1 where a job's last run failed.", "job", jobs)
        yield from self._mailboxes(now)
        messages = {state.value: number for state, number in store.messages.counts().items()}
        yield _each("messages", "Messages kept.", "state", messages)
        deliveries = {state.value: number for state, number in store.alerts.counts().items()}
        yield _each("alert_deliveries", "Alerts on their way over a channel.", "state", deliveries)
        waiting = store.alerts.waiting_since(now)
        yield _one("alert_waiting_seconds", "Since the alert was due that waits longest.", _age(waiting, now))
        channels = store.alerts.channels()
        yield _one("channels", "Ways to reach people.", len(channels))
        yield _one("channels_failing", "Those that took nothing lately.", sum(bool(c.failing_since) for c in channels))
        posted = {state.value: number for state, number in store.webhook_events.counts().items()}
        yield _each("webhook_deliveries", "Events on their way to a web hook.", "state", posted)
        hooks = store.webhooks.list()
        yield _one("webhooks", "Where programs are told.", len(hooks))
        yield _one("webhooks_failing", "Those that took nothing lately.", sum(bool(one.failing_since) for one in hooks))
        yield _one("calendars", "Calendar links in use.", sum(not link.revoked_at for link in store.feeds.list()))

    def _mailboxes(self, now: datetime) -> Iterator[Metric]:
        mailboxes = self._home.store.mailboxes.list()
        ages = [_age(one.last_ok_at or one.created_at, now) for one in mailboxes]
        yield _one("mailboxes", "Mailboxes that are read.", len(mailboxes))
        yield _one(
            "mailbox_read_age_seconds", "Since the one was read that was read longest ago.", max(ages, default=0)
        )


def _one(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"tracker_{name}", meaning, value=value)


def _each(name: str, meaning: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"tracker_{name}", meaning, labels=[label])
    for value, number in sorted(values.items()):
        family.add_metric([value], number)
    return family


def _age(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
