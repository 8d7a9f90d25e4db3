"""Many rows that take little room: kept in packed slices, of which only the one that is looked at is unpacked."""

import pickle
import zlib
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar, overload

Row = TypeVar("Row")
SLICE = 1000
FAST = 1  # of zlib's levels: the others take longer than they save


class PackedRows(Sequence[Row], Generic[Row]):
    """Rows as they were when they were added: read once, shown as often as anybody likes, on any thread."""

    def __init__(self) -> None:
        self._slices: list[bytes] = []
        self._count = 0
        self._last: tuple[int, list[Row]] = (-1, [])

    def add(self, rows: list[Row]) -> None:
        """Add a slice; each but the last is full."""
        if self._count % SLICE or len(rows) > SLICE:
            raise ValueError("only the last slice may be short")
        self._slices.append(zlib.compress(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), FAST))
        self._count += len(rows)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(self._count))]
        at = place + self._count if place < 0 else place
        if not 0 <= at < self._count:
            raise IndexError(place)
        return self._unpacked(at // SLICE)[at % SLICE]

    def __iter__(self) -> Iterator[Row]:
        for number in range(len(self._slices)):
            yield from self._unpacked(number)

    def _unpacked(self, number: int) -> list[Row]:
        at, rows = self._last  # one assignment, so that two threads at once at worst unpack the same slice twice
        if at != number:
            rows = pickle.loads(zlib.decompress(self._slices[number]))
            self._last = number, rows
        return rows
