"""What a database's own error means, in one sentence that says what to do."""

from __future__ import annotations

import sqlite3

FULL = "The disk is full, so the record could not be written; free some space and try again. What was stored is safe."
BUSY = "The record is in use by another program; try again in a moment."
FORBIDDEN = "The record cannot be written; check who owns its file and folder, and that the disk is not read-only."
DAMAGED = "The record is damaged or is not a tracker record; restore the last backup."
DISK = "The disk refused to read or write the record (full, over a limit, or failing); check it and try again."
UNREACHABLE = "The database server cannot be reached or refused the sign-in; check TRACKER_DATABASE_URL and the server."

_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: FORBIDDEN,
    sqlite3.SQLITE_PERM: FORBIDDEN,
    sqlite3.SQLITE_CANTOPEN: FORBIDDEN,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_IOERR: DISK,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html; a class (two characters) or a whole code.
_POSTGRES = {
    "53100": FULL,
    "40": BUSY,
    "53": BUSY,
    "55": BUSY,
    "25006": FORBIDDEN,
    "42501": FORBIDDEN,
    "XX": DAMAGED,
    "58": DISK,
    "08": UNREACHABLE,
    "28": UNREACHABLE,
    "3D": UNREACHABLE,
    "57": UNREACHABLE,
}


def sentence(error: BaseException | None) -> str:
    """The sentence for what a driver raised; never its own text, which may quote the values."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        known = _SQLITE.get(code & 0xFF)  # the rest of the code is detail
        return known or _unknown(str(getattr(error, "sqlite_errorname", code)))
    if (state := getattr(error, "sqlstate", None)) is not None:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2]) or _unknown(f"SQLSTATE {state}")
    # psycopg gives no code where it never reached a server, or lost it.
    return UNREACHABLE if type(error).__name__ == "OperationalError" else _unknown(type(error).__name__)


def _unknown(code: str) -> str:
    return f"The record could not be read or written ({code}); nothing was changed. Please report this code."
