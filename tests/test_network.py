"""What a gate lets through. The lists are written out here anew, from the registries; nothing leaves this machine."""

from __future__ import annotations

import http.client
import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from tracker.network import Gate, NotPublicError, permitted, watched

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
NOT_PUBLIC = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "168.63.129.16"),
    *("192.88.99.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "2001:10::1", "3fff::1"),
    *("100::1", "4000::1", "5f00::1"),
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "100.128.0.1", "172.32.0.1", "2606:2800:220:1::1", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_only_this_machine_or_its_network_can_reach_is_refused(address: str) -> None:
    assert not permitted(ip_address(address), ())


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address: str) -> None:
    assert permitted(ip_address(address), ())


def test_a_network_can_be_allowed_by_name_and_brings_no_other_with_it() -> None:
    assert permitted(ip_address("127.0.0.1"), LOOPBACK)
    assert permitted(ip_address("::ffff:127.0.0.1"), LOOPBACK)
    assert not permitted(ip_address("10.0.0.1"), LOOPBACK)
    assert permitted(ip_address("10.1.2.3"), (ip_network("10.1.0.0/16"),))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "::ffff:10.0.0.1", "localhost", "LocalHost.", "a.localhost"])
def test_what_is_written_plainly_is_refused_at_once(host: str) -> None:
    assert Gate().refuses(host)


@pytest.mark.parametrize("host", ["8.8.8.8", "imap.example.org", "localhost.example.org", ""])
def test_a_name_is_judged_only_when_it_is_connected_to(host: str) -> None:
    assert not Gate().refuses(host)


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """Somebody who listens on this machine and has heard nothing yet."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.setblocking(False)
        yield made


def port_of(door: socket.socket) -> int:
    return int(door.getsockname()[1])


def heard(door: socket.socket) -> bool:
    try:
        door.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def by_socket(host: str, port: int) -> None:
    socket.create_connection((host, port), 5).close()


def by_http(host: str, port: int) -> None:
    http.client.HTTPConnection(host, port, timeout=5).connect()


def by_name_in_the_call(host: str, port: int) -> None:
    with socket.socket() as made:
        made.connect((host, port))


def by_mail(host: str, port: int) -> None:
    smtplib.SMTP(host, port, timeout=5)


# The last two are how the system, but not this library, writes 127.0.0.1: as a look-up answers.
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433"])
@pytest.mark.parametrize("connect", [by_socket, by_http, by_name_in_the_call, by_mail])
def test_whichever_library_connects_however_the_machine_is_called_nothing_arrives(
    door: socket.socket, connect: Callable[[str, int], None], host: str
) -> None:
    with watched(Gate()) as watch, pytest.raises(NotPublicError):
        connect(host, port_of(door))
    assert watch is not None
    assert watch.refused
    assert not heard(door)


def test_neither_a_datagram_nor_a_socket_of_this_machine_gets_past(tmp_path: Path) -> None:
    with watched(Gate()), socket.socket(type=socket.SOCK_DGRAM) as made:
        for send in (made.sendto, lambda data, to: made.sendmsg([data], [], 0, to)):
            with pytest.raises(NotPublicError):
                send(b"x", ("127.0.0.1", 9))
    with watched(Gate()), socket.socket(socket.AF_UNIX) as local, pytest.raises(NotPublicError):
        local.connect(str(tmp_path / "socket"))


def test_what_was_allowed_by_name_gets_through_and_without_a_gate_all_does(door: socket.socket) -> None:
    for gate in (Gate(allowed=(ip_network("127.0.0.0/8"),)), None):
        with watched(gate):
            by_socket("127.0.0.1", port_of(door))
        assert heard(door)


def test_it_holds_for_its_own_thread_and_while_it_lasts(door: socket.socket) -> None:
    with watched(Gate()):
        other = threading.Thread(target=by_socket, args=("127.0.0.1", port_of(door)))
        other.start()
        other.join()
    assert heard(door)
    by_socket("127.0.0.1", port_of(door))
    assert heard(door)
