"""What the colours of a figure stand for."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget


class Legend(QWidget):
    """Coloured squares with a word each."""

    def __init__(self, entries: Sequence[tuple[QColor, str]]) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self.setAccessibleName(", ".join(said for _, said in entries))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(sum(metrics.horizontalAdvance(said) + 32 for _, said in self._entries), 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 4.0
        for color, said in self._entries:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(x, self.height() / 2 - 5, 10, 10), 3, 3)
            painter.setPen(self.palette().windowText().color())
            width = self.fontMetrics().horizontalAdvance(said)
            painter.drawText(QRectF(x + 15, 0, width + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, said)
            x += width + 32
        painter.end()
