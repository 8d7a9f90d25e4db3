"""The search field of a ledger."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from hkdesk.ui.icons import icon
from hkdesk.ui.theme import Theme

TYPING_PAUSE_MS = 120


class SearchField(QLineEdit):
    """Waits for a pause in the typing; ↓ leads into the rows below.

    Signals:
        typed(): something else is looked for.
    """

    typed = Signal()

    def __init__(self, theme: Theme, placeholder: str, below: QWidget) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setToolTip("Ctrl+F")
        self.setClearButtonEnabled(True)
        for clear in self.findChildren(QAction):
            clear.setIcon(icon("x", theme["sub"]))  # Qt's own is a blot in the dark
        self.setMinimumWidth(220)
        self.setMaximumWidth(290)
        self.addAction(icon("search", theme["faint"]), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.typed)
        self.textChanged.connect(lambda: self._pause.start())
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(below.setFocus)
