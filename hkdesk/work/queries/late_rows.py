"""Rows of a ledger that are read when they are looked at: the first at once, however many there are."""

import pickle
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

Row = TypeVar("Row")
KEY_BYTES = 16
SLICE = 250  # rows read at once
FAST = 1  # of zlib's levels: the others take longer than they save


class LateRows(Sequence[Row], Generic[Row]):
    """The rows of some keys in their order, each read once and then kept in packed slices.

    Args:
        first_keys: the first keys of a view, packed; all of them where they are fewer than `most_at_first`.
        all_keys: reads all keys, packed.
        read: reads the rows of some keys, in their order.
        seen: is given the rows of each slice once, in order from the first.
    """

    def __init__(
        self,
        first_keys: bytes,
        most_at_first: int,
        all_keys: Callable[[], bytes],
        read: Callable[[list[bytes]], list[Row]],
        seen: Callable[[list[Row]], None],
    ) -> None:
        self._keys, self._all_keys = first_keys, all_keys
        self._is_whole = len(first_keys) < most_at_first * KEY_BYTES
        self._read, self._seen = read, seen
        self._slices: list[bytes] = []
        self._last: tuple[int, list[Row]] = (-1, [])

    def has(self, place: int) -> bool:
        """Whether there is a row of this number; all keys are read only where it is not among the first."""
        if place * KEY_BYTES >= len(self._keys) and not self._is_whole:
            self._keys, self._is_whole = self._all_keys(), True
        return 0 <= place * KEY_BYTES < len(self._keys)

    def read_all(self) -> None:
        """Read what has not been looked at yet."""
        if len(self):
            self._unpacked((len(self) - 1) // SLICE)

    def __len__(self) -> int:
        self.has(len(self._keys) // KEY_BYTES)
        return len(self._keys) // KEY_BYTES

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[n] for n in self._numbers(place)]
        at = place + len(self) if place < 0 else place
        if at < 0 or not self.has(at):
            raise IndexError(place)
        return self._unpacked(at // SLICE)[at % SLICE]

    def __iter__(self) -> Iterator[Row]:
        at = 0
        while self.has(at):
            yield from self._unpacked(at // SLICE)
            at += SLICE

    def _numbers(self, place: slice) -> Iterator[int]:
        """Those of a slice; how many rows there are is asked only where its end does not say."""
        if place.stop is None or min(place.start or 0, place.stop, place.step or 1) < 0:
            yield from range(*place.indices(len(self)))
            return
        for at in range(place.start or 0, place.stop, place.step or 1):
            if not self.has(at):
                return
            yield at

    def _unpacked(self, number: int) -> list[Row]:
        at, rows = self._last  # one assignment, so that two threads at once at worst unpack the same slice twice
        if at == number:
            return rows
        while len(self._slices) <= number:
            rows = self._read(self._slice_keys(len(self._slices)))
            self._seen(rows)
            self._slices.append(zlib.compress(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), FAST))
        unpacked: list[Row] = pickle.loads(zlib.decompress(self._slices[number]))
        self._last = number, unpacked
        return unpacked

    def _slice_keys(self, number: int) -> list[bytes]:
        first = number * SLICE
        self.has(first + SLICE)
        part: Any = self._keys[first * KEY_BYTES : (first + SLICE) * KEY_BYTES]
        return [part[n : n + KEY_BYTES] for n in range(0, len(part), KEY_BYTES)]
