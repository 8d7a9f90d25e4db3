"""A document as plain text: for the clipboard and for .txt files."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from hkdesk.documents.charts.words import chart_table
from hkdesk.documents.model import Cell, Chart, Document, Heading, Paragraph, Photos, Signature, Table
from hkdesk.documents.phrases import with_note
from hkdesk.documents.whole_file import written_whole

# Within a cell these would end it: every kind of line end, and the tab.
_IN_CELL = str.maketrans(dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def document_text(document: Document) -> str:
    """The document as text, a table's cells apart by tabs and its rows by line ends."""
    return "\n".join(_lines(document)) + "\n"


def write_text(documents: Sequence[Document], path: Path) -> None:
    """Write documents as UTF-8, with the mark by which Windows knows that, whole or not at all.

    Raises:
        DeskError: where the file cannot be written.
    """
    with written_whole(path) as part:
        part.write_text("\n\n".join(map(document_text, documents)), encoding="utf-8-sig")


def _lines(document: Document) -> Iterator[str]:
    head = (document.letterhead.unit, document.letterhead.number) if document.letterhead else ()
    yield from (line for line in (document.band, *head, document.title, document.subtitle) if line)
    if document.period != document.subtitle:
        yield document.period
    for block in document.blocks:
        match block:
            case Heading():
                yield from ("", block.text)
            case Paragraph():
                yield block.text
            case Signature():
                yield from ("", f"{block.by}\t{block.on}")
                if block.contact:
                    yield block.contact
            case Table():
                yield from _table(block)
            case Chart():
                yield from _chart(block)
            case Photos():
                yield ""
                yield from (photo.caption for photo in block.photos if photo.caption)


def _table(table: Table) -> Iterator[str]:
    yield ""
    if table.title:
        yield table.title
    if table.has_header:
        yield _row([column.title for column in table.columns])
    for row in table.rows:
        yield _row(_texts(row))
    if table.total is not None:
        yield _row(_texts(table.total))
    if note := table.note_without(0):
        yield note


def _chart(chart: Chart) -> Iterator[str]:
    """A chart's figures, a line for each label; the unit stands in the header, since a bare number has none."""
    table = chart_table(chart)
    columns = tuple(replace(column, title=with_note(column.title, column.unit)) for column in table.columns)
    yield from _table(replace(table, columns=columns))


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _row(texts: list[str]) -> str:
    return "\t".join(text.translate(_IN_CELL) for text in texts)
