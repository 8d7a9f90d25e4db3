"""A heat map: a number in every cell, and behind it a colour that is the stronger the larger it is."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from hkdesk.figures.measures import Heat
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.paint import paint_text
from hkdesk.ui.widgets.text import tip
from hkdesk.work.queries.request_sums import Measure

ROW, GAP = 25.0, 2.0
NAMES_LEAST, NAMES_MOST = 96.0, 190.0  # pixels of the categories' names
WEAKEST, STRONGEST = 0.06, 0.45  # of the colour over the card: the number stays easy to read
TOKENS = {Measure.RECEIVED: "accent", Measure.LATE: "red", Measure.MEDIAN_DAYS: "amber", Measure.OVERALL: "green"}
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class HeatMap(QWidget):
    """Arrows walk over the cells; the pointer is told what it stands on."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._name = theme, name
        self._heat: Heat | None = None
        self._current = (0, 0)
        self._names = NAMES_LEAST
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setMouseTracking(True)

    def show_heat(self, heat: Heat) -> None:
        """Show this."""
        self._heat = heat
        widest = max(QFontMetricsF(desk_font(9, bold=True)).horizontalAdvance(name) for name in heat.categories)
        self._names = min(max(widest + 16, NAMES_LEAST), NAMES_MOST)
        row, column = self._current
        self._current = min(row, len(heat.categories) - 1), min(column, len(heat.names) - 1)
        self.setFixedHeight(int(ROW * (len(heat.categories) + 1)) + 4)
        self.updateGeometry()
        lines = [", ".join(heat.header()), *(", ".join(line) for line in heat.rows())]
        self.setAccessibleDescription("; ".join(lines))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, self.minimumHeight() or int(ROW * 14))

    def text_at(self, at: QPointF) -> str:
        """What stands at a point of the widget."""
        if self._heat is None or at.x() < self._names:
            return ""
        row, column = int(at.y() // ROW) - 1, int((at.x() - self._names) // self._width())
        inside = 0 <= row < len(self._heat.categories) and 0 <= column < len(self._heat.names)
        return self._heat.tip(row, column) if inside else ""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip(self.text_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self._heat is None:
            super().keyPressEvent(event)
            return
        row = max(0, min(len(self._heat.categories) - 1, self._current[0] + step[0]))
        column = max(0, min(len(self._heat.names) - 1, self._current[1] + step[1]))
        self._current = row, column
        said = self._heat.tip(row, column)
        self.setAccessibleName(f"{self._name}: {said}")
        box = self._box(row, column)
        QToolTip.showText(self.mapToGlobal(box.bottomLeft().toPoint()), tip(said), self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setAccessibleName(self._name)
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._heat is None:
            return
        heat, theme = self._heat, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(desk_font(9))
        painter.setPen(theme["sub"])
        centre = Qt.AlignmentFlag.AlignHCenter
        for column, name in enumerate(heat.months):
            paint_text(painter, self._box(-1, column), name, centre)
        for row, category in enumerate(heat.categories):
            is_sum = row == len(heat.categories) - 1
            painter.setFont(desk_font(9, bold=is_sum))
            painter.setPen(theme["text"])
            paint_text(painter, QRectF(0, (row + 1) * ROW, self._names - 8, ROW), category)
            for column in range(len(heat.names)):
                self._paint_cell(painter, row, column)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme["accent"], 2))
            painter.drawRoundedRect(self._box(*self._current), 4, 4)
        painter.end()

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        heat = self._heat
        assert heat is not None
        box, share = self._box(row, column), heat.shares[row][column]
        is_sum = row == len(heat.categories) - 1 or column == len(heat.names) - 1
        if not is_sum:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(cell_color(self._theme, heat.measure, share))
            painter.drawRoundedRect(box, 4, 4)
        painter.setFont(desk_font(9, bold=is_sum))
        painter.setPen(self._theme["text" if share is not None or is_sum else "faint"])
        paint_text(painter, box, heat.text(row, column), Qt.AlignmentFlag.AlignHCenter)

    def _width(self) -> float:
        return (self.width() - self._names) / max(1, len(self._heat.names) if self._heat else 1)

    def _box(self, row: int, column: int) -> QRectF:
        width = self._width()
        return QRectF(self._names + column * width, (row + 1) * ROW, width, ROW).adjusted(
            GAP / 2, GAP / 2, -GAP / 2, -GAP / 2
        )


def cell_color(theme: Theme, measure: Measure, share: float | None) -> QColor:
    """The colour behind a number: the card's, tinted the more the larger the number is."""
    ground, ink = theme["card"], theme[TOKENS[measure]]
    part = 0.0 if share is None else WEAKEST + (STRONGEST - WEAKEST) * share
    mixed = (
        round(a * (1 - part) + b * part)
        for a, b in zip(
            (ground.red(), ground.green(), ground.blue()), (ink.red(), ink.green(), ink.blue()), strict=True
        )
    )
    return QColor(*mixed)
