"""The pages of documents one behind the other, counted as far as they are needed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from hkdesk.documents.model import Document
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.pages import Pages
from hkdesk.printing.paint import paint_page
from hkdesk.printing.sheet import own_paper, sheet_for

SET = 4  # documents whose pages are kept set: the others are set again when they are looked at


@dataclass
class _Part:
    """A document and how many pages it is known to have."""

    document: Document
    first: int
    count: int = 0
    is_whole: bool = False


class Book:
    """Documents as one run of pages; not for the GUI thread, and for one other at a time.

    Args:
        documents: read one after the other, each when the pages before it are counted.
        paper: the size that all of them are put on; None for their own.
    """

    def __init__(self, documents: Callable[[], Iterator[Document]], paper: QPageSize.PageSizeId | None) -> None:
        self._make, self._paper = documents, paper
        self._waiting: Iterator[Document] | None = None
        self._parts: list[_Part] = []
        self._set: dict[int, Pages] = {}
        self._fonts: Fonts | None = None
        self.count = 0
        self.is_whole = False

    @property
    def first(self) -> Document:
        """The first document, once a page is known."""
        return self._parts[0].document

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of a page in millimetres, once a page is known."""
        size = own_paper(self.first, self._paper).fullRect(QPageLayout.Unit.Millimeter).size()
        return size.width(), size.height()

    @property
    def replaced_fonts(self) -> dict[str, str]:
        """The fonts that are not installed, each with the one drawn instead; once a page is known."""
        return self._fonts.replaced() if self._fonts else {}

    def advance(self) -> None:
        """Come to know one page more, or that there is none."""
        if self._waiting is None:
            self._waiting = self._make()
        if not self._parts or self._parts[-1].is_whole:
            document = next(self._waiting, None)
            if document is None:
                self.is_whole = True
                return
            self._fonts = self._fonts or Fonts(document.language)
            self._parts.append(_Part(document, self.count))
        part = self._parts[-1]
        if self._pages(len(self._parts) - 1).has(part.count):
            part.count += 1
            self.count += 1
        else:
            part.is_whole = True

    def has(self, number: int) -> bool:
        """Whether there is a page of this number, the first being 0."""
        while self.count <= number and not self.is_whole:
            self.advance()
        return number < self.count

    def image(self, number: int, width: int) -> QImage:
        """A page as a picture of a width in pixels."""
        place = next(n for n in reversed(range(len(self._parts))) if self._parts[n].first <= number)
        part, pages = self._parts[place], self._pages(place)
        scale = width / pages.sheet.width
        made = QImage(QSize(width, round(pages.sheet.height * scale)), QImage.Format.Format_RGB32)
        made.fill(0xFFFFFFFF)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        if self._fonts is not None:
            paint_page(painter, pages, number - part.first, self._fonts, part.count if part.is_whole else None)
        painter.end()
        return made

    def _pages(self, place: int) -> Pages:
        if place not in self._set:
            while len(self._set) >= SET:
                self._set.pop(next(iter(self._set)))
            document = self._parts[place].document
            fonts = self._fonts or Fonts(document.language)
            self._set[place] = Pages(document, sheet_for(document, own_paper(document, self._paper)), fonts)
        return self._set[place]
