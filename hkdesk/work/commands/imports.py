"""Writing what was planned of a ledger, all of it or nothing, and taking it back (issue 6, Write)."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from hkdesk.domain.errors import DeskError
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.ledger_import import LedgerImport
from hkdesk.work.changes import undo_keeping
from hkdesk.work.commands.fields import get
from hkdesk.work.edited_since import Kept
from hkdesk.work.importing.rows import ImportPlan, PlannedRow, RowState
from hkdesk.work.importing.writing import ONE_BY_ONE, TOGETHER, Source, Writing


@dataclass(frozen=True)
class Imported:
    """What was written.

    Args:
        transaction: by which it is undone.
    """

    transaction: UUID
    new: int
    changed: int


def import_ledger(
    uow: UnitOfWork,
    plan: ImportPlan,
    rows: Iterable[PlannedRow],
    source: Source,
    *,
    report: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Write the planned rows that the officer kept, through the commands that their forms use.

    Args:
        report: gets how many rows are written, many times a second; what it raises ends the import, and nothing stays.

    Raises:
        FieldErrors: a RowError for the row that could not be written; nothing is written then.
        DeskError: if a row is not one that can be written, or its record was changed since the plan was made.
    """
    left = iter(rows)
    new = changed = 0
    writing = Writing(uow, plan, source)
    together = 1 if plan.kind in ONE_BY_ONE else TOGETHER
    with uow.in_bulk(), nullcontext() if plan.kind in ONE_BY_ONE else uow.session.no_autoflush:
        while some := list(islice(left, together)):
            writing.write(some)
            _leave(uow)
            states = Counter(row.state for row in some)
            new, changed = new + states[RowState.NEW], changed + states[RowState.CHANGES]
            report(new + changed)
        if not new + changed:
            raise DeskError("No row of this ledger is to be written.")
        for _ in writing.write_reports():
            _leave(uow)
            report(new + changed)
    same = plan.counts[RowState.SAME]
    uow.session.add(
        LedgerImport(
            transaction=uow.transaction,
            file_name=source.file_name,
            kind=plan.kind,
            at=uow.now,
            actor=uow.author.actor,
            rows_new=new,
            rows_changed=changed,
            rows_same=same,
            rows_left=len(plan.rows) - new - changed - same,
        )
    )
    return Imported(uow.transaction, new, changed)


def _leave(uow: UnitOfWork) -> None:
    """Write what waits, and hold it no longer: a hundred thousand rows are never held at once."""
    uow.flush()
    uow.session.expunge_all()
    uow.index()


def undo_import(uow: UnitOfWork, import_id: UUID, *, report: Callable[[int], None] = lambda _: None) -> list[Kept]:
    """Take an import back in one step; what was edited since is kept, and told.

    Args:
        report: gets how many records are done, many times a second; what it raises ends it, and nothing is changed.

    Raises:
        DeskError: if it has been taken back already.
    """
    taken_in: LedgerImport = get(uow.session, "LedgerImport", import_id)
    uow.session.expunge(taken_in)
    return undo_keeping(taken_in.transaction, uow, report)
