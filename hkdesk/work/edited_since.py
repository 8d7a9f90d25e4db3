"""Which of the rows that a transaction wrote were edited since: those that an undo of it may keep."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.store.change_log import from_wire
from hkdesk.store.layouts import layout_of
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.work.logged_rows import PART, LoggedRow, by_kind, logged_rows, records_now

PARTS = {  # what goes and stays with its record
    "ProjectStep": "project_id",
    "ServiceStep": "request_id",
    "RequestAssistant": "request_id",
    "Milestone": "project_id",
}
POINTING = ("Attachment", "Citation")  # at any record, by `row`


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that was edited since.

    Args:
        field: what was edited first; empty where it was deleted, or another record refers to it.
    """

    kind: str
    id: UUID
    label: str
    field: str = ""


def edited_since(
    reader: Connection, transaction: UUID, kinds: Mapping[UUID, str], tick: Callable[[], None]
) -> tuple[dict[UUID, Kept], dict[UUID, str]]:
    """The rows of a transaction that no longer are as it left them, or that others have come to refer to.

    The others come with what takes each of them back, in the order of the log.

    Args:
        kinds: {row: kind} of all its rows.
        tick: called many times a second; what it raises ends it.
    """
    kept: dict[UUID, Kept] = {}
    new: set[UUID] = set()
    ways: dict[UUID, str] = {}
    for part in logged_rows(reader, transaction, list(kinds)):
        new |= {row.id for row in part if not row.was_there}
        ways |= {row.id: row.way_back for row in part}
        for kind, rows in by_kind(part).items():
            records = records_now(reader, kind, [row.id for row in rows])
            for row in rows:
                record = records.get(row.id)
                if (name := edited(reader, row, record)) is not None:
                    kept[row.id] = Kept(kind, row.id, label_of(record) if record else "", name)
        tick()
    _keep_referred(reader, kinds, new, kept, tick)
    return kept, {key: way for key, way in ways.items() if key not in kept}


def edited(reader: Connection, row: LoggedRow, record: Mapping[str, Any] | None) -> str | None:
    """The first field that says something else now than a transaction left; empty where the record is gone or back."""
    if record is None or not row.is_there:
        return "" if (record is None) is row.is_there else None
    kind = RECORDS[row.kind]
    now = layout_of(kind, reader.dialect).wired(record)
    left = {name: value for name, value in row.after.items() if value is not None}
    if now == left:
        return None
    fields = row.after if row.was_there else {**dict.fromkeys(now), **row.after}
    differing = (name for name, value in fields.items() if now.get(name) != value)
    return next((name for name in differing if record[name] != from_wire(kind, name, fields[name])), None)


def _keep_referred(
    reader: Connection, kinds: Mapping[UUID, str], new: set[UUID], kept: dict[UUID, Kept], tick: Callable[[], None]
) -> None:
    """Keep what is new and referred to by what stays; and the parts of what is kept."""
    children: dict[UUID, set[UUID]] = defaultdict(set)
    parents: dict[UUID, set[UUID]] = defaultdict(set)
    waiting = list(kept)
    of_kind: dict[str, list[UUID]] = defaultdict(list)
    for key in new:
        of_kind[kinds[key]].append(key)
    for kind, keys in of_kind.items():
        for table, column in _referring(kind):
            t = table_of(table)
            for at in range(0, len(keys), PART):
                asked = select(t.c.id, t.c[column]).where(t.c[column].in_(keys[at : at + PART]))
                for child, parent in reader.execute(asked):
                    if child in new:
                        parents[child].add(parent)
                        if PARTS.get(table) == column:
                            children[parent].add(child)
                    else:
                        waiting.append(parent)
                tick()
    while waiting:
        key = waiting.pop()
        if key not in kept:
            record = records_now(reader, kinds[key], [key]).get(key)
            kept[key] = Kept(kinds[key], key, label_of(record) if record else "")
        waiting += [other for other in (*parents[key], *children[key]) if other not in kept]


def _referring(kind: str) -> Sequence[tuple[str, str]]:
    """The columns that refer to a kind of record, as (class, column)."""
    wanted = table_of(kind)
    found = [
        (name, column.key)
        for name in RECORDS
        for column in table_of(name).c
        if any(foreign.column.table is wanted for foreign in column.foreign_keys)
    ]
    return [*found, *((name, "row") for name in POINTING if name != kind)]


def label_of(record: Mapping[str, Any]) -> str:
    """What a record is called: its number, name or title."""
    return next((str(said) for f in ("number", "name", "title", "purpose") if (said := record.get(f))), "")
