"""A document as a Word file, to be edited in Word and WPS: real styles, repeated headers, text that stays text."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile

from hkdesk.documents.model import Block, Chart, Document, Heading, Paragraph, Photos, Signature, Table
from hkdesk.documents.whole_file import written_whole
from hkdesk.exchange.docx_chart import chart_element
from hkdesk.exchange.docx_contents import Entry, add_contents, contents_of, set_bookmark
from hkdesk.exchange.docx_file import keep_place, write_file
from hkdesk.exchange.docx_page import (
    CAPTION,
    CELL,
    CHART_TEXT,
    DEEPEST,
    FIGURE,
    HEADING,
    LETTERHEAD,
    NOTE,
    NUMBER,
    SIGNATURE,
    STRONG_CELL,
    SUBTITLE,
    TEXT,
    TITLE,
    looks,
    set_page,
    set_styles,
)
from hkdesk.exchange.docx_parts import TWIPS
from hkdesk.exchange.docx_photos import add_photos
from hkdesk.exchange.docx_table import table_markup
from hkdesk.exchange.docx_text import clean

MOST_CHARACTERS = 255  # of a property


def write_docx(documents: Sequence[Document], path: Path) -> None:
    """Write documents of one kind as a Word file, each on a page of its own, whole or not at all.

    Raises:
        DeskError: where the file cannot be written.
    """
    writing = _Writing(documents[0])
    for document in documents:
        # Several in a file are found by their titles; a list of all their headings would be one of the same words.
        writing.add(document, contents_of(document) if len(documents) == 1 else [])
    with written_whole(path) as part:
        write_file(writing.word, writing.tables, part)


class _Writing:
    """A Word file in the making; the markup of its tables is made only as it is written."""

    def __init__(self, first: Document) -> None:
        self.word = docx.Document()
        self.tables: list[Iterator[str]] = []
        self._unmarked: list[Entry] = []  # headings to come
        set_styles(self.word, first)
        set_page(self.word, first)
        _set_properties(self.word, first)
        self._cell_points = looks(first)[CELL].points
        self._ids = {name: str(self.word.styles[name].style_id) for name in (CELL, STRONG_CELL, CHART_TEXT)}
        self._width = _text_points(self.word)

    def add(self, document: Document, contents: Sequence[Entry]) -> None:
        """Add a document at the end, its contents under its title; all but the first begin a page."""
        begins_page = len(self.word.paragraphs) > 0
        head = document.letterhead
        # The number's line is there though it be empty: it bears the rule.
        above = [(LETTERHEAD, head.unit), (NUMBER, head.number)] if head else []
        for place, (style, text) in enumerate([*above, (TITLE, document.title)]):
            self._add(style, text).paragraph_format.page_break_before = (begins_page and place == 0) or None
        for line in dict.fromkeys((document.subtitle, document.period)):
            if line:
                self._add(SUBTITLE, line)
        if contents:
            add_contents(self.word, contents, self._width)
        self._unmarked = list(contents)
        for block in document.blocks:
            self._add_block(block)

    def _add_block(self, block: Block) -> None:
        match block:
            case Heading():
                heading = self._add(HEADING.format(level=min(block.level, DEEPEST)), block.text)
                if self._unmarked:
                    set_bookmark(heading, self._unmarked.pop(0))
            case Paragraph():
                self._add(TEXT, block.text)
            case Table():
                self._add_table(block)
            case Chart():
                self._add_chart(block)
            case Photos():
                add_photos(self.word, block, self._width)
            case Signature():
                self._add(SIGNATURE, block.by)
                self._add(SIGNATURE, block.on)
                if block.contact:
                    self._add(TEXT, block.contact)

    def _add_table(self, table: Table) -> None:
        if table.title:
            self._add(CAPTION, table.title)
        keep_place(self.word, len(self.tables))
        self.tables.append(table_markup(table, round(self._width * TWIPS), self._cell_points, self._ids))
        lines = [line for line in table.note_without(0).split("\n") if line]
        for line in lines or [""]:  # Word runs two tables together that have nothing between them
            self._add(NOTE, line)

    def _add_chart(self, chart: Chart) -> None:
        if chart.title:
            self._add(CAPTION, chart.title)
        place = self.word.add_paragraph(style=FIGURE)
        place.paragraph_format.keep_with_next = bool(chart.note)
        drawn = chart_element(chart, self._width, self.word.part.next_id, self._ids[CHART_TEXT])
        place.add_run()._r.append(drawn)  # noqa: SLF001 (python-docx knows no drawings of its own)
        for line in chart.note.split("\n"):
            if line:
                self._add(NOTE, line)

    def _add(self, style: str, text: str) -> Any:
        return self.word.add_paragraph(clean(text), style=style)


def _text_points(word: WordFile) -> float:
    """The width of the text."""
    section = word.sections[0]
    sides = (section.page_width, section.left_margin, section.right_margin)
    whole, left, right = (side.pt if side is not None else 0.0 for side in sides)
    return whole - left - right


def _set_properties(word: WordFile, document: Document) -> None:
    about = word.core_properties
    about.title = clean(document.title)[:MOST_CHARACTERS]
    about.author = about.last_modified_by = clean(document.prepared_by)[:MOST_CHARACTERS]
    about.language = document.language.replace("_", "-")
    about.comments = ""
    about.created = about.modified = datetime.combine(document.prepared_on, time(), UTC).replace(tzinfo=None)
