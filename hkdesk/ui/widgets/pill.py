"""A pill as a widget: a state in a word."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hkdesk.ui.theme import desk_font
from hkdesk.ui.widgets.paint import PILL_HEIGHT, paint_pill, pill_width


class Pill(QWidget):
    """Painted, since a style sheet drops a radius above half the height."""

    def __init__(self, text: str, ink: QColor, ground: QColor) -> None:
        super().__init__()
        self._text, self._ink, self._ground = text, ink, ground
        self._font = desk_font(9, bold=True)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(int(pill_width(self._text, self._font)) + 1, int(PILL_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._text, self._ink, self._ground, self._font)
        painter.end()
