"""A ledger on the screen: search, chips, rows of any number, and the detail of the chosen one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from hkdesk.settings import SavedFilter
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.runner import AT_ONCE, Task
from hkdesk.ui.widgets.columns_dialog import ColumnsDialog
from hkdesk.ui.widgets.flow import FlowLayout
from hkdesk.ui.widgets.ledger_columns import LedgerColumns
from hkdesk.ui.widgets.ledger_delegate import LedgerDelegate
from hkdesk.ui.widgets.ledger_filters import LedgerFilters
from hkdesk.ui.widgets.ledger_table import LedgerTable
from hkdesk.ui.widgets.packed_table import ROW_ROLE, Column, PackedTable
from hkdesk.ui.widgets.saved_filters import SavedFilters
from hkdesk.ui.widgets.search_field import SearchField
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, column, row, tip
from hkdesk.wording import tr
from hkdesk.work.queries import ledger as queries
from hkdesk.work.queries.ledger import Ledger, View


@dataclass(frozen=True)
class Empty:
    """What an empty ledger says."""

    icon: str
    said: str
    hint: str
    action: str
    do: Callable[[], None]


class LedgerView(QWidget):
    """Search field, chips and the table of one ledger.

    Signals:
        chosen(UUID): another row is current; None for none.
        opened(UUID): a row was opened by Enter or a double click.
        loaded(): the first rows of a view are on the screen.
        several(int): so many rows are chosen; fewer than two are one or none.
    """

    several = Signal(int)
    chosen = Signal(object)
    opened = Signal(object)
    loaded = Signal()

    def __init__(
        self,
        context: Context,
        ledger: Ledger[Any],
        columns: Sequence[Column],
        chips: Sequence[tuple[str, str]],
        empty: Empty,
        placeholder: str,
    ) -> None:
        super().__init__()
        self._context, self._ledger, self._empty = context, ledger, empty
        self._wanted: UUID | None = None
        self._tasks: list[Task] = []
        self._coming: list[bytes] = []
        self._order, self._is_descending = "", False
        self.model = PackedTable(columns, self._fetch, self)
        self._delegate = LedgerDelegate(self.model.columns, context.theme)
        self.table = LedgerTable(self.model, self._delegate)
        self.columns = LedgerColumns(context, ledger.settings_name, self.table, self.model.columns, self._delegate)
        self.table.horizontalHeader().sectionClicked.connect(self._on_header)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self._on_opened)
        self.table.several.connect(self.several)
        self._states = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._states)
        self.search = SearchField(context.theme, placeholder, self.table)
        self.search.typed.connect(self.refresh)
        self._chips = self._make_chips(chips)
        layout = column(self, gap=10)
        layout.addLayout(self._make_bar())
        layout.addLayout(self._make_flow())
        sheet = card()
        inside = column(sheet, margin=1)
        inside.addWidget(self._stack)
        layout.addWidget(sheet, 1)

    @property
    def view(self) -> View:
        """What is looked at now."""
        where, officer = tuple(self.filters.where.items()), self.filters.officer
        search = self.search.text()
        return View(self._context.park_id, self.chip, search, self._order, self._is_descending, where, officer)

    @property
    def chip(self) -> str:
        checked = self._chips.checkedButton()
        return str(checked.property("chip")) if checked else ""

    def choose_chip(self, name: str) -> None:
        """Look at the rows of a chip."""
        self._check_chip(name)
        self._show_order()
        self.refresh()

    def looked(self) -> SavedFilter:
        """What is looked at now, to be saved."""
        v = self.view
        return SavedFilter("", v.chip, v.search, dict(v.where), bool(v.officer), v.order, v.is_descending)

    def look_at(self, saved: SavedFilter) -> None:
        """Look at what was saved; what this ledger does not know is left out."""
        self._check_chip(saved.chip)
        self.search.setText(saved.search)
        self.filters.set_all(saved.where, is_mine=saved.is_mine)
        is_known = saved.order in self._ledger.orders
        self._order, self._is_descending = (saved.order, saved.is_descending) if is_known else ("", False)
        self._show_order()
        self.refresh()

    def set_counts(self, counts: dict[str, int]) -> None:
        """Say on each chip how many rows it has."""
        for chip in self._chips.buttons():
            name = str(chip.property("chip"))
            text = str(chip.property("word"))
            if name in counts:
                text = f"{text} {counts[name]:,}"
            chip.setText(text.replace("&", "&&"))
            chip.setAccessibleName(text)

    def refresh(self) -> None:
        """Read what is on the screen anew, then the keys; the chosen row stays chosen if it is still there."""
        self.model.forget()
        self.table.viewport().repaint()  # asks for its rows now: behind the keys they would come late
        for task in self._tasks:
            task.cancel()
        if self._wanted is None:  # a row that somebody asked for goes before the one that is current
            self._wanted = self.current_key()
        self._coming = []
        view, today = self.view, self._context.today
        runner = self._context.runner
        first = runner.read(
            queries.first_keys,
            self._ledger,
            view,
            today,
            owner=self,
            then=self._on_first,
            failed=self._on_failed,
            urgency=AT_ONCE,
        )
        rest = runner.stream(
            queries.all_keys, self._ledger, view, today, owner=self, each=self._coming.append, done=self._on_all
        )
        self._tasks = [first, rest]

    def forget(self, keys: set[bytes]) -> None:
        """Fetch these rows anew."""
        self.model.forget(keys)

    def choose(self, key: UUID) -> None:
        """Make a row current as soon as it is there; a filter that hides it is taken off."""
        self._wanted = key
        if not self._choose_wanted():
            self._show_all()

    def current_key(self) -> UUID | None:
        index = self.table.currentIndex()
        return UUID(bytes=self.model.key(index.row())) if index.isValid() else None

    def current_row(self) -> Any:
        index = self.table.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.columns.fit()

    def add_tool(self, tool: QWidget) -> None:
        """Put a small button beside that of the columns."""
        self._bar.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)

    def open_columns(self) -> None:
        """Choose the columns by keys."""
        ColumnsDialog(self.window(), self.columns).open()

    def _fetch(self, keys: list[bytes]) -> Any:
        return self._context.runner.fetch(queries.rows, self._ledger, keys, self._context.today)

    def _make_bar(self) -> QHBoxLayout:
        """Search and filters, and what keeps and arranges them."""
        bar = row(gap=8)
        flow = FlowLayout()
        self.filters = LedgerFilters(self, self._context, self._ledger, flow)
        self.filters.changed.connect(self.refresh)
        self.saved = SavedFilters(self._context, self._ledger.settings_name, self.looked, self.look_at)
        columns = QPushButton(icon("columns-3", self._context.theme["sub"]), "")
        columns.setObjectName("tool")
        columns.setAccessibleName(tr("Columns"))
        columns.setToolTip(tip(tr("Columns")))
        columns.clicked.connect(self.open_columns)
        header = self.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda _at: self.open_columns())
        for part in (self.search, self.saved):
            bar.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        bar.addLayout(flow, 1)
        bar.addWidget(columns, 0, Qt.AlignmentFlag.AlignTop)
        self._bar = bar
        return bar

    def _make_flow(self) -> FlowLayout:
        flow = FlowLayout()
        for chip in self._chips.buttons():
            flow.addWidget(chip)
        return flow

    def _make_chips(self, chips: Sequence[tuple[str, str]]) -> QButtonGroup:
        group = QButtonGroup(self)
        group.setExclusive(True)
        for name, word in (("", tr("All")), *chips):
            chip: QPushButton = button(word, "chip")
            chip.setCheckable(True)
            chip.setProperty("chip", name)
            chip.setProperty("word", word)
            group.addButton(chip)
        group.buttons()[0].setChecked(True)
        group.buttonClicked.connect(lambda _: self._show_order())
        group.buttonClicked.connect(lambda _: self.refresh())
        return group

    def _check_chip(self, name: str) -> None:
        for chip in self._chips.buttons():
            if chip.property("chip") == name:
                chip.setChecked(True)

    def _on_first(self, keys: bytes) -> None:
        if not self.model.keys.startswith(keys) or not keys or len(keys) < queries.KEYS_AT_FIRST * 16:
            self.model.set_keys(keys)
        self._show_table_or_state()
        self._choose_wanted()
        self.loaded.emit()

    def _on_all(self) -> None:
        self.model.set_keys(b"".join(self._coming))
        self._coming = []
        self._show_table_or_state()
        self._choose_wanted()
        self._wanted = None  # what is not here now is not waited for
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.choose(0)

    def _on_failed(self, fault: Exception) -> None:
        self._states.show_state(
            "triangle-alert", tr("The ledger cannot be read."), str(fault), tr("Try again"), self.refresh
        )
        self._stack.setCurrentWidget(self._states)

    def _show_table_or_state(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.table)
            return
        if self.search.text() or self.chip or self.filters.is_on:
            self._states.show_state(
                "search",
                tr("Nothing fits."),
                tr("Take a filter off or search for less."),
                tr("Show all"),
                self._show_all,
            )
        else:
            e = self._empty
            self._states.show_state(e.icon, e.said, e.hint, e.action, e.do)
        self._stack.setCurrentWidget(self._states)
        self.chosen.emit(None)

    def _show_all(self) -> None:
        self.search.clear()
        self._chips.buttons()[0].setChecked(True)
        self.filters.set_all({}, is_mine=False)
        self._show_order()
        self.refresh()

    def _choose_wanted(self) -> bool:
        if self._wanted is None:
            return True
        at = self.model.row_of(self._wanted.bytes)
        if at < 0:
            return False
        self._wanted = None
        index = self.model.index(at, 0)
        if self.table.currentIndex().row() == at and self.table.chosen_count() > 1 and self.table.is_chosen(index):
            return True  # several are chosen, and have only been read again
        self.table.choose(at)
        return True

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(UUID(bytes=self.model.key(index.row())) if index.isValid() else None)

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(UUID(bytes=self.model.key(index.row())))

    def _on_header(self, section: int) -> None:
        order = self.model.columns[section].order
        if not order:
            return
        if self._order == order and self._is_descending:
            self._order, self._is_descending = "", False
        elif self._order == order:
            self._is_descending = True
        else:
            self._order, self._is_descending = order, False
        self._show_order()
        self.refresh()

    def _show_order(self) -> None:
        """Show in the header what the rows are sorted by, be it asked for or the chip's own."""
        order, is_descending = self._ledger.order_of(self.view)
        section = next((n for n, c in enumerate(self.model.columns) if order and c.order == order), None)
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(section is not None)
        if section is not None:
            turn = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(section, turn)

    def sizeHint(self) -> QSize:
        return QSize(700, 500)
