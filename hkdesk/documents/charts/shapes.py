"""What a chart is drawn with: plain shapes in points, x to the right and y down, known to every renderer alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from hkdesk.documents.charts.measure import LINE, text_width

Point = tuple[float, float]


class Tone(Enum):
    """The colours of the light theme (LOOK.md) that stay apart as greys; their values are red, green and blue."""

    INK = "1D2430"
    SUB = "5A6573"
    RULE = "8C96A3"
    GRID = "E2E6EC"
    ACCENT = "1664D9"
    MIDDLE = "9CC0F2"
    TINT = "E6F0FF"
    PAPER = "FFFFFF"


class Anchor(Enum):
    """The side of a text that stands at its place."""

    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn; the dash is the lengths of its marks and gaps, in points."""

    tone: Tone
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: Tone | None
    pen: Pen | None = None


@dataclass(frozen=True, slots=True)
class Strokes:
    """Straight lines that belong together: a grid, the hatching of a series."""

    lines: tuple[tuple[Point, Point], ...]
    pen: Pen


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through points."""

    points: tuple[Point, ...]
    pen: Pen


@dataclass(frozen=True, slots=True)
class Polygon:
    """An area between points."""

    points: tuple[Point, ...]
    fill: Tone | None
    pen: Pen | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text.

    Args:
        x: where its anchor stands.
        middle: the height of its middle.
        size: of its font, in points.
    """

    x: float
    middle: float
    text: str
    size: float
    anchor: Anchor = Anchor.LEFT
    tone: Tone = Tone.INK
    is_strong: bool = False

    @property
    def width(self) -> float:
        """The room that it was given; a renderer whose font is wider draws it narrower."""
        return text_width(self.text, self.size)

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - {Anchor.LEFT: 0, Anchor.CENTRE: self.width / 2, Anchor.RIGHT: self.width}[self.anchor]

    @property
    def area(self) -> "Area":
        """Left, top, right and bottom."""
        half = self.size * LINE / 2
        return (self.left, self.middle - half, self.left + self.width, self.middle + half)


Shape = Box | Strokes | Polyline | Polygon | Text
Area = tuple[float, float, float, float]


def scaled(shape: Shape, by: float) -> Shape:
    """A shape drawn larger or smaller, with the lines and the letters on it."""
    match shape:
        case Box(x, y, width, height):
            pen = shape.pen and _scaled(shape.pen, by)
            return replace(shape, x=x * by, y=y * by, width=width * by, height=height * by, pen=pen)
        case Strokes(lines, pen):
            moved = tuple(((a * by, b * by), (c * by, d * by)) for (a, b), (c, d) in lines)
            return Strokes(moved, _scaled(pen, by))
        case Polyline(points, pen):
            return Polyline(_moved(points, by), _scaled(pen, by))
        case Polygon(points):
            return replace(shape, points=_moved(points, by), pen=shape.pen and _scaled(shape.pen, by))
        case Text(x, middle):
            return replace(shape, x=x * by, middle=middle * by, size=shape.size * by)


def _moved(points: Sequence[Point], by: float) -> tuple[Point, ...]:
    return tuple((x * by, y * by) for x, y in points)


def _scaled(pen: Pen, by: float) -> Pen:
    return replace(pen, width=pen.width * by, dash=tuple(part * by for part in pen.dash))


class Taken:
    """The room on a chart that is taken, so that no text is set upon another or upon a bar."""

    def __init__(self) -> None:
        self._areas: list[Area] = []

    def add(self, *areas: Area) -> None:
        """Take room."""
        self._areas.extend(areas)

    def is_free(self, area: Area) -> bool:
        """Whether nothing stands there; what only touches does no harm."""
        left, top, right, bottom = area
        return not any(left < r and right > a and top < b and bottom > t for a, t, r, b in self._areas)
