"""Undo, redo and history: readings of the one change log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from hkdesk.domain.errors import DeskError
from hkdesk.store.change_log import from_wire
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.change import Change
from hkdesk.tables.record import Record
from hkdesk.work.edited_since import Kept, edited_since
from hkdesk.work.logged_rows import kinds_of
from hkdesk.work.taking_back import take_back, ways_back

REMEMBERED = 200  # transactions that undo looks back over
NOT_UNDONE = {"seed", "fill_practice", "reveal_phone", "reveal_phones"}  # what was seen cannot be unseen
UNDOES_OLDER = {"undo_import"}
CHANGE = Change.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Transaction:
    """One line of what has been done on this desk."""

    id: UUID
    command: str
    undoes: UUID | None


@dataclass(frozen=True, slots=True)
class UndoState:
    """What Ctrl+Z and Ctrl+Shift+Z would do now."""

    undo: Transaction | None
    redo: Transaction | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one transaction did to a record: {field: (old, new)}, in the column's types."""

    at: datetime
    actor: str
    command: str
    kind: str
    op: str
    fields: tuple[tuple[str, Any, Any], ...]


def undo_state(reader: Connection, desk: UUID) -> UndoState:
    """What can be taken back and brought back on this desk, from its log."""
    serial = func.min(CHANGE.c.serial)
    last = (
        select(CHANGE.c.transaction, CHANGE.c.command, CHANGE.c.undoes, serial.label("serial"))
        .where(CHANGE.c.desk == desk, CHANGE.c.serial > _horizon(reader, desk))
        .group_by(CHANGE.c.transaction)
        .order_by(serial.desc())
        .limit(REMEMBERED)
    )
    log = [Transaction(r.transaction, r.command, r.undoes) for r in reader.execute(last)]
    done, undone = stacks(list(reversed(log)))
    return UndoState(done[-1] if done else None, undone[-1] if undone else None)


def stacks(log: Sequence[Transaction]) -> tuple[list[Transaction], list[Transaction]]:
    """What stands done and what stands undone after a log, each with the latest last."""
    done: list[Transaction] = []
    undone: list[Transaction] = []
    for t in log:
        if t.command in NOT_UNDONE:
            continue
        if t.undoes is None:
            done.append(t)
            undone.clear()
        elif done and done[-1].id == t.undoes:
            undone.append(replace(t, command=done.pop().command))  # what comes back is called what it was
        elif undone and undone[-1].id == t.undoes:
            done.append(replace(t, command=undone.pop().command))
        elif t.command in UNDOES_OLDER:
            done.append(t)  # what came after it stands: it is taken back like any other
            undone.clear()
    return done, undone


def undo(uow: UnitOfWork) -> str | None:
    """Take this desk's last change back; gives its command, None if there is none.

    Raises:
        DeskError: naming the field that somebody has changed since.
    """
    return _revert(uow, undo_state(uow.session.connection(), uow.author.desk).undo)


def redo(uow: UnitOfWork) -> str | None:
    """Bring back what was taken back last; as `undo`."""
    return _revert(uow, undo_state(uow.session.connection(), uow.author.desk).redo)


def undo_keeping(transaction: UUID, uow: UnitOfWork, report: Callable[[int], None] = lambda _: None) -> list[Kept]:
    """Take a transaction back, however much came after it: what was edited since is kept, and told.

    Args:
        report: gets how many records are done, many times a second; what it raises ends it, and nothing is changed.

    Raises:
        DeskError: if there is nothing of it to take back.
    """
    reader = uow.session.connection()
    kinds = kinds_of(reader, transaction, lambda: report(0))
    if not kinds:
        raise DeskError("The log does not know of this any more: it cannot be taken back.")
    kept, ways = edited_since(reader, transaction, kinds, lambda: report(0))
    take_back(uow, transaction, ways, report)
    return list(kept.values())


def history(reader: Connection, rows: Sequence[UUID], limit: int = 200) -> list[HistoryEntry]:
    """What has happened to these records, the latest first."""
    found = reader.execute(
        select(CHANGE.c.at, CHANGE.c.actor, CHANGE.c.command, CHANGE.c.kind, CHANGE.c.op, CHANGE.c.fields)
        .where(CHANGE.c.row.in_(list(rows)))
        .order_by(CHANGE.c.at.desc(), CHANGE.c.serial.desc())
        .limit(limit)
    )
    return [
        HistoryEntry(r.at, r.actor, r.command, r.kind, r.op, tuple(_typed(RECORDS[r.kind], r.fields))) for r in found
    ]


def history_of(reader: Connection, kind: str, row: UUID) -> list[HistoryEntry]:
    """What has happened to a record, to the parts that belong or belonged to it, and to what was merged into it."""
    rows = [row, *_merged_into(reader, row)]
    return history(reader, [*rows, *_parts(reader, kind, rows)])


PARTS = {
    "Project": (("Milestone", "project_id"), ("ProgressReport", "project_id")),
    "Enterprise": (("Qualification", "enterprise_id"),),
}


def _parts(reader: Connection, kind: str, rows: Sequence[UUID]) -> list[UUID]:
    found: list[UUID] = []
    for part, field in (*PARTS.get(kind, ()), ("Attachment", "row")):
        table = table_of(part)
        found += reader.execute(select(table.c.id).where(table.c[field].in_(rows))).scalars()
        # Parts that were deleted are known to the log alone: a scan of it, which only an open history asks for.
        gone = select(CHANGE.c.row).where(
            CHANGE.c.kind == part,
            CHANGE.c.op == "delete",
            CHANGE.c.fields[field][0].as_string().in_([row.hex for row in rows]),
        )
        found += reader.execute(gone).scalars()
    return list(dict.fromkeys(found))


def _merged_into(reader: Connection, row: UUID) -> list[UUID]:
    """The records that were merged into this one, and into those."""
    merge, found, latest = table_of("Merge"), list[UUID](), [row]
    while latest:
        latest = list(reader.execute(select(merge.c.merged_id).where(merge.c.kept_id.in_(latest))).scalars())
        found += latest
    return found


def _horizon(reader: Connection, desk: UUID) -> int:
    """A serial before which undo does not look: bulk work may have written a great many rows."""
    last = reader.execute(select(func.max(CHANGE.c.serial)).where(CHANGE.c.desk == desk)).scalar() or 0
    return max(0, last - 50 * REMEMBERED)


def _revert(uow: UnitOfWork, transaction: Transaction | None) -> str | None:
    if transaction is None:
        return None
    reader = uow.session.connection()
    keys = list(kinds_of(reader, transaction.id))
    take_back(uow, transaction.id, ways_back(reader, transaction.id, keys))
    return transaction.command


def _typed(kind: type[Record], fields: dict[str, list[Any]]) -> list[tuple[str, Any, Any]]:
    return [(f, from_wire(kind, f, old), from_wire(kind, f, new)) for f, (old, new) in fields.items()]
