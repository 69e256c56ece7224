"""Where a web hook may lead."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from tracker.errors import UserError
from tracker.webhooks.addresses import target_of

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


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
