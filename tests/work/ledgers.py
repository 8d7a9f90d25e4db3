"""Ledgers as their understanding gives them, made by hand."""

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.rows import Fault, LedgerRow, LedgerTable


def ledger(kind, *rows, sums=None, first=2, faults=None):
    """A ledger of a kind whose rows are {field: text}, the first of them in the sheet's second row.

    Args:
        faults: {row's place: (field, sentence)}.
    """
    wrong = {place: (Fault(0, field, DeskError(said, field=field)),) for place, (field, said) in (faults or {}).items()}
    return LedgerTable(
        kind,
        tuple(LedgerRow(first + n, row, row, wrong.get(n, ())) for n, row in enumerate(rows)),
        {},
        dict(sums or {}),
    )
