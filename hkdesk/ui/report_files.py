"""Documents as files, whatever the ending: one file for all of them, or a folder with a file for each."""

from collections.abc import Callable, Iterable
from pathlib import Path

from hkdesk.documents.model import Document
from hkdesk.domain.file_names import safe_file_name
from hkdesk.exchange.save import save_documents
from hkdesk.printing.pdf import write_pdf_of_all

ENDINGS = (".pdf", ".docx", ".xlsx", ".txt")
Step = Callable[[int], None]


def write_documents(documents: Iterable[Document], to: Path, step: Step = lambda _: None) -> None:
    """Write documents into one file, its ending saying as what; a QGuiApplication must exist for a PDF.

    Args:
        step: is told how many documents there are so far; to cancel, it raises.

    Raises:
        DeskError: where the file cannot be written, or its ending is another.
    """
    found = list(_counted(documents, step))
    if to.suffix.lower() == ".pdf":
        write_pdf_of_all(found, to)
    else:
        save_documents(found, to)


def write_each(documents: Iterable[Document], folder: Path, ending: str, step: Step = lambda _: None) -> int:
    """Write each document into a file of its own, named by its title and subtitle, and give their number.

    Raises:
        DeskError: where one cannot be written; those before it stand.
    """
    count = 0
    for count, document in enumerate(documents, 1):
        write_documents((document,), folder / _name(document, count, ending))
        step(count)
    return count


def _counted(documents: Iterable[Document], step: Step) -> Iterable[Document]:
    for count, document in enumerate(documents, 1):
        yield document
        step(count)


def _name(document: Document, number: int, ending: str) -> str:
    return safe_file_name(f"{number:03} {document.title} {document.subtitle}{ending}")
