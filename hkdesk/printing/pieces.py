"""Pieces: what a page is made of, each of a height and drawn at a place; one is never split between pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from hkdesk.documents.model import Align, Heading, Paragraph, Signature
from hkdesk.printing.fonts import Fonts, Style
from hkdesk.printing.lines import Lines
from hkdesk.printing.sheet import Sheet

INDENT = 2  # characters at the beginning of a paragraph and a heading
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
        header: drawn above it where it comes first on a page.
    """

    height: float
    draw: Draw
    gap: float = 0
    keeps_next: bool = False
    header: "Piece | None" = None


class Setter:
    """Makes pieces of text for one sheet."""

    def __init__(self, sheet: Sheet, lines: Lines) -> None:
        self.sheet, self.lines = sheet, lines

    @property
    def fonts(self) -> Fonts:
        return self.lines.fonts

    def pitch(self, style: Style) -> float:
        """From one line to the next."""
        return style.points * 20 * self.sheet.line

    def title(self, text: str) -> Piece:
        lines = self.lines.balanced(text, self.sheet.title, self.sheet.text_width)
        return self._text(lines, self.sheet.title, Align.CENTRE, keeps_next=True)

    def under_title(self, left: str, right: str) -> Piece:
        """A line under the title: in its middle, or at both ends where two things are said."""
        style, width = self.sheet.subtitle, self.sheet.text_width
        if not left or not right:
            found = self.lines.broken(left or right, style, width)
            return self._text(found, style, Align.CENTRE, gap=style.points * 6, keeps_next=True)
        ends = self.lines.width(right, style) + style.points * 40
        found = self.lines.broken(left, style, max(width - ends, width / 2))
        first = self._text(found, style, Align.LEFT)
        last = self._text((right,), style, Align.RIGHT)
        return Piece(first.height, _both(first.draw, last.draw), gap=style.points * 8, keeps_next=True)

    def heading(self, heading: Heading) -> Piece:
        style = self.sheet.heading
        indent = 0.0 if self.sheet.is_ledger else INDENT * style.points * 20
        found = self.lines.broken(heading.text, style, self.sheet.text_width - indent)
        return self._text(found, style, Align.LEFT, gap=style.points * 7, keeps_next=True, indents=(indent, indent))

    def paragraph(self, paragraph: Paragraph) -> list[Piece]:
        """A piece for each line, so that a long one may go on overleaf."""
        style = self.sheet.text
        pieces: list[Piece] = []
        gap = style.points * 3
        for part in paragraph.text.split("\n"):
            # The indent is made of the characters that typists make it of; the line that bears it breaks by itself.
            found = self.lines.broken("\u3000" * INDENT + part.strip(), style, self.sheet.text_width)
            pieces.extend(self._text((line,), style, Align.LEFT, gap=0 if n else gap) for n, line in enumerate(found))
        return pieces

    def note(self, text: str) -> Piece:
        style = self.sheet.note
        found = self.lines.broken(text, style, self.sheet.text_width)
        pitch = style.points * 20 * NOTE_LINE
        drawing = self.drawing(found, style, Align.LEFT, self.sheet.text_width, pitch=pitch)
        return Piece(pitch * len(found), drawing, gap=style.points * 3)

    def caption(self, text: str) -> Piece:
        style = self.sheet.caption
        found = self.lines.broken(text, style, self.sheet.text_width)
        return self._text(found, style, Align.LEFT, gap=style.points * 5, keeps_next=True)

    def signature(self, signature: Signature) -> Piece:
        style, width = self.sheet.text, self.sheet.text_width
        by = self._text(self.lines.broken(signature.by, style, width * 0.6, 1), style, Align.LEFT)
        on = self._text((signature.on,), style, Align.RIGHT)
        return Piece(by.height, _both(by.draw, on.draw), gap=style.points * 8)

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
        return Piece(self.pitch(style) * len(lines), draw, gap, keeps_next)

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
        font, metrics, pitch = self.fonts.font(style), self.fonts.metrics(style), pitch or self.pitch(style)
        baseline = (pitch - metrics.height()) / 2 + metrics.ascent()
        places = [
            (_left(align, width, self.lines.width(line, style)) + indents[n > 0], baseline + n * pitch, line)
            for n, line in enumerate(lines)
            if line
        ]

        def draw(painter: QPainter, x: float, y: float) -> None:
            painter.setFont(font)
            for right, down, line in places:
                painter.drawText(QPointF(x + right, y + down), line)

        return draw


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
