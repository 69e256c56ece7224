from __future__ import annotations

import random
import re
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from tests.storage.samples import KEY, NOW, account, message_read, raw_message
from tracker.errors import KeyUnavailableError, NotFoundError, SettingsError, StorageError
from tracker.reading.types import Language
from tracker.storage.database import SCHEMA_VERSION, VERSION_TABLE, _switch_to_wal, open_database, schema_version
from tracker.storage.encryption import Keyring
from tracker.storage.keys import KeyFound
from tracker.storage.store import Store, open_store
from tracker.storage.tables import METADATA
from tracker.storage.types import Origin, Sighting


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_the_tables_and_the_migrations_agree(url: str) -> None:
    engine = open_database(url, create=True)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
        named = constraint_names(connection)
    engine.dispose()
    assert differences == []
    assert "ix_event_person_seq" in named
    assert "uq_event_id" in named


def constraint_names(connection: Connection) -> str:
    """What the database itself calls its indexes and keys, in one string."""
    where = "pg_indexes" if connection.dialect.name == "postgresql" else "sqlite_master"
    column = "indexdef" if connection.dialect.name == "postgresql" else "sql"
    return str(connection.scalars(text(f"SELECT {column} FROM {where}")).all())


def test_the_newest_migration_is_the_version_that_opening_looks_for() -> None:
    config = Config()
    config.set_main_option("script_location", "tracker.storage:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA_VERSION]


def test_an_empty_place_is_no_record_until_init(url: str) -> None:
    with pytest.raises(NotFoundError, match="tracker init"):
        open_database(url)
    open_database(url, create=True).dispose()
    open_database(url).dispose()


def test_many_may_make_the_record_at_once(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(url, KEY, create=True), range(4)))
    for store in stores:
        assert store.people.list() == ()
        store.close()


class Busy(sqlite3.Connection):
    """Says that it is locked as often as `refusals`, at once, as SQLite does while another switches the same file."""

    refusals = 2
    code = sqlite3.SQLITE_BUSY_RECOVERY

    def execute(self, *statement: Any) -> sqlite3.Cursor:
        if self.refusals:
            self.refusals -= 1
            error = sqlite3.OperationalError("locked")
            error.sqlite_errorcode = self.code
            raise error
        return super().execute(*statement)


def test_a_new_file_that_somebody_else_is_switching_is_waited_for(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "new.db", factory=Busy)
    _switch_to_wal(connection)
    assert (connection.refusals, connection.execute("PRAGMA journal_mode").fetchall()) == (0, [("wal",)])
    connection.refusals, connection.code = 2, sqlite3.SQLITE_READONLY
    with pytest.raises(sqlite3.OperationalError):
        _switch_to_wal(connection)
    assert connection.refusals == 1
    connection.close()


def test_a_record_from_a_newer_version_is_left_alone(url: str) -> None:
    engine = open_database(url, create=True)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0999'"))
    for create in (False, True):
        with pytest.raises(StorageError, match="written by a newer version"):
            open_database(url, create=create)
    with engine.connect() as connection:
        assert schema_version(connection) == "0999"
    engine.dispose()


def test_the_wrong_key_is_recognised_before_anything_is_read(url: str, store: Store) -> None:
    wrong = KeyFound(Keyring.generate(), "The key is in the file /keys/other.")
    with pytest.raises(KeyUnavailableError, match=r"written with another key\. The key is in the file /keys/other\."):
        open_store(url, wrong)
    with open_store(url, KEY) as again:
        assert again.people.get("ana").name == "Ana Example"


def test_the_file_and_its_folder_are_for_their_owner_only(sqlite_url: str) -> None:
    with open_store(sqlite_url, KEY, create=True) as store:
        store.people.add("ana", name="Ana", language=Language.ES, zone="America/New_York", now=NOW)
        files = list(file_of(sqlite_url).parent.iterdir())
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        assert {file.name for file in files} == {"tracker.db", "tracker.db-wal", "tracker.db-shm"}
    assert stat.S_IMODE(file_of(sqlite_url).parent.stat().st_mode) == 0o700


def test_sqlite_is_told_to_be_durable_and_to_wipe_what_it_deletes(sqlite_url: str) -> None:
    engine = open_database(sqlite_url, create=True)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with engine.connect() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 15_000
    engine.dispose()


def test_nothing_personal_stands_readable_on_the_disk(sqlite_url: str) -> None:
    raw = raw_message(1)
    origin = Origin(person="ana", address="ana.example@mail.example")
    with open_store(sqlite_url, KEY, create=True) as store:
        store.people.add("ana", name="Ana Example", language=Language.ES, zone="America/New_York", now=NOW)
        store.mailboxes.add(account(), people=["ana"], now=NOW)
        place = Sighting(mailbox="home", folder="INBOX", uidvalidity=1, uid=1)
        store.messages.keep(raw, sighting=place, origins=[origin], received=NOW, now=NOW)
        store.record_message(message_read(raw).sha256, [message_read(raw)])
        token = store.feeds.create("ana", name="Ana's phone", now=NOW).token.get_secret_value()
        open_bytes = b"".join(file.read_bytes() for file in sorted(file_of(sqlite_url).parent.iterdir()))
    closed_bytes = file_of(sqlite_url).read_bytes()
    secrets = ["Ana Example", "ana.example@", "ana-the-user", "correct horse", "your appointment", "Ana's phone", token]
    secrets += ["officer@ice", "cita secreta", "secret-id", "A. E.", "1" * 32, "2027-04-05"]
    for written in (open_bytes, closed_bytes):
        assert b"imap.mail.example" in written  # the search does find what is not sealed
        assert [secret for secret in secrets if secret.encode() in written] == []


def test_a_file_that_is_no_database_is_not_touched(sqlite_url: str) -> None:
    file = file_of(sqlite_url)
    file.parent.mkdir()
    file.write_bytes(b"my shopping list, which is not a database at all\n" * 100)
    with pytest.raises(StorageError, match="damaged or is not a tracker record"):
        open_database(sqlite_url, create=True)
    assert file.read_bytes().startswith(b"my shopping list")


def test_a_damaged_page_is_said(sqlite_url: str) -> None:
    with open_store(sqlite_url, KEY, create=True) as store:
        store.people.add("ana", name="Ana", language=Language.ES, zone="America/New_York", now=NOW)
        for number in range(50):
            store.messages.keep(raw_message(number), received=NOW, now=NOW)
    file = file_of(sqlite_url)
    whole = bytearray(file.read_bytes())
    whole[4096:] = b"\xa5" * (len(whole) - 4096)
    file.write_bytes(whole)
    with pytest.raises(StorageError, match="restore the last backup"), open_store(sqlite_url, KEY) as store:
        list(store.messages.unread())


def test_a_lock_that_is_not_given_up_is_said(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.storage.database.BUSY_MS", 50)
    with open_store(sqlite_url, KEY, create=True) as store:
        holder = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="in use by another program"):
            store.messages.keep(b"x", received=NOW, now=NOW)
        assert store.messages.list() == ()  # readers do not wait
        holder.execute("ROLLBACK")
        holder.close()
        assert store.messages.keep(b"x", received=NOW, now=NOW)


def test_a_record_on_a_full_database_file_says_so_and_goes_on_later(sqlite_url: str) -> None:
    with open_store(sqlite_url, KEY, create=True) as store:
        store.messages.keep(b"first", received=NOW, now=NOW)
        large = random.Random(1).randbytes(200_000)
        limit_pages(store, spare=0)
        with pytest.raises(StorageError, match="disk is full"):
            store.messages.keep(large, received=NOW, now=NOW)
        limit_pages(store, spare=1_000)
        assert [message.size for message in store.messages.list()] == [5]
        assert store.messages.keep(large, received=NOW, now=NOW)


def test_a_full_disk_undoes_everything_around_it_and_what_comes_next_is_whole_again(sqlite_url: str) -> None:
    with open_store(sqlite_url, KEY, create=True) as store:
        large = random.Random(2).randbytes(200_000)
        limit_pages(store, spare=2)
        with pytest.raises(StorageError, match="disk is full"):
            keep_both(store, b"small", large)
        assert store.messages.list() == ()
        limit_pages(store, spare=1_000)
        keep_both(store, b"small", large)
        assert len(store.messages.list()) == 2


def test_a_full_disk_that_was_overlooked_is_said_again_at_the_end(sqlite_url: str) -> None:
    with open_store(sqlite_url, KEY, create=True) as store:
        limit_pages(store, spare=2)
        with pytest.raises(StorageError, match="nothing of it was stored"):
            overlook(store, random.Random(2).randbytes(200_000))
        assert store.messages.list() == ()


def overlook(store: Store, large: bytes) -> None:
    """Go on after the disk was full, as no caller should."""
    with store.transaction():
        store.messages.keep(b"before", received=NOW, now=NOW)
        with pytest.raises(StorageError, match="disk is full"):
            store.messages.keep(large, received=NOW, now=NOW)
        for verb in (store.messages.list, lambda: store.messages.keep(b"after", received=NOW, now=NOW)):
            with pytest.raises(StorageError, match="nothing of it was stored"):
                verb()


def keep_both(store: Store, *raws: bytes) -> None:
    with store.transaction():
        for raw in raws:
            store.messages.keep(raw, received=NOW, now=NOW)


def limit_pages(store: Store, *, spare: int) -> None:
    """Let the database file grow by so many pages only; the pool hands the same connection out again."""
    with store._unit.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + spare}")


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_a_url_that_names_no_database_of_ours_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="TRACKER_DATABASE_URL"):
        open_database(url, create=True)


@pytest.mark.postgres
def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with pytest.raises(StorageError, match="cannot be reached") as refused:
        open_database("postgresql://ana:hunter2@127.0.0.1:1/tracker")
    assert "hunter2" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="TRACKER_HOME"):
        open_database(f"sqlite:///{tmp_path}/file/tracker.db", create=True)


def test_errors_never_quote_what_was_being_written(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)
    with pytest.raises(StorageError) as refused:
        store.mailboxes.add(account(), people=["nobody-known"], now=NOW)
    assert re.fullmatch(r"The record could not be read or written \([A-Z_0-9 ]+\); .*", str(refused.value))
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert store.mailboxes.list() == ()
