"""Documents on a printer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from hkdesk.documents.model import Document
from hkdesk.domain.errors import DeskError
from hkdesk.printing import cups
from hkdesk.printing.cups import JobState
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.paint import Step, paint_documents
from hkdesk.printing.sheet import set_paper
from hkdesk.wording import mark

GONE = mark("{printer} is no longer there: see whether it is switched on and connected, or choose another.")
STOPPED = mark(
    "{printer} has stopped: see to its paper, toner and cover, start its queue again, then print again; "
    "nothing was printed."
)
REFUSING = mark(
    "{printer} takes no jobs at the moment: let its queue be opened or choose another, then print again; "
    "nothing was printed."
)
NOT_TAKEN = mark("{printer} did not take the document ({why}): see to the printer, then print again.")
GIVEN_UP = mark("{printer} gave the document up and the job was taken back: see to the printer, then print again.")


@dataclass(frozen=True, slots=True)
class SentJob:
    """A document that a printer has taken.

    Args:
        number: of the job in the printer's queue; 0 where the system does not tell.
    """

    printer: str
    pages: int
    number: int = 0

    def is_done(self) -> bool:
        """Whether it is printed, as far as the system tells; to be asked now and then until it is.

        Raises:
            DeskError: where its printer has stopped, is gone or gave it up meanwhile; it is then taken back, so that
                printing it again does not print it twice.
        """
        if not self.number:
            return True
        state = cups.job_state(self.printer, self.number)
        if state in (JobState.COMPLETED, JobState.CANCELED):
            return True
        queue = cups.queue(self.printer)
        if queue is None:
            raise DeskError(GONE, printer=self.printer)
        # One that is held waits for its hour, for the officer's number, or for a printer that is tried again.
        if state in (JobState.STOPPED, JobState.ABORTED) or queue.is_stopped:
            cups.cancel(self.printer, self.number)
            raise DeskError(STOPPED if queue.is_stopped else GIVEN_UP, printer=self.printer)
        return state is None


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
    return send_to(document, printer).pages


def send_to(document: Document, printer: QPrinter) -> SentJob:
    """Print a document as vectors; what comes of it, its job tells later.

    Raises:
        DeskError: where the printer does not take it.
    """
    return send_all_to((document,), printer)


def send_all_to(
    documents: Iterable[Document],
    printer: QPrinter,
    step: Step = lambda _: None,
    wanted: Callable[[int], bool] = lambda _: True,
) -> SentJob:
    """Print documents as vectors, one behind the other; what comes of them, their job tells later.

    Args:
        step: is told, again and again, how many pages are painted; it may raise to give up.
        wanted: whether a page is printed, by its number from 1.

    Raises:
        DeskError: where the printer does not take them.
    """
    waiting = iter(documents)
    first = next(waiting)
    is_queue = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
    name = printer.printerName()
    if is_queue:
        _see_that_it_takes_jobs(name)
    set_printer(first, printer)
    before = cups.newest_job(name) if is_queue else 0
    try:
        pages = paint_documents(chain((first,), waiting), printer, Fonts(first.language), step, wanted).pages
    except OSError as error:
        raise DeskError(
            "{printer} does not print: see whether it is switched on and connected, or choose another.",
            printer=name or printer.outputFileName(),
        ) from error
    if not is_queue:
        return SentJob(name, pages)
    if why := cups.refusal_of_last_job():
        _see_that_it_takes_jobs(name)  # says it better, where it is still so
        raise DeskError(NOT_TAKEN, printer=name, why=why)
    newest = cups.newest_job(name)
    sent = SentJob(name, pages, newest if newest > before else 0)
    sent.is_done()
    return sent


def _see_that_it_takes_jobs(name: str) -> None:
    """Refuse a printer that is gone, has stopped or takes no jobs: what is sent to it is lost, or comes out much later.

    Raises:
        DeskError: as it says.
    """
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise DeskError(GONE, printer=name)
    queue = cups.queue(name)
    if info.state() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted) or (queue and queue.is_stopped):
        raise DeskError(STOPPED, printer=name)
    if queue is not None and not queue.takes_jobs:
        raise DeskError(REFUSING, printer=name)
