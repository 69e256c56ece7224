"""Signed message files through the command line, with a name server of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.message.signing import key_record, signed
from tests.programmes.homes import Home
from tests.programmes.letters import scheduled
from tests.servers.dns import NameServer

PASSED = "Our own check of the signature of ice.dhs.gov passed."


@pytest.fixture
def names() -> Iterator[NameServer]:
    with NameServer() as running:
        for number in range(8):
            running.text(name_of(number), key_record())
        yield running


@pytest.fixture
def home(tmp_path: Path, names: NameServer) -> Home:
    return Home(tmp_path, TRACKER_DNS="on", TRACKER_DNS_SERVER=names.address, TRACKER_NOW="2026-02-01T12:00:00Z")


def name_of(number: int) -> str:
    return f"sel{number}._domainkey.ice.dhs.gov"


def file_of(folder: Path, number: int) -> str:
    """A signed confirmation as a person saves it, without anything a provider wrote."""
    raw = scheduled(number)
    path = folder / f"{number}.eml"
    path.write_bytes(signed(raw[raw.index(b"\r\nFrom:") + 2 :], selector=f"sel{number}"))
    return str(path)


def test_files_that_nobody_vouches_for_are_judged_by_their_signature(home: Home, tmp_path: Path) -> None:
    whole, changed = file_of(tmp_path, 1), Path(file_of(tmp_path, 2))
    changed.write_bytes(changed.read_bytes().replace(b"Subject: ICE", b"Subject: Ice"))
    told = " ".join(home.run("read", whole, str(changed)).stdout.split())
    assert told.index("looks official") < told.index(PASSED) < told.index("cannot be verified")
    assert told.index("cannot be verified") < told.index("does not fit")


def test_a_dead_name_server_is_waited_for_once(home: Home, names: NameServer, tmp_path: Path) -> None:
    names.silent = True
    lines = home.run("read", "--json", *(file_of(tmp_path, number) for number in range(8))).stdout.splitlines()
    assert {json.loads(line)["authenticity"] for line in lines} == {"unverified"}
    assert len(lines) == 8
    assert set(names.asked) == {name_of(0)}
