"""The look-up of keys against a real name server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import dns.resolver
import pytest

from tests.servers.dns import NameServer
from tracker.errors import SettingsError
from tracker.message.dkim_keys import KeyStatus
from tracker.settings import load_settings, server_address
from tracker.worker.dns import DEAD_SECONDS, FRESH_SECONDS, KeyResolver, key_lookup, switched_off

NAME = "sel._domainkey.ice.dhs.gov"


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[NameServer]:
    with NameServer() as running:
        yield running


def asking(server: NameServer, *, clock: Clock | None = None, give_up: float = 0.3) -> KeyResolver:
    address, port = server_address(server.address)
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port, resolver.timeout = [address], port, give_up / 2
    return KeyResolver(lambda: resolver, monotonic=clock or Clock(), give_up=give_up)


def test_a_record_cut_into_strings_comes_back_whole(server: NameServer) -> None:
    server.text(NAME, "v=DKIM1; p=" + "A" * 300)
    found = key_lookup(on=True, server=server.address)(NAME)
    assert (found.status, found.records) == (KeyStatus.FOUND, ("v=DKIM1; p=" + "A" * 300,))


def test_a_record_too_long_for_a_datagram_is_asked_for_again_over_tcp(server: NameServer) -> None:
    server.text(NAME, "v=DKIM1; p=" + "A" * 1500)
    assert len(asking(server, give_up=3)(NAME).records[0]) == 1511
    assert server.asked == [NAME, NAME]


def test_several_records_are_told_apart(server: NameServer) -> None:
    server.text(NAME, "one", "two")
    assert asking(server)(NAME).records == ("one", "two")


def test_no_such_name_no_text_and_a_failing_server_are_three_things(server: NameServer) -> None:
    server.without_text.add("bare.example")
    server.fails.add("broken.example")
    look_up = asking(server)
    found = [look_up(name).status for name in ("missing.example", "bare.example", "broken.example")]
    assert found == [KeyStatus.NO_NAME, KeyStatus.NO_RECORD, KeyStatus.FAILED]


@pytest.mark.parametrize("name", ["x" * 64 + ".example", "a..example", ".".join(["label"] * 60)])
def test_a_name_that_cannot_be_asked_for_is_a_failure(server: NameServer, name: str) -> None:
    assert asking(server)(name).status is KeyStatus.FAILED
    assert server.asked == []


def test_a_dead_server_is_waited_for_once_and_asked_again_after_a_while(server: NameServer) -> None:
    clock = Clock()
    look_up = asking(server, clock=clock)
    server.silent = True
    assert look_up(NAME).status is KeyStatus.TIMEOUT
    tries = len(server.asked)
    assert tries > 0
    assert [look_up(f"{n}.example").status for n in range(20)] == [KeyStatus.TIMEOUT] * 20
    assert len(server.asked) == tries
    server.silent = False
    clock.now += DEAD_SECONDS
    assert look_up(NAME).status is KeyStatus.NO_NAME


def test_many_threads_wait_for_a_dead_server_only_once(server: NameServer) -> None:
    server.silent = True
    asking(server)(NAME)
    of_one, look_up = len(server.asked), asking(server)
    threads = [threading.Thread(target=look_up, args=(NAME,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 < len(server.asked) - of_one <= 2 * of_one


def test_an_answer_is_kept_for_a_while_and_a_failure_is_not(server: NameServer) -> None:
    clock = Clock()
    look_up = asking(server, clock=clock)
    server.fails.add("broken.example")
    for _ in range(3):
        look_up(NAME)
        look_up("broken.example")
    assert server.asked.count(NAME) == 1
    assert server.asked.count("broken.example") >= 3
    clock.now += FRESH_SECONDS
    look_up(NAME)
    assert server.asked.count(NAME) == 2


def test_only_so_many_answers_are_kept(server: NameServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.worker.dns.MOST_KEPT", 3)
    look_up = asking(server)
    for number in range(7):
        look_up(f"n{number}.example")
    assert len(look_up._kept) <= 3


def test_switched_off_asks_nobody(server: NameServer) -> None:
    assert key_lookup(on=False, server=server.address) is switched_off
    assert switched_off(NAME).status is KeyStatus.OFF
    assert server.asked == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("192.0.2.1", ("192.0.2.1", 53)),
        ("192.0.2.1:5353", ("192.0.2.1", 5353)),
        ("2001:db8::1", ("2001:db8::1", 53)),
        ("[2001:db8::1]", ("2001:db8::1", 53)),
        ("[2001:db8::1]:5353", ("2001:db8::1", 5353)),
    ],
)
def test_a_server_is_named_by_its_address(written: str, meant: tuple[str, int]) -> None:
    assert server_address(written) == meant
    assert load_settings(dns_server=written).dns_server == written


def test_a_server_that_is_no_address_is_a_mistake_in_the_settings() -> None:
    with pytest.raises(SettingsError, match="dns_server"):
        load_settings(dns_server="dns.example")


def test_a_machine_without_a_name_service_is_a_failure_and_no_crash() -> None:
    def missing() -> dns.resolver.Resolver:
        raise dns.resolver.NoResolverConfiguration

    assert KeyResolver(missing)(NAME).status is KeyStatus.FAILED
