"""Turns a flush into change-log rows: field by field, from what to what."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Enum as SqlEnum
from sqlalchemy import inspect
from sqlmodel import Session

from hkdesk.tables.record import Record

SILENT = {"id", "version"}


def changes_of(session: Session) -> Iterator[tuple[Record, str, dict[str, list[Any]]]]:
    """Every changed record of the session with its operation and {field: [old, new]}, in wire form."""
    for record in session.new:
        if isinstance(record, Record):
            yield record, "insert", {f: [None, to_wire(v)] for f, v in _values(record) if v is not None}
    for record in session.dirty:
        if isinstance(record, Record) and session.is_modified(record):
            yield record, "update", dict(edits_of(record))
    for record in session.deleted:
        if isinstance(record, Record):
            yield record, "delete", {f: [to_wire(v), None] for f, v in _values(record) if v is not None}


def edits_of(record: Record) -> Iterator[tuple[str, list[Any]]]:
    """The edited fields of a record, each [old, new] in wire form."""
    state = inspect(record)
    for field in fields_of(type(record)):
        history = state.attrs[field].load_history()
        if history.added and history.added != history.deleted:
            yield field, [to_wire(next(iter(history.deleted or ()), None)), to_wire(history.added[0])]


def fields_of(kind: type[Record]) -> list[str]:
    """The fields whose changes are logged."""
    return [c.key for c in inspect(kind).column_attrs if c.key not in SILENT]


def to_wire(value: Any) -> Any:
    """A value as JSON holds it."""
    match value:
        case UUID():
            return value.hex
        case datetime():
            return value.isoformat(timespec="milliseconds")  # as the column keeps it, or undo would see an edit
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case _:
            return value


def from_wire(kind: type[Record], field: str, value: Any) -> Any:
    """The wire form back as the column's Python type."""
    if value is None:
        return None
    column = kind.__table__.c[field].type  # type: ignore[attr-defined]
    if isinstance(column, SqlEnum):
        return column.enum_class(value) if column.enum_class else value
    wanted = column.python_type
    if wanted is UUID:
        return UUID(hex=value)
    return wanted.fromisoformat(value) if wanted in (date, datetime) else value


def _values(record: Record) -> Iterator[tuple[str, Any]]:
    return ((f, getattr(record, f)) for f in fields_of(type(record)))
