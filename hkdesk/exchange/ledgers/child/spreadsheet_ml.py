"""Workbooks of Excel 2003 in XML (SpreadsheetML), which systems like to write under the name .xls."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hkdesk.exchange.ledgers import wire
from hkdesk.exchange.ledgers.child import safe_xml
from hkdesk.exchange.ledgers.child.output import Output
from hkdesk.exchange.ledgers.child.refused import Refused
from hkdesk.exchange.ledgers.sheets import Merged, RawCell

CHUNK = 2**18


def write_spreadsheet_ml(text: io.TextIOWrapper, encoding: str, output: Output) -> None:
    """Read a workbook in XML.

    Raises:
        Refused: if it is damaged or has no sheet.
    """
    output.say(wire.BOOK, "xml", encoding)
    book = _Book(output)
    safe_xml.parse(_chunks(text), start=book.start, end=book.end, text=book.text)
    if not book.sheets:
        raise Refused("other_xml")


def _chunks(text: io.TextIOWrapper) -> Iterator[str]:
    while chunk := text.read(CHUNK):
        yield chunk


class _Book:
    def __init__(self, output: Output) -> None:
        self._output = output
        self.sheets = 0
        self._is_1904 = self._is_hidden = self._is_comment = False
        self._row: list[Any] | None = None
        self._number = 0  # of the row that comes, from 0
        self._column = self._span = 0
        self._cell: dict[str, str] = {}
        self._data: list[str] | None = None
        self._type = ""
        self._value: RawCell = None
        self._said: list[str] | None = None
        self._merged: list[Merged] = []
        self._hidden: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "Worksheet":
                self._begin_sheet(_of(attributes, "Name"))
            case "Row":
                self._begin_row(attributes)
            case "Cell" if self._row is not None:
                self._cell, self._value = attributes, None
            case "Comment":
                self._is_comment = True
            case "Data" if self._row is not None and not self._is_comment:
                self._data, self._type = [], _of(attributes, "Type")
            case "Date1904" | "Visible":
                self._said = []

    def end(self, name: str) -> None:
        match name:
            case "Data" if self._data is not None:
                self._value, self._data = _value(self._type, "".join(self._data)), None
            case "Comment":
                self._is_comment = False
            case "Cell" if self._row is not None:
                self._end_cell()
            case "Row" if self._row is not None:
                self._output.row(self._row)
                self._row = None
                self._number += 1
                self._skip(self._span)
            case "Date1904":
                self._is_1904 = "".join(self._said or ()).strip() != "False"
            case "Visible":
                self._is_hidden = "".join(self._said or ()).strip() in ("SheetHidden", "SheetVeryHidden")
            case "Worksheet":
                self._output.end(
                    merged=self._merged, hidden_rows=self._hidden, is_hidden=self._is_hidden, is_1904=self._is_1904
                )

    def text(self, said: str) -> None:
        if self._data is not None:
            self._data.append(said)
        elif self._said is not None:
            self._said.append(said)

    def _begin_sheet(self, name: str) -> None:
        self.sheets += 1
        self._number, self._merged, self._hidden, self._is_hidden = 0, [], [], False
        self._output.begin(name)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = _index(attributes, "Index", self._number + 1, wire.MOST_ROWS, "long") - 1
        self._skip(number - self._number)
        self._row, self._column = [], 0
        self._span = _index(attributes, "Span", 0, wire.MOST_ROWS, "long")
        if _of(attributes, "Hidden") == "1":
            self._hidden += range(number, number + self._span + 1)

    def _skip(self, rows: int) -> None:
        """Rows that are not written: empty ones, or those that only look like the one before."""
        if rows > 0:
            self._output.empty_rows(rows)
            self._number += rows

    def _end_cell(self) -> None:
        assert self._row is not None
        column = _index(self._cell, "Index", self._column + 1, wire.MOST_COLUMNS, "wide") - 1
        across = _index(self._cell, "MergeAcross", 0, wire.MOST_COLUMNS, "wide")
        down = _index(self._cell, "MergeDown", 0, wire.MOST_ROWS, "long")
        if column >= len(self._row):
            self._row += [None] * (column + 1 - len(self._row))
            self._row[column] = self._value
        if across or down:
            self._merged.append(Merged(self._number, column, self._number + down, column + across))
        self._column = column + across + 1


def _of(attributes: dict[str, str], wanted: str) -> str:
    return next((value for name, value in attributes.items() if safe_xml.local(name) == wanted), "")


def _index(attributes: dict[str, str], name: str, otherwise: int, most: int, code: str) -> int:
    said = _of(attributes, name).strip()
    if not (said.isascii() and said.isdigit()):
        return otherwise
    if len(said) > 9 or int(said) > most:
        raise Refused(code, limit=most)
    return int(said)


def _value(kind: str, said: str) -> RawCell:
    """A value by its type; one that its type does not fit stays text."""
    try:
        match kind:
            case "Number":
                return float(said)
            case "Boolean":
                return said.strip() == "1"
            case "DateTime":
                at = datetime.fromisoformat(said.strip()).replace(tzinfo=None)
                if at.year < 1900:
                    return at.time()
                return at.date() if at.time() == at.time().min else at
    except ValueError:
        pass
    return said
