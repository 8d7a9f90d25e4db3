"""Draws a project as a card; the drawn cards are kept, since scrolling shows them again and again."""

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.mark import SIDE, paint_mark
from hkdesk.ui.widgets.paint import paint_light, paint_pill, paint_text, pill_width, two_lines
from hkdesk.wording import percent, tr, tr_n, word
from hkdesk.work.queries.projects import ProjectRow
from hkdesk.work.words import money

HEIGHT, GAP, KEPT = 130, 8, 256
LEGIBLE = 64.0  # pixels of a pill that is cut
CARD_ROLE = Qt.ItemDataRole.UserRole


class CardDelegate(QStyledItemDelegate):
    """One delegate for every lane."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._drawn: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._name, self._text, self._small = desk_font(10, bold=True), desk_font(10), desk_font(9, bold=True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, HEIGHT + GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(CARD_ROLE)
        if row is None:
            return
        state = option.state  # type: ignore[attr-defined]
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.drawPixmap(
            rect.topLeft(), self.card(row, rect.width(), is_current, painter.device().devicePixelRatioF())
        )

    def card(self, row: ProjectRow, width: int, is_current: bool, ratio: float) -> QPixmap:
        """The card of a project at a width."""
        key = (row, width, is_current, ratio)
        if (drawn := self._drawn.get(key)) is not None:
            self._drawn.move_to_end(key)
            return drawn
        drawn = QPixmap(QSize(round(width * ratio), round((HEIGHT + GAP) * ratio)))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, QRectF(1, 1, width - 2, HEIGHT - 2), row, is_current)
        painter.end()
        self._drawn[key] = drawn
        if len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return drawn

    def _draw(self, painter: QPainter, box: QRectF, row: ProjectRow, is_current: bool) -> None:
        theme = self._theme
        painter.setPen(QPen(theme["accent"] if is_current else theme["border"], 2 if is_current else 1))
        painter.setBrush(theme["card"])
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        inner = box.adjusted(13, 11, -13, -11)
        paint_light(painter, QPointF(inner.right() - 6, inner.top() + 9), row.light, theme)
        painter.setPen(theme["text"])
        painter.setFont(self._name)
        self._name_lines(painter, QRectF(inner.left(), inner.top(), inner.width() - 24, 40), row)
        self._money_line(painter, QRectF(inner.left(), inner.top() + 42, inner.width(), 20), row)
        self._progress(painter, QRectF(inner.left(), inner.top() + 66, inner.width(), 16), row)
        self._foot(painter, QRectF(inner.left(), inner.bottom() - 22, inner.width(), 22), row)

    def _name_lines(self, painter: QPainter, box: QRectF, row: ProjectRow) -> None:
        """The name on at most two lines, the second cut if need be, and the mark of its source behind it."""
        metrics = QFontMetricsF(painter.font())
        lines = two_lines(row.name, painter.font(), box.width(), box.width() - SIDE - 6)
        height, end = 20.0, box.left()
        for n, text in enumerate(lines):
            line = QRectF(box.left(), box.top() + n * height, box.width() + 4, height)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
            end = box.left() + metrics.horizontalAdvance(text)
        if row.standing is not None:
            top = box.top() + (len(lines) - 1) * height + (height - SIDE) / 2
            paint_mark(painter, QPointF(min(end + 6, box.right() - SIDE), top), row.standing, self._theme)

    def _money_line(self, painter: QPainter, box: QRectF, row: ProjectRow) -> None:
        painter.setFont(self._text)
        painter.setPen(self._theme["text" if row.total_investment_fen is not None else "faint"])
        said = money(row.total_investment_fen) if row.total_investment_fen is not None else tr("Investment not known")
        paint_text(painter, box, said)
        used = painter.fontMetrics().horizontalAdvance(said) + 10
        painter.setPen(self._theme["sub"])
        owner = row.lead_officer or row.enterprise or ""
        paint_text(painter, box.adjusted(used, 0, 0, 0), owner, Qt.AlignmentFlag.AlignRight)

    def _progress(self, painter: QPainter, box: QRectF, row: ProjectRow) -> None:
        theme = self._theme
        done = row.completion
        said = percent(done) if done is not None else "—"
        bar = QRectF(box.left(), box.center().y() - 3, box.width() - 46, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["grey_tint"])
        painter.drawRoundedRect(bar, 3, 3)
        if done:
            painter.setBrush(theme["accent"])
            painter.drawRoundedRect(
                QRectF(bar.left(), bar.top(), max(6.0, bar.width() * min(1.0, float(done))), 6), 3, 3
            )
        painter.setPen(theme["sub"])
        painter.setFont(self._text)
        paint_text(painter, box, said, Qt.AlignmentFlag.AlignRight)

    def _foot(self, painter: QPainter, box: QRectF, row: ProjectRow) -> None:
        theme = self._theme
        said = tr_n("{n} day", "{n} days", row.days_in_stage) if row.days_in_stage is not None else tr("day not known")
        painter.setFont(self._text)
        days = painter.fontMetrics().horizontalAdvance(said) + 8
        painter.setPen(theme["sub"])
        paint_text(painter, box, said, Qt.AlignmentFlag.AlignRight)
        room = box.adjusted(0, 0, -days, 0)
        pills = [(row.industry, "violet", "violet_tint")] if row.industry else []
        if row.step is not None and row.step.value != row.stage.value:  # the lane says the stage itself
            pills.insert(0, (word(row.step), "sub", "grey_tint"))
        for text, ink, ground in pills:
            if room.width() >= min(LEGIBLE, pill_width(text, self._small)):
                drawn = paint_pill(painter, room, text, theme[ink], theme[ground], self._small)
                room.setLeft(room.left() + drawn + 6)
