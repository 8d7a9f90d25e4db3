"""A ledger as a file: what the desk shows of it, or all, so that it can be edited and taken in again."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from hkdesk.documents.made_rows import MadeRows
from hkdesk.documents.model import Align, Cell, CellKind, Column, Document, Table
from hkdesk.documents.phrases import with_note
from hkdesk.documents.whole_file import written_whole
from hkdesk.domain.errors import DeskError
from hkdesk.domain.money import FEN_PER_WAN, plain_money, wan_text
from hkdesk.exchange.ledgers.fields import FieldType, Kind, LedgerField
from hkdesk.exchange.ledgers.mapping import kind_of
from hkdesk.exchange.ledgers.marks import HEADING, mark_text
from hkdesk.exchange.ledgers.sheet import ledger_sheet
from hkdesk.exchange.xlsx_out import write_xlsx
from hkdesk.exchange.xlsx_sheet import BEGINS_A_FORMULA
from hkdesk.wording import field_name, tr, word
from hkdesk.work.importing.kinds import taken_as
from hkdesk.work.queries.ledger import View
from hkdesk.work.queries.ledger_export import ExportLine, ExportLines, Wanted, can_be_exported

ENDINGS = (".xlsx", ".csv")
UTF_8, GB18030 = "utf-8-sig", "gb18030"
TOLD_EVERY = 250  # rows
FORMULA_LIKE = (*BEGINS_A_FORMULA, "\t", "\r")


@dataclass(frozen=True)
class Asked:
    """What is written out, and for whom.

    Args:
        read: runs a query on the desk.
        fields: those that the ledger shows, in its order; empty for all.
        month: whose reports a dispatch table has.
        keys: the records instead of those of the view, in their order.
        shows_phones: in full; the asking is logged before (work.commands.contacts.reveal_phones).
    """

    read: Callable[..., Any]
    kind: str
    view: View
    today: date
    park: str
    officer: str
    is_practice: bool
    fields: tuple[str, ...] = ()
    month: date | None = None
    keys: tuple[UUID, ...] | None = None
    shows_phones: bool = False


def _nobody(_rows: int) -> None:
    pass


def export_ledger(asked: Asked, path: Path, *, encoding: str = UTF_8, report: Callable[[int], object] = _nobody) -> int:
    """Write a ledger as .xlsx or .csv, whole or not at all, and give the number of its rows.

    Args:
        encoding: of a .csv: UTF_8, which begins with a mark that Excel knows it by, or GB18030.
        report: is told how many rows there are so far, and of all of them before the file takes its place; to give it
            up, it raises.

    Raises:
        DeskError: where the ending is another, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise DeskError(
            "{file} has no ending that the desk writes: choose one of {endings}.", file=path.name, endings=ENDINGS
        )
    document = ledger_document(asked, report)
    (table,) = document.blocks
    assert isinstance(table, Table)
    count = len(table.rows)
    if ending == ".xlsx":
        write_xlsx((document,), path, lambda: report(count))
    else:
        _write_csv(table, path, encoding, lambda: report(count))
    return count


def ledger_document(asked: Asked, report: Callable[[int], object] = _nobody) -> Document:
    """A ledger as a document of one table, a row a record; its last column, which is hidden, marks the records."""
    kind = kind_of(asked.kind)
    fields = exported_fields(kind, asked.fields)
    wanted = Wanted(kind.name, tuple(f.name for f in fields), asked.month, asked.shows_phones)
    lines = ExportLines(asked.read, wanted, asked.view, asked.today, asked.keys)
    columns = (*map(column_of, fields), Column(HEADING, kind=CellKind.CODE, is_hidden=True))
    table = Table("", columns, _ToldRows(lines, lambda line: _row(kind.name, fields, line), report))
    return ledger_sheet(
        tr(kind.title),
        table,
        asked.today,
        asked.officer,
        subtitle=asked.park,
        park=asked.park,
        is_practice=asked.is_practice,
    )


class _ToldRows(MadeRows):
    """Rows that tell how many of them have been gone through."""

    def __init__(
        self,
        lines: Sequence[ExportLine | None],
        make: Callable[[ExportLine | None], tuple[Cell, ...]],
        report: Callable[[int], object],
    ) -> None:
        super().__init__(lines, make)
        self._report = report

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for n, row in enumerate(super().__iter__()):
            if n % TOLD_EVERY == 0:
                self._report(n)
            yield row


def exported_fields(kind: Kind, names: Sequence[str] = ()) -> tuple[LedgerField, ...]:
    """The fields of a kind that the desk can write out: those that are named, in their order, or all."""
    if names:
        known = kind.by_name
        return tuple(known[name] for name in names if name in known and can_be_exported(kind.name, name))
    return tuple(f for f in kind.fields if can_be_exported(kind.name, f.name))


def column_of(field: LedgerField) -> Column:
    """A field's column: its heading with the unit of its numbers."""
    match field.read_as:
        case FieldType.MONEY:
            return Column(field_name(field.name), Align.RIGHT, CellKind.MONEY, unit=tr("10,000 yuan"))
        case FieldType.PERCENT:
            name = field_name(field.name)
            return Column(name, Align.RIGHT, CellKind.NUMBER, unit="" if "%" in name else "%")
        case FieldType.NUMBER | FieldType.QUANTITY:
            return Column(field_name(field.name), Align.RIGHT, CellKind.NUMBER)
        case FieldType.DAY:
            return Column(field_name(field.name), Align.CENTRE, CellKind.DATE)
        case FieldType.CODE if field.codes is not None:
            return Column(field_name(field.name), kind=CellKind.CODE, choices=tuple(map(word, field.codes)))
        case FieldType.YES_NO:
            return Column(field_name(field.name), kind=CellKind.CODE, choices=(tr("yes"), tr("no")))
    return Column(field_name(field.name), kind=CellKind.TEXT)


def _row(kind: str, fields: Sequence[LedgerField], line: ExportLine | None) -> tuple[Cell, ...]:
    if line is None:
        return (*[Cell("", "")] * len(fields), Cell("", ""))
    mark = mark_text(taken_as(kind).record, line.id, line.version)
    return (*(_cell(field, value) for field, value in zip(fields, line.values, strict=True)), Cell(mark, mark))


def _cell(field: LedgerField, value: Any) -> Cell:
    """A value as officers read it, and as a spreadsheet calculates with it."""
    match value:
        case None | "":
            return Cell("", "")
        case bool():
            said = tr("yes") if value else tr("no")
            return Cell(said, said)
        case Enum():
            return Cell(word(value), word(value))
        case date() if field.read_as is FieldType.MONTH:
            return Cell(f"{value:%Y-%m}", f"{value:%Y-%m}")
        case date():
            return Cell(value.isoformat(), value)
        case int() if field.read_as is FieldType.MONEY:
            return Cell(plain_money(value), Decimal(value) / FEN_PER_WAN)
        case int():
            return Cell(str(value), value)
    return Cell(str(value), str(value))


def _write_csv(table: Table, path: Path, encoding: str, closing: Callable[[], object]) -> None:
    with written_whole(path) as part, part.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(with_note(column.title, column.unit) for column in table.columns)
        for row in table.rows:
            writer.writerow(_plain(cell) for cell in row)
        closing()


def _plain(cell: Cell) -> str:
    """A cell of a text file: sums as bare numbers in the unit of the heading; no text may begin as a formula does."""
    if isinstance(cell.value, Decimal):
        return wan_text(int(cell.value * FEN_PER_WAN), grouped=False)
    return f"'{cell.text}" if cell.text.startswith(FORMULA_LIKE) else cell.text
