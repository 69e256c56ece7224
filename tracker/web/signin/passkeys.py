"""Passkeys (WebAuthn): the device keeps the key, we keep its public half.

`webauthn` is imported where it is used: it takes 0.3 s, which the command line should not pay.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any

from starlette.requests import Request

from tracker.storage.access_types import Account, Passkey, Purpose
from tracker.storage.store import Store
from tracker.web.refusal import RefusalError

LASTS = timedelta(minutes=5)  # from asking the device to its answer
NAME_CHARACTERS = 60
TITLE = "Appointments"  # what the device shows: neutral
Options = dict[str, Any]


def possible(request: Request) -> bool:
    """Whether a passkey can be used at this address: one belongs to a name, and wants TLS but on this machine."""
    host = request.url.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return request.url.scheme == "https" or host == "localhost"
    return False


def ask_for_new(request: Request, store: Store, account: Account, now: datetime) -> Options:
    """What the browser is told so that the device makes a key."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import structs  # noqa: PLC0415

    options = webauthn.generate_registration_options(
        rp_id=_host(request),
        rp_name=TITLE,
        user_name=account.name,
        user_id=account.id.encode(),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(one.id))
            for one in store.passkeys.of(account.id)
        ],
    )
    _remember(store, Purpose.ADD_PASSKEY, options.challenge, now, account.id)
    return webauthn.helpers.options_to_json_dict(options)


def add_new(request: Request, store: Store, account: str, answer: Options, *, name: str, now: datetime) -> None:
    """Keep the public half of the key that the device made. Raises a refusal for an answer that proves nothing."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    challenge = _asked(store, Purpose.ADD_PASSKEY, answer, now, account)
    try:
        proved = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError):
        raise RefusalError("signin.passkey_refused") from None
    store.passkeys.add(
        Passkey(
            id=webauthn.helpers.bytes_to_base64url(proved.credential_id),
            account=account,
            public_key=proved.credential_public_key,
            sign_count=proved.sign_count,
            name=name.strip()[:NAME_CHARACTERS] or TITLE,
            created_at=now,
        )
    )


def ask_for_known(request: Request, store: Store, now: datetime) -> Options:
    """What the browser is told so that the device offers the keys it has for us."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415

    options = webauthn.generate_authentication_options(
        rp_id=_host(request), user_verification=UserVerificationRequirement.REQUIRED
    )
    _remember(store, Purpose.USE_PASSKEY, options.challenge, now)
    return webauthn.helpers.options_to_json_dict(options)


def by_passkey(request: Request, store: Store, answer: Options, now: datetime) -> Account:
    """Whose key signed our challenge. Raises a refusal for an answer that proves nothing."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    known = store.passkeys.get(str(answer.get("id", "")))
    challenge = _asked(store, Purpose.USE_PASSKEY, answer, now)
    if known is None:
        raise RefusalError("signin.passkey_refused", status=403)
    try:
        proved = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError):
        raise RefusalError("signin.passkey_refused", status=403) from None
    store.passkeys.used(known.id, sign_count=proved.new_sign_count, now=now)
    return store.accounts.get(known.account)


def _host(request: Request) -> str:
    return request.url.hostname or ""


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _remember(store: Store, purpose: Purpose, challenge: bytes, now: datetime, account: str | None = None) -> None:
    store.tickets.issue(purpose, now=now, lasts=LASTS, account=account, secret=challenge.hex())


def _asked(store: Store, purpose: Purpose, answer: Options, now: datetime, account: str | None = None) -> bytes:
    """The challenge that the answer was made for: ours, of late, for that account, and used up by this."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        told = webauthn.base64url_to_bytes(answer["response"]["clientDataJSON"])
        challenge = webauthn.helpers.parse_client_data_json(told).challenge
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise RefusalError("signin.passkey_refused") from None
    ticket = store.tickets.use(purpose, challenge.hex(), now=now)
    if ticket is None or ticket.account != account:
        raise RefusalError("signin.passkey_refused", status=403)
    return challenge
