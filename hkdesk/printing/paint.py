"""Paints a document on anything that has pages: a PDF, a printer, a preview."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPagedPaintDevice, QPainter, QPen

from hkdesk.documents.model import Document
from hkdesk.printing.fonts import Fonts, Role, Style
from hkdesk.printing.pages import Page, set_pages
from hkdesk.printing.sheet import UNITS_PER_INCH, UNITS_PER_MM, Sheet, sheet_for
from hkdesk.wording import tr

_INK = QColor(0, 0, 0)
_BAND = QColor(0xEC, 0xEC, 0xEC)
_BAND_STYLE = Style(Role.HEADING, 11)


def paint_pages(documents: Sequence[Document], device: QPagedPaintDevice, fonts: Fonts | None = None) -> int:
    """Paint all pages as vectors, and give their number; a preview's paintRequested calls this.

    Args:
        documents: what to paint, all on the same paper; each counts its own pages.
        device: with its paper set (sheet.set_paper); a QGuiApplication must exist.
        fonts: those of the document, where the caller wants to know them.

    Raises:
        OSError: if the device cannot be painted on.
    """
    fonts = fonts or Fonts(documents[0].language)
    painted = 0
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the device cannot be painted on")
    try:
        painter.scale(device.logicalDpiX() / UNITS_PER_INCH, device.logicalDpiY() / UNITS_PER_INCH)
        for document in documents:
            sheet = sheet_for(document, device.pageLayout())
            pages = set_pages(document, sheet, fonts)
            for number, page in enumerate(pages, 1):
                if painted and not device.newPage():
                    raise OSError("the device takes no further page")
                _paint_page(painter, document, sheet, fonts, page, number, len(pages))
                painted += 1
    finally:
        painter.end()
    return painted


def _paint_page(
    painter: QPainter, document: Document, sheet: Sheet, fonts: Fonts, page: Page, number: int, count: int
) -> None:
    painter.setPen(_INK)
    if document.band:
        _paint_band(painter, document.band, sheet, fonts)
    for placed in page:
        placed.piece.draw(painter, sheet.left, sheet.top + placed.y)
    painter.setFont(fonts.font(sheet.folio))
    said = tr("Page {page} of {pages}", page=number, pages=count) if sheet.is_ledger else f"— {number} —"
    painter.drawText(_folio_place(said, sheet, fonts, number), said)


def _folio_place(said: str, sheet: Sheet, fonts: Fonts, number: int) -> QPointF:
    """7 mm below the text; on official pages one character in, right on odd pages and left on even ones."""
    metrics = fonts.metrics(sheet.folio)
    y = sheet.height - sheet.bottom + 7 * UNITS_PER_MM
    if sheet.is_ledger:
        return QPointF((sheet.width - metrics.horizontalAdvance(said)) / 2, y)
    one = sheet.folio.points * 20
    right = sheet.width - sheet.right - one - metrics.horizontalAdvance(said)
    return QPointF(right if number % 2 else sheet.left + one, y + metrics.ascent() / 2)


def _paint_band(painter: QPainter, said: str, sheet: Sheet, fonts: Fonts) -> None:
    height = 7 * UNITS_PER_MM
    box = QRectF(sheet.left, (sheet.top - height) / 2, sheet.text_width, height)
    painter.fillRect(box, _BAND)
    painter.setPen(QPen(_INK, 8))
    painter.drawRect(box)
    painter.setFont(fonts.font(_BAND_STYLE))
    metrics = fonts.metrics(_BAND_STYLE)
    baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(box.center().x() - metrics.horizontalAdvance(said) / 2, baseline), said)
