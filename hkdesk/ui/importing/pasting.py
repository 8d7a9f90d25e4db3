"""A block copied out of Excel or WPS, as a file of one sheet (issue 6, Paste)."""

import csv
import io

from PySide6.QtGui import QGuiApplication

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.sheets import RawBook, RawSheet
from hkdesk.wording import tr

MOST_CHARACTERS = 20_000_000
MOST_CELLS = 512  # of a row


def copied_book() -> RawBook:
    """What the clipboard has, as a spreadsheet puts it there: tabs between cells, a line a row.

    Raises:
        DeskError: where there is nothing like a table on it.
    """
    return book_of_text(QGuiApplication.clipboard().text())


def book_of_text(text: str) -> RawBook:
    """Text with tabs between its cells as a file; cells of several lines stand in quotation marks.

    Raises:
        DeskError: where it is no table.
    """
    if len(text) > MOST_CHARACTERS:
        raise DeskError("What was copied is too much to be pasted: save it as a workbook, and take that in.")
    if "\t" not in text and "\n" not in text.strip():
        raise DeskError("What was copied is no table: copy several cells in Excel or WPS, with their headings.")
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter="\t", strict=False)
    rows = [tuple(cell or None for cell in row[:MOST_CELLS]) for row in reader]
    return RawBook((RawSheet(tr("What was copied"), rows),), "tsv")
