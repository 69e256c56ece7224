"""Photos and papers that a person keeps as proof beside an entry of the log: sealed bytes, handed out as they came."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from pydantic import AwareDatetime
from sqlalchemy import bindparam, select

from tracker.errors import NotFoundError, UserError
from tracker.frozen import Frozen
from tracker.storage.tables import EVIDENCE
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, insert_new

MOST_BYTES = 5_000_000
MOST_FILES = 10  # beside one entry
# By their first bytes, whatever a name or a browser says; nothing that a browser could run.
_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"%PDF-", "application/pdf", "pdf"),
)
_BRANDS = {b"heic": ("image/heic", "heic"), b"heix": ("image/heic", "heic"), b"mif1": ("image/heic", "heic")}


class EvidenceRecord(Frozen):
    """One file without its bytes."""

    entry: str  # Event.id
    sha256: str
    content_type: str
    suffix: str
    size: int  # bytes
    kept_at: AwareDatetime


_BESIDE = (
    select(*(EVIDENCE.c[name] for name in EvidenceRecord.model_fields))
    .where(EVIDENCE.c.entry == bindparam("entry"))
    .order_by(EVIDENCE.c.kept_at, EVIDENCE.c.sha256)
)


class Evidence(Room):
    def keep(self, entry: str, content: bytes, *, now: datetime) -> EvidenceRecord:
        """Keep it beside that entry; again is harmless. Raises `UserError` for what is no photo or PDF, or too large.

        The entry must be in the log.
        """
        kind = kind_of(content)
        if kind is None or not 0 < len(content) <= MOST_BYTES:
            raise UserError("Only a photo (JPEG, PNG, HEIC, WebP) or a PDF of at most 5 MB can be kept.")
        digest = sha256(content).hexdigest()
        if len({*(one.sha256 for one in self.of(entry)), digest}) > MOST_FILES:
            raise UserError(f"At most {MOST_FILES} files can be kept beside one entry.")
        row = {
            "entry": entry,
            "sha256": digest,
            "content_type": kind[0],
            "suffix": kind[1],
            "size": len(content),
            "kept_at": now,
            "body": self._unit.cipher.seal(EVIDENCE.name, "body", f"{entry}/{digest}", content),
        }
        with self._unit.transaction() as connection:
            insert_new(connection, EVIDENCE, [row])
        return next(one for one in self.of(entry) if one.sha256 == digest)

    @unchanged
    def of(self, entry: str) -> tuple[EvidenceRecord, ...]:
        """The files beside an entry, in the order in which they came."""
        with self._unit.reading() as connection:
            rows = connection.execute(_BESIDE, {"entry": entry}).mappings().all()
        return tuple(EvidenceRecord.model_validate(dict(row)) for row in rows)

    def content(self, entry: str, digest: str) -> bytes:
        """The bytes as they came. Raises `NotFoundError`."""
        wanted = select(EVIDENCE.c.body).where(EVIDENCE.c.entry == entry, EVIDENCE.c.sha256 == digest)
        with self._unit.reading() as connection:
            body = connection.scalar(wanted)
        if body is None:
            raise NotFoundError("There is no such file in the record; the log shows which there are.")
        return self._unit.cipher.open(EVIDENCE.name, "body", f"{entry}/{digest}", body)


def kind_of(content: bytes) -> tuple[str, str] | None:
    """Media type and file ending, by the first bytes; None for anything but a photo or a PDF."""
    for begins, media, suffix in _KINDS:
        if content.startswith(begins):
            return media, suffix
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp", "webp"
    return _BRANDS.get(content[8:12]) if content[4:8] == b"ftyp" else None
