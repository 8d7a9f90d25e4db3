"""Documents as PDF files: with an outline, their language and author, and text that is found and copied as typed."""

import errno
import os
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from PySide6.QtGui import QPageSize, QPdfWriter

from hkdesk.documents.model import Document
from hkdesk.documents.whole_file import written_whole
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.paint import Step, paint_documents
from hkdesk.printing.pdf_outline import add_outline
from hkdesk.printing.pdf_text import mend_text
from hkdesk.printing.sheet import UNITS_PER_INCH, set_paper


def write_pdf(document: Document, path: Path, step: Step = lambda _: None) -> int:
    """Write a document, whole or not at all, and give its pages; a QGuiApplication must exist.

    Raises:
        DeskError: where the file cannot be written.
    """
    return write_pdf_of_all((document,), path, step)


def write_pdf_of_all(
    documents: Iterable[Document],
    path: Path,
    step: Step = lambda _: None,
    wanted: Callable[[int], bool] = lambda _: True,
    paper: QPageSize.PageSizeId | None = None,
) -> int:
    """Write documents into one file, whole or not at all, and give its pages; a QGuiApplication must exist.

    Args:
        documents: each is asked for when those before it are written.
        step: is told, again and again, how many pages are written; it may raise to give up, and no file is left then.
        wanted: whether a page is written, by its number from 1.
        paper: the size that ledgers are put on; None for their own.

    Raises:
        DeskError: where the file cannot be written.
    """
    waiting = iter(documents)
    first = next(waiting)
    fonts = Fonts(first.language)
    with written_whole(path) as part:
        writer = QPdfWriter(str(part))
        writer.setResolution(UNITS_PER_INCH)
        writer.setTitle(first.title)
        writer.setAuthor(first.prepared_by)
        writer.setCreator("hkdesk")
        set_paper(first, writer, paper)
        painted = paint_documents(chain((first,), waiting), writer, fonts, step, wanted)
        del writer  # it writes the end of the file
        _see_its_end(part)
        mend_text(part, fonts.drawn, fonts.raw_fonts())
        add_outline(part, painted.outline, first.language)
    return painted.pages


def _see_its_end(part: Path) -> None:
    """Qt says nothing of a disk that was full on the way.

    Raises:
        OSError: where the file breaks off.
    """
    with part.open("rb") as file:
        file.seek(max(part.stat().st_size - 16, 0))
        if b"%%EOF" not in file.read():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
