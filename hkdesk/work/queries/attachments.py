"""The files of a record."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.store.attachments import StoredFile
from hkdesk.tables.all import table_of

ATTACHMENT = table_of("Attachment")


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file as its record lists it."""

    id: UUID
    name: str
    sha256: str
    size_bytes: int
    added_at: datetime

    @property
    def stored(self) -> StoredFile:
        return StoredFile(self.name, self.sha256, self.size_bytes)


def attachments_of(reader: Connection, kind: str, row: UUID) -> list[AttachmentRow]:
    """The files of a record, the latest first."""
    c = ATTACHMENT.c
    found = reader.execute(
        select(c.id, c.name, c.sha256, c.size_bytes, c.added_at)
        .where(c.kind == kind, c.row == row)
        .order_by(c.added_at.desc(), c.id.desc())
    )
    return [AttachmentRow(*each) for each in found]
