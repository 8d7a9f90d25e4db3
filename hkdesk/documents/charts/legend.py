"""The line above a chart: the unit at its left, and at its right which series is which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hkdesk.documents.charts.looks import BarLook, LineLook, bar, mark_at
from hkdesk.documents.charts.measure import cut, plain, text_width
from hkdesk.documents.charts.shapes import Anchor, Polyline, Shape, Text, Tone

SIZE = 8.0
ROW = 13.0
SAMPLE = 16.0  # the width of a sample of the series, with its distance from the name
GAP = 12.0
WIDEST = 0.45  # of the chart, for one name


@dataclass(frozen=True)
class Item:
    """A name of the legend, and what draws its sample at the left of it, its middle at the height given."""

    name: str
    sample: Callable[[float, float], Sequence[Shape]]


def bar_item(name: str, look: BarLook) -> Item:
    """The item of a series of bars."""
    return Item(name, lambda x, middle: list(bar(look, x + 0.5, middle - 3.5, 11, 7)))


def line_item(name: str, look: LineLook) -> Item:
    """The item of a line."""

    def sample(x: float, middle: float) -> Sequence[Shape]:
        return (Polyline(((x, middle), (x + 13, middle)), look.pen), mark_at(look, x + 6.5, middle, 2))

    return Item(name, sample)


def legend(unit: str, items: Sequence[Item], width: float) -> tuple[list[Shape], float]:
    """The shapes of a legend that begins at the top of a chart, and how high it is."""
    shapes: list[Shape] = []
    said = cut(plain(unit), SIZE, width * WIDEST)
    if said:
        shapes.append(Text(0, ROW / 2, said, SIZE, tone=Tone.SUB))
    rows = _rows([item for item in items if plain(item.name)], width, text_width(said, SIZE))
    for number, row in enumerate(rows):
        x = width - sum(_width(item, width) for item in row) - GAP * (len(row) - 1)
        middle = ROW * (number + 0.5)
        for item in row:
            shapes.extend(item.sample(x, middle))
            name = cut(plain(item.name), SIZE, width * WIDEST)
            shapes.append(Text(x + SAMPLE, middle, name, SIZE, Anchor.LEFT))
            x += _width(item, width) + GAP
    count = max(len(rows), 1 if said else 0)
    return shapes, ROW * count


def _rows(items: Sequence[Item], width: float, of_unit: float) -> list[list[Item]]:
    rows: list[list[Item]] = []
    left = 0.0
    for item in items:
        needed = _width(item, width) + GAP
        if not rows or left < needed:
            rows.append([])
            left = width + GAP
            if len(rows) == 1 and of_unit:
                left -= of_unit + GAP
                if left < needed:  # no room beside the unit
                    rows.append([])
                    left = width + GAP
        rows[-1].append(item)
        left -= needed
    return rows


def _width(item: Item, width: float) -> float:
    return SAMPLE + text_width(cut(plain(item.name), SIZE, width * WIDEST), SIZE)
