"""Dovecot and the embedded server behind one face, for tests that both must pass."""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from imapclient import IMAPClient

from tests.servers.dovecot import Dovecot
from tests.servers.guard import Guard
from tracker.mailbox.connection import tls_context
from tracker.mailbox.demo import EmbeddedServer
from tracker.mailbox.types import Account

_users = (f"person{number}" for number in itertools.count(1))


class Backend(ABC):
    """One person's mailbox on a running server. `owner` is that person's own mail program, which may change things."""

    name: str

    @abstractmethod
    def account(self, *, folders: tuple[str, ...] = ("INBOX",), port: int | None = None) -> Account:
        """How to read the mailbox, at another port if there is something between."""

    @abstractmethod
    def port(self) -> int:
        """The port of `account`."""

    @abstractmethod
    def guard(self) -> Guard:
        """A recording proxy for `account(port=guard.port)`."""

    def deliver(self, *messages: bytes, folder: str = "INBOX") -> None:
        with self.owner() as client:
            for raw in messages:
                client.append(folder, raw)

    def empty(self, folder: str = "INBOX") -> None:
        with self.owner() as client:
            client.select_folder(folder)
            if uids := client.search("ALL"):
                client.delete_messages(uids)
                client.expunge()

    def recreate(self, folder: str, *messages: bytes) -> None:
        """Delete the folder and make it anew: same name, another UIDVALIDITY."""
        with self.owner() as client:
            client.delete_folder(folder)
            client.create_folder(folder)
        self.deliver(*messages, folder=folder)

    def create(self, folder: str, *messages: bytes) -> None:
        with self.owner() as client:
            client.create_folder(folder)
        self.deliver(*messages, folder=folder)

    def flags(self, folder: str = "INBOX") -> set[bytes]:
        with self.owner() as client:
            client.select_folder(folder, readonly=True)
            uids = client.search("ALL")
            flags: dict[int, Any] = client.get_flags(uids) if uids else {}
        return {flag for each in flags.values() for flag in each} - {b"\\Recent"}

    @contextmanager
    def owner(self) -> Iterator[IMAPClient]:
        account = self.account()
        context = None if account.tls == "plain" else tls_context(account.ca_file)
        with IMAPClient(
            account.host, account.port, ssl=account.tls == "tls", ssl_context=context, timeout=20
        ) as client:
            client.login(account.user, account.secret.get_secret_value())
            yield client


class DovecotBackend(Backend):
    name = "dovecot"

    def __init__(self, server: Dovecot) -> None:
        self.server = server
        self.user = next(_users)

    def account(self, *, folders: tuple[str, ...] = ("INBOX",), port: int | None = None) -> Account:
        return self.server.account(user=self.user, folders=folders, port=port)

    def port(self) -> int:
        return self.server.tls_port

    def guard(self) -> Guard:
        return Guard(self.server.plain_port, self.server.certificate.server_context())


class EmbeddedBackend(Backend):
    name = "embedded"

    def __init__(self, server: EmbeddedServer) -> None:
        self.server = server

    def account(self, *, folders: tuple[str, ...] = ("INBOX",), port: int | None = None) -> Account:
        account = self.server.account(folders=folders)
        return account.model_copy(update={"port": port}) if port else account

    def port(self) -> int:
        return self.server.port

    def guard(self) -> Guard:
        return Guard(self.server.port)
