"""Documents on a printer."""

from collections.abc import Callable, Iterable
from itertools import chain

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from hkdesk.documents.model import Document
from hkdesk.domain.errors import DeskError
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.paint import Step, paint_documents
from hkdesk.printing.sheet import set_paper


def set_printer(document: Document, printer: QPrinter) -> None:
    """Give a printer the document's paper and name; before a print dialog or a preview opens on it.

    The margins are the document's own, so the printer is set to its full page; a ledger may stay on A3.
    """
    size = printer.pageLayout().pageSize().id()
    keeps = document.page.is_ledger and size == QPageSize.PageSizeId.A3
    printer.setFullPage(True)
    set_paper(document, printer, size if keeps else None)
    printer.setFullPage(True)
    printer.setDocName(document.title)
    printer.setCreator("hkdesk")


def print_on(document: Document, printer: QPrinter) -> int:
    """Print a document as vectors, and give its pages.

    Raises:
        DeskError: where the printer does not take it.
    """
    return print_all_on((document,), printer)


def print_all_on(
    documents: Iterable[Document],
    printer: QPrinter,
    step: Step = lambda _: None,
    wanted: Callable[[int], bool] = lambda _: True,
) -> int:
    """Print documents as vectors, one behind the other, and give their pages.

    Args:
        step: is told, again and again, how many pages are painted; it may raise to give up.
        wanted: whether a page is printed, by its number from 1.

    Raises:
        DeskError: where the printer does not take them.
    """
    waiting = iter(documents)
    first = next(waiting)
    set_printer(first, printer)
    try:
        return paint_documents(chain((first,), waiting), printer, Fonts(first.language), step, wanted).pages
    except OSError as error:
        raise DeskError(
            "{printer} does not print: see whether it is switched on and connected, or choose another.",
            printer=printer.printerName() or printer.outputFileName(),
        ) from error
