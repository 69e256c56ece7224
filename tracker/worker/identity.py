"""Who a person is: the names, numbers and addresses that tie messages to them. Numbers are kept as keyed hashes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tracker.appointments import ids
from tracker.appointments.events import IdentityRecorded, KeyedHint
from tracker.errors import UserError
from tracker.pipeline import keyed
from tracker.reading.people import name_words
from tracker.reading.spellings import spellings, transcribed
from tracker.reading.types import HintKind, PersonHint
from tracker.worker.home import Home

A_NUMBER_DIGITS, A_NUMBER_LEAST = 9, 7  # older numbers are shorter, and padded with zeros


def learn(
    home: Home,
    person: str,
    now: datetime,
    *,
    names: Sequence[str] = (),
    a_number: str | None = None,
    subject_id: str | None = None,
    addresses: Sequence[str] = (),
) -> None:
    """Append what is given: a name or number replaces those known, an address is added to them."""
    if not (names or a_number or subject_id or addresses):
        return
    known = home.identity(person, now)
    numbers = {hint.kind: hint for hint in (known.numbers if known else ())}
    numbers |= {hint.kind: keyed(hint, home.store.fingerprint) for hint in _number_hints(a_number, subject_id)}
    given = tuple(hint for name in names for hint in _name(home, name)) if names else (known.names if known else ())
    every = tuple(sorted({*(known.addresses if known else ()), *(one.lower() for one in addresses)}))
    home.append(
        ids.record(
            IdentityRecorded,
            person,
            now,
            names=given,
            numbers=tuple(numbers[kind] for kind in sorted(numbers)),
            addresses=every,
        )
    )


def _number_hints(a_number: str | None, subject_id: str | None) -> list[PersonHint]:
    hints = []
    if a_number:
        digits = _digits(a_number)
        if not A_NUMBER_LEAST <= len(digits) <= A_NUMBER_DIGITS:
            raise UserError("That is no A-number: it has 7 to 9 digits, such as A 234 567 890.")
        hints.append(PersonHint(kind=HintKind.A_NUMBER, value=digits.zfill(A_NUMBER_DIGITS)))
    if subject_id:
        digits = _digits(subject_id)
        if not digits:
            raise UserError("That is no Subject ID: it is made of digits.")
        hints.append(PersonHint(kind=HintKind.SUBJECT_ID, value=digits))
    return hints


def _digits(number: str) -> str:
    return "".join(char for char in number if char in "0123456789")


def _name(home: Home, name: str) -> tuple[KeyedHint, ...]:
    """The name in each of its spellings, and the same with the initial of each word beside it: "LOPEZ, MARIA F" is
    Maria Fernanda Lopez.
    """
    canonical = name_words(name)
    if not canonical:
        raise UserError("That is no name; write it as it stands in messages, such as 'Maria Lopez'.")
    first = canonical.split()[0]
    written = dict.fromkeys((canonical, name_words(transcribed(name)), *spellings(canonical)))
    # A first name that is run together with the next one is not shortened to an initial as well.
    told = dict.fromkeys(way for one in written for way in (one, *(_initials(one) if one.split()[0] == first else ())))
    hints = (PersonHint(kind=HintKind.NAME, value=one) for one in told)
    return tuple(keyed(hint, home.store.fingerprint) for hint in hints)


def _initials(name: str) -> list[str]:
    words = name.split()
    initials = [letter for letter in dict.fromkeys(word[0] for word in words) if letter not in words]
    return [" ".join([*words, *initials])] if initials else []
