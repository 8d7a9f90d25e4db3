"""About how long a document is on paper, from its lines and rows: where pages are not painted, as in a Word file.

The rule: a Chinese character is as wide as 1 em and any other as 0.55 em, and a text has so many lines as that needs; a
row is as high as its highest cell; charts and photographs are as high as they are painted and are not split, and what
does not fit on a page begins the next. Tables count with all their rows, also those that give some up on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from hkdesk.documents.charts.drawing import chart_height
from hkdesk.documents.charts.measure import text_width
from hkdesk.documents.model import Block, Chart, Document, Heading, PageKind, Paragraph, Photos, Signature, Table
from hkdesk.documents.photos import HIGHEST_MM, IN_A_ROW

POINTS_PER_MM = 72 / 25.4
MEASURED = 500  # rows of a table that are measured; the others are taken to be like them
CAPTION, NOTE = 24.0, 15.0  # points that a table's title and the line beneath it take
PADDING = 3.0  # above and below a cell's text
NARROW = 1.16  # English characters that stand where one was estimated
CELL_LINE = 1.3  # from one line of a cell to the next, over the size


@dataclass(frozen=True)
class _Paper:
    """The room of a page and its sizes, in points."""

    width: float
    height: float
    text: float
    line: float
    cell: float


_PAPERS = {
    PageKind.OFFICIAL: _Paper(156 * POINTS_PER_MM, 225 * POINTS_PER_MM, 16, 28.95, 10.5),
    PageKind.FORM: _Paper(156 * POINTS_PER_MM, 225 * POINTS_PER_MM, 12, 18, 10.5),
    PageKind.LEDGER_LANDSCAPE: _Paper(273 * POINTS_PER_MM, 174 * POINTS_PER_MM, 10.5, 14.7, 9),
    PageKind.LEDGER_A3: _Paper(396 * POINTS_PER_MM, 261 * POINTS_PER_MM, 10.5, 14.7, 9),
}


def printed_pages(document: Document) -> int:
    """The pages of a document, give or take one."""
    flow = _Flow(document, 0)
    for block in document.blocks:
        flow.add(block)
    return flow.page


def heading_pages(document: Document, lines_before: int = 0) -> list[int]:
    """The page of each heading, counted from 1, give or take one.

    Args:
        lines_before: lines of text that stand after the title and are no part of the document, as its contents.
    """
    flow = _Flow(document, lines_before)
    pages = [flow.add(block) for block in document.blocks]
    return [page for block, page in zip(document.blocks, pages, strict=True) if isinstance(block, Heading)]


class _Flow:
    """Pages that fill up."""

    def __init__(self, document: Document, lines_before: int) -> None:
        self.paper = _PAPERS[document.page]
        self.page = 1
        beneath = len({document.subtitle, document.period} - {""})
        # English prose is set in a narrow face; what was estimated for labels is a little more than it needs.
        self._room = self.paper.width * (1 if document.language.startswith("zh") else NARROW)
        self._y = 0.0
        self._put(self.paper.line * (1.5 + beneath + lines_before))

    def add(self, block: Block) -> int:
        """Put a block where there is room for it, and say on which page it begins."""
        paper = self.paper
        match block:
            case Heading():
                lines = _lines(block.text, paper.text, self._room, 2)
                return self._put(lines * paper.line, 2 * paper.line)
            case Paragraph():
                parts = block.text.split("\n")
                return self._put(sum(_lines(part, paper.text, self._room, 2) for part in parts) * paper.line)
            case Signature():
                return self._put(2 * paper.line)
            case Chart():
                height = (CAPTION if block.title else 0) + chart_height(block, paper.width)
                return self._put(height + (NOTE if block.note else 0), is_whole=True)
            case Photos():
                rows = -(-len(block.photos) // IN_A_ROW)
                pages = [self._put(HIGHEST_MM * POINTS_PER_MM + CAPTION, is_whole=True) for _ in range(rows)]
                return pages[0] if pages else self.page
            case Table():
                return self._put(_table_height(block, paper))

    def _put(self, height: float, following: float = 0, *, is_whole: bool = False) -> int:
        """Take up room: all of it on one page with what must follow, or else flowing on over pages."""
        at_once = height + following if is_whole or following else self.paper.line
        if self._y and self._y + at_once > self.paper.height + 1:
            self.page, self._y = self.page + 1, 0.0
        begins = self.page
        self._y += height
        self.page += int(self._y // (self.paper.height + 1))
        self._y %= self.paper.height + 1
        return begins


def _table_height(table: Table, paper: _Paper) -> float:
    weights = sum(column.weight for column in table.columns) or 1
    rooms = [paper.width * column.weight / weights - 6 for column in table.columns]
    line = paper.cell * CELL_LINE

    def height(texts: Sequence[str], least: int) -> float:
        lines = [_lines(text, paper.cell, room) for text, room in zip(texts, rooms, strict=False)]
        return max([*lines, least]) * line + PADDING

    measured = [height([cell.text for cell in row], table.least_lines) for row in islice(table.rows, MEASURED)]
    of_rows = sum(measured) / len(measured) * len(table.rows) if measured else 0
    ends = height([column.title for column in table.columns], 1) + (line + PADDING if table.total is not None else 0)
    notes = table.note_without(0)
    below = sum(_lines(part, paper.cell, paper.width) for part in notes.split("\n")) * NOTE if notes else NOTE
    return (CAPTION if table.title else 0) + ends + of_rows + below


def _lines(text: str, size: float, room: float, indent: int = 0) -> int:
    """Lines that a text takes, its first one indented by so many characters."""
    return max(-(-int(text_width(text, size) + indent * size) // max(int(room), 1)), 1)
