"""What is painted by hand: pills, lights, text cut to its place."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPolygonF, QTextLayout, QTextOption

from hkdesk.domain.lights import Light
from hkdesk.ui.theme import Theme

LIGHT_TOKENS = {Light.GREEN: "green", Light.YELLOW: "amber", Light.RED: "red", Light.GREY: "faint"}
LIGHT_SHAPES = {Light.RED: "▲", Light.YELLOW: "◆", Light.GREEN: "●", Light.GREY: "○"}  # where text stands for them
PILL_HEIGHT, PILL_PAD = 22.0, 9.0
BAR_HEIGHT = 6.0


def paint_light(painter: QPainter, middle: QPointF, light: Light, theme: Theme, size: float = 5.5) -> None:
    """Draw a light by shape and colour: ● green, ◆ yellow, ▲ red, ○ grey."""
    color = theme[LIGHT_TOKENS[light]]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    x, y = middle.x(), middle.y()
    match light:
        case Light.GREEN:
            painter.drawEllipse(middle, size - 0.5, size - 0.5)
        case Light.YELLOW:
            s = size + 0.5
            painter.drawPolygon(QPolygonF([QPointF(x, y - s), QPointF(x + s, y), QPointF(x, y + s), QPointF(x - s, y)]))
        case Light.RED:
            s = size
            painter.drawPolygon(
                QPolygonF([QPointF(x, y - s), QPointF(x + s, y + s * 0.8), QPointF(x - s, y + s * 0.8)])
            )
        case Light.GREY:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(color)
            painter.drawEllipse(middle, size - 1, size - 1)
    painter.restore()


def pill_width(text: str, font: QFont) -> float:
    """How wide a pill with this text is."""
    return QFontMetricsF(font).horizontalAdvance(text) + 2 * PILL_PAD


def paint_pill(painter: QPainter, box: QRectF, text: str, ink: QColor, ground: QColor, font: QFont) -> float:
    """Draw a pill at the left of a box, in its middle; gives its width."""
    width = min(pill_width(text, font), box.width())
    shape = QRectF(box.left(), box.center().y() - PILL_HEIGHT / 2, width, PILL_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(shape, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
    painter.setPen(ink)
    painter.setFont(font)
    inner = shape.adjusted(PILL_PAD - 2, 0, -PILL_PAD + 2, 0)
    said = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width() + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, said)
    painter.restore()
    return width


def paint_text(painter: QPainter, box: QRectF, text: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
    """Draw one line, cut with … where it does not fit; line breaks become spaces."""
    said = painter.fontMetrics().elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, said)


def two_lines(text: str, font: QFont, width: float, last: float | None = None) -> list[str]:
    """A text on at most two lines, the second cut with … where it does not fit; line breaks become spaces.

    Args:
        width: of a line, in pixels.
        last: the width of the second line, where it is another.
    """
    layout = QTextLayout(" ".join(text.split()), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    units = layout.text().encode("utf-16-le")
    upper, lower = (
        half.decode("utf-16-le") for half in (units[: 2 * first.textLength()], units[2 * first.textLength() :])
    )
    if not lower:
        return [upper]
    room = width if last is None else last
    return [upper, QFontMetricsF(font).elidedText(lower, Qt.TextElideMode.ElideRight, room)]


def paint_bar(painter: QPainter, box: QRectF, share: float, theme: Theme) -> None:
    """Draw a bar in the middle of a box, as long as its share of it; what is not nothing is seen."""
    line = QRectF(box.left(), box.center().y() - BAR_HEIGHT / 2, max(0.0, box.width()), BAR_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["grey_tint"])
    painter.drawRoundedRect(line, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
    if share > 0:
        line.setWidth(max(BAR_HEIGHT, line.width() * min(1.0, share)))
        painter.setBrush(theme["accent"])
        painter.drawRoundedRect(line, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
    painter.restore()
