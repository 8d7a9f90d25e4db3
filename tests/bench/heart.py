"""How long the GUI thread stands still."""

import time

from PySide6.QtCore import Qt, QTimer

from hkdesk.ui.main_window import MainWindow

BEAT_MS = 4


class Heart:
    """Beats on the GUI thread; a late beat is a stall."""

    def __init__(self, window: MainWindow) -> None:
        self._last = time.perf_counter()
        self.gaps: list[float] = []
        self._timer = QTimer(window)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def start(self) -> None:
        self.gaps.clear()
        self._last = time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now
