"""Frames a second while an officer pans the timeline. Prints them, the slowest frame and the reading time in ms.

Every frame is a whole repaint of the chart, waited for; days and rows move on with each, over all there is.
"""

import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from hkdesk.app import run_window
from hkdesk.ui.main_window import MainWindow
from hkdesk.ui.page_name import PageName
from hkdesk.work.queries.milestones import timeline
from tests.bench.measure import timed
from tests.bench.waiting import wait

FRAMES, PIXELS = 600, 17
ZOOMS = (0, -3, -4, 5, 4, -4)  # steps, from one place to the next
folder = Path(sys.argv[2])


class Painted(QObject):
    """Counts the repaints of the whole chart."""

    def __init__(self, chart: Any) -> None:
        super().__init__(chart)
        self._view, self.count = chart.viewport(), 0
        self._view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += event.rect() == self._view.rect()  # type: ignore[attr-defined]
        return False


def watch(window: MainWindow) -> None:
    QTimer.singleShot(0, lambda: _drive(window))


def _drive(window: MainWindow) -> None:
    _until(lambda: window.context is not None and window.context.has_figures and window.context.runner.is_idle)
    assert window.context is not None
    window.resize(1920, 1080)
    window.choose_park("*")
    page = window.pages[PageName.TIMELINE]
    chart = page.chart  # type: ignore[attr-defined]
    _until(lambda: len(chart.rows) >= 5000 and chart.viewport().width() > 1000)
    desk = window.context.runner.desk
    read = min(timed(lambda: desk.read(timeline, None, desk.today)) for _ in range(3))
    painted = Painted(chart)
    frames = [timed(lambda n=n: _frame(chart, n)) for n in range(FRAMES)]  # type: ignore[misc]
    assert painted.count == FRAMES, "a frame was not painted, or twice"
    print(FRAMES / sum(frames), max(frames) * 1000, read * 1000)
    window.close()
    QCoreApplication.quit()


def _frame(chart: Any, n: int) -> None:
    across, down = chart.horizontalScrollBar(), chart.verticalScrollBar()
    if n % 100 == 0:  # another zoom, another place
        chart.zoom(ZOOMS[n // 100])
        down.setValue(down.maximum() * n // FRAMES)
    if n % 20 == 0:  # where there is much to paint, not in the empty years to come
        row = chart.rows[chart.scene().visible_rows()[0]]
        middle = (row.first + row.last) // 2 if row.first else chart.today
        across.setValue(round(chart.scale.x(middle)) - chart.room() // 2)
    across.setValue(across.value() + (PIXELS if n // 10 % 2 else -PIXELS))
    down.setValue(down.value() + PIXELS)
    chart.viewport().repaint()


def _until(is_so: object) -> None:
    ends = time.monotonic() + 60
    while not is_so() and time.monotonic() < ends:  # type: ignore[operator]
        wait(5)


sys.exit(run_window(folder, "zh_CN", "timeline", watch))
