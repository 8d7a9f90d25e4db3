"""Bars in groups, and bars with lines over them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from hkdesk.documents.charts.axes import Labels, Plot, fitted_labels, grid, number_width, zero_line
from hkdesk.documents.charts.figures import cell_of, numbers, written
from hkdesk.documents.charts.legend import Item, bar_item, legend, line_item
from hkdesk.documents.charts.looks import BAR_LOOKS, BEHIND_LINES, LINE_LOOKS, BarLook, LineLook, bar, mark_at
from hkdesk.documents.charts.measure import LINE, plain, text_width
from hkdesk.documents.charts.shapes import Anchor, Area, Polyline, Shape, Taken, Text
from hkdesk.documents.model import Chart, ChartKind, ChartSeries
from hkdesk.domain.ticks import round_ticks
from hkdesk.wording import tr

VALUE = 7.0
HEADROOM = VALUE * LINE + 2  # for the number over a bar that ends at the top
GROUP = 0.72  # of a label's part is bars
WIDEST_BAR = 48.0
LEAST_PLOT = 70.0
LEAST_BAR = 0.6  # points that a number other than zero is high
FEW_TICKS_BELOW = 90.0  # points


@dataclass(frozen=True)
class _Layout:
    """Where the parts of the chart stand."""

    plot: Plot
    labels: Labels
    legend: Sequence[Shape]


def bars_height(chart: Chart, width: float) -> float:
    """The least height at which such a chart can be read."""
    _, height = legend(_unit(chart), _items(chart), width)
    slot = (width - number_width(_ticks(chart, True), width)) / len(chart.labels)
    return height + 2 * HEADROOM + LEAST_PLOT + fitted_labels(chart.labels, slot).height


def bars_shapes(chart: Chart, width: float, height: float) -> Iterator[Shape]:
    """A chart of groups of bars, or of bars with lines over them."""
    layout = _layout(chart, width, height)
    plot, taken = layout.plot, Taken()
    beneath = height - layout.labels.height
    yield from grid(plot)
    groups = chart.series[:1] if chart.kind is ChartKind.CURVE else chart.series
    lines = chart.series[1:] if chart.kind is ChartKind.CURVE else ()
    texts: list[Text] = []
    wanted: list[Sequence[Text]] = []
    for place, series in enumerate(groups):
        found = list(_bars(chart, plot, series, place, len(groups)))
        for each in found:
            yield from bar(_bar_look(chart, place), *each)
            taken.add((each[0], each[1], each[0] + each[2], each[1] + each[3]))
        wanted += _bar_values(chart, plot, series, place, len(groups))
    yield zero_line(plot)
    for place, series in enumerate(lines):
        look = LINE_LOOKS[place % len(LINE_LOOKS)]
        yield from _line(chart, plot, series, look, taken)
        wanted = [*_last_value(chart, plot, series), *wanted]
    for candidates in wanted:
        chosen = next(
            (text for text in candidates if _fits(text.area, plot, width, beneath) and taken.is_free(text.area)), None
        )
        if chosen is not None:
            taken.add(chosen.area)
            texts.append(chosen)
    yield from layout.legend
    yield from layout.labels.shapes(plot, beneath, width)
    yield from texts


def _layout(chart: Chart, width: float, height: float) -> _Layout:
    above, of_legend = legend(_unit(chart), _items(chart), width)
    left = number_width(_ticks(chart, False), width)
    labels = fitted_labels(chart.labels, (width - left) / len(chart.labels))
    top = of_legend + HEADROOM
    bottom = height - labels.height - (HEADROOM if _lowest(chart) < 0 else 0)
    ticks = _ticks(chart, bottom - top < FEW_TICKS_BELOW)
    plot = Plot(left, top, width, bottom, len(chart.labels), ticks)
    return _Layout(plot, labels, above)


def _unit(chart: Chart) -> str:
    return tr("Unit: {unit}", unit=chart.unit) if chart.unit else ""


def _items(chart: Chart) -> list[Item]:
    if chart.kind is ChartKind.CURVE:
        looks = [LINE_LOOKS[place % len(LINE_LOOKS)] for place in range(len(chart.series) - 1)]
        lines = [line_item(series.name, look) for series, look in zip(chart.series[1:], looks, strict=True)]
        return [bar_item(chart.series[0].name, _bar_look(chart, 0)), *lines]
    return [bar_item(series.name, _bar_look(chart, place)) for place, series in enumerate(chart.series)]


def _bar_look(chart: Chart, place: int) -> BarLook:
    if chart.kind is ChartKind.CURVE and len(chart.series) > 1:
        return BEHIND_LINES
    return BAR_LOOKS[place % len(BAR_LOOKS)]


def _known(chart: Chart) -> list[Decimal]:
    return [value for series in chart.series for value in numbers(chart, series) if value is not None]


def _lowest(chart: Chart) -> Decimal:
    return min(_known(chart), default=Decimal(0))


def _ticks(chart: Chart, are_few: bool) -> tuple[Decimal, ...]:
    known = _known(chart)
    are_whole = all(value == value.to_integral_value() for value in known)
    return round_ticks(min(known), max(known), 3 if are_few else 5, are_whole=are_whole)


def _bars(
    chart: Chart, plot: Plot, series: ChartSeries, place: int, count: int
) -> Iterator[tuple[float, float, float, float]]:
    """The bars of a series: x, y, width and height."""
    wide, zero = _bar_width(plot, count), plot.height_of(Decimal(0))
    for label, value in enumerate(numbers(chart, series)):
        if value:
            x = plot.middle(label) + wide * (place - count / 2)
            high = max(abs(plot.height_of(value) - zero), LEAST_BAR)
            yield x + wide * 0.04, zero - high if value > 0 else zero, wide * 0.92, high


def _bar_width(plot: Plot, count: int) -> float:
    return min(plot.slot * GROUP / count, WIDEST_BAR)


def _bar_values(chart: Chart, plot: Plot, series: ChartSeries, place: int, count: int) -> Iterator[Sequence[Text]]:
    """The places where each number of a series may stand; as it is printed, or bare where that is too wide."""
    wide = _bar_width(plot, count)
    said = _said(chart, series, plot.slot)
    for label, (value, text) in enumerate(zip(numbers(chart, series), said, strict=True)):
        if value is None or text_width(text, VALUE) > plot.slot:
            continue
        x = plot.middle(label) + wide * (place + 0.5 - count / 2)
        zero, end = plot.height_of(Decimal(0)), plot.height_of(value)
        if value < 0:
            yield (_value(x, max(end, zero + LEAST_BAR), text, is_above=False),)
        else:
            yield (_value(x, min(end, zero - (LEAST_BAR if value else 0)), text, is_above=True),)


def _said(chart: Chart, series: ChartSeries, room: float) -> list[str]:
    cells = [cell_of(series, place) for place in range(len(chart.labels))]
    texts = [plain(cell.text) if cell is not None else "" for cell in cells]
    if max((text_width(text, VALUE) for text in texts), default=0) <= room:
        return texts
    return ["" if value is None else written(value) for value in numbers(chart, series)]


def _value(x: float, end: float, text: str, *, is_above: bool) -> Text:
    half = VALUE * LINE / 2 + 0.5
    return Text(x, end - half if is_above else end + half, text, VALUE, Anchor.CENTRE)


def _line(chart: Chart, plot: Plot, series: ChartSeries, look: LineLook, taken: Taken) -> Iterator[Shape]:
    """A line, broken where a figure is not known, and its marks."""
    runs: list[list[tuple[float, float]]] = [[]]
    for label, value in enumerate(numbers(chart, series)):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((plot.middle(label), plot.height_of(value)))
    for run in runs:
        if len(run) > 1:
            yield Polyline(tuple(run), look.pen)
        if plot.slot > 8:
            yield from (mark_at(look, x, y) for x, y in run)
        elif len(run) == 1:
            yield mark_at(look, *run[0], half=plot.slot / 3)
        taken.add(*_room_of(run))


def _room_of(run: Sequence[tuple[float, float]]) -> Iterator[Area]:
    """What a line and its marks take, in small parts."""
    yield from ((x - 3, y - 3, x + 3, y + 3) for x, y in run)
    for (a, b), (c, d) in pairwise(run):
        parts = max(int(abs(c - a) // 4), int(abs(d - b) // 4), 1)
        for n in range(parts):
            x, y, to_x, to_y = (
                a + (c - a) * n / parts,
                b + (d - b) * n / parts,
                a + (c - a) * (n + 1) / parts,
                b + (d - b) * (n + 1) / parts,
            )
            yield min(x, to_x), min(y, to_y) - 0.8, max(x, to_x), max(y, to_y) + 0.8


def _last_value(chart: Chart, plot: Plot, series: ChartSeries) -> Iterator[Sequence[Text]]:
    """The places where the last figure of a line that is known may stand."""
    known = [(place, value) for place, value in enumerate(numbers(chart, series)) if value is not None]
    if known:
        place, value = known[-1]
        text = _said(chart, series, plot.slot * 2)[place]
        x, y = plot.middle(place), plot.height_of(value)
        yield (_value(x, y - 3, text, is_above=True), _value(x, y + 3, text, is_above=False))


def _fits(area: Area, plot: Plot, width: float, beneath: float) -> bool:
    left, top, right, bottom = area
    return left >= plot.left and right <= width and top >= plot.top - HEADROOM and bottom <= beneath
