"""The desk itself, opened as an officer opens it, on the ledger of appeals.

Prints the seconds to the window, the seconds to the ledger's first rows, and the memory in MB with the figures loaded.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from hkdesk.app import run_window
from hkdesk.ui.main_window import MainWindow
from tests.bench.measure import memory_mb, since_start

started, folder = float(sys.argv[1]), Path(sys.argv[2])
found: dict[str, float] = {}


def watch(window: MainWindow) -> None:
    window.painted.connect(lambda: found.setdefault("window", since_start(started)))
    timer = QTimer(window)
    timer.timeout.connect(lambda: _look(window, timer))
    timer.start(2)


def _look(window: MainWindow, timer: QTimer) -> None:
    if window.context is None or window.page_name not in window.pages:
        return
    page = window.pages[window.page_name]
    model = page.ledger.model  # type: ignore[attr-defined]
    if "rows" not in found and model.rowCount() and model.index(0, 1).data() not in (None, "…"):
        found["rows"] = since_start(started)
    if "rows" in found and window.context.has_figures and window.context.runner.is_idle:
        timer.stop()
        QTimer.singleShot(300, lambda: _end(window))


def _end(window: MainWindow) -> None:
    print(found["window"], found["rows"], memory_mb())
    window.close()
    QCoreApplication.quit()


sys.exit(run_window(folder, "zh_CN", "requests", watch))
