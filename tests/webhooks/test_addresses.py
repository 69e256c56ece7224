"""Where a web hook may lead. The lists are written out here anew, from the registries."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from tracker.errors import UserError
from tracker.webhooks.addresses import permitted, target_of

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


@pytest.mark.parametrize(
    "url",
    [
        *("", "cases.example.org/other", "ftp://cases.example.org", "https://", "https:///hook", "file:///etc/passwd"),
        *("http://cases.example.org/hook", "http://10.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/latest"),
        *("https://user:secret@cases.example.org/", "https://cases.example.org/#part", "https://[::1]/"),
        *("https://cases.example.org/a b", "https://cases.example.org/\r\nX: y", "https://cäses.example.org/"),
        *(
            "https://cases.example.org:0/",
            "https://cases.example.org:99999/",
            "https://[::1",
            "http://localhost@evil.example/",
            "javascript:alert(1)",
        ),
        *("https://127.0.0.1/", "http://127.0.0.1/", "https://[::ffff:10.0.0.1]/"),
        *("https://cases.example.org\\/", "https://cases.example.org%00/", "https://a_b/", "https://-/"),
        "https://cases.example.org:0/",
        "https://cases.example.org/" + "x" * 1000,
    ],
)
def test_what_is_no_public_address_with_tls_is_refused_without_being_quoted(url: str) -> None:
    with pytest.raises(UserError) as refused:
        target_of(url, ())
    assert "secret" not in str(refused.value)


def test_an_address_is_taken_apart() -> None:
    assert target_of("https://cases.example.org/hook?key=1", ()) == (True, "cases.example.org", 443, "/hook?key=1")
    assert target_of("https://cases.example.org:8443", ()) == (True, "cases.example.org", 8443, "/")
    assert target_of("http://localhost:8000/x", LOOPBACK) == (False, "localhost", 8000, "/x")
    assert target_of("http://[::1]:8000/x", LOOPBACK) == (False, "::1", 8000, "/x")
