"""A ledger on its way into the desk: what it holds, what the officer decides of it, and its being written."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.guess import AUTO
from hkdesk.exchange.ledgers.mapping import LedgerMapping, shape_of, to_json
from hkdesk.exchange.ledgers.refused import write_refused
from hkdesk.exchange.ledgers.sheets import RawBook
from hkdesk.ui.context import Context
from hkdesk.ui.garbage import let_go, look_again, pass_over
from hkdesk.ui.importing.pipeline import Request, RowsChecked, RowsRead, Understood, open_file, understand
from hkdesk.ui.runner import Task
from hkdesk.wording import tr
from hkdesk.work.commands.imports import import_ledger
from hkdesk.work.commands.ledger_shapes import remember_shape
from hkdesk.work.importing.decisions import Decisions, Side
from hkdesk.work.importing.rows import RowState
from hkdesk.work.importing.writing import Source


class Incoming(QObject):
    """One ledger, from the file to the desk.

    Signals:
        started(): it is being read, or understood anew.
        reading(int): so many rows have been read, or understood.
        checking(int): of so many rows it is known what they would do.
        understood(): what is known of it has changed: `known`.
        refused(DeskError): it cannot be read; a NeedsPassword asks for one.
        decided(): the officer decided something that needs no new understanding.
        writing(int): so many rows have been written.
        written(Imported): it is on the desk.
        not_written(DeskError): nothing was written.
        given_up(): nothing was written, as the officer wished.
    """

    started = Signal()
    reading = Signal(int)
    checking = Signal(int)
    understood = Signal()
    refused = Signal(object)
    decided = Signal()
    writing = Signal(int)
    written = Signal(object)
    not_written = Signal(object)
    given_up = Signal()

    def __init__(self, context: Context, kind: str, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.path: Path | None = None
        self.known: Understood | None = None
        self.decisions = Decisions()
        self._asked_kind = kind or AUTO
        self.request = Request("", context.today, self._asked_kind, park=context.park_id)
        self.is_busy = self.is_writing = False
        self._task: Task | None = None
        self._password = ""  # of a file whose first rows are known, until all are
        self._before = self.request, self.decisions

    @property
    def name(self) -> str:
        """What it is called: its file's name, or that it was copied."""
        return self.request.file_name

    @property
    def is_touched(self) -> bool:
        """Whether the officer has decided anything that would be lost."""
        made = self.decisions
        is_decided = bool(made.answers or made.left_out or made.sides or made.corrections)
        return self.known is not None and (is_decided or self.request.mapping is not None)

    def open(self, path: Path, password: str = "") -> None:
        """Read a file."""
        self.path, self.known, self.decisions = path, None, Decisions()
        self.request, self._password = self._anew(path.name), password
        self._start(open_file, path, password)

    def paste(self, book: RawBook) -> None:
        """Take what was copied out of a spreadsheet."""
        self.path, self.known, self.decisions = None, None, Decisions()
        self.request = self._anew(tr("What was copied"))
        self._start(understand, book)

    def choose(self, **asked: Any) -> None:
        """Take another sheet, kind or header (pipeline.Request): its columns are guessed anew.

        Of what was decided that stays which still holds: cells put right in the same sheet, answers about the same
        kind.
        """
        keeps_sheet = "sheet" not in asked and self.known is not None
        sheet = self.known.mapping.sheet if keeps_sheet and self.known else ""
        before = self.decisions
        self.request = replace(self.request, **{"mapping": None, "header": None, "sheet": sheet, **asked})
        self.decisions = Decisions()
        if keeps_sheet:
            self.decisions.corrections, self.decisions.left_out = dict(before.corrections), set(before.left_out)
        if "header" in asked:
            self.decisions.answers, self.decisions.sides = dict(before.answers), dict(before.sides)
        self._again()

    def choose_park(self, park: UUID | None) -> None:
        """Let new records go to another park."""
        self.request = replace(self.request, park=park)
        self._again()

    def map_as(self, mapping: LedgerMapping) -> None:
        """Read the columns as the officer says."""
        self.request = replace(self.request, mapping=mapping, kind=mapping.kind, sheet=mapping.sheet)
        self._again()

    def correct(self, row: int, column: int, text: str) -> None:
        """Put a cell right; row as Excel counts them, column from 0."""
        self.decisions.corrections[row - 1, column] = text
        self._again()

    def answer(self, name: str, record: UUID | None) -> None:
        """Say which record a name means, in every row that has it; None for a new one."""
        self.decisions.answers[name] = record
        self._again()

    def leave_out(self, rows: list[int], *, is_left_out: bool) -> None:
        """Leave rows out, or take them after all."""
        left_out = self.decisions.left_out
        (left_out.update if is_left_out else left_out.difference_update)(rows)
        self.decided.emit()

    def take_side(self, rows: list[int], side: Side) -> None:
        """Say whose values stay in rows that were edited on both sides."""
        self.decisions.sides |= dict.fromkeys(rows, side)
        self.decided.emit()

    def count_to_write(self) -> int:
        """How many rows would be written now."""
        known = self.known
        if known is None or known.plan is None or not known.is_whole:
            return 0
        return self.decisions.count_writable(known.plan, known.written)

    def count_left(self) -> int:
        """How many rows would neither be written nor are on the desk already."""
        known = self.known
        if known is None or known.plan is None or not known.is_whole:
            return 0
        return max(0, len(known.plan.rows) - self.count_to_write() - known.count(RowState.SAME))

    def write(self, *, may_change_closed: bool = False) -> None:
        """Write them, all or nothing."""
        known = self.known
        if known is None or known.plan is None or not known.is_whole or self.is_busy:
            return
        self._remember(known)
        source = Source(self.name, tr("Taken in from the ledger {file}", file=self.name), may_change_closed)
        self.is_busy = self.is_writing = True
        self._task = self._context.runner.run(
            import_ledger,
            known.plan,
            self.decisions.as_they_stand().writable(known.plan),
            source,
            owner=self,
            each=self.writing.emit,
            then=lambda imported: self._end(self.written, imported),
            refused=lambda error: self._end(self.not_written, error),
            given_up=lambda: self._end(self.given_up),
        )

    def save_refused(self, path: Path, then: Callable[[Any], None], refused: Callable[[DeskError], None]) -> None:
        """Write the rows that are not taken into a file; `then` gets how many there are."""
        known, today, officer = self.known, self._context.today, self._context.runner.desk.officer
        if known is None or known.taken is None or known.plan is None:
            return
        taken, plan, decisions = known.taken, known.plan, self.decisions.as_they_stand()

        def work(_report: object) -> int:
            rows = map(decisions.decided, plan.rows)
            return write_refused(taken.sheet, taken.mapping, rows, path, today, officer, decisions.left_out)

        self._context.runner.job(work, owner=self, then=then, refused=refused)

    def finish(self) -> None:
        """Give up what is under way, and let go of the rows."""
        self.cancel()
        held, self.known = _rows_of(self.known), None
        self._let_go(held, look_again)

    def cancel(self) -> None:
        """Give up what is under way; of writing, the end is told."""
        if self._task is not None:
            self._task.cancel()

    def give_up_reading(self) -> None:
        """Give up a file that is being read."""
        self.cancel()
        self.is_busy, self.known = False, None

    def _remember(self, known: Understood) -> None:
        """Keep how the officer put the columns right; before the rows, so that Ctrl+Z takes the rows back first."""
        if self.request.mapping is None:
            return
        sheet = next(each for each in known.book.sheets if each.name == known.mapping.sheet)
        shape = shape_of(sheet, known.mapping.header_rows)
        self._context.runner.run(remember_shape, shape, known.mapping.kind, to_json(known.mapping), owner=self)

    def _anew(self, name: str) -> Request:
        asked = self.request
        parks = tuple(park.name for park in self._context.parks)
        return Request(name, self._context.today, self._asked_kind, park=asked.park, parks=parks)

    def _again(self) -> None:
        if self.known is None:
            return
        if self.known.is_whole or self.path is None:
            self._start(understand, self.known.book)
        else:  # to understand its first rows anew would be to take them for all
            self._start(open_file, self.path, self._password)

    def _start(self, work: Any, *asked: Any) -> None:
        self.cancel()
        self.is_busy = True
        request = replace(
            self.request, answers=dict(self.decisions.answers), corrections=dict(self.decisions.corrections)
        )

        def read(query: Any, *arguments: Any) -> Any:
            return self._context.runner.fetch(query, *arguments).result()

        self._task = self._context.runner.job(
            work,
            *asked,
            request,
            read,
            owner=self,
            each=self._on_step,
            then=self._on_understood,
            refused=self._on_refused,
        )
        self.started.emit()

    def _on_step(self, step: object) -> None:
        if isinstance(step, RowsRead):
            self.reading.emit(step.count)
        elif isinstance(step, RowsChecked):
            self.checking.emit(step.count)
        elif isinstance(step, Understood):
            self._know(step)

    def _on_understood(self, known: Understood) -> None:
        self.is_busy, self._password = False, ""
        self._know(known)

    def _know(self, known: Understood) -> None:
        pass_over()
        held = _rows_of(self.known)
        self.known, self._before = known, (self.request, self.decisions)
        self.understood.emit()
        self._let_go(held)

    def _let_go(self, held: list[list[object]], then: Callable[[], None] = lambda: None) -> None:
        self._context.runner.job(lambda _: let_go(held), owner=self._context.runner, then=lambda _: then())

    def _on_refused(self, error: DeskError) -> None:
        self.is_busy = False
        if self.known is not None:
            self.request, self.decisions = self._before  # which it was understood by
        self.refused.emit(error)

    def _end(self, signal: Any, *values: object) -> None:
        self.is_busy = self.is_writing = False
        signal.emit(*values)


def _rows_of(known: Understood | None) -> list[list[object]]:
    """The rows of what was understood, so that they can be let go of."""
    if known is None or known.plan is None or known.taken is None:
        return []
    return [list(known.plan.rows), list(known.taken.table.rows)]
