"""Pieces: what a page is made of, each of a height and drawn at a place; one is never split between pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from hkdesk.documents.model import Align, Heading, Paragraph, Signature
from hkdesk.printing.fonts import UNITS_PER_POINT, Fonts, Style
from hkdesk.printing.lines import Lines
from hkdesk.printing.prose import Prose, ProseLine
from hkdesk.printing.sheet import Sheet

INDENT = 2  # characters at the beginning of a paragraph and a heading, and behind a signature
NOTE_LINE = 1.25


class Draw(Protocol):
    """Draws a piece whose upper left corner stands at x, y."""

    def __call__(self, painter: QPainter, x: float, y: float) -> None: ...


@dataclass(frozen=True)
class Piece:
    """A part of a page.

    Args:
        height: in layout units.
        draw: paints it.
        gap: left free above it, but not at the top of a page.
        keeps_next: whether it may not be the last on its page.
        keeps_before: whether it may not be the first on its page.
        header: drawn above it where it comes first on a page.
        outline: its name in the outline of a PDF, and the level there, from 1.
        snaps: whether it stands on the grid of a page that has one.
    """

    height: float
    draw: Draw
    gap: float = 0
    keeps_next: bool = False
    keeps_before: bool = False
    header: "Piece | None" = None
    outline: tuple[int, str] | None = None
    snaps: bool = False


class Setter:
    """Makes pieces of text for one sheet."""

    def __init__(self, sheet: Sheet, lines: Lines) -> None:
        self.sheet, self.lines = sheet, lines
        self._prose = Prose(lines.fonts)
        self._baselines: dict[tuple[Style, float], float] = {}

    @property
    def fonts(self) -> Fonts:
        return self.lines.fonts

    def pitch(self, style: Style) -> float:
        """From one line to the next."""
        return self.sheet.grid or style.points * UNITS_PER_POINT * self.sheet.line

    def title(self, text: str) -> Piece:
        lines = self.lines.balanced(text, self.sheet.title, self.sheet.text_width)
        return self._text(lines, self.sheet.title, Align.CENTRE, keeps_next=True)

    def under_title(self, left: str, right: str) -> list[Piece]:
        """A line under the title: in its middle, or at both ends where two things are said."""
        style, width = self.sheet.subtitle, self.sheet.text_width
        if not left or not right:
            found = self.lines.broken(left or right, style, width)
            made = [self._text(found, style, Align.CENTRE, gap=self._gap(style, 6), keeps_next=True)]
            return [*made, self._blank()] if self.sheet.grid else made
        ends = self.lines.width(right, style) + style.points * 40
        found = self.lines.broken(left, style, max(width - ends, width / 2))
        first = self._text(found, style, Align.LEFT)
        last = self._text((right,), style, Align.RIGHT)
        return [Piece(first.height, _both(first.draw, last.draw), gap=style.points * 8, keeps_next=True)]

    def heading(self, heading: Heading) -> list[Piece]:
        style = self.sheet.heading if heading.level == 1 else self.sheet.subheading
        indent = 0.0 if self.sheet.is_ledger else self._indent(style)
        pieces = self._running(heading.text, style, indent, gap=self._gap(style, 7))
        first = replace(pieces[0], outline=(heading.level, heading.text))
        return [replace(piece, keeps_next=True) for piece in (first, *pieces[1:])]

    def paragraph(self, paragraph: Paragraph) -> list[Piece]:
        """A piece for each line, so that a long one may go on overleaf: never by its first or its last line alone."""
        style = self.sheet.text
        pieces = self._running(paragraph.text, style, self._indent(style), gap=self._gap(style, 3))
        kept = {0, len(pieces) - 2}
        return [replace(p, keeps_next=n in kept and len(pieces) > 1) for n, p in enumerate(pieces)]

    def note(self, text: str) -> Piece:
        style = self.sheet.note
        found = self.lines.broken(text, style, self.sheet.text_width)
        pitch = style.points * UNITS_PER_POINT * NOTE_LINE
        drawing = self.drawing(found, style, Align.LEFT, self.sheet.text_width, pitch=pitch)
        return Piece(pitch * len(found), drawing, gap=style.points * 3, keeps_before=True)

    def caption(self, text: str) -> Piece:
        style = self.sheet.caption
        found = self.lines.broken(text, style, self.sheet.text_width)
        align = Align.CENTRE if self.sheet.grid else Align.LEFT
        return self._text(found, style, align, gap=style.points * 5, keeps_next=True)

    def signature(self, signature: Signature) -> list[Piece]:
        """On one line; on an official page beneath each other at the right, the day two characters in from the name."""
        contact = self.paragraph(Paragraph(signature.contact)) if signature.contact else []
        return [*self._signed(signature), *(replace(piece, keeps_before=True) for piece in contact)]

    def _signed(self, signature: Signature) -> list[Piece]:
        style, width = self.sheet.text, self.sheet.text_width
        if not self.sheet.grid:
            by = self._text(self.lines.broken(signature.by, style, width * 0.6, 1), style, Align.LEFT)
            on = self._text((signature.on,), style, Align.RIGHT)
            return [Piece(by.height, _both(by.draw, on.draw), gap=style.points * 8, keeps_before=True)]
        em = style.points * UNITS_PER_POINT
        name = self.lines.broken(signature.by, style, width - 4 * em, 1)
        widest = max(self.lines.width(name[0], style), self.lines.width(signature.on, style) + 2 * em)
        left = width - widest - INDENT * em
        draws = [
            self.drawing(texts, style, Align.LEFT, width, (at, at))
            for texts, at in ((name, left), ((signature.on,), left + 2 * em))
        ]
        line = self.pitch(style)
        return [
            replace(self._blank(), keeps_before=True),
            *(Piece(line, draw, keeps_before=True, snaps=True) for draw in draws),
        ]

    def drawing(
        self,
        lines: Sequence[str],
        style: Style,
        align: Align,
        width: float,
        indents: tuple[float, float] = (0, 0),
        pitch: float = 0,
    ) -> Draw:
        """What draws lines of a width, one under the other."""
        font, pitch = self.fonts.font(style), pitch or self.pitch(style)
        baseline = self.baseline(style, pitch)
        places = [
            (
                _left(align, width, self.lines.width(line, style) if align is not Align.LEFT else 0) + indents[n > 0],
                n,
                line,
            )
            for n, line in enumerate(lines)
            if line
        ]
        drawn = self.fonts.drawn

        def draw(painter: QPainter, x: float, y: float) -> None:
            painter.setFont(font)
            for right, n, line in places:
                drawn.update(line)
                painter.drawText(QPointF(x + right, y + baseline + n * pitch), line)

        return draw

    def _running(self, text: str, style: Style, indent: float, gap: float) -> list[Piece]:
        pitch = self.pitch(style)
        return [
            Piece(pitch, self._prose_line(line, style, pitch), gap=0 if n else gap, snaps=True)
            for n, line in enumerate(self._prose.lines(text, style, self.sheet.text_width, indent))
        ]

    def _prose_line(self, line: ProseLine, style: Style, pitch: float) -> Draw:
        baseline = self.baseline(style, pitch)

        def draw(painter: QPainter, x: float, y: float) -> None:
            self._prose.draw(painter, line, style, x, y + baseline)

        return draw

    def _text(
        self,
        lines: Sequence[str],
        style: Style,
        align: Align,
        *,
        gap: float = 0,
        keeps_next: bool = False,
        indents: tuple[float, float] = (0, 0),
    ) -> Piece:
        """Lines across the text's width, the first and the others indented."""
        draw = self.drawing(lines, style, align, self.sheet.text_width, indents)
        return Piece(self.pitch(style) * len(lines), draw, gap, keeps_next, snaps=True)

    def baseline(self, style: Style, pitch: float) -> float:
        """Where a line's characters stand, below the top of its pitch."""
        key = (style, pitch)
        if key not in self._baselines:
            metrics = self.fonts.metrics(style)
            self._baselines[key] = (pitch - metrics.height()) / 2 + metrics.ascent()
        return self._baselines[key]

    def _blank(self) -> Piece:
        """An empty line of the grid."""
        return Piece(self.sheet.grid, lambda *_: None, keeps_next=True, snaps=True)

    def _indent(self, style: Style) -> float:
        return INDENT * style.points * UNITS_PER_POINT * style.spacing / 100

    def _gap(self, style: Style, share: float) -> float:
        return 0 if self.sheet.grid else style.points * share


def _left(align: Align, width: float, of_line: float) -> float:
    match align:
        case Align.RIGHT:
            return width - of_line
        case Align.CENTRE:
            return (width - of_line) / 2
    return 0


def _both(*draws: Callable[[QPainter, float, float], None]) -> Draw:
    def draw(painter: QPainter, x: float, y: float) -> None:
        for one in draws:
            one(painter, x, y)

    return draw
