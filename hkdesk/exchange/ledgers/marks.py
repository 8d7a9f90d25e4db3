"""Which record a row of the desk's own export was: a hidden column says it, so that an edited one is known again."""

import re
from uuid import UUID

from hkdesk.exchange.ledgers.reports import Report, unheard
from hkdesk.exchange.ledgers.sheets import RawSheet
from hkdesk.work.importing.rows import Mark

HEADING = "hkdesk"
TOLD_EACH = 2000  # rows
LOOKED_AT = 300  # rows in which a column of marks shows
_MARK = re.compile(r"hkdesk:(\w+):([0-9a-f]{32}):([0-9]{1,9})")


def mark_text(kind: str, key: UUID, version: int) -> str:
    """A mark as it stands in a cell."""
    return f"hkdesk:{kind}:{key.hex}:{version}"


def marks_of(sheet: RawSheet, kind: str, report: Report = unheard) -> dict[int, Mark]:
    """{row as Excel counts them: record} of the rows that are marked, as records of this kind."""
    columns = _marked_columns(sheet)
    found: dict[int, Mark] = {}
    for number, row in enumerate(sheet.rows if columns else (), start=1):
        if number % TOLD_EACH == 0:
            report(number)
        for column in columns:
            cell = row[column] if column < len(row) else None
            if isinstance(cell, str) and (said := _MARK.fullmatch(cell.strip())):
                if said[1] == kind:
                    found[number] = Mark(UUID(hex=said[2]), int(said[3]))
                break
    return found


def _marked_columns(sheet: RawSheet) -> list[int]:
    """The columns that hold marks, the last one first: those under the heading, or with a mark in their first rows."""
    found = {
        column
        for row in sheet.rows[:LOOKED_AT]
        for column, cell in enumerate(row)
        if isinstance(cell, str) and cell.lstrip().startswith(HEADING)
    }
    return sorted(found, reverse=True)
