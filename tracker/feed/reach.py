"""From where an address can be reached, judged by its host alone."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from enum import StrEnum

LOCAL_SUFFIXES = (".local", ".lan", ".home", ".home.arpa", ".internal", ".localdomain", ".fritz.box")
OVERLAY = (ipaddress.ip_network("100.64.0.0/10"), ipaddress.ip_network("fd7a:115c:a1e0::/48"))
OVERLAY_SUFFIX = ".ts.net"


class Reach(StrEnum):
    MACHINE = "machine"  # this one only
    NETWORK = "network"  # the house's
    OVERLAY = "overlay"  # the devices of one private overlay network, such as Tailscale
    WORLD = "world"


def reach_of(host: str, addresses: Iterable[str] = ()) -> Reach:
    """`addresses` are what the name leads to, where that is known; the narrowest of them counts."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.MACHINE
    if name.endswith(OVERLAY_SUFFIX):
        return Reach.OVERLAY
    if name.endswith(LOCAL_SUFFIXES) or not ("." in name or ":" in name):
        return Reach.NETWORK
    found = [_of_address(one) for one in (*_if_address(name), *addresses)]
    return min(found, key=list(Reach).index, default=Reach.WORLD)


def _if_address(name: str) -> list[str]:
    try:
        return [str(ipaddress.ip_address(name))]
    except ValueError:
        return []


def _of_address(text: str) -> Reach:
    address = ipaddress.ip_address(text)
    if address.is_loopback or address.is_unspecified:
        return Reach.MACHINE
    if any(address.version == net.version and address in net for net in OVERLAY):
        return Reach.OVERLAY
    return Reach.WORLD if address.is_global else Reach.NETWORK
