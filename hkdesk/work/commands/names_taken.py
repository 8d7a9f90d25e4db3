"""Which names records have already, asked for many at once."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from hkdesk.tables.all import table_of
from hkdesk.tables.record import Record

PART = 500


class NamesTaken:
    """The names that records of a kind have in their parks; those entered since count, too."""

    def __init__(self, session: Session, kind: type[Record], names: Iterable[str]) -> None:
        t, wanted = table_of(kind.__name__), list(dict.fromkeys(names))
        self._taken: set[tuple[str, UUID]] = set()
        for at in range(0, len(wanted), PART):
            found = select(t.c.name, t.c.park_id).where(t.c.name.in_(wanted[at : at + PART]))
            self._taken |= {(name, park_id) for name, park_id in session.execute(found)}

    def take(self, name: str, park_id: UUID) -> bool:
        """Take a name in a park; False where it is taken already."""
        wanted = (name, park_id)
        if wanted in self._taken:
            return False
        self._taken.add(wanted)
        return True
