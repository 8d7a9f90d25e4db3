"""An appeal taken a step on its way and back, on the ledger of all of them. Prints the median ms to the repaint.

Timed from the command to the paint of its row and its pane: the change, the log, the commit, the reading, the drawing.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

from hkdesk.app import run_window
from hkdesk.domain.request import RequestAction, RequestState
from hkdesk.ui.main_window import MainWindow
from hkdesk.work.changes import undo
from hkdesk.work.commands.request_steps import Act, act_on_request
from tests.bench.waiting import wait

TURNS = 9
folder = Path(sys.argv[2])


def watch(window: MainWindow) -> None:
    QTimer.singleShot(0, lambda: _drive(window))


def _drive(window: MainWindow) -> None:
    _until(lambda: window.context is not None and window.context.has_figures and window.context.runner.is_idle)
    context = window.context
    assert context is not None
    window.choose_park("*")
    page: Any = window.pages[window.page_name]
    page.ledger.choose_chip("in_hand")
    _rest(window)
    at = _standing(page, RequestState.ASSIGNED)
    page.ledger.table.setCurrentIndex(page.ledger.model.index(at, 0))
    _rest(window)
    key, taken = page.ledger.current_key(), []
    for _ in range(TURNS):
        for state, command in (
            (RequestState.IN_PROGRESS, (act_on_request, key, RequestAction.START, Act(context.today))),
            (RequestState.ASSIGNED, (undo,)),
        ):
            began = time.perf_counter()
            context.runner.run(*command)
            _until(lambda state=state: _shows(page, key.bytes, state))  # type: ignore[misc]
            page.repaint()
            taken.append((time.perf_counter() - began) * 1000)
            _rest(window)
    print(statistics.median(taken), max(taken))
    window.close()
    QCoreApplication.quit()


def _standing(page: Any, state: RequestState) -> int:
    found = page.ledger.model._window(0)
    return next(n for n in range(128) if found[page.ledger.model.key(n)].state is state)


def _shows(page: Any, key: bytes, state: RequestState) -> bool:
    row = (page.ledger.model._windows.get(page.ledger.model.row_of(key) // 128) or {}).get(key)
    return row is not None and row.state is state and page.detail._record.values["state"] == state


def _rest(window: MainWindow) -> None:
    wait(120)
    _until(lambda: window.context is not None and window.context.runner.is_idle)


def _until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not is_so() and time.monotonic() < ends:
        QCoreApplication.processEvents()
        time.sleep(0.0002)


sys.exit(run_window(folder, "zh_CN", "requests", watch))
