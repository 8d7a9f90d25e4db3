"""A place of rows and days that scrolls and zooms."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from hkdesk.ui.pages.timeline.look import HEAD, LEFT, ROW
from hkdesk.ui.pages.timeline.scale import USUAL, Scale, zoomed

BEFORE, AFTER = 120, 365  # days of room before the first and after the last, to plan into
EDGE = 30


class DaysArea(QAbstractScrollArea):
    """Rows below each other under a head, days beside each other behind a column.

    Args:
        today: as an ordinal, as all its days.
    """

    def __init__(self, today: int) -> None:
        super().__init__()
        self.today = today
        self.scale = Scale(today - BEFORE, USUAL)
        self._span, self._row_count = BEFORE + AFTER, 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setStyleSheet("QAbstractScrollArea::corner { background: transparent; border: none; }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def set_span(self, rows: int, first: int, last: int) -> None:
        """Have room for so many rows and these days; the days in sight stay."""
        left = self.scale.day(self.horizontalScrollBar().value())
        origin = min(first, self.today) - BEFORE
        self._span = max(last, self.today) + AFTER - origin
        self._row_count = rows
        self.scale = Scale(origin, self.scale.per_day)
        self._fit_bars()
        self.horizontalScrollBar().setValue(round(self.scale.x(left)))

    def zoom(self, steps: float, at: float | None = None) -> None:
        """Zoom in (above zero) or out about a place; without one about the middle."""
        self._zoom_to(zoomed(self.scale.per_day, steps), at)

    def zoom_to_usual(self) -> None:
        """As it is at first."""
        self._zoom_to(USUAL, None)

    def go_to_today(self) -> None:
        """Bring today into sight, with more room for what is to come."""
        self.horizontalScrollBar().setValue(round(self.scale.x(self.today) - self.room() * 0.45))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(turned / 120, event.position().x())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-turned)
            event.accept()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()

    def show_row(self, row: int) -> None:
        """Bring a row into sight."""
        bar, room = self.verticalScrollBar(), self.viewport().height() - HEAD
        bar.setValue(min(row * ROW, max(bar.value(), (row + 1) * ROW - room)))

    def show_day(self, day: int) -> None:
        """Bring a day into sight."""
        bar, x = self.horizontalScrollBar(), round(self.scale.x(day))
        if not bar.value() + EDGE <= x <= bar.value() + self.room() - EDGE:
            bar.setValue(x - self.room() // 2)

    def pan(self, pixels: int) -> None:
        """Go on to later days, or back."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + pixels)

    def room(self) -> int:
        """The pixels that there are for days."""
        return max(1, self.viewport().width() - LEFT)

    def _zoom_to(self, per_day: float, at: float | None) -> None:
        x = self.room() / 2 if at is None else max(0.0, at - LEFT)
        day = self.scale.day(x + self.horizontalScrollBar().value())
        self.scale = Scale(self.scale.origin, per_day)
        self._fit_bars()
        self.horizontalScrollBar().setValue(round(self.scale.x(day) - x))
        self.viewport().update()

    def _fit_bars(self) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        room = self.viewport().height() - HEAD
        across.setRange(0, max(0, round(self._span * self.scale.per_day) - self.room()))
        across.setPageStep(self.room())
        across.setSingleStep(60)
        down.setRange(0, max(0, self._row_count * ROW - room))
        down.setPageStep(max(1, room))
        down.setSingleStep(ROW)
