"""Signatures by which a receiver knows us, as Standard Webhooks writes them.

`webhook-signature: v1,<base64 of HMAC-SHA256 over id.timestamp.body>`; while a secret is being replaced, one for each.
https://github.com/standard-webhooks/standard-webhooks
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from pydantic import SecretStr

PREFIX = "whsec_"
KEY_BYTES = 32
TWO_LAST = timedelta(days=1)  # how long a replaced secret signs beside the new one


def new_secret() -> SecretStr:
    return SecretStr(PREFIX + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())


def headers_for(event: str, body: bytes, keys: Iterable[SecretStr], now: datetime) -> dict[str, str]:
    """`now` is when it is sent, so that a receiver can refuse what somebody recorded and sends again later."""
    moment = str(int(now.timestamp()))
    return {
        "webhook-id": event,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(_signed(f"{event}.{moment}.".encode() + body, one) for one in keys),
    }


def _signed(content: bytes, secret: SecretStr) -> str:
    key = base64.b64decode(secret.get_secret_value().removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, content, "sha256")).decode()
