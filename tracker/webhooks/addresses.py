"""Where may be posted to. A web hook is an address that somebody else chose: it must not reach what only we can reach.

Asked for twice: of the address as it is written, when the web hook is made, and of each number that its name stands
for, when it is connected to; the number that passed is the one connected to, so a name that changes in between does
not get past.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from tracker.errors import UserError
from tracker.network import LOOPBACK_NAME, Networks, number_of, permitted

MOST_CHARACTERS = 1000
_PLAIN = re.compile(r"[!-~]+")  # no space, control or other letter: a name in another script is written as xn--...
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?")


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
    number = number_of(host)
    if number is None and not _NAME.fullmatch(host):
        raise UserError(
            "The name of the machine in this address is none; write it like https://cases.example.org/hook."
        )
    if parts.scheme == "http" and not (host == LOOPBACK_NAME or (number and number.is_loopback)):
        raise UserError("Without TLS everybody on the way could read along; the address must begin with https://.")
    if number and not permitted(number, allowed):
        raise UserError("This address is not on the public network; TRACKER_WEBHOOK_NETWORKS can allow it.")
    tls = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(tls=tls, host=host, port=port or (443 if tls else 80), path=path)
