"""Passwords as argon2id, codes on paper, and how often one may try."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta
from functools import cache

from pwdlib import PasswordHash

from tracker.storage.access_types import Account
from tracker.storage.store import Store
from tracker.web.refusal import RefusalError

SHORTEST = 10
LONGEST = 200  # argon2 takes any length, a form should not
FEWEST_LETTERS = 5  # different ones: "1111111111" is none
TRIES = 10
WITHIN = timedelta(minutes=15)
CODES = 10
CODE_BYTES = 10  # 80 bits: 16 letters and digits


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys() -> str:
    """A hash to compare with where there is no account, so that the answer takes as long."""
    return _hasher().hash(secrets.token_urlsafe())


def hashed(password: str) -> str:
    """argon2's text for that password. Raises a refusal for one that is soon guessed."""
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < FEWEST_LETTERS or password.isdecimal():
        raise RefusalError("signin.weak_password")
    return _hasher().hash(password)


def allow_try(store: Store, name: str | None, address: str, now: datetime) -> None:
    """Raises a refusal when there were too many, for that name or from that address.

    A passkey is tried without a name: what others do to a name does not keep its owner out.
    """
    counts = [store.tries.count("address", address, now=now, within=WITHIN)]
    if name is not None:
        counts.append(store.tries.count("name", name.strip().casefold(), now=now, within=WITHIN))
    if max(counts) > TRIES:
        raise RefusalError("refusal.too_many", status=429, retry_after=int(WITHIN.total_seconds()))


def forget_tries(store: Store, name: str | None, address: str) -> None:
    store.tries.forget("address", address)
    if name is not None:
        store.tries.forget("name", name.strip().casefold())


def by_password(store: Store, name: str, password: str) -> Account | None:
    """The account of that name and password; the answer takes as long whatever is wrong."""
    account = store.accounts.by_name(name)
    kept = store.accounts.password_hash(account.id) if account else None
    fits, better = _hasher().verify_and_update(password[:LONGEST], kept or _nobodys())
    if account is None or kept is None or not fits:
        return None
    if better:
        store.accounts.set_password(account.id, better)
    return account


def by_code(store: Store, name: str, code: str) -> Account | None:
    """The account of that name, if the code is one of its unused ones; it works no more after this."""
    account = store.accounts.by_name(name)
    used = account is not None and store.recovery_codes.use(account.id, plain(code))
    return account if used else None


def is_theirs(store: Store, account: str, password: str) -> bool:
    kept = store.accounts.password_hash(account)
    return kept is not None and _hasher().verify(password[:LONGEST], kept)


def new_codes(store: Store, account: str) -> tuple[str, ...]:
    """Ten new codes, in groups of four for paper; those from before work no more."""
    codes = [base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode("ascii").lower() for _ in range(CODES)]
    store.recovery_codes.replace(account, codes)
    return tuple("-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes)


def plain(code: str) -> str:
    """As it is kept, however it was typed."""
    return "".join(letter for letter in code.lower() if letter.isalnum())
