"""Names: as officers type them, and of the records that a history speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.store.pinyin import initials
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.work.changes import HistoryEntry

NAMES_OFFERED = 20000


def initials_of(names: Iterable[str]) -> dict[str, str]:
    """The pinyin initials of each name, its readings one after the other."""
    return {name: " ".join(initials(name)) for name in names}


@dataclass(frozen=True)
class EntryNames:
    """The names that entry fields complete, and the initials that find them."""

    enterprises: list[str]
    providers: list[str]
    officers: list[str]
    projects: list[str]
    initials: dict[str, str]


def entry_names(reader: Connection, park: UUID | None) -> EntryNames:
    """The names of a park's enterprises, providers, officers and projects."""
    kinds = ("Enterprise", "Provider", "Officer", "Project")
    enterprises, providers, officers, projects = (_names(reader, kind, park) for kind in kinds)
    found = initials_of((*enterprises, *providers, *officers, *projects))
    return EntryNames(enterprises, providers, officers, projects, found)


def officer_names(reader: Connection, park: UUID | None) -> list[str]:
    """The names of a park's officers, or of all parks'."""
    return list(dict.fromkeys(_names(reader, "Officer", park)))


def _names(reader: Connection, kind: str, park: UUID | None) -> list[str]:
    t = table_of(kind)
    where = [] if park is None else [t.c.park_id == park]
    return list(reader.execute(select(t.c.name).where(*where).order_by(t.c.name).limit(NAMES_OFFERED)).scalars())


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
