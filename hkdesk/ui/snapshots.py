"""Draws pages of a furnished window into pictures."""

import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop

from hkdesk.domain.errors import DeskError
from hkdesk.ui.main_window import MainWindow
from hkdesk.ui.page_name import PageName

PATIENCE_S = 60


def draw(window: MainWindow, name: PageName, to: Path) -> None:
    """Show a page, wait until it has read what it shows, and write it as a picture.

    Raises:
        DeskError: if the picture cannot be written.
    """
    window.go_to(name)
    settle_down(window)
    part = to.with_name(f".{to.name}.part")
    if not window.grab().save(str(part), "PNG"):
        raise DeskError("{file} cannot be written: see whether the folder is there and may be written to.", file=to)
    part.replace(to)


def settle_down(window: MainWindow) -> None:
    """Let the page read and paint until nothing is under way."""
    context = window.context
    ends = time.monotonic() + PATIENCE_S
    quiet = 0
    while quiet < 4 and time.monotonic() < ends:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents()
        is_idle = context is None or context.runner.is_idle
        quiet = quiet + 1 if is_idle else 0
        time.sleep(0.03)
