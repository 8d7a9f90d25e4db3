"""The table of a ledger: rows are chosen one or several at a time."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hkdesk.ui.widgets.ledger_delegate import ROW_HEIGHT, LedgerDelegate
from hkdesk.ui.widgets.packed_table import KEY, PackedTable
from hkdesk.wording import tr


class LedgerTable(QTableView):
    """Shift and Ctrl choose several rows, Ctrl+A all of the view.

    Signals:
        opened(QModelIndex): a row was opened by Enter or a double click.
        several(int): so many rows are chosen now; fewer than two are one or none.
        pasted(): a block is to be pasted.
    """

    opened = Signal(QModelIndex)
    pasted = Signal()
    several = Signal(int)

    def __init__(self, model: PackedTable, delegate: LedgerDelegate) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setAccessibleName(tr("Ledger"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(30)
        self.doubleClicked.connect(self.opened)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self.opened.emit(self.currentIndex()))
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        paste.activated.connect(self.pasted)
        self.selectionModel().selectionChanged.connect(lambda *_: self.several.emit(self.chosen_count()))
        model.modelReset.connect(lambda: self.several.emit(0))

    def choose(self, row: int, column: int = 0) -> None:
        """Make a row current and the only one that is chosen, whatever keys are held down meanwhile."""
        index = self._rows.index(row, column)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def chosen_count(self) -> int:
        """How many rows are chosen."""
        return sum(last - first for first, last in self._spans())

    def chosen_keys(self) -> bytes:
        """The keys of the chosen rows, 16 bytes each, in the ledger's order."""
        return b"".join([self._rows.keys[first * KEY : last * KEY] for first, last in self._spans()])

    def is_chosen(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return any(first <= index.row() < last for first, last in self._spans())

    def _spans(self) -> list[tuple[int, int]]:
        """The chosen rows as spans: a million of them are one. Hidden columns can make several ranges of a row."""
        found: list[tuple[int, int]] = []
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(n) for n in range(chosen.count())]
        for first, last in sorted((r.top(), r.bottom() + 1) for r in ranges):
            if found and first <= found[-1][1]:
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
        return found
