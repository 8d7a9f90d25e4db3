"""A list of files: a small picture, the name, size and day; Enter opens, Del takes off."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPixmap,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hkdesk.domain.file_names import is_picture
from hkdesk.ui.icons import pixmap
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.paint import paint_text
from hkdesk.ui.widgets.text import tip
from hkdesk.wording import moment, tr
from hkdesk.work.queries.attachments import AttachmentRow

FILE = Qt.ItemDataRole.UserRole
ROW, SIDE = 54, 40


def size_text(size_bytes: int) -> str:
    """A size as officers know it from their own folders, e.g. 1.2 MB."""
    if size_bytes < 1024:
        return f"{size_bytes} B"
    if size_bytes < 1024**2:
        return f"{size_bytes / 1024:.0f} KB"
    return f"{size_bytes / 1024**2:.1f} MB"


def decode_pictures(report: Any, wanted: Sequence[tuple[str, Path]]) -> None:
    """Report (hash, small image) of each picture; one that cannot be read gives a null image."""
    for sha256, path in wanted:
        reader = QImageReader(str(path))
        reader.setDecideFormatFromContent(True)
        reader.setAutoTransform(True)
        if (size := reader.size()).isValid():
            reader.setScaledSize(size.scaled(2 * SIDE, 2 * SIDE, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        report((sha256, reader.read()))


class FileList(QListView):
    """The files of a record.

    Signals:
        wanted(AttachmentRow): a file is to be opened.
        unwanted(AttachmentRow): a file is to be taken off.
    """

    wanted = Signal(object)
    unwanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.files = QStandardItemModel(self)
        self.setModel(self.files)
        self.setObjectName("files")
        self.setItemDelegate(_FileDelegate(theme))
        self.setAccessibleName(tr("Attachments"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _: self.open_current())
        self._pictures: dict[str, QPixmap | None] = {}

    def show_files(self, rows: Sequence[AttachmentRow]) -> list[AttachmentRow]:
        """Show these; gives the pictures that are still to be decoded."""
        at = self.currentIndex().row()
        self.files.clear()
        for row in rows:
            item = QStandardItem(row.name)
            item.setData(row, FILE)
            item.setData(self._pictures.get(row.sha256), Qt.ItemDataRole.DecorationRole)
            item.setData(
                f"{row.name}, {size_text(row.size_bytes)}, {moment(row.added_at)}", Qt.ItemDataRole.AccessibleTextRole
            )
            item.setToolTip(tip(row.name))
            self.files.appendRow(item)
        if rows:
            self.setCurrentIndex(self.files.index(min(max(at, 0), len(rows) - 1), 0))
        return [row for row in rows if is_picture(row.name) and row.sha256 not in self._pictures]

    def show_picture(self, sha256: str, image: QImage) -> None:
        """Put a picture before its name."""
        made = None if image.isNull() else QPixmap.fromImage(image)
        self._pictures[sha256] = made
        for at in range(self.files.rowCount()):
            item = self.files.item(at)
            if item.data(FILE).sha256 == sha256:
                item.setData(made, Qt.ItemDataRole.DecorationRole)

    @property
    def current(self) -> AttachmentRow | None:
        index = self.currentIndex()
        return index.data(FILE) if index.isValid() else None

    def open_current(self) -> None:
        if (row := self.current) is not None:
            self.wanted.emit(row)

    def remove_current(self) -> None:
        if (row := self.current) is not None:
            self.unwanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_current()
        else:
            super().keyPressEvent(event)


class _FileDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name, self._line = desk_font(10, bold=True), desk_font(9)
        self._sheet = pixmap("file-text", theme["sub"], 22)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: AttachmentRow = index.data(FILE)
        box, theme = QRectF(option.rect), self._theme  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, theme["selection"])
        square = QRectF(box.left() + 6, box.center().y() - SIDE / 2, SIDE, SIDE)
        self._paint_picture(painter, square, index.data(Qt.ItemDataRole.DecorationRole))
        rest = box.adjusted(SIDE + 16, 7, -6, -7)
        painter.setFont(self._name)
        painter.setPen(theme["text"])
        said = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideMiddle, int(rest.width()))
        paint_text(painter, rest.adjusted(0, 0, 0, -rest.height() / 2), said)
        painter.setFont(self._line)
        painter.setPen(theme["sub"])
        below = f"{size_text(row.size_bytes)} · {moment(row.added_at)}"
        paint_text(painter, rest.adjusted(0, rest.height() / 2, 0, 0), below)
        painter.restore()

    def _paint_picture(self, painter: QPainter, square: QRectF, picture: QPixmap | None) -> None:
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(square, 6, 6)
        painter.fillPath(shape, self._theme["lane"])
        if picture is None:
            painter.drawPixmap(square.center() - QRectF(0, 0, 22, 22).center(), self._sheet)
        else:
            painter.setClipPath(shape)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            side = min(picture.width(), picture.height())
            middle = QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
            painter.drawPixmap(square, picture, middle)
        painter.restore()
