"""The rows of a ledger before they are written: what becomes of each, its sums beside the sheet's own."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.importing.incoming import Incoming
from hkdesk.ui.importing.line import STATES, Line, Tone
from hkdesk.ui.importing.pipeline import Understood
from hkdesk.ui.importing.row_pane import RowPane
from hkdesk.ui.importing.rows_table import BEFORE, LEFT_OUT_CHIP, RowsTable
from hkdesk.ui.widgets.flow import FlowLayout
from hkdesk.ui.widgets.ledger_delegate import LedgerDelegate
from hkdesk.ui.widgets.ledger_table import LedgerTable
from hkdesk.ui.widgets.packed_table import KEY
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, clear, column, label, row
from hkdesk.wording import field_name, tr
from hkdesk.work.importing.rows import RowState, SumCheck

FIRST = (RowState.REFUSED, RowState.ASKED, RowState.CONFLICT, RowState.CHANGES, RowState.NEW)


class RowsView(QWidget):
    """Chips by what becomes of rows, the table in which cells are put right, and the pane of the chosen row.

    Signals:
        columns_wanted(): the officer wants to look at the columns.
    """

    columns_wanted = Signal()

    def __init__(self, context: Context, incoming: Incoming) -> None:
        super().__init__()
        self._context, self._incoming = context, incoming
        self._known: Understood | None = None
        self._waiting: Understood | None = None  # until the officer has done with a cell
        self._model: RowsTable | None = None
        self.table: LedgerTable | None = None
        layout = column(self, gap=10)
        flow = FlowLayout()
        self._chips = QButtonGroup(self)
        for name, text in (
            ("", tr("All")),
            *((s.value, tr(STATES[s])) for s in RowState),
            (LEFT_OUT_CHIP, tr("Left out")),
        ):
            chip = button(text, "chip")
            chip.setCheckable(True)
            chip.setProperty("chip", name)
            chip.setProperty("word", text)
            self._chips.addButton(chip)
            flow.addWidget(chip)
        self._chips.buttons()[0].setChecked(True)
        self._chips.buttonClicked.connect(lambda _: self._look())
        top = row(gap=12)
        top.addLayout(flow, 1)
        top.addWidget(label(tr("F2 put a cell right   Delete leave a row out"), "keys"))
        layout.addLayout(top)
        self._sums = column(gap=2)
        layout.addLayout(self._sums)
        middle = row(gap=12)
        sheet = card()
        self._place: QVBoxLayout = column(sheet, margin=1)
        self._states = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._states)
        self._place.addWidget(self._stack)
        middle.addWidget(sheet, 1)
        self.pane = RowPane(context.theme)
        self.pane.answered.connect(incoming.answer)
        self.pane.side_taken.connect(lambda side: incoming.take_side(self._chosen(), side))
        self.pane.leave_out.connect(lambda is_out: incoming.leave_out(self._chosen(), is_left_out=is_out))
        middle.addWidget(self.pane)
        layout.addLayout(middle, 1)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self)
        delete.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        delete.activated.connect(self._turn_left_out)
        edit = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        edit.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        edit.activated.connect(self._put_right)
        incoming.decided.connect(self._look)

    def show_known(self, known: Understood) -> None:
        """Show the rows as they are understood now; what is looked at stays, and so does what is being typed."""
        if self.table is not None and self.table.state() is QAbstractItemView.State.EditingState:
            self._waiting = known
            return
        self._waiting = None
        before, self._known = self._known, known
        for chip in self._chips.buttons():
            chip.setEnabled(known.plan is not None)
        if known.plan is None:
            self._show_fault()
            return
        number = line.row.number if (line := self.current()) else 0
        if self._model is None or before is None or before.mapping != known.mapping:
            self._make_table(known)
        self._count(known)
        self._show_sums(known.plan.sums)
        self._look(number)
        if before is None:
            self._show_first_open()

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self.show_known(self._waiting)

    def _show_fault(self) -> None:
        """There are no rows before the columns are right."""
        said, to = tr("Its columns have to be put right first."), tr("Columns and fields")
        self._states.show_state("columns-3", said, "", to, self.columns_wanted.emit)
        self._stack.setCurrentWidget(self._states)
        self.pane.show_line(None)

    def show_chip(self, name: str) -> None:
        """Look at the rows of a state."""
        for chip in self._chips.buttons():
            if chip.property("chip") == name:
                chip.setChecked(True)
        self._look()

    def show_row(self, number: int) -> None:
        """Look at a row, whatever becomes of it."""
        self._chips.buttons()[0].setChecked(True)
        self._look(number)

    def current(self) -> Line | None:
        """The chosen row."""
        if self._model is None or self.table is None:
            return None
        return self._model.line(self.table.currentIndex())

    def _show_first_open(self) -> None:
        """Look at the first row that waits for the officer; where none does, at the first that is to be written."""
        for state in FIRST:
            keys = self._known.keys.get(state, b"") if self._known else b""
            if keys and self._model is not None:
                self.show_row(self._model.numbers(keys[:KEY])[0])
                return

    def _make_table(self, known: Understood) -> None:
        if self.table is not None:
            self._stack.removeWidget(self.table)
            self.table.deleteLater()
        self._model = RowsTable(self._incoming, known, self)
        self._model.corrected.connect(self._incoming.correct)
        delegate = LedgerDelegate(self._model.columns, self._context.theme)
        self.table = LedgerTable(self._model, delegate)
        delegate.setParent(self.table)
        delegate.closeEditor.connect(lambda *_: self._show_waiting())
        self.table.setAccessibleName(tr("Rows of the ledger"))
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.table.horizontalHeader()
        for n, shown in enumerate(self._model.columns):
            self.table.setColumnWidth(n, max(shown.width, header.sectionSizeHint(n)))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_line())
        self._stack.addWidget(self.table)

    def _count(self, known: Understood) -> None:
        for chip in self._chips.buttons():
            name = str(chip.property("chip"))
            count = len(self._incoming.decisions.left_out) if name == LEFT_OUT_CHIP else known.count(name)
            text = f"{chip.property('word')} {count:,}"
            chip.setText(text.replace("&", "&&"))
            chip.setAccessibleName(str(chip.property("word")))
            chip.setVisible(bool(count) or not name or chip.isChecked())

    def _show_sums(self, sums: tuple[SumCheck, ...]) -> None:
        clear(self._sums)
        for each in sums:
            said = {"field_name": field_name(each.field), "rows": each.of_rows, "sheet": each.of_sheet}
            if each.fits:
                text = tr("✓ {field_name}: the rows come to {rows}, as the sheet's own sum says.", **said)
            else:
                text = tr("！{field_name}: the rows come to {rows}, but the sheet's own sum says {sheet}.", **said)
            self._sums.addWidget(label(text, "sub" if each.fits else "notice"))

    def _look(self, number: int = 0) -> None:
        known, model, table = self._known, self._model, self.table
        if known is None or known.plan is None or model is None or table is None:
            return
        number = number or (line.row.number if (line := self.current()) else 0)
        model.look_at(known, str(self._chips.checkedButton().property("chip")))
        self._count(known)
        if not model.rowCount():
            self._states.show_state(
                "search", tr("No row is like this."), "", tr("Show all"), lambda: self.show_chip("")
            )
            self._stack.setCurrentWidget(self._states)
        else:
            self._stack.setCurrentWidget(table)
            at = max(0, model.place_of(number)) if number else 0
            column_now = max(BEFORE - 1, table.currentIndex().column())
            if table.chosen_count() < 2 or not table.is_chosen(model.index(at, 0)):  # several stay chosen
                table.choose(at, column_now)
        self._show_line()

    def _show_line(self) -> None:
        self.pane.show_line(self.current())

    def _chosen(self) -> list[int]:
        """The numbers of the chosen rows."""
        if self._model is None or self.table is None:
            return []
        return self._model.numbers(self.table.chosen_keys())

    def _put_right(self) -> None:
        """Open the cell that the cursor is on; before the ledger's own cells, the first that is wrong."""
        model, table, line = self._model, self.table, self.current()
        if model is None or table is None or line is None:
            return
        at = table.currentIndex()
        if at.column() < BEFORE:
            wrong = (n for n, (_, name) in enumerate(model.fields, BEFORE) if line.tone(name) is Tone.WRONG)
            at = model.index(at.row(), next(wrong, BEFORE))
            table.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
        table.edit(at)

    def _turn_left_out(self) -> None:
        line = self.current()
        if line is not None:
            self._incoming.leave_out(self._chosen(), is_left_out=not line.is_left_out)
