"""Documents on a printer."""

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from hkdesk.documents.model import Document
from hkdesk.domain.errors import DeskError
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.paint import paint_documents
from hkdesk.printing.sheet import set_paper


def set_printer(document: Document, printer: QPrinter) -> None:
    """Give a printer the document's paper and name; before a print dialog or a preview opens on it.

    The margins are the document's own, so the printer is set to its full page; a ledger may stay on A3.
    """
    size = printer.pageLayout().pageSize().id()
    keeps = document.page.is_ledger and size == QPageSize.PageSizeId.A3
    printer.setFullPage(True)
    set_paper(document, printer, keeps_size=keeps)
    printer.setFullPage(True)
    printer.setDocName(document.title)
    printer.setCreator("hkdesk")


def print_on(document: Document, printer: QPrinter) -> int:
    """Print a document as vectors, and give its pages.

    Raises:
        DeskError: where the printer does not take it.
    """
    set_printer(document, printer)
    try:
        return paint_documents((document,), printer, Fonts(document.language)).pages
    except OSError as error:
        raise DeskError(
            "{printer} does not print: see whether it is switched on and connected, or choose another.",
            printer=printer.printerName() or printer.outputFileName(),
        ) from error
