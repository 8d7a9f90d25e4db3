"""The widths of a Word table's columns: by weight, but what may not be broken has the room that it needs."""

from collections.abc import Sequence

from hkdesk.documents.model import CellKind, Column, Table

MARGIN = 60  # left and right of a cell's text, in twentieths of a point
MEASURED = 2000  # rows looked at for a column's width
UNBROKEN = 4  # characters of running text that stand on one line
LATIN_EM = 0.62  # of a letter or a digit, in any face that may stand in for the one asked for
MOST_FOR_NEEDS = 0.8  # of the width; beyond that all columns give


def column_widths(table: Table, width: int, cell_points: float) -> list[int]:
    """Widths in twentieths of a point that add up to `width`."""
    columns = table.columns
    needs = [_need(table, place, column, cell_points * 20) for place, column in enumerate(columns)]
    if sum(needs) > width * MOST_FOR_NEEDS:
        needs = [need * width * MOST_FOR_NEEDS / sum(needs) for need in needs]
    widths = [int(part) for part in _shared(columns, needs, width)]
    widths[-1] += width - sum(widths)
    return widths


def _shared(columns: Sequence[Column], needs: Sequence[float], width: int) -> list[float]:
    fixed: set[int] = set()
    while True:
        free = width - sum(needs[n] for n in fixed)
        weights = sum(c.weight for n, c in enumerate(columns) if n not in fixed)
        widths = [needs[n] if n in fixed else free * c.weight / weights for n, c in enumerate(columns)]
        short = {n for n, each in enumerate(widths) if n not in fixed and each < needs[n]}
        if not short or len(fixed | short) == len(columns):
            return widths
        fixed |= short


def _need(table: Table, place: int, column: Column, em: float) -> float:
    """The width below which a column's cells would break where they may not; for running text, a few characters."""
    cells = [row[place] for row in table.rows[:MEASURED]]
    if table.total is not None:
        cells.append(table.total[place])
    texts = {cell.text for cell in cells}
    if column.kind is CellKind.TEXT:
        return min(max(map(len, texts), default=2), UNBROKEN) * em + 2 * MARGIN
    words = column.title.split() if column.title.isascii() else [column.title[:5]]
    return max(map(_ems, {*texts, *words}), default=0) * em + 2 * MARGIN


def _ems(text: str) -> float:
    return sum(LATIN_EM if char < "\u2000" else 1.0 for char in text)
