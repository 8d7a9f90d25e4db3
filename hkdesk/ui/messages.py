"""Sentences to the officer: passing ones at the foot of the window, and the one dialog for faults."""

import logging

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from hkdesk.wording import refusal, tr

log = logging.getLogger(__name__)
SHOWN_MS, READ_MS_A_CHARACTER = 3500, 90


class Messages(QObject):
    """Shows what has been done, what was refused and what went wrong, over the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._toast = QLabel(window)
        self._toast.setObjectName("toast")
        self._toast.setTextFormat(Qt.TextFormat.PlainText)
        self._toast.setWordWrap(True)
        self._toast.hide()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._toast.hide)
        window.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is said now."""
        return self._toast.text() if self._toast.isVisible() else ""

    def say(self, sentence: str) -> None:
        """Tell what has been done."""
        self._show(sentence, is_wrong=False)

    def refuse(self, error: Exception) -> None:
        """Tell why something was not done."""
        self._show(refusal(error), is_wrong=True)

    def fault(self, error: BaseException) -> None:
        """An unexpected fault: to the log in full, to the officer in one sentence; what was typed stays."""
        import traceback

        from PySide6.QtWidgets import QMessageBox

        log.error("Unexpected fault", exc_info=error)
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr("Unexpected fault"))
        box.setText(
            tr("Something went wrong that the desk did not expect; nothing was saved, what you typed is still here.")
        )
        box.setInformativeText(str(error) or type(error).__name__)
        box.setDetailedText("".join(traceback.format_exception(error)))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._toast.isVisible():
            self._place()
        return False

    def _show(self, sentence: str, *, is_wrong: bool) -> None:
        self._toast.setProperty("wrong", "true" if is_wrong else "false")
        self._toast.style().polish(self._toast)
        self._toast.setText(sentence)
        self._toast.setAccessibleName(sentence)
        self._place()
        self._toast.show()
        self._toast.raise_()
        self._timer.start(SHOWN_MS + READ_MS_A_CHARACTER * len(sentence))

    def _place(self) -> None:
        width = min(560, self._window.width() - 80)
        wanted = self._toast.fontMetrics().horizontalAdvance(self._toast.text()) + 40
        self._toast.setFixedWidth(min(width, wanted))
        self._toast.adjustSize()
        x = (self._window.width() - self._toast.width()) // 2
        self._toast.move(x, self._window.height() - self._toast.height() - 28)
