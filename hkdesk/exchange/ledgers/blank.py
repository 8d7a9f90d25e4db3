"""An empty ledger of a kind to be filled in: its headings, a row of notes, lists to choose from."""

from datetime import date
from pathlib import Path

from hkdesk.documents.made_rows import MadeRows
from hkdesk.documents.model import Cell, Document, Table
from hkdesk.exchange.ledgers.export import column_of, exported_fields
from hkdesk.exchange.ledgers.fields import FieldType, Kind, LedgerField, TakenBy
from hkdesk.exchange.ledgers.mapping import kind_of
from hkdesk.exchange.ledgers.sheet import ledger_sheet
from hkdesk.exchange.xlsx_out import write_xlsx
from hkdesk.wording import tr

ROWS = 500  # that are ruled, and offer the lists
NOT_SAID = frozenset({"stage", "terminated_on", "first_shipment_on", "number"})


def write_template(kind: str, path: Path, today: date, officer: str) -> None:
    """Write an empty ledger of a kind as .xlsx.

    Raises:
        DeskError: if there is no such kind, or the file cannot be written.
    """
    write_xlsx((template(kind_of(kind), today, officer),), path)


def template(kind: Kind, today: date, officer: str) -> Document:
    """An empty ledger of a kind."""
    fields = template_fields(kind)
    notes = tuple(_note(kind, field) for field in fields)
    blank = (Cell("", ""),) * len(fields)
    rows = MadeRows(range(ROWS + 1), lambda n: blank if n else notes)
    return ledger_sheet(tr(kind.title), Table("", tuple(map(column_of, fields)), rows), today, officer)


def template_fields(kind: Kind) -> tuple[LedgerField, ...]:
    """The fields that a ledger of a kind is asked for: what a step sets only where its day moves a project on."""
    return tuple(
        field
        for field in exported_fields(kind)
        if field.name not in NOT_SAID and (field.taken_by is not TakenBy.STEP or kind.is_moved)
    )


def _note(kind: Kind, field: LedgerField) -> Cell:
    said = _said(field)
    if any(group[0] == field.name for group in kind.needed):
        said = tr("must be filled in") if not said else tr("; ").join((tr("must be filled in"), said))
    text = tr("Note: {said}", said=said) if said else ""
    return Cell(text, text)


def _said(field: LedgerField) -> str:
    match field.read_as:
        case FieldType.DAY:
            return tr("a day such as 2026-03-05")
        case FieldType.MONTH:
            return tr("a month such as 2026-03")
        case FieldType.MONEY:
            return tr("in 10,000 yuan, unless another unit stands with it")
        case FieldType.PERCENT:
            return tr("a whole number from 0 to 100")
        case FieldType.PHONE:
            return tr("the whole number, without asterisks")
        case FieldType.USCC:
            return tr("the 18 characters on the licence")
        case FieldType.CODE | FieldType.YES_NO:
            return tr("choose from the list")
        case FieldType.NAMES:
            return tr("several with a comma between them")
        case FieldType.ENTERPRISE:
            return tr("the full name as on the licence")
    return ""
