"""The largest lags as a list: Enter or a double click opens the project."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hkdesk.figures.lags import lag_header, lag_row
from hkdesk.ui.context import Context
from hkdesk.ui.widgets.paint import LIGHT_SHAPES, LIGHT_TOKENS
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import column, tip
from hkdesk.wording import tr
from hkdesk.work.queries.progress import Lag

WIDTHS = (76, 104, 104, 84, 128, 84)  # pixels of the columns behind the name
ROW, WORDS = 28, 2  # pixels; columns of words before those of figures


class LagTable(QWidget):
    """A line a project, the furthest behind first; without any it says so."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lags: Sequence[Lag] = ()
        self.table = self._make_table()
        self._nothing = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        layout: QVBoxLayout = column(self)
        layout.addWidget(self._stack)

    def show_lags(self, lags: Sequence[Lag]) -> None:
        """Show these."""
        self._lags = lags
        self.table.setRowCount(len(lags))
        for n, lag in enumerate(lags):
            for c, text in enumerate(lag_row(lag)):
                said = f"{LIGHT_SHAPES[lag.light]} {text}" if c == self.table.columnCount() - 1 else text
                item = QTableWidgetItem(said)
                item.setToolTip(tip(text))
                item.setTextAlignment(_side(c) | Qt.AlignmentFlag.AlignVCenter)
                if c == self.table.columnCount() - 1:
                    item.setForeground(self._context.theme[LIGHT_TOKENS[lag.light]])
                self.table.setItem(n, c, item)
        self._make_room()
        self._stack.setCurrentIndex(0 if lags else 1)
        if not lags:
            self._nothing.show_state(
                "circle-check",
                tr("No project is behind its plan of the year."),
                tr("Projects with a plan of the year and monthly reports are compared here."),
            )

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(lag_header()))
        table.setAccessibleName(tr("The ten largest lags"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for n, title in enumerate(lag_header()):
            item = QTableWidgetItem(title)
            item.setTextAlignment(_side(n) | Qt.AlignmentFlag.AlignVCenter)
            table.setHorizontalHeaderItem(n, item)
        table.activated.connect(lambda index: self._open(index.row()))
        return table

    def _make_room(self) -> None:
        """Headings and amounts are never cut; the name has what is left."""
        header = self.table.horizontalHeader()
        header.ensurePolished()  # it is measured before it is seen
        for n, width in enumerate(WIDTHS, 1):
            self.table.setColumnWidth(n, max(width, header.sectionSizeHint(n), self.table.sizeHintForColumn(n)))

    def _open(self, n: int) -> None:
        self._context.bus.record_wanted.emit("Project", self._lags[n].id)


def _side(section: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if section < WORDS else Qt.AlignmentFlag.AlignRight
