"""The rows of a long sheet, kept as they came over the pipe and made into cells as they are looked at."""

import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import overload

from hkdesk.exchange.ledgers.sheets import RawCell
from hkdesk.exchange.ledgers.wire import rows_of

Row = list[RawCell]


class PackedRows(Sequence[Row]):
    """Rows in batches, packed: a hundred thousand rows of twenty cells take some 10 MB, where lists take 200.

    Reading them one after the other unpacks each batch once; so does reading them anywhere near each other.
    """

    def __init__(self) -> None:
        self._batches: list[bytes] = []
        self._starts: list[int] = []
        self._count = 0
        self._latest: tuple[int, list[Row]] = (-1, [])

    def add(self, raw: bytes) -> list[Row]:
        """Take in a line of rows, and give what it holds.

        Raises:
            Garbled: if it holds no rows.
        """
        rows = rows_of(raw)
        self._batches.append(zlib.compress(raw, 1))
        self._starts.append(self._count)
        self._count += len(rows)
        return rows

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(self._count))]
        n = place + self._count if place < 0 else place
        if not 0 <= n < self._count:
            raise IndexError(place)
        batch = bisect_right(self._starts, n) - 1
        return self._unpacked(batch)[n - self._starts[batch]]

    def __iter__(self) -> Iterator[Row]:
        for batch in range(len(self._batches)):
            yield from self._unpacked(batch)

    def _unpacked(self, batch: int) -> list[Row]:
        latest = self._latest  # taken once: another thread may be looking, too
        if latest[0] != batch:
            latest = (batch, rows_of(zlib.decompress(self._batches[batch])))
            self._latest = latest
        return latest[1]
