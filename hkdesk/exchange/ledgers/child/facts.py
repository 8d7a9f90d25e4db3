"""What calamine does not tell of a sheet: hidden rows, errors in cells, how far it reaches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hkdesk.exchange.ledgers.sheets import Merged


@dataclass
class SheetFacts:
    """Rows and columns from 0.

    Args:
        errors: {row: {column: its text, such as #REF!}}.
        merged: of formats whose merged cells calamine does not tell.
        farthest: (row, column) that the sheet says it reaches to.
    """

    hidden_rows: list[int] = field(default_factory=list)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    farthest: tuple[int, int] = (0, 0)
    lacks_results: bool = False

    def error(self, row: int, column: int, text: str) -> None:
        self.errors.setdefault(row, {})[column] = text


@dataclass
class BookFacts:
    """Of a workbook: its sheets in the order in which it names them."""

    sheets: Sequence[SheetFacts] = ()
    is_1904: bool = False

    def of(self, index: int) -> SheetFacts:
        return self.sheets[index] if index < len(self.sheets) else SheetFacts()


def as_written(
    rows: Iterable[list[Any]], *, indent: int, merged: Sequence[Merged], errors: dict[int, dict[int, str]]
) -> Iterator[list[Any]]:
    """Rows with what calamine leaves out: the empty columns before them, errors, nothing under merged cells.

    Args:
        indent: how many empty columns stand before the rows' first.
    """
    before = [None] * indent
    waiting = sorted(merged, key=lambda area: area.first_row, reverse=True)
    open_areas: list[Merged] = []
    for number, cells in enumerate(rows):
        row = [*before, *cells] if indent else cells
        for column, text in errors.get(number, {}).items():
            row += [None] * (column + 1 - len(row))
            row[column] = text
        while waiting and waiting[-1].first_row <= number:
            open_areas.append(waiting.pop())
        if open_areas:
            open_areas = [area for area in open_areas if area.last_row >= number]
            for area in open_areas:
                _cover(row, area, number)
        yield row


def _cover(row: list[Any], area: Merged, number: int) -> None:
    first = area.first_column + (number == area.first_row)
    for column in range(first, min(area.last_column + 1, len(row))):
        row[column] = None
