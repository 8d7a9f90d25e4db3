"""A table of a few rows, held whole, that looks and works as a ledger does."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.widgets.ledger_columns import LedgerColumns
from hkdesk.ui.widgets.ledger_delegate import LedgerDelegate
from hkdesk.ui.widgets.ledger_table import LedgerTable
from hkdesk.ui.widgets.packed_table import Column, PackedTable
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import card, column


class RowTable(QWidget):
    """Rows with an `id`; the chosen one stays chosen when they are read again. A click on a header sorts by it.

    Args:
        name: what the table is called, for whoever hears it.
        kept_as: what its columns are kept under in the settings.

    Signals:
        chosen(row): another row is current; None for none.
        opened(row): Enter or a double click.
        unwanted(row): the Delete key.
    """

    chosen = Signal(object)
    opened = Signal(object)
    unwanted = Signal(object)

    def __init__(self, context: Context, columns: Sequence[Column], name: str, kept_as: str) -> None:
        super().__init__()
        self._rows: dict[bytes, Any] = {}
        self._wanted: bytes | None = None
        self._given: list[Any] = []
        self._order: tuple[int, bool] | None = None
        self.model = PackedTable(columns, self._fetch, self)
        delegate = LedgerDelegate(self.model.columns, context.theme)
        self.table = LedgerTable(self.model, delegate)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(name)
        self.columns = LedgerColumns(context, kept_as, self.table, self.model.columns, delegate)
        self.table.horizontalHeader().sectionClicked.connect(self._on_header)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.current()))
        self.table.opened.connect(lambda index: self._tell(self.opened, index))
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(lambda: self._tell(self.unwanted, self.table.currentIndex()))
        self._states = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._states)
        sheet = card()
        column(sheet, margin=1).addWidget(self._stack)
        column(self).addWidget(sheet)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in this order where no header asks for another."""
        before = self._wanted or self._key(self.table.currentIndex())
        self._given = list(rows)
        self._rows = {row.id.bytes: row for row in self._sorted()}
        self.model.set_keys(b"".join(self._rows))
        self.model.forget()
        self._stack.setCurrentWidget(self.table)
        at = self.model.row_of(before) if before else -1
        self._wanted = None
        if rows:
            self.table.choose(max(0, at))
        self.chosen.emit(self.current())

    def show_state(
        self, icon: str, said: str, hint: str = "", action: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Say something in place of rows."""
        self._rows = {}
        self.model.set_keys(b"")
        self._states.show_state(icon, said, hint, action, do)
        self._stack.setCurrentWidget(self._states)
        self.chosen.emit(None)

    def choose(self, key: UUID) -> None:
        """Make a row current, now or once it is there."""
        at = self.model.row_of(key.bytes)
        if at < 0:
            self._wanted = key.bytes
        else:
            self.table.choose(at)

    def current(self) -> Any:
        """The chosen row; None if there is none."""
        return self._rows.get(self._key(self.table.currentIndex()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.columns.fit()

    def _on_header(self, n: int) -> None:
        """First the most, or the first of the alphabet; then the other way; then as it was."""
        header, order = self.table.horizontalHeader(), Qt.SortOrder
        is_figure = self._is_figure(n)
        if self._order == (n, not is_figure):
            self._order = None
        else:
            self._order = (n, not is_figure if self._order == (n, is_figure) else is_figure)
        header.setSortIndicatorShown(self._order is not None)
        if self._order is not None:
            header.setSortIndicator(n, order.DescendingOrder if self._order[1] else order.AscendingOrder)
        self.show_rows(self._given)

    def _sorted(self) -> list[Any]:
        if self._order is None:
            return self._given
        n, is_descending = self._order
        text = self.model.columns[n].text
        if self._is_figure(n):
            return sorted(self._given, key=lambda row: _figure(text(row)), reverse=is_descending)
        return sorted(self._given, key=text, reverse=is_descending)

    def _is_figure(self, n: int) -> bool:
        shown = self.model.columns[n]
        return shown.share is not None or shown.align == Qt.AlignmentFlag.AlignRight

    def _fetch(self, keys: list[bytes]) -> "Future[Mapping[bytes, Any]]":
        there: Future[Mapping[bytes, Any]] = Future()
        there.set_result({key: self._rows[key] for key in keys if key in self._rows})
        return there

    def _key(self, index: QModelIndex) -> bytes:
        return self.model.key(index.row()) if index.isValid() else b""

    def _tell(self, signal: Any, index: QModelIndex) -> None:
        if (row := self._rows.get(self._key(index))) is not None:
            signal.emit(row)


def _figure(text: str) -> int:
    """The number in a cell, e.g. of ▲ 1,234; none comes before nought."""
    digits = "".join(c for c in text if c.isdecimal())
    return int(digits) if digits else -1
