"""Rows of a long list, each slice read when it is first looked at and then kept packed: what was shown stays so."""

import pickle
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Row = TypeVar("Row")
KEY, SLICE = 16, 1000
FAST = 1  # of zlib's levels: the others take longer than they save


class PackedRows(Sequence[Row], Generic[Row]):
    """A hundred thousand rows in some ten megabytes; for one thread at a time.

    Args:
        keys: of the rows in their order, packed, 16 bytes each.
        fetch: reads the rows of some keys, one for each in their order.
    """

    def __init__(self, keys: bytes, fetch: Callable[[list[bytes]], list[Row]]) -> None:
        self._keys, self._fetch = keys, fetch
        self._slices: dict[int, bytes] = {}
        self._last: tuple[int, list[Row]] = (-1, [])

    def __len__(self) -> int:
        return len(self._keys) // KEY

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        return self._slice(at // SLICE)[at % SLICE]

    def __iter__(self) -> Iterator[Row]:
        for number in range(-(-len(self) // SLICE)):
            yield from self._slice(number)

    def _slice(self, number: int) -> list[Row]:
        at, rows = self._last
        if at == number:
            return rows
        if (packed := self._slices.get(number)) is not None:
            rows = pickle.loads(zlib.decompress(packed))
        else:
            part = self._keys[number * SLICE * KEY : (number + 1) * SLICE * KEY]
            rows = self._fetch([part[n : n + KEY] for n in range(0, len(part), KEY)])
            self._slices[number] = zlib.compress(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), FAST)
        self._last = number, rows
        return rows
