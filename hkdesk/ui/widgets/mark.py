"""The small mark beside a fact from the articles: where it stands there, and how firmly."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hkdesk.domain.standing import Locator, Standing
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.text import tip
from hkdesk.wording import tr, word

SIDE = 15
SIGNS = {Standing.STATED: "引", Standing.DERIVED: "=", Standing.INFERRED: "≈", Standing.DOUBTFUL: "?"}
TOKENS = {Standing.STATED: "faint", Standing.DERIVED: "accent", Standing.INFERRED: "violet", Standing.DOUBTFUL: "amber"}


def citation_text(locator: str, standing: Standing, note: str = "") -> str:
    """A citation in words: article A, section 2, paragraph 4; doubtful: …"""
    place = Locator.parse(locator)
    if place.first is None:
        where = tr("article {article}, section {section}", article=place.article, section=str(place.section))
    elif place.last is None:
        where = tr(
            "article {article}, section {section}, paragraph {paragraph}",
            article=place.article,
            section=str(place.section),
            paragraph=str(place.first),
        )
    else:
        where = tr(
            "article {article}, section {section}, paragraphs {first} to {last}",
            article=place.article,
            section=str(place.section),
            first=str(place.first),
            last=str(place.last),
        )
    said = tr("{where}; {standing}", where=where, standing=word(standing))
    return said + (tr(": {note}", note=note) if note else "")


def paint_mark(painter: QPainter, at: QPointF, standing: Standing, theme: Theme) -> None:
    """Draw the mark with its upper left corner there: a ring for what is stated, a diamond for what is doubtful."""
    color = theme[TOKENS[standing]]
    box = QRectF(at.x() + 0.5, at.y() + 0.5, SIDE - 1, SIDE - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if standing is Standing.DOUBTFUL:
        middle = box.center()
        painter.drawPolygon(
            [
                QPointF(middle.x(), box.top() - 1),
                QPointF(box.right() + 1, middle.y()),
                QPointF(middle.x(), box.bottom() + 1),
                QPointF(box.left() - 1, middle.y()),
            ]
        )
    else:
        painter.drawRoundedRect(box, 4, 4)
    painter.setFont(desk_font(6.5))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, SIGNS[standing])
    painter.restore()


class Mark(QWidget):
    """The mark as a widget of its own, with its citation as tooltip."""

    def __init__(
        self, locator: str, standing: Standing, note: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._standing, self._theme = standing, theme
        said = citation_text(locator, standing, note)
        self.setToolTip(tip(said))
        self.setAccessibleName(said)
        self.setFixedSize(SIDE + 3, SIDE + 3)

    def sizeHint(self) -> QSize:
        return QSize(SIDE + 3, SIDE + 3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QPointF(1, 1), self._standing, self._theme)
        painter.end()
