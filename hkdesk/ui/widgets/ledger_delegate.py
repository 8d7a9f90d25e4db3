"""Draws the rows of a ledger."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.mark import SIDE, paint_mark
from hkdesk.ui.widgets.packed_table import ROW_ROLE, Column, Look
from hkdesk.ui.widgets.paint import paint_bar, paint_light, paint_pill, paint_text

ROW_HEIGHT, PAD = 42, 8
BAR_FIGURE = 46  # room for 99,999
RIGHT = Qt.AlignmentFlag.AlignRight


class LedgerDelegate(QStyledItemDelegate):
    """One delegate for every ledger: what a cell looks like is its column's matter."""

    def __init__(self, columns: tuple[Column, ...], theme: Theme) -> None:
        super().__init__()
        self._columns, self._theme = columns, theme
        self.first = 0  # the column at the left
        self._plain, self._bold, self._small = desk_font(10), desk_font(10, bold=True), desk_font(9, bold=True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, column = self._theme, self._columns[index.column()]
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(box, theme["selection"] if is_selected else theme["card"])
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme["border"])
        if is_selected and index.column() == self.first:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme["accent"])
        if option.state & QStyle.StateFlag.State_HasFocus and index.flags() & Qt.ItemFlag.ItemIsEditable:  # type: ignore[attr-defined]
            painter.setPen(QPen(theme["accent"], 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))  # the cell that a key would edit
        found = index.data(ROW_ROLE)
        inner = box.adjusted(PAD, 0, -PAD, 0)
        if found is None:
            painter.setPen(theme["faint"])
            paint_text(painter, inner, "…")
        else:
            self._cell(painter, inner, column, found, is_selected)
        painter.restore()

    def _cell(self, painter: QPainter, box: QRectF, column: Column, found: object, is_selected: bool) -> None:
        theme = self._theme
        match column.look:
            case Look.LIGHT if column.light is not None:
                paint_light(painter, box.center(), column.light(found), theme)
            case Look.PILL if column.tokens is not None:
                ink, ground = column.tokens(found)
                if text := column.text(found):
                    paint_pill(painter, box, text, theme[ink], theme[ground], self._small)
            case Look.BAR if column.share is not None:
                painter.setFont(self._plain)
                painter.setPen(theme["text"])
                paint_text(painter, QRectF(box.left(), box.top(), BAR_FIGURE, box.height()), column.text(found), RIGHT)
                paint_bar(painter, box.adjusted(BAR_FIGURE + 8, 0, 0, 0), column.share(found), theme)
            case _:
                painter.setFont(self._bold if column.look is Look.NAME else self._plain)
                token = column.tokens(found)[0] if column.tokens else ("sub" if column.look is Look.SUB else "text")
                painter.setPen(theme["text"] if token == "faint" and is_selected else theme[token])
                self._text(painter, box, column, found)

    def _text(self, painter: QPainter, box: QRectF, column: Column, found: object) -> None:
        text = " ".join(column.text(found).split())
        standing = column.standing(found) if column.standing else None
        if standing is None:
            paint_text(painter, box, text, column.align)
            return
        room = box.adjusted(0, 0, -SIDE - 6, 0)
        paint_text(painter, room, text, column.align)
        drawn = min(QFontMetricsF(painter.font()).horizontalAdvance(text), room.width())
        paint_mark(painter, QPointF(box.left() + drawn + 6, box.center().y() - SIDE / 2), standing, self._theme)
