"""A table of figures: words at the left, numbers at the right, sums in bold."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from hkdesk.figures.request_tables import Table
from hkdesk.ui.theme import desk_font
from hkdesk.ui.widgets.text import tip

ROW, NUMBER, NAME = 28, 60, 150  # pixels: the height of a line, the least width of a number and of a name


class FigureTable(QTableWidget):
    """Shows a table; a line is opened by Enter or a double click.

    Args:
        words: how many columns at the left hold words.
        secondary: the columns that go where there is little room, the first of them first.

    Signals:
        opened(int): the line that is wanted.
    """

    opened = Signal(int)

    def __init__(self, name: str, words: int = 1, secondary: Sequence[int] = ()) -> None:
        super().__init__()
        self._words, self._secondary = words, secondary
        self._header: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    def show_table(self, table: Table) -> None:
        """Show these lines."""
        if table.header != self._header:  # Qt takes its time over a header
            self._header = table.header
            self._show_header()
        self.setRowCount(len(table.rows))
        for r, texts in enumerate(table.rows):
            is_sum = r >= len(table.rows) - table.sums
            for c, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(self._side(c))
                item.setToolTip(tip(text))
                if is_sum:
                    item.setFont(desk_font(10, bold=True))
                self.setItem(r, c, item)
        self._make_room()

    def _show_header(self) -> None:
        self.setColumnCount(len(self._header))
        for c, title in enumerate(self._header):
            item = QTableWidgetItem(title)
            item.setTextAlignment(self._side(c))
            self.setHorizontalHeaderItem(c, item)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Hide secondary columns until there is room for a name; the card's own table has them all."""
        for c in self._secondary:
            self.setColumnHidden(c, False)
        header = self.horizontalHeader()
        others = range(1, self.columnCount())
        widths = {c: max(NUMBER, self.sizeHintForColumn(c), header.sectionSizeHint(c)) for c in others}
        for c in self._secondary:
            if self.viewport().width() - sum(widths.values()) < NAME:
                self.setColumnHidden(c, True)
                widths.pop(c, None)
        for c, width in widths.items():
            self.setColumnWidth(c, width)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column < self._words else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter
