"""A table of figures: words at the left, numbers at the right, sums in bold."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from hkdesk.figures.request_tables import Table
from hkdesk.ui.theme import desk_font
from hkdesk.ui.widgets.text import tip

ROW, NUMBER = 28, 84  # pixels: the height of a line, the least width of a column of numbers


class FigureTable(QTableWidget):
    """Shows a table; a line is opened by Enter or a double click.

    Signals:
        opened(int): the line that is wanted.
    """

    opened = Signal(int)

    def __init__(self, name: str, words: int = 1) -> None:
        super().__init__()
        self._words = words
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
        self.setColumnCount(len(table.header))
        self.setRowCount(len(table.rows))
        for c, title in enumerate(table.header):
            item = QTableWidgetItem(title)
            item.setTextAlignment(self._side(c))
            self.setHorizontalHeaderItem(c, item)
        for r, texts in enumerate(table.rows):
            is_sum = r >= len(table.rows) - table.sums
            for c, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(self._side(c))
                item.setToolTip(tip(text))
                if is_sum:
                    item.setFont(desk_font(10, bold=True))
                self.setItem(r, c, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(min(NUMBER, 60))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column < self._words else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter
