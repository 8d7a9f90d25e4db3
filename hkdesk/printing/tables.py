"""Tables as pieces: a header that comes again on every page, rows that are never split and are made when asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from heapq import nlargest
from typing import overload

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter, QPen

from hkdesk.documents.column_widths import LATIN_WORD, LONGEST_WORD, UNBROKEN, shared_widths, title_words
from hkdesk.documents.model import Align, Cell, CellKind, Column, Table
from hkdesk.printing.fonts import UNITS_PER_POINT, Role, Style, style
from hkdesk.printing.pieces import Piece, Setter

RULE = 6  # the rules' width in layout units
PADDING = 60
CELL_LINE = 1.25
NUMBERS = (CellKind.MONEY, CellKind.NUMBER)
MEASURED, MEASURED_AT_FIRST = 1000, 250  # rows looked at for a column's width; of those that are read late
LONGEST = 12  # of their texts, which are measured
READ = 200  # rows at a time
REMEMBERED = 64  # pieces of rows: the next row is looked at before it is placed

Row = Sequence[Cell]


class TablePieces(Sequence[Piece]):
    """A table without its last rows, so many of them given up (Table.cut_notes): a piece for each row.

    Args:
        is_joined: whether it stands right beneath another, as the parts of a form do.
    """

    def __init__(self, table: Table, setter: Setter, cut: int = 0, *, is_joined: bool = False) -> None:
        self._table, self._setter, self._cut = table, setter, cut
        self._setting = _Setting(table, setter)
        self._made: dict[int, Piece] = {}
        self._rows = _Window(table.rows, cut)
        self._gap = 30 if table.title else 0 if is_joined else setter.sheet.cell_points * 7
        header = replace(self._setting.header(), gap=self._gap, keeps_next=True) if table.has_header else None
        self._header = header
        self._above = [*([setter.caption(table.title)] if table.title else []), *([header] if header else [])]

    def _row(self, row: int) -> Piece:
        """A row; neither the first nor the last of several stands alone on a page."""
        made = self._setting.row(self._rows[row], self._header)
        has_next = self._rows.has(row + 1)
        if row and (not has_next or self._rows.has(row + 2)):
            return made
        return replace(made, gap=0 if row or self._header else self._gap, keeps_next=has_next)

    @cached_property
    def _below(self) -> list[Piece]:
        """The sum and the note: made when the rows have been looked at, which they may depend on."""
        table, below = self._table, []
        if table.total is not None:
            total = self._setting.row(table.total, self._header, is_strong=True)
            below.append(replace(total, keeps_before=True))
        if note := table.note_without(self._cut):
            below.append(self._setter.note(note))
        return below

    def has(self, place: int) -> bool:
        """Whether there is a piece of this number."""
        row = place - len(self._above)
        return row < 0 or self._rows.has(row) or row - len(self._rows) < len(self._below)

    def __len__(self) -> int:
        return len(self._above) + len(self._rows) + len(self._below)

    @overload
    def __getitem__(self, place: int) -> Piece: ...

    @overload
    def __getitem__(self, place: slice) -> list[Piece]: ...

    def __getitem__(self, place: int | slice) -> Piece | list[Piece]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        row = place - len(self._above)
        if row < 0:
            return self._above[place]
        if not self._rows.has(row):
            return self._below[row - len(self._rows)]
        if row not in self._made:
            if len(self._made) >= REMEMBERED:
                self._made.clear()
            self._made[row] = self._row(row)
        return self._made[row]


class _Window:
    """Rows by number without the last few, read in parts where they are not all in memory."""

    def __init__(self, rows: Sequence[Row], cut: int) -> None:
        self._rows, self._cut = rows, cut
        self._first, self._part = 0, rows[:0]
        self._has = getattr(rows, "has", None)  # of rows that need not be counted to be looked at

    def has(self, row: int) -> bool:
        """Whether there is one of this number."""
        return bool(self._has(row)) if self._has is not None and not self._cut else row < len(self)

    def __len__(self) -> int:
        return len(self._rows) - self._cut

    def __getitem__(self, row: int) -> Row:
        if not 0 <= row - self._first < len(self._part):
            self._first = row // READ * READ
            self._part = self._rows[self._first : self._first + READ]
        return self._part[row - self._first]


class _Setting:
    """The columns of one table on one sheet."""

    def __init__(self, table: Table, setter: Setter) -> None:
        self.table, self.setter = table, setter
        # A list that gives up rows for its page is set small, to give up fewer.
        points = self.points = setter.sheet.list_points if table.cut_notes else setter.sheet.cell_points
        self.pitch = points * UNITS_PER_POINT * CELL_LINE
        self._text, self._strong = style(setter.sheet.cell, points), style(Role.STRONG, points - 0.5)
        self._number, self._strong_number = style(Role.NUMBER, points), style(Role.STRONG_NUMBER, points - 0.5)
        sample = table.rows[: MEASURED_AT_FIRST if hasattr(table.rows, "has") else MEASURED]
        self._texts = [_longest(row[place].text for row in sample) for place in range(len(table.columns))]
        self._widest = [self._widest_of(place, column) for place, column in enumerate(table.columns)]
        needs = [self._need(place, column) for place, column in enumerate(table.columns)]
        self._widths = shared_widths(table.columns, needs, setter.sheet.text_width)
        self._styles = {strong: [self._style(c, strong) for c in table.columns] for strong in (False, True)}
        self._aligns = [column.align for column in table.columns]
        self._edges = [sum(self._widths[:n]) for n in range(len(self._widths) + 1)]
        # A row that no page could hold is cut rather than lost.
        self._most = int((setter.sheet.text_height * 0.8) // self.pitch)
        if table.most_lines:
            self._most = min(self._most, table.most_lines)

    def header(self) -> Piece:
        """The titles of the columns, each in the middle and whole."""
        columns = self.table.columns
        broken = [
            self.setter.lines.broken(column.title, self._strong, width - 2 * PADDING)
            for column, width in zip(columns, self._widths, strict=True)
        ]
        return self._piece(broken, [self._strong] * len(columns), [Align.CENTRE] * len(columns), 1)

    def row(self, cells: Row, header: Piece | None, *, is_strong: bool = False) -> Piece:
        """A row: its cells' lines, and the rules around them."""
        styles = self._styles[is_strong]
        lines = self.setter.lines
        broken = [
            lines.broken(cell.text, look, width - 2 * PADDING, self._most)
            for cell, look, width in zip(cells, styles, self._widths, strict=True)
        ]
        return self._piece(broken, styles, self._aligns, self.table.least_lines, header)

    def _piece(
        self,
        broken: Sequence[Sequence[str]],
        styles: Sequence[Style],
        aligns: Sequence[Align],
        least: int,
        header: Piece | None = None,
    ) -> Piece:
        height = max(least, *map(len, broken)) * self.pitch + PADDING

        def draw(painter: QPainter, x: float, y: float) -> None:
            self._rules(painter, x, y, height)
            for place, (lines, look, align) in enumerate(zip(broken, styles, aligns, strict=True)):
                self._draw_cell(painter, place, lines, look, align, x, y + (height - len(lines) * self.pitch) / 2)

        return Piece(height, draw, header=header)

    def _draw_cell(
        self, painter: QPainter, place: int, lines: Sequence[str], look: Style, align: Align, x: float, y: float
    ) -> None:
        fonts = self.setter.fonts
        painter.setFont(fonts.font(look))
        baseline = y + self.setter.baseline(look, self.pitch)
        left, room = x + self._edges[place] + PADDING, self._widths[place] - 2 * PADDING
        if align is Align.RIGHT and self.table.columns[place].kind in NUMBERS:
            room -= max(room - self._widest[place], 0) / 2  # in line with each other, under the middle of the header
        for line in lines:
            indent = left
            if align is not Align.LEFT:
                free = room - fonts.width(line, look)
                indent += free if align is Align.RIGHT else free / 2
            fonts.drawn.update(line)
            painter.drawText(QPointF(indent, baseline), line)
            baseline += self.pitch

    def _rules(self, painter: QPainter, x: float, y: float, height: float) -> None:
        painter.setPen(QPen(painter.pen().color(), RULE))
        across = [QLineF(x, at, x + self._edges[-1], at) for at in (y, y + height)]
        painter.drawLines([*across, *(QLineF(x + edge, y, x + edge, y + height) for edge in self._edges)])

    def _style(self, column: Column, is_strong: bool) -> Style:
        if column.kind in NUMBERS:
            return self._strong_number if is_strong else self._number
        return self._strong if is_strong or column.is_label else self._text

    def _widest_of(self, place: int, column: Column) -> float:
        """The widest cell of a column that is not running text."""
        if column.kind is CellKind.TEXT:
            return 0
        lines, look = self.setter.lines, self._style(column, is_strong=False)
        widest = max((lines.width(text, look) for text in self._texts[place]), default=0.0)
        if not isinstance(self.table.total, tuple):
            return widest  # there is none, or it is not known yet
        return max(widest, lines.width(self.table.total[place].text, self._style(column, is_strong=True)))

    def _need(self, place: int, column: Column) -> float:
        """The width below which a column's cells would break where they may not; for running text, a few characters."""
        em = self.points * UNITS_PER_POINT
        widest = self._widest[place]
        if column.kind is CellKind.TEXT:
            longest = max(map(len, self._texts[place]), default=0)
            words = (
                self.setter.lines.width(word, self._text) for t in self._texts[place] for word in LATIN_WORD.findall(t)
            )
            widest = max(min(max(longest, 2), UNBROKEN) * em, min(max(words, default=0), LONGEST_WORD * em))
        title = max((self.setter.lines.width(word, self._strong) for word in title_words(column.title)), default=0)
        return max(widest, title) + 2 * PADDING + 10


def _longest(texts: Iterable[str]) -> list[str]:
    """The texts among which the widest is: a Chinese character is about as wide as two others."""
    return nlargest(LONGEST, set(texts), key=lambda text: sum(1 if char < "\u2e80" else 2 for char in text))
