from __future__ import annotations

from tests.servers.databases import url
from tests.servers.postgres import postgres_server

__all__ = ["postgres_server", "url"]
