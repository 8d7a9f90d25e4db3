"""Photographs of a Word document: side by side in a table without rules, their captions beneath."""

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Pt

from hkdesk.documents.model import Photo, Photos
from hkdesk.documents.photos import IN_A_ROW, cannot_be_shown, room_beside
from hkdesk.exchange.docx_page import FIGURE, FIGURE_CAPTION
from hkdesk.exchange.docx_text import clean
from hkdesk.exchange.photo_file import photo_file


def add_photos(word: WordFile, photos: Photos, width: float) -> None:
    """Put photographs at the end of a document, in the text's width in points."""
    found = photos.photos
    for place in range(0, len(found), IN_A_ROW):
        _add_row(word, found[place : place + IN_A_ROW], width)


def _add_row(word: WordFile, photos: Sequence[Photo], width: float) -> None:
    room = room_beside(width, len(photos))
    if len(photos) == 1:
        _fill(word.add_paragraph(style=FIGURE), photos[0], room)
        word.add_paragraph(clean(photos[0].caption), style=FIGURE_CAPTION)
        return
    table = word.add_table(rows=1, cols=len(photos))
    table.autofit = False
    for cell, photo in zip(table.rows[0].cells, photos, strict=True):
        cell.width = Pt(width / len(photos))
        picture = cell.paragraphs[0]
        picture.style = FIGURE
        _fill(picture, photo, room)
        cell.add_paragraph(clean(photo.caption), style=FIGURE_CAPTION)
    table.rows[0]._tr.get_or_add_trPr().append(table.rows[0]._tr.makeelement(qn("w:cantSplit")))  # noqa: SLF001
    word.add_paragraph(style=FIGURE_CAPTION)  # Word runs two tables together that have nothing between them


def _fill(paragraph: Any, photo: Photo, room: float) -> None:
    found = photo_file(photo, room)
    if found is None:
        paragraph.add_run(cannot_be_shown())
        return
    picture = paragraph.add_run().add_picture(io.BytesIO(found.jpeg), width=Pt(found.width), height=Pt(found.height))
    about = picture._inline.docPr  # noqa: SLF001 (python-docx knows no other way to the alternative text)
    about.set("descr", clean(photo.caption))
