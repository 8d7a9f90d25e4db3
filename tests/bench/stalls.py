"""The longest stall of the GUI thread while an officer scrolls, sorts and searches. Prints it in ms."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from hkdesk.app import run_window
from hkdesk.ui.main_window import MainWindow
from tests.bench.heart import Heart
from tests.bench.waiting import wait

folder = Path(sys.argv[2])


def watch(window: MainWindow) -> None:
    QTimer.singleShot(0, lambda: _drive(window))


def _drive(window: MainWindow) -> None:
    _until(lambda: window.context is not None and window.context.has_figures and window.context.runner.is_idle)
    assert window.context is not None
    page = window.pages[window.page_name]
    ledger = page.ledger  # type: ignore[attr-defined]
    heart = Heart(window)
    worst: dict[str, float] = {}
    idle = window.context.runner

    def phase(name: str) -> None:
        _until(lambda: idle.is_idle)
        worst[name] = max(worst.get(name, 0.0), max(heart.gaps, default=0.0))
        heart.start()

    heart.start()
    bar = ledger.table.verticalScrollBar()
    for n in range(60):
        bar.setValue(bar.maximum() * ((n * 37) % 60) // 60)
        wait(12)
    for _ in range(60):
        bar.setValue(bar.value() + 42 * 3)
        wait(8)
    phase("scrolling")
    for section in (2, 1, 8, 8, 7):
        ledger._on_header(section)
        wait(60)
        phase("sorting")
    ledger._show_all()
    for word in ("用", "用工", "贷款", "", "厂房", "hg", ""):
        ledger.search.setText(word)
        wait(200)
        phase("searching")
    print(worst["scrolling"], worst["sorting"], worst["searching"])
    window.close()
    QCoreApplication.quit()


def _until(is_so: object) -> None:
    ends = time.monotonic() + 60
    while not is_so() and time.monotonic() < ends:  # type: ignore[operator]
        wait(5)


sys.exit(run_window(folder, "zh_CN", "requests", watch))
