"""A ledger of 100,000 × 20 in the window: the ms until its first rows are shown, and how long the window stands still.

Prints the ms to the first rows, to all of them, and the longest stall in ms while they are read and checked, while the
first ones are scrolled meanwhile, while all are looked at, put right, and written.

python -m tests.bench.import_window STARTED FOLDER FILE
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

from hkdesk.app import run_window
from hkdesk.ui.main_window import MainWindow
from tests.bench.heart import Heart
from tests.bench.waiting import wait

LONGEST_S = 300
folder, ledger = Path(sys.argv[2]), Path(sys.argv[3])


def watch(window: MainWindow) -> None:
    QTimer.singleShot(0, lambda: _drive(window))


def _drive(window: MainWindow) -> None:
    _until(lambda: window.context is not None and window.context.has_figures and window.context.runner.is_idle)
    context = window.context
    assert context is not None
    from hkdesk.ui.importing.dialog import open_import  # its import is no part of the reading

    heart, found = Heart(window), []
    began = time.perf_counter()
    dialog: Any = open_import(window, context, "", ledger)
    incoming = dialog.incoming
    heart.start()
    _until(lambda: incoming.known is not None)
    wait(50)
    found.append((time.perf_counter() - began) * 1000 - 50)
    first = max(heart.gaps)
    meanwhile = _stall(heart, lambda: _scroll(dialog))
    heart.start()
    _until(lambda: not incoming.is_busy)
    found += [(time.perf_counter() - began) * 1000, max(first, *heart.gaps), meanwhile]
    found.append(_stall(heart, lambda: _look(dialog)))
    found.append(_stall(heart, lambda: _correct(incoming)))
    found.append(_stall(heart, lambda: _write(dialog)))
    assert incoming.count_to_write() > 0
    print(*found)
    dialog.accept()
    window.close()
    QCoreApplication.quit()


def _stall(heart: Heart, do: Callable[[], None]) -> float:
    heart.start()
    do()
    wait(50)
    return max(heart.gaps)


def _scroll(dialog: Any) -> None:
    bar = dialog.rows.table.verticalScrollBar()
    for n in range(60):
        bar.setValue(bar.maximum() * ((n * 37) % 60) // 60)
        wait(12)


def _look(dialog: Any) -> None:
    _scroll(dialog)
    for name in ("new", "refused", "left_out", ""):
        dialog.rows.show_chip(name)
        wait(60)


def _correct(incoming: Any) -> None:
    incoming.correct(5, 1, "湖南云溪更正有限公司")
    _until(lambda: not incoming.is_busy)


def _write(dialog: Any) -> None:
    dialog.write()
    _until(lambda: not dialog.incoming.is_busy)


def _until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + LONGEST_S
    while not is_so():
        assert time.monotonic() < ends, "this takes too long"
        wait(5)


sys.exit(run_window(folder, "zh_CN", "enterprises", watch))
