"""The rows of a long table, each made when it is looked at."""

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
