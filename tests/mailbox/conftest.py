from __future__ import annotations

from tests.servers.fixtures import backend, dovecot, on_dovecot, on_embedded

__all__ = ["backend", "dovecot", "on_dovecot", "on_embedded"]
