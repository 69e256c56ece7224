"""Whether mailboxes and channels may lead anywhere, or only to what everybody can reach."""

from __future__ import annotations

from tracker.network import Gate
from tracker.storage.access_types import Role
from tracker.worker.home import Home


def gate_of(home: Home) -> Gate | None:
    """None where one person alone sets them up, who may well read a mailbox on this machine.

    Helpers, viewers and operators set up neither, so they do not count.
    """
    owners = [one for one in home.store.accounts.list() if one.role is Role.OWNER]
    return Gate(allowed=home.settings.networks) if len(owners) > 1 else None
