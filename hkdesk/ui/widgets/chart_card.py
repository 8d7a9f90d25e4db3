"""A card with a chart: its picture, the same as a table, and both to take along."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.saving import where_to_save
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import tr

PICTURE_SCALE = 2  # a saved picture is read on paper and on larger screens


@dataclass(frozen=True)
class ChartTable:
    """What a chart says, as a table: as it is read, and as a spreadsheet calculates with it."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    values: Sequence[Sequence[object]]


class ChartCard(QFrame):
    """A chart with its name; the button at its corner turns it into a table, saves the picture or the data."""

    def __init__(self, context: Context, title: str, note: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        self._context, self.title = context, title
        self._table: ChartTable | None = None
        layout = column(self, margin=16, gap=8)
        top = row()
        top.addWidget(label(title, "heading"))
        top.addStretch(1)
        if note is not None:
            top.addWidget(note)
        self.more = button("", "quiet", accessible=tr("{chart}: table, picture, data", chart=title))
        self.more.setIcon(icon("download", context.theme["sub"]))
        self.more.setFixedSize(30, 26)
        self.more.setToolTip(tr("Table, picture, data"))
        self.more.clicked.connect(self._open_menu)
        top.addWidget(self.more)
        layout.addLayout(top)
        self._stack = QStackedWidget()
        self._waiting = label(tr("Drawing…"), "faint")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._twin = _twin(title)
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self._twin)
        layout.addWidget(self._stack, 1)
        self.setMinimumHeight(170)
        self.picture: QWidget | None = None

    def show_picture(self, widget: QWidget) -> None:
        """The picture, in place of the word that it is being drawn."""
        self.picture = widget
        self._stack.addWidget(widget)
        if self._stack.currentWidget() is self._waiting:
            self._stack.setCurrentWidget(widget)

    def show_table(self, table: ChartTable) -> None:
        """What the picture says now."""
        self._table = table
        self._twin.setColumnCount(len(table.header))
        self._twin.setHorizontalHeaderLabels(list(table.header))
        self._twin.setRowCount(len(table.rows))
        for r, texts in enumerate(table.rows):
            for c, text in enumerate(texts):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignRight if c else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self._twin.setItem(r, c, item)

    @property
    def is_table(self) -> bool:
        return self._stack.currentWidget() is self._twin

    def turn(self) -> None:
        """From picture to table, and back."""
        self._stack.setCurrentWidget((self.picture or self._waiting) if self.is_table else self._twin)

    def save_picture(self) -> None:
        """Save the picture as PNG, twice as large as it is shown."""
        if self.picture is not None and (path := self._ask(".png", "PNG")) is not None:
            picture, theme = self.picture, self._context.theme
            self._do(lambda: write_picture(picture, theme["card"].name(), path), path)

    def save_data(self) -> None:
        """Save the table as an Excel workbook."""
        if self._table is not None and (path := self._ask(".xlsx", "Excel")) is not None:
            from hkdesk.documents.chart_table import chart_document
            from hkdesk.exchange.save import save_document  # a spreadsheet's writer, which the page need not wait for

            table, context = self._table, self._context
            document = chart_document(
                self.title,
                table.header,
                table.rows,
                table.values,
                park=context.place,
                today=context.today,
                prepared_by=context.runner.desk.officer,
                is_practice=context.runner.desk.is_practice,
            )
            self._do(lambda: save_document(document, path), path)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        turn = tr("Show the picture") if self.is_table else tr("Show as a table")
        for text, do in (
            (turn, self.turn),
            (tr("Save the picture…"), self.save_picture),
            (tr("Save the data…"), self.save_data),
        ):
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False, do=do: do())
            menu.addAction(action)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _ask(self, ending: str, what: str) -> Path | None:
        return where_to_save(self.window(), self.title, self.title, what, ending)

    def _do(self, write: Callable[[], None], path: Path) -> None:
        try:
            write()
        except DeskError as error:
            self._context.messages.refuse(error)
        else:
            self._context.messages.say(tr("{file} has been written.", file=str(path)))


def write_picture(widget: QWidget, ground: str, path: Path) -> None:
    """Write what a widget shows as PNG, on its card's colour.

    Raises:
        DeskError: if the file cannot be written.
    """
    size = widget.size()
    image = QImage(QSize(size.width(), size.height()) * PICTURE_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PICTURE_SCALE)
    image.fill(ground)
    QWidget.render(widget, image, QPoint())  # a plot's own render() draws something else
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]
        raise DeskError("{file} cannot be written: choose another folder or name.", file=str(path))


def _twin(title: str) -> QTableWidget:
    table = QTableWidget()
    table.setAccessibleName(title)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(26)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setHighlightSections(False)
    return table
