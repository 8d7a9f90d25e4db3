"""Milestones on one line of time: hollow marks for what was planned, filled ones for what was reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hkdesk.documents.charts.figures import cell_of, day
from hkdesk.documents.charts.legend import Item, legend
from hkdesk.documents.charts.looks import Mark, mark_points
from hkdesk.documents.charts.measure import LINE, broken, cut, plain, text_width
from hkdesk.documents.charts.shapes import Anchor, Area, Box, Pen, Polygon, Polyline, Shape, Strokes, Text, Tone
from hkdesk.documents.charts.timeline import Timeline, timeline
from hkdesk.documents.model import Chart
from hkdesk.wording import say, tr

SIZE, DATE = 8.0, 7.0
BAND = 18.0
STEM = 9.0  # points from the band to the nearest label
FLAG = 3.0  # from a label's line to its text
APART = 4.0  # between labels
WIDEST = 0.24  # of the chart, for one label
MARK = 3.0
LEFT = 8.0
CLEAR_LANES = 4
_EDGE, _STEM = Pen(Tone.INK, 0.9), Pen(Tone.RULE, 0.6)
_TODAY = Pen(Tone.ACCENT, 1.1, (2.5, 1.5))
_LATE = Pen(Tone.INK, 1.6)


@dataclass(frozen=True)
class _Milestone:
    """One milestone: its days, and the lines of its label."""

    planned: date | None
    reached: date | None
    lines: tuple[str, ...]

    @property
    def on(self) -> date:
        """The day that its label stands at."""
        found = self.reached or self.planned
        assert found is not None
        return found

    @property
    def width(self) -> float:
        """That of its label."""
        return max(text_width(self.lines[0], SIZE), *(text_width(line, DATE) for line in self.lines[1:])) + FLAG

    @property
    def height(self) -> float:
        """That of its label."""
        return (SIZE + DATE * (len(self.lines) - 1)) * LINE


@dataclass(frozen=True)
class _Side:
    """The labels above the band or beneath it, each with its lane, counted from the band."""

    lanes: tuple[tuple[_Milestone, int], ...]

    @property
    def pitch(self) -> float:
        return max((each.height for each, _ in self.lanes), default=0.0) + APART

    @property
    def height(self) -> float:
        """The room that they need."""
        lanes = max((lane + 1 for _, lane in self.lanes), default=0)
        return lanes * self.pitch + STEM


@dataclass(frozen=True)
class _Layout:
    legend: Sequence[Shape]
    of_legend: float
    time: Timeline | None
    above: _Side
    beneath: _Side
    undated: tuple[str, ...]

    @property
    def height(self) -> float:
        sides = 0.0 if self.time is None else self.above.height + BAND + self.beneath.height + APART
        return self.of_legend + 2 + sides + len(self.undated) * SIZE * LINE


def milestones_height(chart: Chart, width: float) -> float:
    """The height that the labels of such a chart need."""
    return _layout(chart, width).height


def milestones_shapes(chart: Chart, width: float) -> Iterator[Shape]:
    """The band, its marks and their labels, from the top down."""
    layout = _layout(chart, width)
    yield from layout.legend
    y = layout.of_legend + 2
    if layout.time is not None:
        y += layout.above.height
        yield from _band(layout.time, y)
        if chart.today is not None:
            x = layout.time.x(chart.today)
            yield Strokes((((x, y - STEM + 2), (x, y + BAND + STEM - 2)),), _TODAY)
        yield from _labels(layout.above, layout.time, y, -1)
        yield from _labels(layout.beneath, layout.time, y + BAND, 1)
        y += BAND + layout.beneath.height + APART
    for row, line in enumerate(layout.undated):
        yield Text(0, y + SIZE * LINE * (row + 0.5), line, SIZE, tone=Tone.SUB)


def _layout(chart: Chart, width: float) -> _Layout:
    shapes, of_legend = legend("", _items(chart), width)
    dated, undated = [], []
    for place, label in enumerate(chart.labels):
        found = _milestone(chart, place, width)
        if found is None:
            undated.append(plain(label))
        else:
            dated.append(found)
    said = tr("No day is known: {names}", names=undated) if undated else ""
    lines = broken(said, SIZE, width, 3) if said else ()
    if not dated:
        return _Layout(shapes, of_legend, None, _Side(()), _Side(()), lines)
    dated.sort(key=lambda each: each.on)
    days = [each for found in dated for each in (found.planned, found.reached) if each is not None]
    days += [chart.today] if chart.today is not None else []
    ends = [(each.on, each.width + 1) for each in dated] + [(on, LEFT) for on in days]
    time = timeline(days, ends, LEFT, width)
    return _Layout(shapes, of_legend, time, _side(dated[::2], time), _side(dated[1::2], time), lines)


def _items(chart: Chart) -> list[Item]:
    samples = (
        lambda x, middle: (_mark(x + 7, middle, is_filled=False),),
        lambda x, middle: (_mark(x + 7, middle, is_filled=True),),
    )
    items = [Item(series.name, sample) for series, sample in zip(chart.series, samples, strict=False)]
    if chart.today is not None:
        said = tr("Today {day}", day=chart.today)
        items.append(Item(said, lambda x, middle: (Strokes((((x + 8, middle - 5), (x + 8, middle + 5)),), _TODAY),)))
    return items


def _milestone(chart: Chart, place: int, width: float) -> _Milestone | None:
    """A milestone with its label; None where no day of it is known."""
    days: list[date | None] = [None, None]
    room = width * WIDEST
    lines = [cut(plain(chart.labels[place]), SIZE, room)]
    for number, series in enumerate(chart.series[:2]):
        cell = cell_of(series, place)
        days[number] = day(cell)
        if cell is not None and days[number] is not None:
            lines.append(cut(f"{plain(series.name)} {say(days[number])}".strip(), DATE, room))
    return None if days == [None, None] else _Milestone(days[0], days[1], tuple(lines))


def _side(found: Sequence[_Milestone], time: Timeline) -> _Side:
    """Labels of one side in lanes, the last first: beyond the lines of all that begin beneath it, if that is near."""
    placed: list[tuple[_Milestone, int]] = []
    for each in reversed(found):
        left = time.x(each.on)
        right = left + each.width + APART
        beneath = [lane for other, lane in placed if time.x(other.on) < right]
        lane = max(beneath, default=-1) + 1
        if lane >= CLEAR_LANES:  # too many: it stands before the lines of others, wherever their labels leave room
            lane = next(n for n in range(len(placed) + 1) if n not in beneath)
        placed.append((each, lane))
    return _Side(tuple(placed))


def _band(time: Timeline, y: float) -> Iterator[Shape]:
    yield Box(0, y, time.width, BAND, Tone.TINT)
    yield Strokes((((0, y), (time.width, y)), ((0, y + BAND), (time.width, y + BAND))), Pen(Tone.RULE, 0.6))
    for x, said in time.dates():
        half = text_width(said, DATE) / 2
        if x - half >= 0 and x + half <= time.width:
            yield Text(x, y + BAND / 2, said, DATE, Anchor.CENTRE, Tone.SUB)


def _labels(side: _Side, time: Timeline, edge: float, down: int) -> Iterator[Shape]:
    """The labels and marks of one side; `down` is 1 beneath the band and -1 above it."""
    areas = [_area(side, each, lane, time, edge, down) for each, lane in side.lanes]
    for x, top, _, bottom in areas:
        yield Strokes((((x, edge), (x, top if down < 0 else bottom)),), _STEM)
    for (each, _), (x, top, right, bottom) in zip(side.lanes, areas, strict=True):
        yield Box(x + FLAG / 2, top, right - x - FLAG / 2, bottom - top, Tone.PAPER)  # hides the lines of others
        for row, line in enumerate(each.lines):
            size = DATE if row else SIZE
            tone = Tone.SUB if row else Tone.INK
            yield Text(x + FLAG, top + size * LINE / 2, line, size, tone=tone, is_strong=not row)
            top += size * LINE
    for each, _ in side.lanes:
        if each.planned is not None and each.reached is not None and each.planned != each.reached:
            yield Polyline(((time.x(each.planned), edge), (time.x(each.reached), edge)), _LATE)
    for is_filled in (False, True):
        for each, _ in side.lanes:
            on = each.reached if is_filled else each.planned
            if on is not None:
                yield _mark(time.x(on), edge, is_filled=is_filled)


def _area(side: _Side, each: _Milestone, lane: int, time: Timeline, edge: float, down: int) -> Area:
    """Where a label stands, from its line to its right end."""
    x = time.x(each.on)
    near = edge + down * (STEM + lane * side.pitch)
    far = near + down * each.height
    return x, min(near, far), x + each.width, max(near, far)


def _mark(x: float, y: float, *, is_filled: bool) -> Polygon:
    return Polygon(mark_points(Mark.DIAMOND, x, y, MARK), Tone.INK if is_filled else Tone.PAPER, _EDGE)
