"""Breaks text into lines of a width."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from hkdesk.printing.fonts import Fonts, Style

KEPT = 4096  # broken texts: a ledger says much the same over and over, but its memory must not grow with it
_BREAKS = str.maketrans({"\r": "\n", "\t": " ", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


class Lines:
    """Lines and widths in the fonts of one document, in layout units."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._broken: dict[tuple[str, Style, float, int], tuple[str, ...]] = {}
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def width(self, text: str, style: Style) -> float:
        """How wide a single line is."""
        return self.fonts.width(text, style)

    def broken(self, text: str, style: Style, width: float, most: int = 0) -> tuple[str, ...]:
        """The lines of a text.

        Args:
            text: as typed; its own line ends are kept.
            style: the font.
            width: of the lines; what has no place to break is broken anywhere.
            most: lines at most, the last ending in an ellipsis where there would be more; 0 for all.
        """
        if text.isprintable() and self.fonts.width(text, style) <= width:
            return (text,)
        key = (text, style, width, most)
        if key not in self._broken:
            if len(self._broken) >= KEPT:
                self._broken.clear()
            self._broken[key] = self._lines(text, style, width, most)
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

    def _lines(self, text: str, style: Style, width: float, most: int) -> tuple[str, ...]:
        found = [line for part in parts(text) for line in self._break(part, style, width)]
        if most and len(found) > most:
            rest = " ".join(found[most - 1 :])
            cut = self.fonts.metrics(style).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            # What fits on one line though it was broken in two (its spaces were at the break) is cut all the same.
            found = [*found[: most - 1], cut if cut != rest else f"{rest}…"]
        return tuple(found)

    def _break(self, text: str, style: Style, width: float) -> list[str]:
        if self.width(text, style) <= width:
            return [text]
        layout = QTextLayout(text, self.fonts.font(style))
        layout.setTextOption(self._option)
        return [line.rstrip() for line in pieces_of(text, cuts(layout, width, width))]


def cuts(layout: QTextLayout, first_width: float, width: float) -> list[int]:
    """Where lines of a layout end, in UTF-16 units; its first line may have another width."""
    ends: list[int] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width if ends else first_width)
        ends.append(line.textStart() + line.textLength())
    layout.endLayout()
    return ends


def pieces_of(text: str, ends: list[int]) -> list[str]:
    """A text cut at these ends; Qt counts in UTF-16, where a character beyond the first plane is two units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return [
        units[2 * a : 2 * b].decode("utf-16-le", "surrogatepass") for a, b in zip([0, *ends[:-1]], ends, strict=True)
    ]


def parts(text: str) -> list[str]:
    """What stands between a text's own line ends, whatever these are."""
    return text.replace("\r\n", "\n").translate(_BREAKS).rstrip().split("\n")


def spaced(font: QFont, percent: float) -> QFont:
    """A font whose characters stand wider or closer; by percent, since Qt multiplies a length by the device."""
    made = QFont(font)
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, percent)
    return made
