"""A ledger on the screen: search, chips, rows of any number, and the detail of the chosen one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QWidget,
)

from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.runner import AT_ONCE, Task
from hkdesk.ui.widgets.flow import FlowLayout
from hkdesk.ui.widgets.ledger_delegate import ROW_HEIGHT, LedgerDelegate
from hkdesk.ui.widgets.packed_table import ROW_ROLE, Column, PackedTable
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, column, row
from hkdesk.wording import tr
from hkdesk.work.queries import ledger as queries
from hkdesk.work.queries.ledger import Ledger, View

TYPING_PAUSE_MS, NARROW = 120, 1600


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
    """

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
        self.table = self._make_table()
        self._states = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._states)
        self.search = self._make_search(placeholder)
        layout = column(self, gap=10)
        bar = row(gap=8)
        bar.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        self._chips = self._make_chips(chips)
        flow = FlowLayout()
        for chip in self._chips.buttons():
            flow.addWidget(chip)
        bar.addLayout(flow, 1)
        layout.addLayout(bar)
        sheet = card()
        inside = column(sheet, margin=1)
        inside.addWidget(self._stack)
        layout.addWidget(sheet, 1)

    @property
    def view(self) -> View:
        """What is looked at now."""
        return View(self._context.park_id, self.chip, self.search.text(), self._order, self._is_descending)

    @property
    def chip(self) -> str:
        checked = self._chips.checkedButton()
        return str(checked.property("chip")) if checked else ""

    def choose_chip(self, name: str) -> None:
        """Look at the rows of a chip."""
        for chip in self._chips.buttons():
            if chip.property("chip") == name:
                chip.setChecked(True)
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
        """Read the keys anew; the chosen row stays chosen if it is still there."""
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
            self.search.clear()
            self._chips.buttons()[0].setChecked(True)
            self.refresh()

    def current_key(self) -> UUID | None:
        index = self.table.currentIndex()
        return UUID(bytes=self.model.key(index.row())) if index.isValid() else None

    def current_row(self) -> Any:
        index = self.table.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.window().width() < NARROW
        for n, c in enumerate(self.model.columns):
            self.table.setColumnHidden(n, is_narrow and c.is_secondary)

    def _fetch(self, keys: list[bytes]) -> Any:
        return self._context.runner.fetch(queries.rows, self._ledger, keys, self._context.today)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        self._delegate = LedgerDelegate(self.model.columns, self._context.theme)
        table.setItemDelegate(self._delegate)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setWordWrap(False)
        table.setAccessibleName(tr("Ledger"))
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(30)
        for n, c in enumerate(self.model.columns):
            table.setColumnWidth(n, c.width)
            if c.stretches:
                header.setSectionResizeMode(n, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._on_header)
        table.selectionModel().currentRowChanged.connect(self._on_current)
        table.doubleClicked.connect(self._on_opened)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._on_opened(table.currentIndex()))
        return table

    def _make_search(self, placeholder: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(placeholder)
        field.setAccessibleName(placeholder)
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(220)
        field.setMaximumWidth(290)
        field.addAction(icon("search", self._context.theme["faint"]), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        field.textChanged.connect(lambda: self._pause.start())
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), field)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.table.setFocus)
        return field

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
        group.buttonClicked.connect(lambda _: self.refresh())
        return group

    def _on_first(self, keys: bytes) -> None:
        if not self.model.keys.startswith(keys) or not keys or len(keys) < queries.KEYS_AT_FIRST * 16:
            self.model.set_keys(keys)
        self.model.forget()
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
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _on_failed(self, fault: Exception) -> None:
        self._states.show_state(
            "triangle-alert", tr("The ledger cannot be read."), str(fault), tr("Try again"), self.refresh
        )
        self._stack.setCurrentWidget(self._states)

    def _show_table_or_state(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.table)
            return
        if self.search.text() or self.chip:
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
        self.refresh()

    def _choose_wanted(self) -> bool:
        if self._wanted is None:
            return True
        at = self.model.row_of(self._wanted.bytes)
        if at < 0:
            return False
        self._wanted = None
        index = self.model.index(at, 0)
        self.table.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.table.scrollTo(index)
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
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(bool(self._order))
        if self._order:
            turn = Qt.SortOrder.DescendingOrder if self._is_descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(section, turn)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(700, 500)
