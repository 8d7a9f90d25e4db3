"""A chart as shapes: how high it wants to be, and what is drawn in a given size."""

from hkdesk.documents.charts.bars import bars_height, bars_shapes
from hkdesk.documents.charts.figures import is_empty, nothing_known
from hkdesk.documents.charts.funnel import ROW, funnel_height, funnel_shapes
from hkdesk.documents.charts.measure import LINE, broken
from hkdesk.documents.charts.milestones import milestones_height, milestones_shapes
from hkdesk.documents.charts.shapes import Anchor, Box, Pen, Shape, Text, Tone, scaled
from hkdesk.documents.model import Chart, ChartKind

LEAST_WIDTH = 240.0  # points; narrower charts are this one, made smaller
PROPORTION = 0.4  # height over width of bars and curves
LOWEST, HIGHEST = 150.0, 230.0
MOST = 560.0  # what a page holds
EMPTY = 60.0
SIZE = 9.0


def chart_height(chart: Chart, width: float) -> float:
    """The height that suits a chart of a width, both in points; no more than a page holds."""
    if is_empty(chart):
        return EMPTY
    wide = max(width, LEAST_WIDTH)
    needed = _needed(chart, wide)
    if chart.kind is ChartKind.FUNNEL:
        needed = max(needed, min(funnel_height(chart, wide, ROW), HIGHEST))
    elif chart.kind is not ChartKind.MILESTONES:
        needed = max(needed, min(max(wide * PROPORTION, LOWEST), HIGHEST))
    return min(needed * width / wide, MOST)


def chart_shapes(chart: Chart, width: float, height: float) -> tuple[Shape, ...]:
    """What is drawn of a chart, all of it between 0, 0 and the width and height in points, the lowest first.

    No text stands on another. Where the size is too small for the chart it is set in a larger one and made smaller.
    Its title and its note are not drawn: they are text of the document.
    """
    if is_empty(chart):
        return _nothing(width, height)
    wide = max(width, LEAST_WIDTH)
    by = width / wide
    needed = _needed(chart, wide)
    while needed * by > height:
        # Wider too, so that the width is used; what is wider needs less height or as much.
        by = min(by * 0.9, height / needed)
        wide = width / by
        needed = _needed(chart, wide)
    return tuple(scaled(shape, by) for shape in _shapes(chart, wide, height / by))


def _needed(chart: Chart, width: float) -> float:
    match chart.kind:
        case ChartKind.FUNNEL:
            return funnel_height(chart, width)
        case ChartKind.MILESTONES:
            return milestones_height(chart, width)
    return bars_height(chart, width)


def _shapes(chart: Chart, width: float, height: float) -> list[Shape]:
    match chart.kind:
        case ChartKind.FUNNEL:
            return list(funnel_shapes(chart, width, height))
        case ChartKind.MILESTONES:
            return list(milestones_shapes(chart, width))
    return list(bars_shapes(chart, width, height))


def _nothing(width: float, height: float) -> tuple[Shape, ...]:
    """A frame that says so."""
    size = min(SIZE, height / LINE / 2, width / 8)
    lines = broken(nothing_known(), size, width - 2 * size, 3)
    most = max(int((height - size) / (size * LINE)), 1)
    lines = lines[:most]
    top = (height - size * LINE * len(lines)) / 2
    pen = Pen(Tone.RULE, 0.6, (3, 2))
    texts = [
        Text(width / 2, top + size * LINE * (row + 0.5), line, size, Anchor.CENTRE, Tone.SUB)
        for row, line in enumerate(lines)
    ]
    return (Box(0.5, 0.5, max(width - 1, 0), max(height - 1, 0), None, pen), *texts)
