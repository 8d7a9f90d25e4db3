"""Icons, tinted with the theme's colours at the screen's pixel ratio."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from hkdesk.bundled import bundled


def pixmap(name: str, color: QColor, size: int = 18, ratio: float = 2.0) -> QPixmap:
    """The icon of a name in one colour."""
    svg = (bundled("resources/icons") / f"{name}.svg").read_text("utf-8").replace("currentColor", color.name())
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, color: QColor, checked: QColor | None = None) -> QIcon:
    """The icon of a name; a second colour is for when it is checked."""
    made = QIcon(pixmap(name, color))
    if checked is not None:
        made.addPixmap(pixmap(name, checked), QIcon.Mode.Normal, QIcon.State.On)
    return made
