"""The widths of a Word table's columns: by weight, but what may not be broken has the room that it needs."""

from hkdesk.documents.column_widths import LATIN_WORD, LONGEST_WORD, UNBROKEN, shared_widths, title_words
from hkdesk.documents.model import CellKind, Column, Table

MARGIN = 60  # left and right of a cell's text, in twentieths of a point
MEASURED = 2000  # rows looked at for a column's width
LATIN_EM = 0.62  # of a letter or a digit, in any face that may stand in for the one asked for


def column_widths(table: Table, width: int, cell_points: float) -> list[int]:
    """Widths in twentieths of a point that add up to `width`."""
    columns = table.columns
    needs = [_need(table, place, column, cell_points * 20) for place, column in enumerate(columns)]
    widths = [int(part) for part in shared_widths(columns, needs, width)]
    widths[-1] += width - sum(widths)
    return widths


def _need(table: Table, place: int, column: Column, em: float) -> float:
    """The width below which a column's cells would break where they may not; for running text, a few characters."""
    cells = [row[place] for row in table.rows[:MEASURED]]
    if table.total is not None:
        cells.append(table.total[place])
    texts = {cell.text for cell in cells}
    titles = max(map(_ems, title_words(column.title)), default=0)
    if column.kind is CellKind.TEXT:
        words = max((_ems(word) for text in texts for word in LATIN_WORD.findall(text)), default=0)
        few = min(max(map(len, texts), default=2), UNBROKEN)
        return max(few, min(words, LONGEST_WORD), titles) * em + 2 * MARGIN
    return max(*map(_ems, texts), titles, 0) * em + 2 * MARGIN


def _ems(text: str) -> float:
    return sum(LATIN_EM if char < "\u2000" else 1.0 for char in text)
