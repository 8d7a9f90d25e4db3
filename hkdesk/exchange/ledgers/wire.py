"""What goes over the pipe between the desk and the process that reads: lines of JSON, days and times with a tag.

No pickle and no marshal: the process has just parsed a file that may be hostile.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from hkdesk.exchange.ledgers.sheets import RawCell

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet, in any program
BATCH_ROWS = 500
BATCH_CHARACTERS = 500_000
LONGEST_LINE = 64 * 2**20  # bytes
# First words of a line.
BOOK, SHEET, ROWS, END, HINT, REMARK, REFUSED, DONE = (
    "book",
    "sheet",
    "rows",
    "end",
    "hint",
    "remark",
    "refused",
    "done",
)


class Garbled(Exception):
    """A line that no sound reading process writes."""


def line(word: str, *values: object) -> bytes:
    """A line of the child's."""
    return _encode([word, *values]).encode("utf-8", "replace") + b"\n"


@lru_cache(4096, typed=True)  # the days of a ledger come again and again
def _tagged(value: object) -> dict[str, object]:
    match value:
        case datetime():
            return {"m": value.replace(tzinfo=None).isoformat()}
        case date():
            return {"d": value.isoformat()}
        case time():
            return {"t": value.replace(tzinfo=None).isoformat()}
        case timedelta():
            return {"s": value.total_seconds()}
    raise TypeError(f"{type(value).__name__} has no place in a ledger")


def _untagged(pairs: list[tuple[str, Any]]) -> RawCell | dict[str, Any]:
    if len(pairs) == 1 and pairs[0][0] in _MAKERS:
        return _made(*pairs[0])
    return dict(pairs)  # the values of a sentence


@lru_cache(4096, typed=True)
def _made(tag: str, said: Any) -> RawCell:
    return _MAKERS[tag](said)


_MAKERS: Mapping[str, Callable[[Any], RawCell]] = {
    "d": date.fromisoformat,
    "m": datetime.fromisoformat,
    "t": time.fromisoformat,
    "s": lambda seconds: timedelta(seconds=seconds),
}


def _no_number(said: str) -> float:
    raise ValueError(f"{said} is no number of a ledger")


_encode = json.JSONEncoder(default=_tagged, ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder(object_pairs_hook=_untagged, parse_constant=_no_number).decode


def read_line(raw: bytes) -> list[Any]:
    """What a line says: its word and what follows.

    Raises:
        Garbled: if it is no such line.
    """
    try:
        said = _decode(raw.decode("utf-8"))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Garbled(str(error)[:200]) from error
    if not isinstance(said, list) or not said or not isinstance(said[0], str):
        raise Garbled("no word at the beginning")
    return said


def rows_of(raw: bytes) -> list[list[RawCell]]:
    """The rows in a line of rows.

    Raises:
        Garbled: if it holds anything else.
    """
    match read_line(raw):
        case ["rows", list() as rows] if all(_is_row(row) for row in rows):
            return rows
    raise Garbled("no rows")


_NESTED = frozenset({list, dict})


def _is_row(row: object) -> bool:
    return isinstance(row, list) and len(row) <= MOST_COLUMNS and _NESTED.isdisjoint(map(type, row))


def clean_cell(value: Any) -> RawCell:
    """A cell as it goes over the pipe: empty is None, a whole number that a float holds exactly is an int."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return None if value == "" else value


def clean_row(row: Sequence[Any]) -> list[RawCell]:
    """A row as it goes over the pipe: cells cleaned, nothing empty at its end."""
    cells = [None if c == "" else clean_cell(c) if type(c) is float else c for c in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells
