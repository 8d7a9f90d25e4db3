"""How series are told apart: by hatching, dash and mark, and only then by tone, since most are printed in grey."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from hkdesk.documents.charts.shapes import Area, Box, Pen, Point, Polygon, Shape, Strokes, Tone

HATCH = 3.2  # points from one line of a hatching to the next
MARK = 2.4  # half the width of a mark on a line
_OUTLINE = Pen(Tone.ACCENT, 0.6)
_HATCHING = Pen(Tone.ACCENT, 0.5)


class Hatch(Enum):
    """The lines across an area."""

    NONE = auto()
    RISING = auto()
    LEVEL = auto()
    FALLING = auto()
    CROSSED = auto()


class Mark(Enum):
    """The shape of a point on a line."""

    CIRCLE = auto()
    SQUARE = auto()
    TRIANGLE = auto()
    DIAMOND = auto()


@dataclass(frozen=True, slots=True)
class BarLook:
    """How the bars of a series look."""

    fill: Tone
    hatch: Hatch = Hatch.NONE


@dataclass(frozen=True, slots=True)
class LineLook:
    """How the line of a series looks, and the marks on it."""

    pen: Pen
    mark: Mark
    is_hollow: bool


BAR_LOOKS = (
    BarLook(Tone.ACCENT),
    BarLook(Tone.PAPER, Hatch.RISING),
    BarLook(Tone.MIDDLE),
    BarLook(Tone.PAPER, Hatch.LEVEL),
    BarLook(Tone.INK),
    BarLook(Tone.PAPER, Hatch.CROSSED),
    BarLook(Tone.TINT),
    BarLook(Tone.PAPER, Hatch.FALLING),
)
BEHIND_LINES = BarLook(Tone.MIDDLE)  # lines stand out before it
LINE_LOOKS = (
    LineLook(Pen(Tone.INK, 1.4), Mark.CIRCLE, is_hollow=False),
    LineLook(Pen(Tone.INK, 1.2, (4.5, 2.5)), Mark.SQUARE, is_hollow=True),
    LineLook(Pen(Tone.ACCENT, 1.4, (1.4, 2)), Mark.TRIANGLE, is_hollow=False),
    LineLook(Pen(Tone.SUB, 1.2, (6, 2, 1.4, 2)), Mark.DIAMOND, is_hollow=True),
)


def bar(look: BarLook, x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    """A bar with its hatching."""
    yield Box(x, y, width, height, look.fill, _OUTLINE)
    lines = tuple(hatching(look.hatch, (x, y, x + width, y + height)))
    if lines:
        yield Strokes(lines, _HATCHING)


def mark_at(look: LineLook, x: float, y: float, half: float = MARK) -> Polygon:
    """The mark of a line at a point."""
    outline = Pen(look.pen.tone, 1.0)
    return Polygon(mark_points(look.mark, x, y, half), Tone.PAPER if look.is_hollow else look.pen.tone, outline)


def mark_points(mark: Mark, x: float, y: float, half: float) -> tuple[Point, ...]:
    """The corners of a mark; a circle has enough of them."""
    match mark:
        case Mark.SQUARE:
            return ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))
        case Mark.TRIANGLE:
            return ((x, y - half * 1.2), (x + half * 1.2, y + half), (x - half * 1.2, y + half))
        case Mark.DIAMOND:
            return ((x, y - half * 1.3), (x + half * 1.3, y), (x, y + half * 1.3), (x - half * 1.3, y))
    turns = [math.tau * n / 16 for n in range(16)]
    return tuple((x + half * math.cos(turn), y + half * math.sin(turn)) for turn in turns)


def hatching(hatch: Hatch, area: Area) -> Iterator[tuple[Point, Point]]:
    """The lines across an area; those of neighbouring bars are in step."""
    left, top, right, bottom = area
    if hatch is Hatch.LEVEL:
        first = math.floor(top / HATCH) + 1
        for n in range(first, math.ceil(bottom / HATCH)):
            yield (left, n * HATCH), (right, n * HATCH)
    if hatch in (Hatch.RISING, Hatch.CROSSED):
        yield from _slanting(left, top, right, bottom)
    if hatch in (Hatch.FALLING, Hatch.CROSSED):
        # The mirror image: what rises from left to right falls so.
        yield from (((-a, b), (-c, d)) for (a, b), (c, d) in _slanting(-right, top, -left, bottom))


def _slanting(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[Point, Point]]:
    """Lines of x + y = n steps, cut off at the edges."""
    step = HATCH * math.sqrt(2)
    for n in range(math.floor((left + top) / step) + 1, math.ceil((right + bottom) / step)):
        total = n * step
        from_x, to_x = max(left, total - bottom), min(right, total - top)
        if to_x > from_x:
            yield (from_x, total - from_x), (to_x, total - to_x)
