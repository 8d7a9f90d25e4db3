"""What the XML of an OpenDocument spreadsheet says beside its values: hidden rows, merged cells, errors."""

import html
import re
from collections.abc import Iterator

from hkdesk.exchange.ledgers.child.facts import BookFacts, SheetFacts
from hkdesk.exchange.ledgers.child.packages import Package
from hkdesk.exchange.ledgers.child.row_pieces import attribute, number, row_pieces
from hkdesk.exchange.ledgers.sheets import Merged
from hkdesk.exchange.ledgers.wire import MOST_COLUMNS, MOST_ROWS

ROW_END = b"</table:table-row>"
TAG = re.compile(rb"<table:table\s[^>]*>|<table:table-row(?![\w-])([^>]*)>")
CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)/?>")
ERROR = re.compile(rb"<text:p\b[^>]*>([^<]{1,40})</text:p>")
HIDDEN = (b"collapse", b"filter")


def book_facts(package: Package) -> BookFacts:
    """The facts of every sheet, in the book's order.

    Raises:
        Refused: if the content is damaged.
    """
    sheets: list[SheetFacts] = []
    row = 0
    for piece in row_pieces(package.chunks("content.xml"), ROW_END):
        for found in TAG.finditer(piece):
            if found[1] is None:
                sheets.append(SheetFacts())
                row = 0
            elif sheets:
                several = max(number(attribute(b"table:number-rows-repeated", found[1]), 1), 1)
                if attribute(b"table:visibility", found[1]) in HIDDEN:
                    sheets[-1].hidden_rows += range(row, min(row + several, MOST_ROWS))
                cells = b"" if found[1].endswith(b"/") else piece[found.end() : piece.find(ROW_END, found.end())]
                if b"-spanned" in cells or b'="error"' in cells:
                    _look_at(sheets[-1], cells, row)
                row += several
    return BookFacts(sheets)


def _look_at(facts: SheetFacts, cells: bytes, row: int) -> None:
    column = 0
    for found, after in _cells(cells):
        tag = found[1]
        wide = number(attribute(b"table:number-columns-spanned", tag), 1)
        high = number(attribute(b"table:number-rows-spanned", tag), 1)
        if max(wide, high) > 1 and min(wide, high) > 0:
            last_row, last_column = min(row + high, MOST_ROWS) - 1, min(column + wide, MOST_COLUMNS) - 1
            facts.merged.append(Merged(row, column, last_row, last_column))
        said = ERROR.search(after) if attribute(b"calcext:value-type", tag) == b"error" else None
        if said and column < MOST_COLUMNS:
            facts.error(row, column, html.unescape(said[1].decode("utf-8", "replace")))
        column += max(number(attribute(b"table:number-columns-repeated", tag), 1), 1)


def _cells(cells: bytes) -> Iterator[tuple[re.Match[bytes], bytes]]:
    """Each cell's tag, and what stands between it and the next."""
    found = list(CELL.finditer(cells))
    for n, one in enumerate(found):
        yield one, cells[one.end() : found[n + 1].start() if n + 1 < len(found) else len(cells)]
