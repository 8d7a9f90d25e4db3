"""A sheet as the officer put it right, cell by cell; the file itself stays as it is (issue 6, Preview)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import overload

from hkdesk.exchange.ledgers.sheets import RawCell, RawSheet


def corrected(sheet: RawSheet, texts: Mapping[tuple[int, int], str]) -> RawSheet:
    """A sheet with some cells replaced.

    Args:
        texts: {(row, column), both from 0: what the cell says instead}.
    """
    return replace(sheet, rows=_Corrected(sheet.rows, texts)) if texts else sheet


class _Corrected(Sequence[Sequence[RawCell]]):
    """The rows with what was put right; a long sheet is not copied for a few cells."""

    def __init__(self, rows: Sequence[Sequence[RawCell]], texts: Mapping[tuple[int, int], str]) -> None:
        self._rows = rows
        self._texts: dict[int, dict[int, str]] = defaultdict(dict)
        for (row, column), text in texts.items():
            self._texts[row][column] = text

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Sequence[RawCell]: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Sequence[RawCell]]: ...

    def __getitem__(self, place: int | slice) -> Sequence[RawCell] | Sequence[Sequence[RawCell]]:
        if isinstance(place, slice):
            return [self[row] for row in range(*place.indices(len(self)))]
        return self._put_right(place if place >= 0 else place + len(self), self._rows[place])

    def __iter__(self) -> Iterator[Sequence[RawCell]]:
        return (self._put_right(number, row) for number, row in enumerate(self._rows))

    def _put_right(self, number: int, row: Sequence[RawCell]) -> Sequence[RawCell]:
        texts = self._texts.get(number)
        if not texts:
            return row
        cells = [*row, *[None] * (max(texts) + 1 - len(row))]
        for column, text in texts.items():
            cells[column] = text
        return cells
