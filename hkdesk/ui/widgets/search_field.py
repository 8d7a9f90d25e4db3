"""The search field of a ledger."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from hkdesk.ui.icons import icon
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.text import tip

TYPING_PAUSE_MS = 120
USUAL, BESIDE = 220, 92  # pixels: of the field, and of what stands beside its text


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
        self.setToolTip(tip(f"{placeholder} (Ctrl+F)"))
        self.setClearButtonEnabled(True)
        for clear in self.findChildren(QAction):
            clear.setIcon(icon("x", theme["sub"]))  # Qt's own is a blot in the dark
        self.setMinimumWidth(170)
        self.setMaximumWidth(320)
        self.addAction(icon("search", theme["faint"]), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.typed)
        self.textChanged.connect(lambda: self._pause.start())
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(below.setFocus)

    def sizeHint(self) -> QSize:
        """Wide enough for what it says while nothing is typed, and for the signs at both of its ends."""
        wide = self.fontMetrics().horizontalAdvance(self.placeholderText()) + BESIDE
        return QSize(max(wide, USUAL), super().sizeHint().height())
