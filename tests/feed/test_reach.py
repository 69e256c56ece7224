"""From where an address can be reached, told from its host."""

from __future__ import annotations

import pytest

from tracker.feed.reach import Reach, reach_of


@pytest.mark.parametrize(
    ("host", "addresses", "reach"),
    [
        ("127.0.0.1", (), Reach.MACHINE),
        ("localhost", (), Reach.MACHINE),
        ("[::1]", (), Reach.MACHINE),
        ("0.0.0.0", (), Reach.MACHINE),
        ("192.168.1.20", (), Reach.NETWORK),
        ("fe80::1", (), Reach.NETWORK),
        ("pi.local", (), Reach.NETWORK),
        ("PI.LOCAL.", (), Reach.NETWORK),
        ("nas", (), Reach.NETWORK),
        ("100.101.102.103", (), Reach.OVERLAY),
        ("pi.tail1234.ts.net", (), Reach.OVERLAY),
        ("dates.example.org", (), Reach.WORLD),
        ("dates.example.org", ("9.9.9.9", "2620:fe::fe"), Reach.WORLD),
        ("dates.example.org", ("10.0.0.5",), Reach.NETWORK),
        ("dates.example.org", ("9.9.9.9", "127.0.0.1"), Reach.MACHINE),
        ("9.9.9.9", (), Reach.WORLD),
    ],
)
def test_the_host_tells_from_where_it_is_reached(host: str, addresses: tuple[str, ...], reach: Reach) -> None:
    assert reach_of(host, addresses) is reach
