"""The axes of bars and curves: round numbers at the left, the labels beneath."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hkdesk.documents.charts.figures import step_digits, written
from hkdesk.documents.charts.measure import LINE, broken, cut, plain, text_width
from hkdesk.documents.charts.shapes import Anchor, Pen, Shape, Strokes, Taken, Text, Tone

SIZE = 8.0
BETWEEN = 3.0  # points between two labels
UNDER = SIZE * LINE / 2  # above the labels: half of an axis number reaches there
NAMES_FROM = 5.0  # em: a label that is longer is a name and not a month
NAME_LINES = 3
LEAST_NAME = 2.5  # em
WIDEST_NUMBER = 0.3  # of the chart
_GRID, _ZERO = Pen(Tone.GRID, 0.6), Pen(Tone.SUB, 0.8)


@dataclass(frozen=True)
class Plot:
    """The area of the figures.

    Args:
        count: of the labels, each of which has its slot of the width.
        ticks: from the lowest number to the highest.
    """

    left: float
    top: float
    right: float
    bottom: float
    count: int
    ticks: tuple[Decimal, ...]

    @property
    def slot(self) -> float:
        """The width of a label's part."""
        return (self.right - self.left) / self.count

    def middle(self, place: int) -> float:
        """The middle of a label's part."""
        return self.left + self.slot * (place + 0.5)

    def height_of(self, value: Decimal) -> float:
        """Where a number stands."""
        share = (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])
        return self.bottom - (self.bottom - self.top) * min(max(float(share), 0.0), 1.0)


def number_width(ticks: Sequence[Decimal], width: float) -> float:
    """The room that the numbers of an axis need beside it."""
    digits = step_digits(ticks)
    return min(max(text_width(written(tick, digits), SIZE) for tick in ticks), width * WIDEST_NUMBER) + 4


def grid(plot: Plot) -> Iterator[Shape]:
    """The lines across, and their numbers."""
    digits = step_digits(plot.ticks)
    heights = [plot.height_of(tick) for tick in plot.ticks]
    yield Strokes(tuple(((plot.left, y), (plot.right, y)) for y in heights), _GRID)
    for tick, y in zip(plot.ticks, heights, strict=True):
        said = cut(written(tick, digits), SIZE, plot.left - 4)
        yield Text(plot.left - 4, y, said, SIZE, Anchor.RIGHT, Tone.SUB)


def zero_line(plot: Plot) -> Shape:
    """The line that bars stand on."""
    y = plot.height_of(Decimal(0))
    return Strokes((((plot.left, y), (plot.right, y)),), _ZERO)


@dataclass(frozen=True)
class Labels:
    """What is written beneath: for each label its lines, none for one that is left out."""

    lines: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        """The room that they need."""
        return max(map(len, self.lines), default=0) * SIZE * LINE + UNDER

    def shapes(self, plot: Plot, top: float, width: float) -> Iterator[Shape]:
        """The texts beneath `top`; one at the end that would reach beyond the chart stands a little further in."""
        taken = Taken()
        for place, lines in enumerate(self.lines):
            half = max((text_width(line, SIZE) for line in lines), default=0) / 2
            x = min(max(plot.middle(place), half), width - half)
            area = (x - half, top, x + half, top + SIZE)
            if not half or not taken.is_free(area):
                continue
            taken.add(area)
            for row, line in enumerate(lines):
                yield Text(x, top + UNDER + SIZE * LINE * (row + 0.5), line, SIZE, Anchor.CENTRE)


def fitted_labels(labels: Sequence[str], slot: float) -> Labels:
    """Labels that do not touch: all, or months thinned out, or names in several lines and then cut."""
    texts = [plain(label) for label in labels]
    widest = max((text_width(text, SIZE) for text in texts), default=0.0)
    if widest + BETWEEN <= slot:
        return Labels(tuple((text,) for text in texts))
    if all(_is_month_like(text) for text in texts):
        every = _parts(widest + BETWEEN, slot)
        return Labels(tuple((text,) if place % every == 0 else () for place, text in enumerate(texts)))
    every = _parts(LEAST_NAME * SIZE + BETWEEN, slot)
    room = slot * every - BETWEEN
    return Labels(
        tuple(broken(text, SIZE, room, NAME_LINES) if place % every == 0 else () for place, text in enumerate(texts))
    )


def _is_month_like(text: str) -> bool:
    return text_width(text, 1) <= NAMES_FROM and (text.isascii() or any(char.isdigit() for char in text))


def _parts(needed: float, slot: float) -> int:
    return max(int(-(-needed // slot)), 1)
