"""Documents leaving the desk: as files, on paper, on the clipboard; on a thread of its own, and can be given up."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from hkdesk.documents.model import Document
from hkdesk.exchange.text_out import document_text
from hkdesk.printing.pdf import write_pdf_of_all
from hkdesk.printing.printer import SentJob, send_all_to
from hkdesk.ui.report_files import write_documents, write_each

Documents = Callable[[], Iterator[Document]]
Report = Callable[[object], None]


def save(
    report: Report, documents: Documents, path: Path, paper: QPageSize.PageSizeId | None, wanted: Callable[[int], bool]
) -> None:
    """Write them into a file; `report` is told how many pages, or documents, there are so far."""
    if path.suffix.lower() == ".pdf":
        write_pdf_of_all(documents(), path, report, wanted, paper)
    else:
        write_documents(documents(), path, report)


def save_each(report: Report, documents: Documents, folder: Path) -> int:
    """Write each as a PDF of its own into a folder, and give their number."""
    return write_each(documents(), folder, ".pdf", report)


def print_on(report: Report, documents: Documents, printer: QPrinter, wanted: Callable[[int], bool]) -> SentJob:
    """Print them; what comes of it, the job tells later."""
    return send_all_to(documents(), printer, report, wanted)


def text(report: Report, documents: Documents) -> str:
    """What they say, as text."""
    said = []
    for number, document in enumerate(documents(), 1):
        said.append(document_text(document))
        report(number)
    return "\n\n".join(said)
