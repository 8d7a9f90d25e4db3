"""Looks after what was sent to a printer, and says so where it does not come out."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from hkdesk.domain.errors import DeskError
from hkdesk.printing.printer import SentJob
from hkdesk.ui.context import Context

ASK_EVERY_MS = 2000
LONGEST_MS = 15 * 60 * 1000  # after that the officer has seen for themselves


class JobWatch(QObject):
    """Asks after a job until it is done; lives with the window, since a preview may be closed before that.

    Args:
        refused: is told why it did not come out, beside the window's messages.
    """

    def __init__(self, window: QObject, context: Context, job: SentJob, refused: Callable[[DeskError], None]) -> None:
        super().__init__(window)
        self._context, self._job, self._refused = context, job, refused
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_EVERY_MS)
        self._timer.timeout.connect(self.ask)
        if job.number:
            self._timer.start()

    def ask(self) -> None:
        """Ask once more, on a thread of its own: a printer's computer may take its time."""
        self._timer.stop()
        self._asked += 1
        self._context.runner.job(
            lambda _: self._job.is_done(), owner=self, then=self._on_answer, refused=self._on_fault
        )

    def _on_answer(self, is_done: bool) -> None:
        if is_done or self._asked * ASK_EVERY_MS > LONGEST_MS:
            self.deleteLater()
        else:
            self._timer.start()

    def _on_fault(self, error: DeskError) -> None:
        self._context.messages.refuse(error)
        self._refused(error)
        self.deleteLater()
