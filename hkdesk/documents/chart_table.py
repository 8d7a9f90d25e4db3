"""A chart's figures as a document: the table that says the same as its picture."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hkdesk.documents.model import Align, Cell, CellKind, Column, Document, Signature, Table, Value
from hkdesk.wording import language_in_use, long_day, tr


def chart_document(
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    values: Sequence[Sequence[object]],
    *,
    park: str,
    today: date,
    prepared_by: str,
    is_practice: bool,
) -> Document:
    """The document of a chart.

    Args:
        rows: its table as it is read.
        values: the same as a spreadsheet calculates with, row by row.
    """
    day = long_day(today)
    cells = [tuple(map(_cell, texts, raw)) for texts, raw in zip(rows, values, strict=True)]
    numbers = [any(_is_number(raw[n]) for raw in values) for n in range(len(header))]
    columns = tuple(
        Column(name, Align.RIGHT if is_number else Align.LEFT, CellKind.NUMBER if is_number else CellKind.TEXT)
        for name, is_number in zip(header, numbers, strict=True)
    )
    return Document(
        title=title,
        subtitle=tr("As of {day}", day=day),
        language=language_in_use(),
        park=park,
        period=tr("As of {day}", day=day),
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(Table(title, columns, cells), Signature(prepared_by, day)),
    )


def _cell(text: str, raw: object) -> Cell:
    value: Value = raw if isinstance(raw, int | Decimal | str | date) else None
    return Cell(text, value)


def _is_number(raw: object) -> bool:
    return isinstance(raw, int | Decimal)
