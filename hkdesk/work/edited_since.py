"""Which of the rows that a transaction wrote were edited since: those that an undo of it may keep."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from hkdesk.store.change_log import fields_of, from_wire
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.record import Record

PART = 500
PARTS = {  # what goes and stays with its record
    "ProjectStep": "project_id",
    "ServiceStep": "request_id",
    "RequestAssistant": "request_id",
    "Milestone": "project_id",
}
POINTING = ("Attachment", "Citation")  # at any record, by `row`


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the log says was done to a row."""

    kind: str
    row: UUID
    op: str
    fields: dict[str, list[Any]]


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


def edited_since(session: Session, log: Sequence[Line]) -> dict[UUID, Kept]:
    """The rows of a transaction that no longer are as it left them, or that others have come to refer to.

    Args:
        log: all its lines, in their order.
    """
    left: dict[UUID, dict[str, Any]] = defaultdict(dict)
    kinds: dict[UUID, str] = {}
    new: set[UUID] = set()
    for change in log:
        kinds[change.row] = change.kind
        left[change.row] |= {f: now for f, (_, now) in change.fields.items()}
        if change.op == "insert":
            new.add(change.row)
        elif change.op == "delete":
            left[change.row].clear()
    kept = _edited(session, kinds, left, new)
    _keep_referred(session, kinds, new, kept)
    return kept


def _edited(
    session: Session, kinds: dict[UUID, str], left: dict[UUID, dict[str, Any]], new: set[UUID]
) -> dict[UUID, Kept]:
    kept: dict[UUID, Kept] = {}
    for kind, keys in _by_kind(kinds).items():
        for records in _records(session, kind, keys):
            for key, record in records.items():
                if record is None:
                    if left[key]:
                        kept[key] = Kept(kind, key, "")
                elif (name := _differs(record, left[key], is_new=key in new)) is not None:
                    kept[key] = Kept(kind, key, label_of(record), name)
    return kept


def _differs(record: Record, left: dict[str, Any], *, is_new: bool) -> str | None:
    kind = type(record)
    for name, value in left.items():
        if getattr(record, name) != from_wire(kind, name, value):
            return name
    if is_new:
        return next((f for f in fields_of(kind) if f not in left and getattr(record, f) is not None), None)
    return None


def _keep_referred(session: Session, kinds: dict[UUID, str], new: set[UUID], kept: dict[UUID, Kept]) -> None:
    """Keep what is new and referred to by what stays; and the parts of what is kept."""
    children: dict[UUID, set[UUID]] = defaultdict(set)
    parents: dict[UUID, set[UUID]] = defaultdict(set)
    waiting = list(kept)
    for kind, keys in _by_kind({key: kinds[key] for key in new}).items():
        for table, column in _referring(kind):
            for at in range(0, len(keys), PART):
                t = table_of(table)
                asked = select(t.c.id, t.c[column]).where(t.c[column].in_(keys[at : at + PART]))
                for child, parent in session.execute(asked):
                    if child in kinds and child in new:
                        parents[child].add(parent)
                        if PARTS.get(table) == column:
                            children[parent].add(child)
                    else:
                        waiting.append(parent)
    while waiting:
        key = waiting.pop()
        if key not in kept:
            record = session.get(RECORDS[kinds[key]], key)
            kept[key] = Kept(kinds[key], key, label_of(record) if record is not None else "")
        waiting += [other for other in (*parents[key], *children[key]) if other not in kept]


def _referring(kind: str) -> list[tuple[str, str]]:
    """The columns that refer to a kind of record, as (class, column)."""
    wanted = table_of(kind)
    found = [
        (name, column.key)
        for name in RECORDS
        for column in table_of(name).c
        if any(foreign.column.table is wanted for foreign in column.foreign_keys)
    ]
    return [*found, *((name, "row") for name in POINTING if name != kind)]


def _by_kind(kinds: dict[UUID, str]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for key, kind in kinds.items():
        found[kind].append(key)
    return found


def _records(session: Session, kind: str, keys: Sequence[UUID]) -> Any:
    made = RECORDS[kind]
    for at in range(0, len(keys), PART):
        part = keys[at : at + PART]
        found = {record.id: record for record in session.exec(select(made).where(col(made.id).in_(part)))}
        yield {key: found.get(key) for key in part}


def label_of(record: Any) -> str:
    """What a record is called: its number, name or title."""
    return next((str(said) for f in ("number", "name", "title", "purpose") if (said := getattr(record, f, ""))), "")
