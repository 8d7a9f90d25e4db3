"""What a long table says, each part made when it is looked at."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

from hkdesk.documents.model import Cell

Line = TypeVar("Line")
Row = tuple[Cell, ...]


class MadeRows(Sequence[Row]):
    """What a function makes of each line: a hundred thousand rows of cells are never there at once."""

    def __init__(self, lines: Sequence[Line], make: Callable[[Line], Row]) -> None:
        self._lines: Sequence[Any] = lines
        self._make: Callable[[Any], Row] = make

    def has(self, place: int) -> bool:
        """Whether there is a row of this number, without counting them where its lines know better."""
        known = getattr(self._lines, "has", None)
        return bool(known(place)) if known is not None else place < len(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(self._make(line) for line in self._lines[place])
        return self._make(self._lines[place])

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, self._lines)


class LateRow(Sequence[Cell]):
    """A row that is made when its cells are looked at, as the sum of rows that are not read yet."""

    def __init__(self, make: Callable[[], Row]) -> None:
        self._make = make
        self._row: Row | None = None

    def __len__(self) -> int:
        return len(self._cells())

    @overload
    def __getitem__(self, place: int) -> Cell: ...

    @overload
    def __getitem__(self, place: slice) -> Row: ...

    def __getitem__(self, place: int | slice) -> Cell | Row:
        return self._cells()[place]

    def _cells(self) -> Row:
        if self._row is None:
            self._row = self._make()
        return self._row
