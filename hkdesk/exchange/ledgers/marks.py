"""Which record a row of the desk's own export was: a hidden column says it, so that an edited one is known again."""

import re
from uuid import UUID

from hkdesk.exchange.ledgers.sheets import RawSheet
from hkdesk.work.importing.rows import Mark

HEADING = "hkdesk"
_MARK = re.compile(r"hkdesk:(\w+):([0-9a-f]{32}):([0-9]{1,9})")


def mark_text(kind: str, key: UUID, version: int) -> str:
    """A mark as it stands in a cell."""
    return f"hkdesk:{kind}:{key.hex}:{version}"


def marks_of(sheet: RawSheet, kind: str) -> dict[int, Mark]:
    """{row as Excel counts them: record} of the rows that are marked, as records of this kind."""
    found: dict[int, Mark] = {}
    for number, row in enumerate(sheet.rows, start=1):
        for cell in reversed(row):
            if isinstance(cell, str) and (said := _MARK.fullmatch(cell.strip())):
                if said[1] == kind:
                    found[number] = Mark(UUID(hex=said[2]), int(said[3]))
                break
    return found
