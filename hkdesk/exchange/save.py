"""Documents as files other than PDF, chosen by the file's ending."""

from collections.abc import Sequence
from pathlib import Path

from hkdesk.documents.model import Document
from hkdesk.domain.errors import DeskError
from hkdesk.exchange.text_out import write_text
from hkdesk.exchange.xlsx_out import write_xlsx


def _write_docx(documents: Sequence[Document], path: Path) -> None:
    from hkdesk.exchange.docx_out import write_docx  # python-docx and lxml are slow to load, and seldom asked for

    write_docx(documents, path)


_WRITERS = {".docx": _write_docx, ".xlsx": write_xlsx, ".txt": write_text}


def save_document(document: Document, path: Path) -> None:
    """Write a document as .docx, .xlsx or .txt.

    Raises:
        DeskError: where the ending is another, or the file cannot be written.
    """
    save_documents((document,), path)


def save_documents(documents: Sequence[Document], path: Path) -> None:
    """Write documents, one after the other, into one .docx, .xlsx or .txt.

    Raises:
        DeskError: where the ending is another, or the file cannot be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise DeskError(
            "{file} has no ending that the desk writes: choose one of {endings}.",
            file=path.name,
            endings=sorted(_WRITERS),
        )
    writer(documents, path)
