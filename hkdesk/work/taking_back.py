"""Takes back what a transaction did, some rows at a time: however many it wrote."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.errors import DeskError
from hkdesk.store.bulk_writing import Edited, Gone, New
from hkdesk.store.change_log import fields_of, from_wire
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.work.edited_since import edited
from hkdesk.work.logged_rows import LoggedRow, by_kind, logged_rows, records_now


def take_back(
    uow: UnitOfWork,
    transaction: UUID,
    ways: Mapping[UUID, str],
    report: Callable[[int], None] = lambda _: None,
) -> None:
    """Make some rows as they were before a transaction; nobody is to have changed them since.

    What it entered goes first, then what it changed is as it was, then what it deleted comes back: so what may be
    there once only is free for whoever had it.

    Args:
        ways: {row: what takes it back}, in the order of the log.
        report: gets how many rows are done, many times a second; what it raises ends it.
    """
    uow.undoes = transaction
    reader = uow.session.connection()
    done = 0
    with uow.in_bulk():
        for way, write in (("delete", _delete), ("update", _restore), ("insert", _bring_back)):
            keys = [key for key, its in ways.items() if its == way]
            for part in logged_rows(reader, transaction, keys[::-1]):
                for kind, rows in by_kind(part).items():
                    write(uow, kind, rows)
                uow.index()
                done += len(part)
                report(done)


def ways_back(reader: Connection, transaction: UUID, keys: Sequence[UUID]) -> dict[UUID, str]:
    """What takes each of some rows back.

    Raises:
        DeskError: naming the field that somebody has changed since.
    """
    ways: dict[UUID, str] = {}
    for part in logged_rows(reader, transaction, keys):
        for kind, rows in by_kind(part).items():
            records = records_now(reader, kind, [row.id for row in rows])
            for row in rows:
                _check_as_left(reader, row, records.get(row.id))
        ways |= {row.id: row.way_back for row in part}
    return ways


def _check_as_left(reader: Connection, row: LoggedRow, record: Mapping[str, Any] | None) -> None:
    name = edited(reader, row, record)
    if name == "" and record is None:
        raise DeskError("The record has been deleted since: this can no longer be taken back.")
    if name:
        raise DeskError("“{field_name}” has been changed since: this can no longer be taken back.", field_name=name)


def _delete(uow: UnitOfWork, kind: str, rows: Sequence[LoggedRow]) -> None:
    t = table_of(kind)
    asked = select(t.c.id, t.c.version).where(t.c.id.in_([row.id for row in rows]))
    versions: dict[UUID, int] = dict(map(tuple, uow.session.connection().execute(asked)))
    gone = [Gone(r.id, versions[r.id], {n: v for n, v in r.after.items() if v is not None}) for r in rows]
    uow.delete_many(RECORDS[kind], gone)


def _restore(uow: UnitOfWork, kind: str, rows: Sequence[LoggedRow]) -> None:
    made = RECORDS[kind]
    records = records_now(uow.session.connection(), kind, [row.id for row in rows])
    edits = [
        Edited(
            row.id,
            records[row.id]["version"],
            {n: (records[row.id][n], from_wire(made, n, old)) for n, old in row.before.items() if row.after[n] != old},
        )
        for row in rows
    ]
    uow.update_many(made, [one for one in edits if one.edits])


def _bring_back(uow: UnitOfWork, kind: str, rows: Sequence[LoggedRow]) -> None:
    made = RECORDS[kind]
    uow.insert_many([New(made, row.id, _whole(made, row.before)) for row in rows])


def _whole(kind: Any, before: dict[str, Any]) -> dict[str, Any]:
    """All fields of a record that was deleted: what the log does not tell of was empty."""
    return {name: from_wire(kind, name, before.get(name)) for name in fields_of(kind)}
