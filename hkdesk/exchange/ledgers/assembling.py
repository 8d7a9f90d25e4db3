"""A workbook out of the lines that the reading process writes; what is not as it should be is not believed."""

from collections.abc import Mapping
from typing import Any

from hkdesk.exchange.ledgers import wire
from hkdesk.exchange.ledgers.packed_rows import PackedRows
from hkdesk.exchange.ledgers.refusals import FORMATS, remark_for
from hkdesk.exchange.ledgers.sheets import Merged, RawBook, RawSheet

MOST_BYTES = 512 * 2**20  # of lines: what a file may grow to in its passage
ROWS_BEGIN = f'["{wire.ROWS}",'.encode()


class TooMuch(Exception):
    """The file has grown to more than a ledger may."""


class Assembly:
    """A workbook that is coming in."""

    def __init__(self) -> None:
        self._bytes = 0
        self.has_begun = False
        self._rows: PackedRows | None = None
        self._begin("", "")
        self.hint: tuple[str, dict[str, object]] = ("", {})
        self.refused: tuple[str, dict[str, object]] | None = None
        self.count = 0

    def take(self, line: bytes) -> None:
        """Take in a line.

        Raises:
            Garbled: if it does not belong where it comes.
            TooMuch: if there are more of them than a ledger has.
        """
        self.has_begun = True
        self._bytes += len(line)
        if self._bytes > MOST_BYTES:
            raise TooMuch
        if line.startswith(ROWS_BEGIN):
            self.count += len(self._open().add(line))
            return
        match wire.read_line(line):
            case [wire.BOOK, str() as book_format, str() as encoding] if book_format in FORMATS:
                self._begin(book_format, encoding)
            case [wire.SHEET, str() as name]:
                self._name, self._rows = name, PackedRows()
            case [wire.END, list() as merged, list() as hidden, bool() as is_hidden, bool() as is_1904]:
                self._end(merged, hidden, is_hidden=is_hidden, is_1904=is_1904)
            case [wire.HINT, str() as code, dict() as values]:
                self.hint = (code, _plain(values))
            case [wire.REMARK, str() as code, dict() as values]:
                self._remarks[remark_for(code, _plain(values))] = None
            case [wire.REFUSED, str() as code, dict() as values]:
                self.refused = (code, _plain(values))
            case [wire.DONE]:
                pass
            case _:
                raise wire.Garbled(repr(line[:80]))

    def book(self) -> RawBook:
        """What came in.

        Raises:
            Garbled: if something is missing.
        """
        if not self._format or self._rows is not None:
            raise wire.Garbled("it breaks off")
        return RawBook(tuple(self._sheets), self._format, self._encoding, tuple(r for r in self._remarks if r))

    def _begin(self, book_format: str, encoding: str) -> None:
        self._format, self._encoding = book_format, encoding
        self._sheets: list[RawSheet] = []
        self._remarks: dict[str, None] = {}
        self._name = ""
        self._rows = None

    def _open(self) -> PackedRows:
        if self._rows is None:
            raise wire.Garbled("rows without a sheet")
        return self._rows

    def _end(self, merged: list[Any], hidden: list[Any], *, is_hidden: bool, is_1904: bool) -> None:
        if not all(isinstance(row, int) and 0 <= row < wire.MOST_ROWS for row in hidden) or not all(
            _is_area(area) for area in merged
        ):
            raise wire.Garbled("the end of a sheet")
        areas = tuple(Merged(*area) for area in merged)
        rows = self._open()
        self._sheets.append(RawSheet(self._name, rows, areas, frozenset(hidden), is_hidden, is_1904))
        self._rows = None


def _is_area(area: object) -> bool:
    match area:
        case [int() as row, int() as column, int() as last_row, int() as last_column]:
            return 0 <= row <= last_row < wire.MOST_ROWS and 0 <= column <= last_column < wire.MOST_COLUMNS
    return False


def _plain(values: Mapping[object, object]) -> dict[str, object]:
    """Only what a sentence may be filled with, and not too much of it."""
    return {str(k): str(v)[:300] if isinstance(v, str) else v for k, v in values.items() if isinstance(v, str | int)}
