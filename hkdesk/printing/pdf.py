"""Documents as PDF files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from hkdesk.documents.model import Document, Heading, Paragraph, Signature, Table
from hkdesk.documents.whole_file import written_whole
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.paint import paint_pages
from hkdesk.printing.pdf_text import as_typed
from hkdesk.printing.sheet import UNITS_PER_INCH, set_paper
from hkdesk.wording import tr


def write_pdf(document: Document, path: Path) -> int:
    """Write a document, whole or not at all, and give its pages; a QGuiApplication must exist.

    Raises:
        DeskError: where the file cannot be written.
    """
    return write_pdf_of_all((document,), path)


def write_pdf_of_all(documents: Sequence[Document], path: Path) -> int:
    """Write documents into one file, whole or not at all, and give its pages; a QGuiApplication must exist.

    Raises:
        DeskError: where the file cannot be written.
    """
    with written_whole(path) as part:
        pdf, pages = pdf_of(*documents)
        part.write_bytes(pdf)
    return pages


def pdf_of(*documents: Document) -> tuple[bytes, int]:
    """Documents as a PDF, and how many pages it has."""
    first = documents[0]
    fonts = Fonts(first.language)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(UNITS_PER_INCH)
    writer.setTitle(first.title)
    writer.setAuthor(first.prepared_by)
    writer.setCreator("hkdesk")
    set_paper(first, writer)
    pages = paint_pages(documents, writer, fonts)
    del writer  # it writes the end of the file
    typed = (text for document in documents for text in _texts(document))
    return as_typed(bytes(buffer.data().data()), typed, fonts.raw_fonts()), pages


def _texts(document: Document) -> Iterator[str]:
    """Everything that a page may say."""
    yield from (document.title, document.subtitle, document.period, document.band, tr("Page {page} of {pages}"))
    yield "—…0123456789"
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Signature():
                yield from (block.by, block.on)
            case Table():
                yield from (block.title, block.note, *block.cut_notes, *(column.title for column in block.columns))
                rows = (*block.rows, block.total) if block.total is not None else block.rows
                yield from (cell.text for row in rows for cell in row)
