"""A document as a Word file, to be edited in Word and WPS: real styles, repeated headers, text that stays text."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import docx
from docx.document import Document as WordFile

from hkdesk.documents.model import Block, Chart, Document, Heading, Paragraph, Photos, Signature, Table
from hkdesk.documents.whole_file import written_whole
from hkdesk.exchange.docx_chart import chart_element
from hkdesk.exchange.docx_page import (
    CAPTION,
    CELL,
    CHART_TEXT,
    FIGURE,
    HEADING,
    NOTE,
    SIGNATURE,
    STRONG_CELL,
    SUBTITLE,
    TEXT,
    TITLE,
    TWIPS,
    looks,
    set_page,
    set_styles,
)
from hkdesk.exchange.docx_photos import add_photos
from hkdesk.exchange.docx_table import table_element
from hkdesk.exchange.docx_text import clean

MOST_CHARACTERS = 255  # of a property
DEEPEST = 2  # level of heading that has a style


def write_docx(documents: Sequence[Document], path: Path) -> None:
    """Write documents of one kind as a Word file, each on a page of its own, whole or not at all.

    Raises:
        DeskError: where the file cannot be written.
    """
    with written_whole(path) as part:
        _made(documents).save(str(part))


def _made(documents: Sequence[Document]) -> WordFile:
    word = docx.Document()
    set_styles(word, documents[0])
    set_page(word, documents[0])
    _set_properties(word, documents[0])
    for number, document in enumerate(documents):
        _add_document(word, document, begins_page=number > 0)
    return word


def _add_document(word: WordFile, document: Document, *, begins_page: bool) -> None:
    title = word.add_paragraph(clean(document.title), style=TITLE)
    title.paragraph_format.page_break_before = begins_page or None
    for line in dict.fromkeys((document.subtitle, document.period)):
        if line:
            _add(word, SUBTITLE, line)
    for block in document.blocks:
        _add_block(word, document, block)


def _add_block(word: WordFile, document: Document, block: Block) -> None:
    match block:
        case Heading():
            _add(word, HEADING.format(level=min(block.level, DEEPEST)), block.text)
        case Paragraph():
            _add(word, TEXT, block.text)
        case Table():
            _add_table(word, document, block)
        case Chart():
            _add_chart(word, block)
        case Photos():
            add_photos(word, block, _text_points(word))
        case Signature():
            _add(word, SIGNATURE, block.by)
            _add(word, SIGNATURE, block.on)


def _add_table(word: WordFile, document: Document, table: Table) -> None:
    if table.title:
        _add(word, CAPTION, table.title)
    width = round(_text_points(word) * TWIPS)
    ids = {name: str(word.styles[name].style_id) for name in (CELL, STRONG_CELL)}
    element = table_element(table, width, looks(document)[CELL].points, ids)
    word.element.body.insert_element_before(element, "w:sectPr")
    lines = [line for line in table.note_without(0).split("\n") if line]
    for line in lines or [""]:  # Word runs two tables together that have nothing between them
        _add(word, NOTE, line)


def _add_chart(word: WordFile, chart: Chart) -> None:
    if chart.title:
        _add(word, CAPTION, chart.title)
    place = word.add_paragraph(style=FIGURE)
    place.paragraph_format.keep_with_next = bool(chart.note)
    drawn = chart_element(chart, _text_points(word), word.part.next_id, str(word.styles[CHART_TEXT].style_id))
    place.add_run()._r.append(drawn)  # noqa: SLF001 (python-docx knows no drawings of its own)
    for line in chart.note.split("\n"):
        if line:
            _add(word, NOTE, line)


def _text_points(word: WordFile) -> float:
    """The width of the text."""
    section = word.sections[0]
    sides = (section.page_width, section.left_margin, section.right_margin)
    whole, left, right = (side.pt if side is not None else 0.0 for side in sides)
    return whole - left - right


def _add(word: WordFile, style: str, text: str) -> None:
    word.add_paragraph(clean(text), style=style)


def _set_properties(word: WordFile, document: Document) -> None:
    about = word.core_properties
    about.title = clean(document.title)[:MOST_CHARACTERS]
    about.author = about.last_modified_by = clean(document.prepared_by)[:MOST_CHARACTERS]
    about.language = document.language.replace("_", "-")
    about.comments = ""
    about.created = about.modified = datetime.combine(document.prepared_on, time(), UTC).replace(tzinfo=None)
