from __future__ import annotations

from tests.feed.issued import issued, issued_home

__all__ = ["issued", "issued_home"]
