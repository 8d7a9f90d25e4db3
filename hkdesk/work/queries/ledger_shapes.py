"""How ledgers of a shape are read, as the desk remembers it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.tables.all import table_of

SHAPE = table_of("LedgerShape")


@dataclass(frozen=True, slots=True)
class ShapeRow:
    """A shape of ledgers that the desk knows.

    Args:
        kind: of ledger.
        mapping: as JSON.
        used_at: when it was last put right.
    """

    id: UUID
    kind: str
    mapping: str
    used_at: datetime


def remembered(reader: Connection, shape: str, kind: str = "") -> str | None:
    """The mapping of a shape, as JSON; None where none is kept, or only one of another kind.

    Args:
        kind: of ledger; empty for any.
    """
    c = SHAPE.c
    found = reader.execute(select(c.kind, c.mapping).where(c.shape == shape)).first() if shape else None
    return str(found.mapping) if found is not None and kind in ("", found.kind) else None


def shapes(reader: Connection) -> list[ShapeRow]:
    """Every shape that is remembered, the latest first."""
    c = SHAPE.c
    wanted = select(c.id, c.kind, c.mapping, c.used_at).order_by(c.used_at.desc(), c.id.desc())
    return [ShapeRow(*row) for row in reader.execute(wanted)]
