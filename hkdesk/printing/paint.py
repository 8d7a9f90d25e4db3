"""Paints documents on anything that has pages: a PDF, a printer, a preview."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPagedPaintDevice, QPainter, QPen

from hkdesk.documents.model import Document
from hkdesk.printing.fonts import UNITS_PER_POINT, Fonts, Role, Style
from hkdesk.printing.pages import Page, Pages
from hkdesk.printing.sheet import UNITS_PER_INCH, UNITS_PER_MM, Sheet, sheet_for
from hkdesk.wording import tr

_INK = QColor(0, 0, 0)
_BAND = QColor(0xEC, 0xEC, 0xEC)
_BAND_STYLE = Style(Role.HEADING, 11)
FOLIO_BELOW = 7 * UNITS_PER_MM  # the text
Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of a PDF's outline: its level from 0, and the page that it leads to, the first being 0."""

    level: int
    text: str
    page: int


@dataclass
class Painted:
    """What was painted so far."""

    pages: int = 0
    outline: list[OutlineEntry] = field(default_factory=list)


def paint_documents(
    documents: Iterable[Document],
    device: QPagedPaintDevice,
    fonts: Fonts,
    step: Step = lambda _: None,
    wanted: Callable[[int], bool] = lambda _: True,
) -> Painted:
    """Paint documents as vectors, one after the other on the same paper, each counting its own pages.

    Args:
        device: with its paper set (sheet.set_paper); a QGuiApplication must exist.
        step: is told, again and again, how many pages are painted; it may raise to give up.
        wanted: whether a page is painted, by its number from 1 over all documents.

    Raises:
        OSError: if the device cannot be painted on.
    """
    painted, passed = Painted(), 0
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the device cannot be painted on")
    try:
        painter.scale(device.logicalDpiX() / UNITS_PER_INCH, device.logicalDpiY() / UNITS_PER_INCH)
        for document in documents:
            pages = Pages(document, sheet_for(document, device.pageLayout()), fonts)
            count = pages.count(lambda: step(painted.pages))
            painted.outline.append(OutlineEntry(0, document.title, painted.pages))
            for number in range(count):
                passed += 1
                if wanted(passed):
                    _begin_page(device, painted)
                    page = paint_page(painter, pages, number, fonts, count)
                    painted.outline.extend(_entries(page, painted.pages))
                    painted.pages += 1
                    step(painted.pages)
    finally:
        painter.end()
    return painted


def paint_page(painter: QPainter, pages: Pages, number: int, fonts: Fonts, count: int | None) -> Page:
    """Paint a page on a painter that is scaled to layout units, and give what stands on it.

    Args:
        number: the first is 0.
        count: of all pages; None while it is not known.
    """
    sheet, document = pages.sheet, pages.document
    painter.setPen(_INK)
    if document.band:
        _paint_band(painter, document.band, sheet, fonts)
    page = pages.page(number)
    for placed in page:
        placed.piece.draw(painter, sheet.left, sheet.top + placed.y)
    said = f"— {number + 1} —"
    if sheet.is_ledger:
        said = tr("Page {page} of {pages}", page=number + 1, pages="…" if count is None else count)
    painter.setPen(_INK)
    _write(painter, said, sheet.folio, _folio_place(said, sheet, fonts, number + 1), fonts)
    return page


def _begin_page(device: QPagedPaintDevice, painted: Painted) -> None:
    if painted.pages and not device.newPage():
        raise OSError("the device takes no further page")


def _entries(page: Page, number: int) -> list[OutlineEntry]:
    found = (placed.piece.outline for placed in page)
    return [OutlineEntry(entry[0], entry[1], number) for entry in found if entry is not None]


def _folio_place(said: str, sheet: Sheet, fonts: Fonts, number: int) -> QPointF:
    """7 mm below the text; on official pages one character in, right on odd pages and left on even ones."""
    metrics = fonts.metrics(sheet.folio)
    y = sheet.height - sheet.bottom + FOLIO_BELOW
    if sheet.is_ledger:
        return QPointF((sheet.width - metrics.horizontalAdvance(said)) / 2, y)
    one = sheet.folio.points * UNITS_PER_POINT
    right = sheet.width - sheet.right - one - metrics.horizontalAdvance(said)
    dash = metrics.tightBoundingRect("—")  # its upper edge is what the standard measures
    return QPointF(right if number % 2 else sheet.left + one, y - dash.top())


def _paint_band(painter: QPainter, said: str, sheet: Sheet, fonts: Fonts) -> None:
    height = 7 * UNITS_PER_MM
    box = QRectF(sheet.left, (sheet.top - height) / 2, sheet.text_width, height)
    painter.fillRect(box, _BAND)
    painter.setPen(QPen(_INK, 8))
    painter.drawRect(box)
    metrics = fonts.metrics(_BAND_STYLE)
    baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    at = QPointF(box.center().x() - metrics.horizontalAdvance(said) / 2, baseline)
    _write(painter, said, _BAND_STYLE, at, fonts)


def _write(painter: QPainter, said: str, look: Style, at: QPointF, fonts: Fonts) -> None:
    fonts.drawn.update(said)
    painter.setFont(fonts.font(look))
    painter.drawText(at, said)
