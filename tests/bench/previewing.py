"""A year's ledger of appeals before it is printed: prints the ms to its first page, how many pages there are, and the
longest stall of the GUI thread in ms while the pages are counted and while they are written.

python -m tests.bench.previewing STARTED FOLDER
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QTimer

from hkdesk.app import run_window
from hkdesk.ui.main_window import MainWindow
from tests.bench.heart import Heart
from tests.bench.waiting import wait

WATCHED_S = 4.0


def watch(window: MainWindow) -> None:
    QTimer.singleShot(0, lambda: _drive(window))


def _drive(window: MainWindow) -> None:
    _until(lambda: window.context is not None and window.context.has_figures and window.context.runner.is_idle)
    context = window.context
    assert context is not None
    from hkdesk.ui.print_preview import Preview, preview_report  # loaded before it is measured, as on a second print

    wait(500)
    _seen(preview_report(window, context, "park-summary")).reject()
    _until(lambda: context.runner.is_idle)
    heart = Heart(window)
    heart.start()
    begun = time.perf_counter()
    preview: Preview = _seen(preview_report(window, context, "appeals-ledger"))
    first = (time.perf_counter() - begun) * 1000
    heart.start()
    wait(round(WATCHED_S * 1000))
    counting = max(heart.gaps)
    pages = preview.pages.count
    with tempfile.TemporaryDirectory() as folder:
        from hkdesk.ui.reports import output

        preview.maker.stop()
        heart.start()
        preview._start(output.save, Path(folder) / "l.pdf", None, lambda _: True, said=str)
        wait(round(WATCHED_S * 1000))
        writing = max(heart.gaps)
        begun, task = time.perf_counter(), preview._task
        preview._cancel()
        _until(lambda: task not in context.runner._jobs.values())
        given_up = (time.perf_counter() - begun) * 1000
    print(first, pages, counting, writing, given_up)
    preview.reject()
    window.close()
    QCoreApplication.quit()


def _seen(preview: Any) -> Any:
    _until(lambda: 0 in preview.pages._images)
    return preview


def _until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not is_so() and time.monotonic() < ends:
        wait(1)


if __name__ == "__main__":
    sys.exit(run_window(Path(sys.argv[2]), "zh_CN", "requests", watch))
