"""The table of contents of a long Word document: Word's own field, filled in beforehand.

It is filled with the headings and, for each, a reference to its page. Word refreshes those references when it prints,
and the whole list when it is asked to; till then they say the page that was reckoned (documents/length.py). Nothing
tells Word to refresh on opening (w:updateFields, w:dirty): it would ask the officer a question about other files.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordFile
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Pt

from hkdesk.documents.length import heading_pages, printed_pages
from hkdesk.documents.model import Document, Heading
from hkdesk.exchange.docx_page import CONTENTS, CONTENTS_TITLE, DEEPEST
from hkdesk.exchange.docx_parts import add_field, add_field_part, made
from hkdesk.exchange.docx_text import clean
from hkdesk.wording import tr

LONGER_THAN = 3  # pages
FEWEST = 2  # headings that are worth a list


@dataclass(frozen=True)
class Entry:
    """A line of the contents, numbered from 1."""

    number: int
    text: str
    level: int
    page: int

    @property
    def bookmark(self) -> str:
        """The name of its place, as Word names those that it makes itself."""
        return f"_Toc{self.number:09d}"


def contents_of(document: Document) -> list[Entry]:
    """The lines of a document's contents; none where it is short, or has hardly a heading."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    if len(headings) < FEWEST or printed_pages(document) <= LONGER_THAN:
        return []
    pages = heading_pages(document, len(headings) + 1)
    return [
        Entry(number, clean(heading.text), min(heading.level, DEEPEST), page)
        for number, (heading, page) in enumerate(zip(headings, pages, strict=True), 1)
    ]


def add_contents(word: WordFile, entries: Sequence[Entry], width: float) -> None:
    """Put the contents at the end of what has been written so far; `width` is that of the text, in points."""
    word.add_paragraph(tr("Contents"), style=CONTENTS_TITLE)
    for level in range(1, DEEPEST + 1):
        stops = word.styles[CONTENTS.format(level=level)].paragraph_format.tab_stops
        stops.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    for entry in entries:
        line = word.add_paragraph(style=CONTENTS.format(level=entry.level))
        if entry is entries[0]:
            for part in ("begin", f'TOC \\o "1-{DEEPEST}" \\h \\z', "separate"):
                add_field_part(line.add_run(), part)
        before = len(line.runs)
        line.add_run(entry.text)
        line.add_run("\t")
        add_field(line, rf"PAGEREF {entry.bookmark} \h", str(entry.page))
        link = made("w:hyperlink", anchor=entry.bookmark, history="1")
        link.extend([run._r for run in line.runs[before:]])  # noqa: SLF001 (python-docx makes no links of its own)
        line._p.append(link)  # noqa: SLF001
        if entry is entries[-1]:
            add_field_part(line.add_run(), "end")


def set_bookmark(paragraph: Any, entry: Entry) -> None:
    """Mark a heading as the place that a line of the contents leads to."""
    begins, ends = made("w:bookmarkStart", id=entry.number, name=entry.bookmark), made("w:bookmarkEnd", id=entry.number)
    paragraph._p.insert(1, begins)  # noqa: SLF001 (behind the paragraph's properties)
    paragraph._p.append(ends)  # noqa: SLF001
