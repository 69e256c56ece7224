"""Signatures, checked as a receiver would."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime

from pydantic import SecretStr

from tracker.webhooks.signing import headers_for, new_secret

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
BODY = b'{"type":"webhook.test"}'


def verified(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """HMAC as RFC 2104 writes it, without the library that made it."""
    key = base64.b64decode(secret.removeprefix("whsec_")).ljust(64, b"\0")
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    inner = hashlib.sha256(bytes(one ^ 0x36 for one in key) + content).digest()
    expected = base64.b64encode(hashlib.sha256(bytes(one ^ 0x5C for one in key) + inner).digest()).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split(" ")


def test_a_receiver_with_the_secret_knows_us_and_nobody_else_does() -> None:
    secret, other = new_secret(), new_secret()
    headers = headers_for("hev_1", BODY, [secret], NOW)
    assert headers["webhook-timestamp"] == "1803902400"
    assert verified(headers, BODY, secret.get_secret_value())
    assert not verified(headers, BODY, other.get_secret_value())
    assert not verified(headers, BODY + b" ", secret.get_secret_value())
    assert not verified(headers | {"webhook-timestamp": "1803902401"}, BODY, secret.get_secret_value())


def test_the_signature_is_the_one_of_the_published_example() -> None:
    """From the examples of Standard Webhooks."""
    secret = SecretStr("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    moment = datetime.fromtimestamp(1614265330, UTC)
    headers = headers_for("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', [secret], moment)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_while_a_secret_is_being_replaced_both_sign() -> None:
    new, old = new_secret(), new_secret()
    headers = headers_for("hev_1", BODY, [new, old], NOW)
    assert verified(headers, BODY, new.get_secret_value())
    assert verified(headers, BODY, old.get_secret_value())


def test_no_two_secrets_are_alike_and_none_shows_itself() -> None:
    secrets = [new_secret() for _ in range(50)]
    assert len({one.get_secret_value() for one in secrets}) == 50
    assert all(len(base64.b64decode(one.get_secret_value()[6:])) == 32 for one in secrets)
    assert "whsec_" not in repr(secrets)
