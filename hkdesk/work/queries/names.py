"""Names: as officers type them, and of the records that a history speaks of."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.store.pinyin import initials
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.work.changes import HistoryEntry


def initials_of(names: Iterable[str]) -> dict[str, str]:
    """The pinyin initials of each name, its readings one after the other."""
    return {name: " ".join(initials(name)) for name in names}


def names_in(reader: Connection, entries: Iterable[HistoryEntry]) -> dict[UUID, str]:
    """The names of everything that a history refers to by id."""
    keys = {v for e in entries for _, old, new in e.fields for v in (old, new) if isinstance(v, UUID)}
    found: dict[UUID, str] = {}
    for kind in RECORDS:
        t = table_of(kind)
        label = next((t.c[f] for f in ("name", "title") if f in t.c), None)
        if label is not None and keys:
            found |= {row[0]: row[1] for row in reader.execute(select(t.c.id, label).where(t.c.id.in_(keys)))}
    return found
