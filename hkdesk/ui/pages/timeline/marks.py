"""The marks of milestones: a shape and a colour for each way in which one stands."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from hkdesk.ui.pages.timeline.parts import Standing
from hkdesk.ui.theme import Theme

MARK = 22
MARK_TOKENS = {
    Standing.DONE: "green",
    Standing.LATE: "red",
    Standing.SOON: "amber",
    Standing.PLANNED: "accent",
    Standing.UNPLANNED: "faint",
}


def canvas(width: int, height: int, ratio: float) -> QPixmap:
    """A clear picture at the screen's pixel ratio."""
    drawn = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    drawn.setDevicePixelRatio(ratio)
    return drawn


def mark_picture(which: Standing, theme: Theme, ratio: float) -> QPixmap:
    """The picture of a mark: ● done, ▲ with ! late, ◈ near, ◇ planned, ○ not planned."""
    color, middle = theme[MARK_TOKENS[which]], QPointF(MARK / 2, MARK / 2)
    drawn = canvas(MARK, MARK, ratio)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme["card"], 3))  # a rim, so that it stands off its bar
    painter.setBrush(color)
    match which:
        case Standing.DONE:
            painter.drawEllipse(middle, 6.5, 6.5)
        case Standing.LATE:
            x, y = middle.x(), middle.y()
            triangle = QPolygonF([QPointF(x, y - 9), QPointF(x + 9.5, y + 7.5), QPointF(x - 9.5, y + 7.5)])
            painter.setPen(QPen(theme["card"], 1))
            painter.drawPolygon(triangle)
            painter.setPen(QPen(theme["card"], 2))
            painter.drawLine(QPointF(x, y - 3.5), QPointF(x, y + 1.5))
            painter.drawPoint(QPointF(x, y + 4.8))
        case Standing.UNPLANNED:
            painter.setPen(QPen(color, 1.5))
            painter.setBrush(theme["card"])
            painter.drawEllipse(middle, 5, 5)
        case Standing.SOON | Standing.PLANNED:
            painter.setBrush(theme["card"])
            painter.drawPolygon(_diamond(middle, 8.5))
            painter.setPen(QPen(color, 2))
            painter.drawPolygon(_diamond(middle, 7))
            if which is Standing.SOON:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color)
                painter.drawPolygon(_diamond(middle, 3.5))
    painter.end()
    return drawn


def _diamond(middle: QPointF, size: float) -> QPolygonF:
    x, y = middle.x(), middle.y()
    return QPolygonF([QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)])
