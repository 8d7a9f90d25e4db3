"""Tables as pieces: a header that comes again on every page, rows that are never split."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPen

from hkdesk.documents.model import Align, Cell, CellKind, Column, Table
from hkdesk.printing.fonts import Role, Style
from hkdesk.printing.pieces import Draw, Piece, Setter

RULE, FRAME = 6, 16  # pen widths in layout units
PADDING = 60
CELL_LINE = 1.25
NUMBERS = (CellKind.MONEY, CellKind.NUMBER)
UNBROKEN = 4  # characters of running text that stand on one line
MEASURED = 2000  # rows looked at for a column's width


def table_pieces(table: Table, setter: Setter, cut: int = 0) -> list[Piece]:
    """A table without its last rows, so many of them given up (Table.cut_notes)."""
    rows = table.rows[: len(table.rows) - cut] if cut else table.rows
    setting = _Setting(table, setter)
    header = setting.row([Cell(column.title) for column in table.columns], is_strong=True, is_first=True)
    pieces = [setter.caption(table.title)] if table.title else []
    gap = 30 if table.title else setter.sheet.cell_points * 7
    pieces.append(Piece(header.height, header.draw, gap=gap, keeps_next=True))
    pieces.extend(setting.row(row, header=header) for row in rows)
    if table.total is not None:
        pieces.append(setting.row(table.total, is_strong=True, header=header))
    if note := table.note_without(cut):
        pieces.append(setter.note(note))
    return pieces


class _Setting:
    """The columns of one table on one sheet."""

    def __init__(self, table: Table, setter: Setter) -> None:
        self.table, self.setter = table, setter
        # A list that gives up rows for its page is set small, to give up fewer.
        points = self.points = setter.sheet.list_points if table.cut_notes else setter.sheet.cell_points
        self.pitch = points * 20 * CELL_LINE
        self.text, self.strong = Style(setter.sheet.cell, points), Style(Role.STRONG, points - 0.5)
        self.number, self.strong_number = Style(Role.NUMBER, points), Style(Role.STRONG_NUMBER, points - 0.5)
        self.widest = [self._widest(place, column) for place, column in enumerate(table.columns)]
        self.widths = self._widths()
        # A row that no page could hold is cut rather than lost.
        self.most = int((setter.sheet.text_height * 0.8) // self.pitch)
        if table.most_lines:
            self.most = min(self.most, table.most_lines)

    def row(
        self, cells: Sequence[Cell], *, is_strong: bool = False, is_first: bool = False, header: Piece | None = None
    ) -> Piece:
        """A row: its cells' lines, and the rules around them."""
        broken = [
            self.setter.lines.broken(cell.text, self._style(column, is_strong and not is_first, is_first), width, most)
            for cell, column, width, most in zip(
                cells, self.table.columns, self._inner(), self._most(is_first), strict=True
            )
        ]
        tallest = max([len(lines) for lines in broken] + [1 if is_first else self.table.least_lines])
        height = tallest * self.pitch + PADDING
        draws: list[tuple[float, float, Draw]] = []
        x = 0.0
        for lines, column, width, widest in zip(broken, self.table.columns, self.widths, self.widest, strict=True):
            style = self._style(column, is_strong and not is_first, is_first)
            align = Align.CENTRE if is_first else column.align
            room = width - 2 * PADDING
            if column.kind in NUMBERS and align is Align.RIGHT:
                room -= max(room - widest, 0) / 2  # the numbers stand in line, and under the middle of their header
            drawing = self.setter.drawing(lines, style, align, room, pitch=self.pitch)
            draws.append((x + PADDING, (height - len(lines) * self.pitch) / 2, drawing))
            x += width
        return Piece(height, self._drawing(draws, height), header=header)

    def _inner(self) -> list[float]:
        return [width - 2 * PADDING for width in self.widths]

    def _most(self, is_first: bool) -> list[int]:
        return [0 if is_first else self.most] * len(self.widths)

    def _style(self, column: Column, is_strong: bool, is_first: bool = False) -> Style:
        if is_first:
            return self.strong
        if column.kind in NUMBERS:
            return self.strong_number if is_strong else self.number
        return self.strong if is_strong else self.text

    def _drawing(self, draws: list[tuple[float, float, Draw]], height: float) -> Draw:
        edges = [0.0]
        for width in self.widths:
            edges.append(edges[-1] + width)

        def draw(painter: QPainter, x: float, y: float) -> None:
            painter.setPen(QPen(painter.pen().color(), RULE))
            across = [QLineF(x, at, x + edges[-1], at) for at in (y, y + height)]
            painter.drawLines([*across, *(QLineF(x + edge, y, x + edge, y + height) for edge in edges)])
            for right, down, cell in draws:
                cell(painter, x + right, y + down)

        return draw

    def _widths(self) -> list[float]:
        """By weight; but a code, a day or a number is not broken, so its column takes what it needs from the others."""
        whole, columns = self.setter.sheet.text_width, self.table.columns
        needs = [self._need(place, column) for place, column in enumerate(columns)]
        if sum(needs) > whole * 0.8:  # too many for the page: all of them give
            needs = [need * whole * 0.8 / sum(needs) for need in needs]
        fixed: set[int] = set()
        while True:
            free = whole - sum(needs[n] for n in fixed)
            weights = sum(c.weight for n, c in enumerate(columns) if n not in fixed)
            widths = [needs[n] if n in fixed else free * c.weight / weights for n, c in enumerate(columns)]
            short = {n for n, width in enumerate(widths) if n not in fixed and width < needs[n]}
            if not short or len(fixed | short) == len(columns):
                return widths
            fixed |= short

    def _widest(self, place: int, column: Column) -> float:
        """The widest cell of a column that is not running text."""
        if column.kind is CellKind.TEXT:
            return 0
        lines, style = self.setter.lines, self._style(column, is_strong=False)
        texts = {row[place].text for row in self.table.rows[:MEASURED]}
        widest = max((lines.width(text, style) for text in texts), default=0.0)
        if self.table.total is None:
            return widest
        return max(widest, lines.width(self.table.total[place].text, self._style(column, is_strong=True)))

    def _need(self, place: int, column: Column) -> float:
        """The width below which a column's cells would break where they may not; for running text, a few characters."""
        if column.kind is CellKind.TEXT:
            longest = max((len(row[place].text) for row in self.table.rows[:MEASURED]), default=0)
            return min(max(longest, 2), UNBROKEN) * self.points * 20 + 2 * PADDING
        title = max((self.setter.lines.width(word, self.strong) for word in _words(column.title)), default=0)
        return max(self.widest[place], title) + 2 * PADDING + 10


def _words(title: str) -> list[str]:
    """What a header may not be broken within: words, and in Chinese a few characters."""
    return title.split() if title.isascii() else [title[:5]]
