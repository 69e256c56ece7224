"""A real Dovecot, the real command line, the figures of the programmes in small."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.programmes.homes import Home
from tests.programmes.kill_run import survive
from tests.programmes.large_sync import MATTER, measure
from tests.programmes.letters import scheduled, unrelated
from tests.servers.dovecot import MISSING, Dovecot

pytestmark = [pytest.mark.dovecot, pytest.mark.skipif(MISSING is not None, reason=str(MISSING))]


@pytest.mark.slow
def test_a_first_read_fetches_only_what_may_matter_and_a_second_one_nothing(tmp_path: Path) -> None:
    found = measure(1000, tmp_path)
    assert (found.fetched, found.new) == (MATTER, MATTER)
    assert found.fetched_bytes < found.mailbox_bytes * 0.02
    assert found.second_commands == ["STATUS"]
    assert found.second_bodies == 0
    assert found.kept_round_trips == 1
    assert found.forbidden == []


@pytest.mark.slow
def test_no_kill_loses_a_message_or_records_it_twice(tmp_path: Path) -> None:
    survived = survive(5, tmp_path)
    assert survived.killed_while_alive == 5
    assert survived.good, survived.line()


def test_a_synced_appointment_is_confirmed_by_email(tmp_path: Path, dovecot: Dovecot) -> None:
    home = Home(tmp_path, TRACKER_NOW="2026-03-01T12:00:00Z")
    dovecot.fill([*unrelated(20), scheduled(0)])
    home.settle(dovecot)
    assert "1 fetched, 1 new in the log" in home.run("sync").stdout
    (line,) = map(json.loads, home.run("appointments", "--json").stdout.splitlines())
    assert (line["status"], line["confirmed_by"]) == ("confirmed", "email")
    assert line["starts_at"] == "2027-04-05T09:00:00-04:00"
    assert line["office"] == "new-york-city-ny"


def test_a_wrong_password_is_one_sentence_and_the_record_stays(tmp_path: Path, dovecot: Dovecot) -> None:
    home = Home(tmp_path)
    dovecot.fill([scheduled(0)])
    home.settle(dovecot)
    home.run("sync")
    before = home.run("log", "--json").stdout
    dovecot.stop()
    dovecot.password = "another"
    (Path(dovecot.certificate.cert_file).parent / "dovecot.conf").write_text(dovecot._configuration(), "utf-8")
    dovecot.start()
    done = home.run("sync", code=1)
    assert "Traceback" not in done.stderr
    assert "password" in done.stderr
    assert home.run("log", "--json").stdout == before


def test_no_network_is_one_sentence_and_the_next_sync_goes_on(tmp_path: Path, dovecot: Dovecot) -> None:
    home = Home(tmp_path)
    dovecot.fill([scheduled(0)])
    home.settle(dovecot)
    dovecot.stop()
    done = home.run("sync", code=1)
    assert "Traceback" not in done.stderr
    assert "could not be read" in done.stderr
    dovecot.start()
    assert "1 fetched, 1 new" in home.run("sync").stdout


def test_a_folder_that_vanished_does_not_stop_the_others_being_known(tmp_path: Path, dovecot: Dovecot) -> None:
    home = Home(tmp_path)
    dovecot.fill([scheduled(0)])
    home.settle(dovecot)
    home.run("sync")
    home.run("mailbox", "remove", "mail1")
    home.run(
        *("mailbox", "add", "maria.lopez@gmail.com", "--host", "127.0.0.1", "--port", str(dovecot.tls_port)),
        *("--user", dovecot.user, "--tls", "tls", "--folder", "Gone", "--folder", "INBOX"),
        stdin=dovecot.password + "\n",
    )
    done = home.run("sync", code=1)
    assert "Gone" in done.stderr
    assert len(home.run("appointments", "--json").stdout.splitlines()) == 1
