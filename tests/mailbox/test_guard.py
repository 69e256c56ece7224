"""The guard would catch what it is there to catch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from imapclient import IMAPClient

from tests.mailbox.reading import from_ice
from tests.servers.backends import EmbeddedBackend

SINS: dict[str, Callable[[IMAPClient], object]] = {
    "SELECT": lambda client: client.select_folder("INBOX"),
    "UID STORE": lambda client: client.add_flags([101], [b"\\Seen"]),
    "APPEND": lambda client: client.append("INBOX", from_ice(2)),
    "UID MOVE": lambda client: client.move([101], "INBOX"),
    "UID COPY": lambda client: client.copy([101], "INBOX"),
    "EXPUNGE": lambda client: client.expunge(),
    "CLOSE": lambda client: client.close_folder(),
    "DELETE": lambda client: client.delete_folder("Old"),
    "UID FETCH": lambda client: client.fetch([101], ["BODY[]"]),
}


@pytest.mark.parametrize("command", SINS)
def test_a_command_that_could_change_the_mailbox_is_refused_and_recorded(
    on_embedded: EmbeddedBackend, command: str
) -> None:
    on_embedded.deliver(from_ice(1))
    with on_embedded.guard() as guard:
        client = IMAPClient("127.0.0.1", guard.port, ssl=False, timeout=5)
        client.login(on_embedded.server.user, on_embedded.server.password)
        client.select_folder("INBOX", readonly=True)
        with pytest.raises((client.AbortError, OSError)):
            SINS[command](client)
        client.shutdown()
        assert [line.startswith(command) for line in guard.forbidden] == [True]


def test_words_inside_a_literal_are_no_commands(on_embedded: EmbeddedBackend) -> None:
    on_embedded.deliver(from_ice(1))
    with on_embedded.guard() as guard:
        with IMAPClient("127.0.0.1", guard.port, ssl=False, timeout=5) as client:
            client.login(on_embedded.server.user, on_embedded.server.password)
            client.select_folder("INBOX", readonly=True)
            client.search(["SUBJECT", "é A1 EXPUNGE"], "UTF-8")
        assert guard.forbidden == []
        assert guard.commands[-2:] == ["UID SEARCH", "LOGOUT"]
