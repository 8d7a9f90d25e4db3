"""Blocks of cells as spreadsheets copy them: lines, with tabs between the cells; a cell with breaks in quotes."""

import csv
import io
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt

from hkdesk.domain.report import TEXTS
from hkdesk.ui.pages.months.table import MonthTable
from hkdesk.wording import tr

Block = list[list[str]]


def block_of(text: str) -> Block:
    """The cells of a copied block; its lines may differ in length."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return [list(line) or [""] for line in csv.reader(io.StringIO(plain, newline=""), delimiter="\t")] if plain else []


def block_cells(table: MonthTable, block: Block, row: int, column: int) -> tuple[list[tuple[int, int, str]], str]:
    """Where a block's texts go from a cell on: (row, column, text), or a sentence saying why it does not fit.

    A reckoned column takes nothing: what is copied with it is passed over.
    """
    width, height = max(len(line) for line in block), len(block)
    if any(len(line) != width for line in block):
        return [], tr("The block is no rectangle: some of its lines have {width} cells, others less.", width=width)
    room_down, room_right = table.rowCount() - row, table.columnCount() - column
    if height > room_down or width > room_right:
        return [], tr(
            "The block of {height} × {width} does not fit: from this cell on there are {down} × {right} "
            "(lines × columns). Nothing was taken.",
            height=height,
            width=width,
            down=room_down,
            right=room_right,
        )
    cells = [
        (row + n, column + m, _plain(table, column + m, text))
        for n, line in enumerate(block)
        for m, text in enumerate(line)
        if table.is_typed_in(column + m)
    ]
    return cells, "" if cells else tr("These columns are reckoned by the desk: they take nothing.")


def block_text(table: MonthTable, chosen: Sequence[QModelIndex]) -> str:
    """A block of cells as text: lines and tabs."""
    rows = sorted({i.row() for i in chosen})
    columns = sorted({i.column() for i in chosen})
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for r in rows:
        writer.writerow([_copied(table, table.index(r, c)) for c in columns])
    return out.getvalue().removesuffix("\n")


def _copied(table: MonthTable, index: QModelIndex) -> str:
    role = Qt.ItemDataRole.EditRole if table.is_typed_in(index.column()) else Qt.ItemDataRole.DisplayRole
    return str(index.data(role) or "")


def _plain(table: MonthTable, column: int, text: str) -> str:
    """Spreadsheets show nothing as a dash."""
    stripped = text.strip()
    return "" if stripped in ("-", "—", "–") and table.columns[column].field not in TEXTS else stripped
