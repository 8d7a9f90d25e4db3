"""Documents as PDF files."""

from collections.abc import Iterator
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
    with written_whole(path) as part:
        pdf, pages = pdf_of(document)
        part.write_bytes(pdf)
    return pages


def pdf_of(document: Document) -> tuple[bytes, int]:
    """A document as a PDF, and how many pages it has."""
    fonts = Fonts(document.language)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(UNITS_PER_INCH)
    writer.setTitle(document.title)
    writer.setCreator("hkdesk")
    set_paper(document, writer)
    pages = paint_pages(document, writer, fonts)
    del writer  # it writes the end of the file
    return as_typed(bytes(buffer.data().data()), _texts(document), fonts.raw_fonts()), pages


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
