"""The letterhead of a first page: the issuing office, the document's number, the rule (GB/T 9704-2012, 7.2)."""

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from hkdesk.documents.model import Letterhead
from hkdesk.printing.fonts import UNITS_PER_POINT, Fonts, Role, Style, style
from hkdesk.printing.pieces import Piece
from hkdesk.printing.sheet import UNITS_PER_MM, Sheet

RED = QColor(0xC0, 0, 0)
MOST_POINTS, LEAST_POINTS = 40, 12
TOP = 35 * UNITS_PER_MM  # from the text's upper edge to the office
RULE_BELOW = 4 * UNITS_PER_MM  # the number
RULE = 1.5 * UNITS_PER_POINT
LINES_APART = 2  # between the office and the number, and between the rule and the title


def letterhead_piece(head: Letterhead, sheet: Sheet, fonts: Fonts) -> Piece:
    """The letterhead as one piece; on a page without a grid it stands closer, at the top."""
    office, number = _office(head, sheet, fonts), style(Role.TEXT, sheet.text.points)
    line = sheet.grid or number.points * UNITS_PER_POINT * sheet.line
    top, apart = (TOP, LINES_APART * line) if sheet.grid else (0.0, line / 2)
    under_office = top + office.points * UNITS_PER_POINT
    under_number = under_office + apart + line if head.number else under_office
    rule = under_number + RULE_BELOW

    def draw(painter: QPainter, x: float, y: float) -> None:
        ink = painter.pen().color()
        painter.setPen(RED if head.is_red else ink)
        metrics = fonts.metrics(office)
        # The upper edge of the characters, not of the line, is what the standard measures from.
        _centred(painter, head.unit, office, x, y + top - metrics.tightBoundingRect(head.unit).top(), sheet, fonts)
        painter.setPen(ink)
        if head.number:
            metrics = fonts.metrics(number)
            baseline = under_number - (line - metrics.height()) / 2 - metrics.descent()
            _centred(painter, head.number, number, x, y + baseline, sheet, fonts)
        if head.is_red:
            painter.setPen(QPen(RED, RULE))
            painter.drawLine(QLineF(x, y + rule, x + sheet.text_width, y + rule))
            painter.setPen(ink)

    return Piece(rule + apart, draw, keeps_next=True)


def _office(head: Letterhead, sheet: Sheet, fonts: Fonts) -> Style:
    """As large as fits on a line."""
    for points in range(MOST_POINTS, LEAST_POINTS, -1):
        if fonts.metrics(style(Role.TITLE, points)).horizontalAdvance(head.unit) <= sheet.text_width:
            return style(Role.TITLE, points)
    return style(Role.TITLE, LEAST_POINTS)


def _centred(painter: QPainter, said: str, look: Style, x: float, baseline: float, sheet: Sheet, fonts: Fonts) -> None:
    fonts.drawn.update(said)
    painter.setFont(fonts.font(look))
    room = sheet.text_width - fonts.metrics(look).horizontalAdvance(said)
    painter.drawText(QPointF(x + room / 2, baseline), said)
