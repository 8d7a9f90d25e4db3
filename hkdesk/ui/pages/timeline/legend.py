"""What the shapes and bars of the timeline stand for."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hkdesk.ui.pages.timeline.look import Look
from hkdesk.ui.pages.timeline.marks import MARK
from hkdesk.ui.pages.timeline.parts import PartKind, Standing
from hkdesk.ui.pages.timeline.words import standing_word
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.wording import tr

MARKS = (Standing.DONE, Standing.PLANNED, Standing.SOON, Standing.LATE)
GAP = 12


class TimelineLegend(QWidget):
    """The marks and the parts of a bar, with a word each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._look, self._ink = Look(theme), theme["sub"]
        self._entries: list[tuple[Standing | PartKind, str]] = [
            *((which, standing_word(which)) for which in MARKS),
            (PartKind.SIGNED, tr("signed")),
            (PartKind.STARTED, tr("started")),
            (PartKind.PLANNED, tr("to come")),
            (PartKind.LATE, tr("behind")),
        ]
        self.setFont(desk_font(9))
        self.setAccessibleName(", ".join(said for _, said in self._entries))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(sum(MARK + 4 + self._width(said) + GAP for _, said in self._entries), MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, x = QPainter(self), 0.0
        for what, said in self._entries:
            if isinstance(what, Standing):
                painter.drawPixmap(QPointF(x, 0), self._look.mark(what, self.devicePixelRatioF()))
            else:
                self._look.part(painter, what, QRectF(x, MARK / 2 - 5, MARK, 10))
            painter.setPen(self._ink)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(QRectF(x + MARK + 4, 0, self._width(said) + 4, MARK), flags, said)
            x += MARK + 4 + self._width(said) + GAP
        painter.end()

    def _width(self, said: str) -> int:
        return self.fontMetrics().horizontalAdvance(said)
