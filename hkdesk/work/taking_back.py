"""Takes back what a transaction did, some rows at a time: however many it wrote."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from hkdesk.domain.errors import DeskError
from hkdesk.store.bulk_writing import Edited, Gone, New
from hkdesk.store.change_log import fields_of, from_wire
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import RECORDS
from hkdesk.work.edited_since import edited
from hkdesk.work.logged_rows import LoggedRow, by_kind, logged_rows, records_now


def take_back(
    uow: UnitOfWork, transaction: UUID, keys: Sequence[UUID], report: Callable[[int], None] = lambda _: None
) -> None:
    """Make some rows as they were before a transaction.

    What it entered goes first, then what it changed is as it was, then what it deleted comes back: so what may be
    there once only is free for whoever had it.

    Args:
        keys: of the rows, in the order of the log.
        report: gets how many rows are done, many times a second; what it raises ends it.

    Raises:
        DeskError: naming the field that somebody has changed since.
    """
    uow.undoes = transaction
    reader = uow.session.connection()
    ways = _ways(uow, transaction, keys, report)
    done = 0
    with uow.in_bulk():
        for write, those in ((_delete, ways["delete"]), (_restore, ways["update"]), (_bring_back, ways["insert"])):
            for part in logged_rows(reader, transaction, those[::-1]):
                for kind, rows in by_kind(part).items():
                    write(uow, kind, rows)
                uow.index()
                done += len(part)
                report(done)


def _ways(
    uow: UnitOfWork, transaction: UUID, keys: Sequence[UUID], report: Callable[[int], None]
) -> dict[str, list[UUID]]:
    """What is to be done to which rows; nothing may have been changed since."""
    reader = uow.session.connection()
    found: dict[str, list[UUID]] = defaultdict(list)
    for part in logged_rows(reader, transaction, keys):
        for row in part:
            way = {(False, True): "delete", (True, True): "update", (True, False): "insert"}
            if (done := way.get((row.was_there, row.is_there))) is not None:
                found[done].append(row.id)
        report(0)
    return found


def _delete(uow: UnitOfWork, kind: str, rows: Sequence[LoggedRow]) -> None:
    records = _as_left(uow, kind, rows)
    gone = [Gone(r.id, records[r.id]["version"], {n: v for n, v in r.after.items() if v is not None}) for r in rows]
    uow.delete_many(RECORDS[kind], gone)


def _restore(uow: UnitOfWork, kind: str, rows: Sequence[LoggedRow]) -> None:
    records, made = _as_left(uow, kind, rows), RECORDS[kind]
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


def _as_left(uow: UnitOfWork, kind: str, rows: Sequence[LoggedRow]) -> dict[UUID, dict[str, Any]]:
    """The records as they are now.

    Raises:
        DeskError: if one is not as the transaction left it.
    """
    reader = uow.session.connection()
    records = records_now(reader, kind, [row.id for row in rows])
    for row in rows:
        if row.id not in records:
            raise DeskError("The record has been deleted since: this can no longer be taken back.")
        if name := edited(reader, row, records[row.id]):
            raise DeskError("“{field_name}” has been changed since: this can no longer be taken back.", field_name=name)
    return records
