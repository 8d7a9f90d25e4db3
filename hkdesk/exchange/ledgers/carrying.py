"""Which cells of a ledger say what stands in one above them, with which they are merged."""

from hkdesk.exchange.ledgers.mapping import LedgerMapping
from hkdesk.exchange.ledgers.sheets import RawSheet


def carried_down(sheet: RawSheet, mapping: LedgerMapping) -> dict[int, list[tuple[int, int]]]:
    """{row: (column, row above that says it)} of cells that are merged downwards."""
    carried: dict[int, list[tuple[int, int]]] = {}
    last = len(sheet.rows) - 1
    left = len(sheet.rows) * len(mapping.columns)  # no more can be, unless the merged cells lie on each other
    for merged in sheet.merged:
        if merged.first_row >= mapping.first_row and merged.first_column in mapping.columns:
            rows = range(merged.first_row + 1, min(merged.last_row, last) + 1)
            left -= len(rows)
            if left < 0:
                break
            for row in rows:
                carried.setdefault(row, []).append((merged.first_column, merged.first_row))
    return carried
