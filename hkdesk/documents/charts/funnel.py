"""Steps beneath each other, each bar as wide as its figure."""

from collections.abc import Iterator
from decimal import Decimal

from hkdesk.documents.charts.figures import cell_of, numbers
from hkdesk.documents.charts.legend import SIZE, legend
from hkdesk.documents.charts.measure import cut, plain, text_width
from hkdesk.documents.charts.shapes import Anchor, Box, Pen, Polygon, Shape, Strokes, Text, Tone
from hkdesk.documents.model import Chart
from hkdesk.wording import tr
from hkdesk.work.words import DASH

ROW = 26.0  # points from one step to the next
LEAST_ROW = 15.0
FULL = 0.62  # of a row is bar
WIDEST_LABEL = 0.32  # of the chart
BESIDE = 6.0  # points between a bar and a text
LEAST_BAR = 1.0


def funnel_height(chart: Chart, width: float, row: float = LEAST_ROW) -> float:
    """The height of a funnel whose steps are so far apart."""
    return legend(_unit(chart), (), width)[1] + row * len(chart.labels) + 4


def funnel_shapes(chart: Chart, width: float, height: float) -> Iterator[Shape]:
    """The bars, what lies between them, and the texts."""
    above, top = legend(_unit(chart), (), width)
    yield from above
    labels = [cut(plain(label), SIZE, width * WIDEST_LABEL) for label in chart.labels]
    left = max(text_width(label, SIZE) for label in labels) + BESIDE
    middle, most = (left + width) / 2, width - left
    values = [_said(chart, place) for place in range(len(labels))]
    row = min((height - top - 4) / len(labels), ROW * 1.3)
    widths = list(_widths(chart, most))
    for place, (label, value, wide) in enumerate(zip(labels, values, widths, strict=True)):
        y = top + 2 + row * (place + 0.5)
        yield Text(left - BESIDE, y, label, SIZE, Anchor.RIGHT)
        yield from _bar(wide, middle, y, row)
        if wide is not None and place + 1 < len(widths):
            yield from _between(wide, widths[place + 1], middle, y, row)
        yield _value(value, wide or 0.0, middle, y, width)


def _unit(chart: Chart) -> str:
    return tr("Unit: {unit}", unit=chart.unit) if chart.unit else ""


def _said(chart: Chart, place: int) -> str:
    cells = [cell_of(series, place) for series in chart.series]
    return " · ".join(plain(cell.text) or DASH if cell is not None else DASH for cell in cells)


def _value(said: str, wide: float, middle: float, y: float, width: float) -> Text:
    """A figure in its bar or, where that is too short, beside it; cut where neither has the room."""
    beside = middle + wide / 2 + BESIDE
    needed, within = text_width(said, SIZE), wide - BESIDE
    if needed <= within or (needed > width - beside and within > width - beside):
        return Text(middle, y, cut(said, SIZE, within), SIZE, Anchor.CENTRE, Tone.PAPER, is_strong=True)
    return Text(beside, y, cut(said, SIZE, width - beside), SIZE, is_strong=True)


def _widths(chart: Chart, most: float) -> Iterator[float | None]:
    """The width of each bar; 0 where there is nothing to show, None where that is not known."""
    values = numbers(chart, chart.series[0])
    highest = max((value for value in values if value is not None), default=Decimal(0))
    for value in values:
        if value is None:
            yield None
        elif value <= 0:
            yield 0.0
        else:
            yield max(float(value / highest) * most, LEAST_BAR)


def _bar(wide: float | None, middle: float, y: float, row: float) -> Iterator[Shape]:
    half = row * FULL / 2
    if wide:
        yield Box(middle - wide / 2, y - half, wide, 2 * half, Tone.ACCENT)
    elif wide is not None:
        yield Strokes((((middle, y - half), (middle, y + half)),), Pen(Tone.RULE, 0.8))


def _between(wide: float, following: float | None, middle: float, y: float, row: float) -> Iterator[Shape]:
    """What leads from a bar to the next one."""
    if following is None or not wide:
        return
    top, bottom = y + row * FULL / 2, y + row - row * FULL / 2
    above, below = wide / 2, following / 2
    corners = ((middle - above, top), (middle + above, top), (middle + below, bottom), (middle - below, bottom))
    yield Polygon(corners, Tone.TINT)
