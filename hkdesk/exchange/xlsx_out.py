"""A document as an Excel workbook: text stays text, numbers are numbers and days are days (DOCUMENTS.md)."""

import tempfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeGuard

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from hkdesk.documents.model import (
    Align,
    Cell,
    CellKind,
    Column,
    Document,
    Heading,
    Letterhead,
    PageKind,
    Paragraph,
    Signature,
    Table,
    Value,
)
from hkdesk.documents.phrases import with_note
from hkdesk.documents.whole_file import written_whole
from hkdesk.domain.errors import DeskError
from hkdesk.wording import tr

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
MOST_NAME = 31
EXACT_DIGITS = 15  # Excel keeps no more of a number
BEGINS_A_FORMULA = ("=", "+", "-", "@")
NARROWEST, WIDEST = 8, 60
MEASURED = 500  # rows looked at for a column's width
DAY = "yyyy-mm-dd"
RED = "#C00000"
_ALIGNS = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_xlsx(documents: Sequence[Document], path: Path) -> None:
    """Write documents as a workbook with a sheet for each, whole or not at all.

    Raises:
        DeskError: where the file cannot be written, or the document is longer than a sheet.
    """
    for document in documents:
        rows = sum(len(block.rows) + 5 if isinstance(block, Table) else 2 for block in document.blocks) + 7
        if rows > MOST_ROWS:
            raise DeskError(
                "This is {rows} rows, and a sheet of Excel holds {most}: choose fewer, by a filter or a search.",
                rows=rows,
                most=MOST_ROWS,
            )
    with written_whole(path) as part, tempfile.TemporaryDirectory(prefix="hkdesk-") as folder:
        _write(documents, xlsxwriter.Workbook(str(part), {**OPTIONS, "tmpdir": folder}))


def _write(documents: Sequence[Document], book: Any) -> None:
    about = documents[0]
    made: dict[tuple[tuple[str, Any], ...], Any] = {}
    book.set_properties({"title": about.title, "author": about.prepared_by, "company": about.park})
    try:
        for document in documents:
            _Sheet(book, document, made).write()
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error
    finally:
        for sheet in book.worksheets():  # what failed half-way holds its rows in an open file
            sheet.row_data_fh.close()


class _Sheet:
    """A sheet of a workbook, written from the top down: constant memory allows no going back."""

    def __init__(self, book: Any, document: Document, made: dict[tuple[tuple[str, Any], ...], Any]) -> None:
        self.document, self.row = document, 0
        self._book, self._made = book, made
        self._sheet = book.add_worksheet(_free_name(document.title, len(book.worksheets())))
        self._tables = [block for block in document.blocks if isinstance(block, Table)]

    def write(self) -> None:
        document = self.document
        self._set_page()
        self._head()
        for block in document.blocks:
            match block:
                case Heading():
                    self.row += 1
                    self._line(block.text, bold=True, font_size=12)
                case Paragraph():
                    self._line(block.text)
                case Signature():
                    self.row += 1
                    for line in (block.by, block.on, *([block.contact] if block.contact else [])):
                        self._line(line)
                case Table():
                    self._table(block)

    def _head(self) -> None:
        """What stands above the body: the band, the letterhead, the title and what is beneath it."""
        document = self.document
        if document.band:
            self._line(document.band, bold=True, font_size=11)
        if document.letterhead:
            self._letterhead(document.letterhead)
        for line, size in ((document.title, 16), (document.subtitle, 11)):
            if line:
                self._line(line, bold=size == 16, font_size=size)
        if document.period != document.subtitle:
            self._line(document.period)

    def _letterhead(self, letterhead: Letterhead) -> None:
        color = {"font_color": RED} if letterhead.is_red else {}
        self._line(letterhead.unit, bold=True, font_size=20, **color)
        if letterhead.number:
            self._line(letterhead.number, font_size=11)

    def _set_page(self) -> None:
        sheet, document = self._sheet, self.document
        sheet.set_paper(8 if document.page is PageKind.LEDGER_A3 else 9)  # Excel's own numbers of A3 and A4
        if document.page.is_ledger:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        said = tr("Page {page} of {pages}", page="&P", pages="&N")
        sheet.set_footer(f"&C{said}")
        if document.band:
            sheet.set_header(f"&C{document.band.replace('&', '&&')}")
        for place, width in enumerate(_widths(self._tables)):
            sheet.set_column(place, place, width)

    def _line(self, text: str, **look: Any) -> None:
        self._text(self.row, 0, text, **look)
        self.row += 1

    def _table(self, table: Table) -> None:
        self.row += 1
        if table.title:
            self._line(table.title, bold=True)
        for place, column in enumerate(table.columns):
            title = with_note(column.title, column.unit)
            self._text(self.row, place, title, bold=True, border=1, align="center", text_wrap=True, valign="vcenter")
        if len(self._tables) == 1:
            self._sheet.repeat_rows(self.row)
            self._sheet.freeze_panes(self.row + 1, 0)
        self.row += 1
        for row in table.rows:
            self._row(row, table.columns)
        if table.total is not None:
            self._row(table.total, table.columns, bold=True)
        for line in table.note_without(0).split("\n"):
            if line:
                self._line(line, font_size=9)

    def _row(self, cells: Sequence[Cell], columns: Sequence[Column], **look: Any) -> None:
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            self._cell(place, cell, column, look)
        self.row += 1

    def _cell(self, place: int, cell: Cell, column: Column, look: dict[str, Any]) -> None:
        look = {**look, "border": 1, "align": _ALIGNS[column.align], "valign": "top"}
        value = cell.value
        if isinstance(value, date):
            self._sheet.write_datetime(self.row, place, value, self._format(num_format=DAY, **look))
        elif _is_exact(value):
            self._sheet.write_number(
                self.row, place, float(value), self._format(num_format=_shown(value, column), **look)
            )
        else:
            self._text(self.row, place, value if isinstance(value, str) else cell.text, text_wrap=True, **look)

    def _text(self, row: int, place: int, text: str, **look: Any) -> None:
        if text.startswith(BEGINS_A_FORMULA):
            look["quote_prefix"] = True
        if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MOST_CHARACTERS:
            text = text[: MOST_CHARACTERS // 2 - 1] + "…"
        self._sheet.write_string(row, place, text, self._format(num_format="@", **look))

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _free_name(title: str, before: int) -> str:
    """A sheet's name: no longer than Excel bears, and numbered where other sheets stand before it."""
    number = f" {before + 1}" if before else ""
    name = title.translate(_FORBIDDEN_IN_NAME).strip()[: MOST_NAME - len(number)].strip()
    return (name or "hkdesk") + number


def _shown(value: Decimal | int, column: Column) -> str:
    if column.kind is CellKind.MONEY:
        return "#,##0.00####"
    return "#,##0" if value == int(value) else "#,##0.0##"


def _is_exact(value: Value) -> TypeGuard[Decimal | int]:
    """Whether a value is a number that Excel holds to its last digit; one that it would round goes as text."""
    if not isinstance(value, Decimal | int) or isinstance(value, bool):
        return False
    number = Decimal(value)
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= EXACT_DIGITS


def _widths(tables: Sequence[Table]) -> list[float]:
    """The width of each column over all tables, in Excel's characters."""
    widths: list[float] = []
    for table in tables:
        for place, column in enumerate(table.columns):
            texts = [column.title, *(row[place].text for row in table.rows[:MEASURED])]
            width = min(max(max(map(_characters, texts)) + 2, NARROWEST), WIDEST)
            if place < len(widths):
                widths[place] = max(widths[place], width)
            else:
                widths.append(width)
    return widths


def _characters(text: str) -> float:
    """How wide a text is; a Chinese character is as wide as two others."""
    return sum(1 if char < "\u2e80" else 2 for char in text)
