"""What need not be kept for ever. Never the log, a message, a proof, or who looked at whose record."""

from __future__ import annotations

from datetime import datetime, timedelta

from tracker.worker.home import Home

SESSIONS_KEPT = timedelta(days=30)  # one that lay untouched ended long before (`access_types.IDLE_MINUTES`)


def prune(home: Home, now: datetime) -> None:
    """Forget receipts of alerts and web hooks after `receipts_days`, and sessions that have ended long ago."""
    old = now - timedelta(days=home.settings.receipts_days)
    home.store.webhook_events.prune(before=old)
    home.store.alerts.prune(before=old)
    home.store.sessions.prune(before=now - SESSIONS_KEPT)
