"""A file of tables as it was read, whatever its format: cells as they stand, nothing guessed yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

RawCell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are one: rows and columns from 0, both ends in it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class RawSheet:
    """A sheet.

    Args:
        rows: from the sheet's first row on, empty ones included, each only as long as it has cells. Whole numbers are
            int where that is exact, errors are their text (#REF!).
        merged: in the order of their first cells; the value stands in the first cell, the others being None.
        hidden_rows: by number from 0: filtered away or hidden by hand.
        is_hidden: whether the sheet itself is.
        is_1904: whether bare numbers count days from 1904.
    """

    name: str
    rows: Sequence[Sequence[RawCell]]
    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    is_hidden: bool = False
    is_1904: bool = False


@dataclass(frozen=True)
class RawBook:
    """A file.

    Args:
        format: what it is by its content: xlsx, xls, ods, csv, tsv, html or xml (a workbook of Excel 2003 in XML).
        encoding: of a text file; empty for the others.
        remarks: what the officer should know, in sentences that are already worded, e.g. that its name says otherwise.
    """

    sheets: tuple[RawSheet, ...]
    format: str
    encoding: str = ""
    remarks: tuple[str, ...] = ()
