"""The ledgers that were taken in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.tables.all import table_of

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import that stands: one that was undone is no longer listed, and stands in the log."""

    id: UUID
    transaction: UUID
    file_name: str
    kind: str
    at: datetime
    actor: str
    rows_new: int
    rows_changed: int
    rows_same: int
    rows_left: int


def imports(reader: Connection, limit: int = SHOWN) -> list[ImportRow]:
    """The imports, the latest first."""
    t = table_of("LedgerImport")
    columns = [t.c[name] for name in ImportRow.__dataclass_fields__]
    return [
        ImportRow(*row) for row in reader.execute(select(*columns).order_by(t.c.at.desc(), t.c.id.desc()).limit(limit))
    ]
