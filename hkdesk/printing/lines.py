"""Breaks text into lines of a width, once for each text and width."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption

from hkdesk.printing.fonts import Fonts, Style

_BREAKS = str.maketrans({"\r": "\n", "\t": " ", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


class Lines:
    """Lines and widths in the fonts of one document, in layout units."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._broken: dict[tuple[str, Style, float, int], tuple[str, ...]] = {}
        self._widths: dict[tuple[str, Style], float] = {}
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def width(self, text: str, style: Style) -> float:
        """How wide a single line is."""
        key = (text, style)
        if key not in self._widths:
            self._widths[key] = self.fonts.metrics(style).horizontalAdvance(text)
        return self._widths[key]

    def broken(self, text: str, style: Style, width: float, most: int = 0) -> tuple[str, ...]:
        """The lines of a text.

        Args:
            text: as typed; its own line ends are kept.
            style: the font.
            width: of the lines; what has no place to break is broken anywhere.
            most: lines at most, the last ending in an ellipsis where there would be more; 0 for all.
        """
        key = (text, style, width, most)
        if key not in self._broken:
            found = [line for part in _parts(text) for line in self._break(part, style, width)]
            if most and len(found) > most:
                rest = " ".join(found[most - 1 :])
                cut = self.fonts.metrics(style).elidedText(rest, Qt.TextElideMode.ElideRight, width)
                # What fits on one line though it was broken in two (its spaces were at the break) is cut all the same.
                found = [*found[: most - 1], cut if cut != rest else f"{rest}…"]
            self._broken[key] = tuple(found)
        return self._broken[key]

    def balanced(self, text: str, style: Style, width: float) -> tuple[str, ...]:
        """As few lines as can be, of about the same length: a title is not to end in a single character."""
        lines = self.broken(text, style, width)
        narrow, wide = width / max(len(lines), 1), width
        while len(lines) > 1 and wide - narrow > style.points:
            middle = (narrow + wide) / 2
            if len(self.broken(text, style, middle)) > len(lines):
                narrow = middle
            else:
                wide = middle
        return self.broken(text, style, wide)

    def _break(self, text: str, style: Style, width: float) -> list[str]:
        if self.width(text, style) <= width:
            return [text]
        layout = QTextLayout(text, self.fonts.font(style))
        layout.setTextOption(self._option)
        layout.beginLayout()
        cuts: list[tuple[int, int]] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            cuts.append((line.textStart(), line.textStart() + line.textLength()))
        layout.endLayout()
        # Qt counts in UTF-16; a character beyond the first plane is two of its units.
        units = text.encode("utf-16-le", "surrogatepass")
        return [units[2 * a : 2 * b].decode("utf-16-le", "surrogatepass").rstrip() for a, b in cuts]


def _parts(text: str) -> list[str]:
    return text.replace("\r\n", "\n").translate(_BREAKS).rstrip().split("\n")
