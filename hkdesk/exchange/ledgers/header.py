"""The rows above a ledger: what heads each column, where one to four rows of headings stand on each other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from hkdesk.exchange.ledgers.cells import is_said, text_of
from hkdesk.exchange.ledgers.headings import NO_HEADING, Heading, heading_of, joined
from hkdesk.exchange.ledgers.sheets import RawCell, RawSheet

MOST_HEADER_ROWS = 4
MOST_COLUMNS = 512  # of a ledger; what stands beyond is none of it
LONGEST_HEADING = 80  # characters
_AMONG_THEM = "其中"


class Block(NamedTuple):
    """Rows of headings, from 0, and what they say of each column."""

    rows: tuple[int, ...]
    headings: list[Heading]


NO_BLOCK = Block((), [])


def header_blocks(sheet: RawSheet, most: int) -> Iterator[Block]:
    """One to four rows at a time that may be a header, among the first `most` rows of a sheet."""
    for first in range(min(len(sheet.rows), most)):
        for count in range(1, MOST_HEADER_ROWS + 1):
            rows = tuple(range(first, first + count))
            if not _may_be_header(sheet, rows[-1]):
                break
            if _begins_above(sheet, first, rows[-1]):
                continue
            yield Block(rows, headings_in(sheet, rows))


def _begins_above(sheet: RawSheet, first: int, last: int) -> bool:
    """Whether a heading of a row is one with cells above it, so that the header begins there."""
    above = [m.first_row for m in sheet.merged if m.first_row < first <= m.last_row]
    return any(last - row < MOST_HEADER_ROWS and _may_be_header(sheet, row) for row in above)


def _may_be_header(sheet: RawSheet, row: int) -> bool:
    """Whether a row holds short texts, hardly any number or day among them."""
    said = [cell for cell in (sheet.rows[row] if row < len(sheet.rows) else ()) if is_said(cell)]
    texts = [cell for cell in said if isinstance(cell, str) and not cell.strip().replace(".", "", 1).isdigit()]
    return bool(texts) and len(texts) * 4 >= len(said) * 3 and all(len(text) <= LONGEST_HEADING for text in texts)


def headings_in(sheet: RawSheet, rows: Sequence[int]) -> list[Heading]:
    """The heading of each column.

    Args:
        rows: of the sheet, from 0, from the upper one to the lower one.
    """
    lines = [_line(sheet, row) for row in rows]
    width = max((len(line) for line in lines), default=0)
    lines = [line + [""] * (width - len(line)) for line in lines]
    for upper, lower in pairwise(lines):
        _fill_to_the_right(upper, lower)
    headings = []
    for column in range(width):
        heading = NO_HEADING
        for line in lines:
            heading = joined(heading, heading_of(line[column]) if line[column] else NO_HEADING)
        headings.append(heading)
    return _among_them(headings)


def texts_above(sheet: RawSheet, row: int) -> list[str]:
    """The texts above a row, title and unit among them, each once."""
    texts = (text_of(cell).strip() for line in sheet.rows[:row] for cell in line[:MOST_COLUMNS] if cell is not None)
    return list(dict.fromkeys(text for text in texts if text))


def _line(sheet: RawSheet, row: int) -> list[str]:
    cells = list(sheet.rows[row][:MOST_COLUMNS]) if row < len(sheet.rows) else []
    left = 2 * MOST_COLUMNS  # no more can be covered, unless merged cells lie on each other
    for merged in sheet.merged:
        if left > 0 and merged.first_row <= row <= merged.last_row:
            last = min(merged.last_column, MOST_COLUMNS - 1)
            left -= last + 1 - merged.first_column
            cells += [None] * (last + 1 - len(cells))
            for column in range(merged.first_column, last + 1):
                cells[column] = _at(sheet.rows, merged.first_row, merged.first_column)
    return [text_of(cell).strip() for cell in cells]


def _at(rows: Sequence[Sequence[RawCell]], row: int, column: int) -> RawCell:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _fill_to_the_right(upper: list[str], lower: Sequence[str]) -> None:
    """An upper heading stands over several lower ones, where the file does not say that its cells are merged."""
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and lower[column - 1]:
            upper[column] = upper[column - 1]


def _among_them(headings: Sequence[Heading]) -> list[Heading]:
    """其中：建安 is said of the heading before it."""
    found: list[Heading] = []
    whole = NO_HEADING
    for heading in headings:
        parts = tuple(_without_among(heading))
        if parts and whole.keys:
            keys = (*(w + p for w in whole.keys for p in parts), *heading.keys)
            found.append(replace(heading, keys=tuple(dict.fromkeys(keys)), unit=heading.unit or whole.unit))
        else:
            whole = heading if heading.keys else whole
            found.append(heading)
    return found


def _without_among(heading: Heading) -> Iterator[str]:
    for key in heading.keys:
        if key.startswith(_AMONG_THEM) and len(key) > len(_AMONG_THEM):
            yield key.removeprefix(_AMONG_THEM)
