"""Running text: lines that fill their width to both edges, as GB/T 9704 has it, with air between Chinese and Latin."""

import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from hkdesk.printing.fonts import Fonts, Style
from hkdesk.printing.lines import cuts, parts, pieces_of, spaced

# Narrower than the tenth of an em from which readers of PDFs take a gap for a space: a copied text stays as typed.
AIR, MOST_AIR = 0.095, 9.8
WIDEST = 1.15  # of its usual spacing; a line that would be spread further is left as it is
_CHINESE = r"[\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_LATIN = r"[A-Za-z0-9%°±+\u00c0-\u024f\u0370-\u03ff]"
_BOUNDARY = re.compile(f"{_CHINESE}(?={_LATIN})|{_LATIN}(?={_CHINESE})")


@dataclass(frozen=True)
class ProseLine:
    """A line of running text: where it begins, and how far its characters stand apart, in percent."""

    text: str
    indent: float
    spacing: float


class Prose:
    """Sets running text in the fonts of one document."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts

    def lines(self, text: str, style: Style, width: float, indent: float) -> list[ProseLine]:
        """The lines of a paragraph; each of its own line ends begins one that is indented again.

        Args:
            width, indent: in layout units.
        """
        return [line for part in parts(text) for line in self._paragraph(part.strip(), style, width, indent)]

    def draw(self, painter: QPainter, line: ProseLine, style: Style, x: float, baseline: float) -> None:
        """Draw a line so that it stands on its baseline."""
        if not line.text:
            return
        font = spaced(self._fonts.font(style), line.spacing)
        self._fonts.drawn.update(line.text)
        layout = self._layout(line.text, font, line.spacing)
        layout.beginLayout()
        made = layout.createLine()
        layout.endLayout()
        layout.draw(painter, QPointF(x + line.indent, baseline - made.ascent()))

    def _paragraph(self, text: str, style: Style, width: float, indent: float) -> list[ProseLine]:
        usual = style.spacing
        layout = self._layout(text, spaced(self._fonts.font(style), usual), usual)
        found = [line.rstrip() for line in pieces_of(text, cuts(layout, width - indent, width))] or [""]
        lines = []
        for number, line in enumerate(found):
            left = 0.0 if number else indent
            is_last = number == len(found) - 1
            spacing = usual if is_last else self._spread(line, style, width - left)
            lines.append(ProseLine(line, left, spacing))
        return lines

    def _spread(self, line: str, style: Style, width: float) -> float:
        """How far a line's characters must stand apart to fill the width, in percent."""
        natural = self._natural(line, style)
        wanted = width / natural * 100 if natural > 0 else style.spacing
        return wanted if wanted <= style.spacing * WIDEST else style.spacing

    def _natural(self, line: str, style: Style) -> float:
        layout = self._layout(line, spaced(self._fonts.font(style), 100), 100)
        layout.beginLayout()
        made = layout.createLine()
        layout.endLayout()
        return made.naturalTextWidth()

    def _layout(self, text: str, font: QFont, percent: float) -> QTextLayout:
        """A text on one line, each character before a change between Chinese and Latin a little wider."""
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if text.isascii():
            return layout
        formats = []
        for place in (found.start() for found in _BOUNDARY.finditer(text)):
            look = QTextCharFormat()
            look.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
            share = 1 if ord(text[place]) >= 0x2E80 else 2  # a Latin letter is about half as wide
            look.setFontLetterSpacing(max(percent, min(percent * (1 + share * AIR), 100 + share * MOST_AIR)))
            reach: Any = QTextLayout.FormatRange()  # whose fields the type hints do not know
            reach.start, reach.length, reach.format = len(text[:place].encode("utf-16-le")) // 2, 1, look
            formats.append(reach)
        layout.setFormats(formats)
        return layout
