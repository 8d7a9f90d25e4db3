"""Charts as vectors on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from hkdesk.documents.charts.drawing import chart_height, chart_shapes
from hkdesk.documents.charts.shapes import Anchor, Box, Pen, Point, Polygon, Polyline, Shape, Strokes, Text, Tone
from hkdesk.documents.model import Chart
from hkdesk.printing.fonts import UNITS_PER_POINT, Fonts, Role, style
from hkdesk.printing.pieces import Piece, Setter
from hkdesk.wording import language_in_use

GAP = 60.0  # above a chart, in layout units


def chart_pieces(chart: Chart, setter: Setter) -> list[Piece]:
    """A chart with its title above and its note beneath, none of them alone on a page."""
    width = setter.sheet.text_width / UNITS_PER_POINT
    height = min(chart_height(chart, width), setter.sheet.text_height * 0.85 / UNITS_PER_POINT)
    shapes = chart_shapes(chart, width, height)

    def draw(painter: QPainter, x: float, y: float) -> None:
        draw_shapes(painter, shapes, x, y, UNITS_PER_POINT, setter.fonts)

    pieces = [setter.caption(chart.title)] if chart.title else []
    pieces.append(Piece(height * UNITS_PER_POINT, draw, gap=GAP, keeps_next=bool(chart.note)))
    if chart.note:
        pieces.append(setter.note(chart.note))
    return pieces


def draw_shapes(painter: QPainter, shapes: Sequence[Shape], x: float, y: float, scale: float, fonts: Fonts) -> None:
    """Draw shapes whose upper left corner stands at x, y; `scale` is the painter's units in a point."""
    painter.save()
    painter.translate(x, y)
    painter.scale(scale / UNITS_PER_POINT, scale / UNITS_PER_POINT)
    for shape in shapes:
        match shape:
            case Text():
                _draw_text(painter, shape, fonts)
            case Strokes(lines, pen):
                painter.setPen(_pen(pen))
                painter.drawLines([QLineF(_point(begin), _point(end)) for begin, end in lines])
            case Box(left, top, width, height, fill, pen):
                _set(painter, fill, pen)
                painter.drawRect(QRectF(*(part * UNITS_PER_POINT for part in (left, top, width, height))))
            case Polyline(points, pen):
                _set(painter, None, pen)
                painter.drawPath(_path(points))
            case Polygon(points, fill, pen):
                _set(painter, fill, pen)
                path = _path(points)
                path.closeSubpath()
                painter.drawPath(path)
    painter.restore()


def _draw_text(painter: QPainter, text: Text, fonts: Fonts) -> None:
    # 黑体 is read at these sizes where 仿宋 is too thin; in English both are of the Latin face.
    plain = Role.HEADING if language_in_use() == "zh_CN" else Role.TEXT
    look = style(Role.STRONG if text.is_strong else plain, text.size)
    metrics = fonts.metrics(look)
    fonts.drawn.update(text.text)
    wide, room = metrics.horizontalAdvance(text.text), text.width * UNITS_PER_POINT
    narrowed = min(room / wide, 1.0) if wide else 1.0  # a font wider than the estimate may not touch what is beside
    x = text.x * UNITS_PER_POINT - {Anchor.LEFT: 0.0, Anchor.CENTRE: 0.5, Anchor.RIGHT: 1.0}[text.anchor] * min(
        wide, room
    )
    baseline = text.middle * UNITS_PER_POINT + (metrics.ascent() - metrics.descent()) / 2
    painter.setFont(fonts.font(look))
    painter.setPen(_colour(text.tone))
    if narrowed == 1.0:
        painter.drawText(QPointF(x, baseline), text.text)
        return
    painter.save()
    painter.translate(x, baseline)
    painter.scale(narrowed, 1)
    painter.drawText(QPointF(0, 0), text.text)
    painter.restore()


def _set(painter: QPainter, fill: Tone | None, pen: Pen | None) -> None:
    painter.setPen(_pen(pen) if pen is not None else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QBrush(_colour(fill)) if fill is not None else QBrush(Qt.BrushStyle.NoBrush))


def _pen(pen: Pen) -> QPen:
    made = QPen(_colour(pen.tone), pen.width * UNITS_PER_POINT)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if pen.dash:
        made.setDashPattern([part / pen.width for part in pen.dash])
    return made


def _colour(tone: Tone) -> QColor:
    return QColor(f"#{tone.value}")


def _path(points: Sequence[Point]) -> QPainterPath:
    path = QPainterPath(_point(points[0]))
    for point in points[1:]:
        path.lineTo(_point(point))
    return path


def _point(point: Point) -> QPointF:
    return QPointF(point[0] * UNITS_PER_POINT, point[1] * UNITS_PER_POINT)
