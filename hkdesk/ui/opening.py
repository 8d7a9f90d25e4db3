"""Opens the desk on a thread of its own while the shell is already on the screen."""

import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from hkdesk.domain.errors import DeskError
from hkdesk.ui.main_window import MainWindow
from hkdesk.wording import refusal


class Opening(QObject):
    """Loads, then furnishes the window, or says there why the desk cannot be had.

    Args:
        load: runs off the GUI thread; gives the desk.
        furnish: runs on the GUI thread with that desk.
    """

    _done = Signal(object)

    def __init__(self, window: MainWindow, load: Callable[[], Any], furnish: Callable[[Any], None]) -> None:
        super().__init__(window)
        self._window, self._load, self._furnish = window, load, furnish
        self.exit_code = 0

    def start(self) -> None:
        from PySide6.QtCore import Qt  # 20 ms, which the first paint need not wait for

        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._work, name="hkdesk-opening", daemon=True).start()

    def _work(self) -> None:
        try:
            opened = self._load()
        except Exception as error:  # noqa: BLE001 - told to the officer on the GUI thread
            self._done.emit(error)
        else:
            self._done.emit(opened)

    def _on_done(self, opened: Any) -> None:
        if not isinstance(opened, Exception):
            self._furnish(opened)
            return
        self.exit_code = 1
        sentence = refusal(opened)
        print(sentence, file=sys.stderr)  # noqa: T201 - for whoever started it from a terminal
        self._window.show_refusal(sentence)
        if not isinstance(opened, DeskError):
            self._window.messages.fault(opened)
