"""The board: shown once its data are there, a card moved, a scroll frame. Prints the medians in ms.

A move is timed from the commit to the paint: what is written is the same for a board of any length.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from hkdesk.app import run_window
from hkdesk.domain.stage import Stage
from hkdesk.ui.main_window import MainWindow
from hkdesk.ui.pages.pipeline.page import PipelinePage, _read
from hkdesk.work.changes import undo
from hkdesk.work.commands.projects import Move, move_project
from tests.bench.waiting import wait

SHOWN, MOVED, SCROLLED, STEP = 7, 10, 240, 46
folder = Path(sys.argv[2])


def watch(window: MainWindow) -> None:
    QTimer.singleShot(0, lambda: _drive(window))


def _drive(window: MainWindow) -> None:
    _until(lambda: window.context is not None and window.context.has_figures and window.context.runner.is_idle)
    window.choose_park("*")
    _rest(window)
    page = window.pages[window.page_name]
    assert isinstance(page, PipelinePage)
    print(_shown(window, page), _moved(window, page), _scrolled(page))
    window.close()
    QCoreApplication.quit()


def _shown(window: MainWindow, page: PipelinePage) -> float:
    assert window.context is not None
    taken = []
    for _ in range(SHOWN):
        found = window.context.runner.desk.read(_read, None, window.context.today)
        for lane in page.lanes.values():
            lane.cards.set_rows(())
        page._delegate._drawn.clear()
        page.repaint()
        began = time.perf_counter()
        page._show(found)
        page.repaint()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def _moved(window: MainWindow, page: PipelinePage) -> float:
    context = window.context
    assert context is not None
    taken, began = [], [0.0]
    context.runner.changed.connect(lambda *_: began.__setitem__(0, time.perf_counter()))
    show = page._put

    def timed(found: object) -> None:
        show(found)  # type: ignore[arg-type]
        page.repaint()
        taken.append(time.perf_counter() - began[0])

    page._put = timed  # type: ignore[method-assign, assignment]
    for n in range(MOVED):
        key = page.lanes[Stage.SIGNED].cards.rows[n * 7].id
        move = Move(context.today, "bench", is_override=True)
        for command in ((move_project, key, Stage.STARTED, move), (undo,)):
            context.runner.run(*command)
            _rest(window)
    assert len(taken) == 2 * MOVED
    return statistics.median(taken) * 1000


def _scrolled(page: PipelinePage) -> float:
    lane = page.lanes[Stage.IN_PRODUCTION]
    bar, taken = lane.verticalScrollBar(), []
    for _ in range(SCROLLED):
        began = time.perf_counter()
        bar.setValue(bar.value() + STEP)
        lane.viewport().repaint()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def _rest(window: MainWindow) -> None:
    wait(20)
    _until(lambda: window.context is not None and window.context.runner.is_idle)


def _until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not is_so() and time.monotonic() < ends:
        wait(5)


sys.exit(run_window(folder, "zh_CN", "pipeline", watch))
