"""What a transaction did to each of its rows, read from the log some rows at a time: however many it wrote."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.tables.all import table_of
from hkdesk.tables.change import Change

PART = 500
CHANGING = ("insert", "update", "delete")
CHANGE = Change.__table__  # type: ignore[attr-defined]


@dataclass(slots=True)
class LoggedRow:
    """All that a transaction did to a row.

    Args:
        was_there: before the transaction.
        is_there: after it.
        before: {field: value before it}, as the log holds it, of the fields that it wrote.
        after: {field: value after it}.
    """

    kind: str
    id: UUID
    was_there: bool
    is_there: bool = True
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def way_back(self) -> str:
        """What takes it back: "delete", "update" or "insert"; empty where it came and went."""
        if self.is_there:
            return "update" if self.was_there else "delete"
        return "insert" if self.was_there else ""

    def take(self, op: str, fields: dict[str, list[Any]]) -> None:
        """Add a line of the log, which comes after those before."""
        self.is_there = op != "delete"
        for name, (old, new) in fields.items():
            self.before.setdefault(name, old)
            self.after[name] = new


def kinds_of(reader: Connection, transaction: UUID, tick: Callable[[], None] = lambda: None) -> dict[UUID, str]:
    """{row: kind} of what a transaction wrote, in the order of the log.

    Args:
        tick: called many times a second; what it raises ends it.
    """
    c = CHANGE.c
    lines = select(c.serial, c.row, c.kind).where(c.transaction == transaction, c.op.in_(CHANGING))
    found: list[tuple[int, UUID, str]] = []
    for part in reader.execute(lines, execution_options={"yield_per": PART}).partitions():
        found += map(tuple, part)
        tick()
    return {row: kind for _, row, kind in sorted(found, key=itemgetter(0))}  # SQLite sorts before it gives any


def logged_rows(reader: Connection, transaction: UUID, keys: Sequence[UUID]) -> Iterator[list[LoggedRow]]:
    """What a transaction did to some rows, PART of them at a time, in the order of the keys."""
    c = CHANGE.c
    for at in range(0, len(keys), PART):
        part = keys[at : at + PART]
        lines = select(c.row, c.kind, c.op, c.transaction, c.fields).where(c.row.in_(part))
        rows: dict[UUID, LoggedRow] = {}
        for key, kind, op, of, fields in reader.execute(lines.order_by(c.serial)):
            if of == transaction and op in CHANGING:  # SQLite would go through all of the transaction each time
                if key not in rows:
                    rows[key] = LoggedRow(kind, key, was_there=op != "insert")
                rows[key].take(op, fields)
        yield [rows[key] for key in part if key in rows]


def by_kind(rows: Sequence[LoggedRow]) -> dict[str, list[LoggedRow]]:
    """Rows of each kind, in their order."""
    found: dict[str, list[LoggedRow]] = defaultdict(list)
    for row in rows:
        found[row.kind].append(row)
    return found


def records_now(reader: Connection, kind: str, keys: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """{id: {column: value}} of some records as they are now."""
    t = table_of(kind)
    names = [column.key for column in t.c]
    found = reader.execute(select(t).where(t.c.id.in_(list(keys))))
    return {row.id: dict(zip(names, row, strict=True)) for row in found}
