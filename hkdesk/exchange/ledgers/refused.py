"""The rows of a ledger that were not taken, as a file: the original columns, and why."""

from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from hkdesk.documents.model import Cell, Column, Document, Table
from hkdesk.exchange.ledgers.cells import text_of
from hkdesk.exchange.ledgers.fields import Kind
from hkdesk.exchange.ledgers.header import headings_in
from hkdesk.exchange.ledgers.mapping import LedgerMapping, kind_of
from hkdesk.exchange.ledgers.sheet import ledger_sheet
from hkdesk.exchange.ledgers.sheets import RawCell, RawSheet
from hkdesk.exchange.ledgers.worded import worded, worded_of_desk
from hkdesk.exchange.xlsx_out import write_xlsx
from hkdesk.wording import field_name, refusal, tr
from hkdesk.work.importing.rows import PlannedRow, Reason, RowState


def said_of(row: PlannedRow, kind: Kind) -> str:
    """Why a row is not taken, in sentences."""
    said = [_reason(reason) for reason in row.reasons]
    if row.question is not None:
        names = [candidate.name for candidate in row.question.candidates]
        said.append(tr("“{text}” may be a slip of {names}: say which is meant.", text=row.question.text, names=names))
    said += [
        tr(
            "{field_name}: the desk says “{old}” by now, the ledger “{new}”.",
            field_name=field_name(change.field),
            old=worded_of_desk(kind, change.field, change.old),
            new=worded(kind, change.field, change.new),
        )
        for change in row.conflicts
    ]
    return "\n".join(said)


def _reason(reason: Reason) -> str:
    said = refusal(reason.error)
    return tr("{field_name}: {said}", field_name=field_name(reason.field), said=said) if reason.field else said


def write_refused(
    sheet: RawSheet,
    mapping: LedgerMapping,
    rows: Iterable[PlannedRow],
    path: Path,
    today: date,
    officer: str,
    left_out: Container[int] = (),
) -> int:
    """Write the rows that are not written to the desk as .xlsx; gives how many there are.

    Args:
        left_out: the numbers of those that the officer left out, whatever would become of them.

    Raises:
        DeskError: where the file cannot be written.
    """
    kind = kind_of(mapping.kind)
    why = {
        row.number: said_of(row, kind) or tr("Left out")
        for row in rows
        if row.state not in _TAKEN or (row.number in left_out and row.state is not RowState.SAME)
    }
    write_xlsx((_document(sheet, mapping, why, today, officer),), path)
    return len(why)


_TAKEN = frozenset({RowState.NEW, RowState.CHANGES, RowState.SAME})


def _document(sheet: RawSheet, mapping: LedgerMapping, why: Mapping[int, str], today: date, officer: str) -> Document:
    originals = {number: sheet.rows[number - 1] for number in sorted(why)}
    headings = [heading.text for heading in headings_in(sheet, mapping.header_rows)] if mapping.header_rows else []
    width = max([len(headings), *map(len, originals.values())], default=0)
    titles = [*headings, *[""] * (width - len(headings))]
    columns = (*(Column(title or " ") for title in titles), Column(tr("Why it was not taken")))
    rows = tuple(
        (*map(_cell, cells), *[Cell("", "")] * (width - len(cells)), Cell(why[number], why[number]))
        for number, cells in originals.items()
    )
    table = Table("", columns, rows)
    return ledger_sheet(tr("Rows that were not taken"), table, today, officer, subtitle=mapping.sheet)


def _cell(cell: RawCell) -> Cell:
    """A cell as it stood: numbers and days stay what they were."""
    text = text_of(cell) if cell is not None else ""
    if isinstance(cell, bool) or cell is None:
        return Cell(text, text)
    if isinstance(cell, datetime):
        return Cell(text, cell.date() if cell.time() == datetime.min.time() else text)
    if isinstance(cell, date):
        return Cell(text, cell)
    if isinstance(cell, int | float):
        return Cell(text, Decimal(str(cell)))
    return Cell(text, text)
