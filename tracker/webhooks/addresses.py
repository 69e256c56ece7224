"""Where may be posted to. A web hook is an address that somebody else chose: it must not reach what only we can reach.

Asked for twice: of the address as it is written, when the web hook is made, and of each number that its name stands
for, when it is connected to; the number that passed is the one connected to, so a name that changes in between does
not get past.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

from tracker.errors import UserError

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]

MOST_CHARACTERS = 1000
_PLAIN = re.compile(r"[!-~]+")  # no space, control or other letter: a name in another script is written as xn--...
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?")
_LOOPBACK_NAME = "localhost"
# What the standard library takes for public and is not: multicast, protocol assignments, and what cloud machines alone
# can reach (Azure's 168.63.129.16).
_NOT_PUBLIC_4 = tuple(ip_network(one) for one in ("224.0.0.0/4", "192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"))
# Of IPv6 only unicast that is routed; in it, not what is for documentation or leads into IPv4 by a tunnel.
_PUBLIC_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = tuple(ip_network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 address in its last 32 bits (RFC 6052)


class Target(NamedTuple):
    """An address taken apart. `path` may hold a secret of the receiver's."""

    tls: bool
    host: str
    port: int
    path: str

    @property
    def shown(self) -> str:
        """What may stand in logs and lists."""
        return self.host


def target_of(url: str, allowed: Networks) -> Target:
    """Raises `UserError`, never quoting the address, for one that cannot be posted to."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UserError("This is no address; write it like https://cases.example.org/hook.") from None
    written = len(url) <= MOST_CHARACTERS and _PLAIN.fullmatch(url) and host and port != 0
    if not written or parts.scheme not in {"https", "http"}:
        raise UserError("This is no address; write it like https://cases.example.org/hook, in plain letters.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise UserError("A web hook's address holds no user, password or #; events are signed instead.")
    number = _number(host)
    if number is None and not _NAME.fullmatch(host):
        raise UserError(
            "The name of the machine in this address is none; write it like https://cases.example.org/hook."
        )
    if parts.scheme == "http" and not (host == _LOOPBACK_NAME or (number and number.is_loopback)):
        raise UserError("Without TLS everybody on the way could read along; the address must begin with https://.")
    if number and not permitted(number, allowed):
        raise UserError("This address is not on the public network; TRACKER_WEBHOOK_NETWORKS can allow it.")
    tls = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(tls=tls, host=host, port=port or (443 if tls else 80), path=path)


def permitted(address: Address, allowed: Networks) -> bool:
    """Whether it is on the public network, or in one that was allowed by name."""
    inner = _inner(address)
    if any(inner.version == one.version and inner in one for one in allowed):
        return True
    if isinstance(inner, IPv6Address):
        return inner in _PUBLIC_6 and not any(inner in one for one in _NOT_PUBLIC_6)
    return inner.is_global and not any(inner in one for one in _NOT_PUBLIC_4)


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 one only wraps."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    return IPv4Address(int(address) & 0xFFFF_FFFF) if address in _TRANSLATED else address


def _number(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
