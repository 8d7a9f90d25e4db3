"""What the reading process writes: rows in batches as they come, in the plain format of the pipe."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from hkdesk.exchange.ledgers import wire
from hkdesk.exchange.ledgers.child.refused import Refused
from hkdesk.exchange.ledgers.sheets import Merged, RawCell


class Output:
    """The pipe to the desk.

    Args:
        most_rows: of each sheet; none where all are wanted.
    """

    def __init__(self, pipe: BinaryIO, most_rows: int | None = None) -> None:
        self._pipe = pipe
        self.most_rows = most_rows
        self._batch: list[list[RawCell]] = []
        self._characters = 0
        self._empty = 0
        self.count = 0

    def say(self, word: str, *values: object) -> None:
        """Write a line at once."""
        self._pipe.write(wire.line(word, *values))
        self._pipe.flush()

    def begin(self, name: str) -> None:
        """A sheet begins."""
        self._batch, self._characters, self._empty, self.count = [], 0, 0, 0
        self.say(wire.SHEET, name)

    @property
    def has_enough(self) -> bool:
        """Whether the sheet's further rows are not wanted."""
        return self.most_rows is not None and self.count >= self.most_rows

    def row(self, cells: Sequence[Any]) -> None:
        """A row of the sheet; what is empty at the sheet's end is left away.

        Raises:
            Refused: if no program could hold so many rows or columns.
        """
        if self.has_enough:
            return
        self.count += 1
        if self.count > wire.MOST_ROWS:
            raise Refused("long", limit=wire.MOST_ROWS)
        row = wire.clean_row(cells)
        if not row:
            self._empty += 1
            return
        if len(row) > wire.MOST_COLUMNS:
            raise Refused("wide", limit=wire.MOST_COLUMNS)
        if self._empty:
            self._fill()
        self._batch.append(row)
        self._characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if len(self._batch) >= wire.BATCH_ROWS or self._characters >= wire.BATCH_CHARACTERS:
            self._flush()

    def empty_rows(self, number: int) -> None:
        """So many rows without cells."""
        self.count += number
        self._empty += number
        if self.count > wire.MOST_ROWS:
            raise Refused("long", limit=wire.MOST_ROWS)

    def end(
        self,
        *,
        merged: Iterable[Merged] = (),
        hidden_rows: Iterable[int] = (),
        is_hidden: bool = False,
        is_1904: bool = False,
    ) -> None:
        """The sheet has ended."""
        self._flush()
        areas = sorted(
            (m.first_row, m.first_column, m.last_row, m.last_column)
            for m in merged
            if m.first_row <= m.last_row < wire.MOST_ROWS and m.first_column <= m.last_column < wire.MOST_COLUMNS
        )
        hidden = sorted(hidden_rows)
        if self.most_rows is not None:
            areas = [area for area in areas if area[0] < self.most_rows]
            hidden = [row for row in hidden if row < self.most_rows]
        self.say(wire.END, areas, hidden, is_hidden, is_1904)

    def _fill(self) -> None:
        while self._empty:
            several = min(self._empty, wire.BATCH_ROWS)
            self._batch += [[] for _ in range(several)]
            self._empty -= several
            if len(self._batch) >= wire.BATCH_ROWS:
                self._flush()

    def _flush(self) -> None:
        if self._batch:
            self.say(wire.ROWS, self._batch)
        self._batch, self._characters = [], 0
