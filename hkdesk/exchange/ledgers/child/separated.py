"""Text with its cells between commas, tabs or semicolons."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from hkdesk.exchange.ledgers import wire
from hkdesk.exchange.ledgers.child.output import Output
from hkdesk.exchange.ledgers.child.refused import Refused

DELIMITERS = ("\t", ",", ";", "\uff0c", "\uff1b", "|")
FULL_WIDTH = {"\uff0c": ",", "\uff1b": ";"}
SEEN_ROWS = 60
SEEN_CHARACTERS = 200_000
HEADER_LINES = 10
LONGEST_CELL = 1_000_000  # characters; Excel has 32,767
AS_FORMULA = re.compile(r'="((?:[^"]|"")*)"')  # what systems write so that Excel keeps a number as text


def write_separated(text: io.TextIOWrapper, encoding: str, output: Output) -> None:
    """Read a text of one sheet.

    Raises:
        Refused: if it holds no table.
    """
    begin = text.tell()
    delimiter = delimiter_of(text.read(SEEN_CHARACTERS))
    text.seek(begin)
    output.say(wire.BOOK, "tsv" if delimiter == "\t" else "csv", encoding)
    output.begin("")
    for number, row in enumerate(_records(text, delimiter, output)):
        if number < HEADER_LINES and len(row) == 1:
            row = _by_full_width(row, delimiter, number, output)
        output.row([_cell(value) for value in row])
        if output.has_enough:
            break
    output.end()


def delimiter_of(begin: str) -> str:
    """What stands between the cells: with which most of the first rows have the same number of them."""
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _first_rows(begin, delimiter) if any(row))
        wide = {width: count for width, count in widths.items() if width > 1}
        if wide:
            width, count = max(wide.items(), key=lambda pair: (pair[1] * (pair[0] - 1), pair[0]))
            weight = count / widths.total() + min(width, 50) / 1000
            if weight > most:
                best, most = delimiter, weight
    return best


def _first_rows(begin: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    return list(islice(csv.reader(io.StringIO(begin, newline=""), delimiter=delimiter), SEEN_ROWS))


def _records(lines: Iterable[str], delimiter: str, output: Output) -> Iterator[list[str]]:
    """The records; a line whose quotation mark is never closed is taken as it stands."""
    csv.field_size_limit(LONGEST_CELL)
    source = _Lines(lines)
    while True:
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            for record in reader:
                source.forget()
                yield record
            return
        except csv.Error:
            line = source.go_back()
            output.say(wire.REMARK, "quotes", {"line": source.number})
            yield from csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE)


class _Lines:
    """Lines that can be gone back to, as far as the record that is being read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: list[str] = []
        self._record: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        if len(line) > LONGEST_CELL * 10:
            raise Refused("wide", limit=wire.MOST_COLUMNS)
        self._record.append(line)
        self.number += 1
        return line

    def forget(self) -> None:
        """The record has been read."""
        self._record.clear()

    def go_back(self) -> str:
        """The first line of the record that could not be read; those after it come again."""
        first, *others = self._record
        self._again += reversed(others)
        self.number -= len(others)
        self._record = []
        return first


def _by_full_width(row: list[str], delimiter: str, number: int, output: Output) -> list[str]:
    """A header that somebody typed with full-width commas over rows with plain ones."""
    for full, plain in FULL_WIDTH.items():
        cells = row[0].split(full)
        if plain == delimiter and len(cells) > 2:
            output.say(wire.REMARK, "wide_commas", {"line": number + 1})
            return cells
    return row


def _cell(value: str) -> str:
    found = AS_FORMULA.fullmatch(value) if value.startswith("=") else None
    said = found[1].replace('""', '"') if found else value.strip("\t") if "\t" in value else value
    return said.replace("\r\n", "\n") if "\r" in said else said
