"""A document as an Excel workbook: text stays text, numbers are numbers and days are days (DOCUMENTS.md)."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from hkdesk.documents.model import Block, Chart, Document, Photos, Table
from hkdesk.documents.whole_file import written_whole
from hkdesk.domain.errors import DeskError
from hkdesk.exchange.xlsx_chart import rows_of
from hkdesk.exchange.xlsx_sheet import PHOTO_ROWS, Sheet

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_ROWS = 1_048_576


def _nothing() -> None:
    pass


def write_xlsx(documents: Sequence[Document], path: Path, closing: Callable[[], object] = _nothing) -> None:
    """Write documents as a workbook with a sheet for each, whole or not at all.

    Args:
        closing: is called once the file is whole, before it takes its place; to give it up, it raises.

    Raises:
        DeskError: where the file cannot be written, or the document is longer than a sheet.
    """
    for document in documents:
        rows = sum(map(_rows_of, document.blocks)) + 7
        if rows > MOST_ROWS:
            raise DeskError(
                "This is {rows} rows, and a sheet of Excel holds {most}: choose fewer, by a filter or a search.",
                rows=rows,
                most=MOST_ROWS,
            )
    with written_whole(path) as part, tempfile.TemporaryDirectory(prefix="hkdesk-") as folder:
        _write(documents, xlsxwriter.Workbook(str(part), {**OPTIONS, "tmpdir": folder}))
        closing()


def _write(documents: Sequence[Document], book: Any) -> None:
    about = documents[0]
    made: dict[tuple[tuple[str, Any], ...], Any] = {}
    book.set_properties({"title": about.title, "author": about.prepared_by, "company": about.park})
    try:
        for document in documents:
            Sheet(book, document, made).write()
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error
    finally:
        for sheet in book.worksheets():  # what failed half-way holds its rows in an open file
            sheet.row_data_fh.close()


def _rows_of(block: Block) -> int:
    match block:
        case Table():
            return len(block.rows) + 5
        case Chart():
            return len(block.labels) + 5 + rows_of(block)
        case Photos():
            return len(block.photos) * PHOTO_ROWS
    return 2
