"""Notices that another day has begun while the desk is open: what is due, and every light, is then another."""

from PySide6.QtCore import QObject, QTimer

from hkdesk.ui.context import Context

LOOK_EVERY_MS = 30_000


class DayWatch(QObject):
    """Looks at the calendar now and then; the bus tells the pages."""

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent)
        self._context, self._day = context, context.today
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Tell everybody if the day is another one."""
        if (today := self._context.today) != self._day:
            self._day = today
            self._context.bus.day_turned.emit()
