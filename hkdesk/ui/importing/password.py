"""Asks for the password of a protected ledger; it is not kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hkdesk.ui.icons import pixmap
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.text import button, column, label
from hkdesk.wording import tr


class PasswordView(QWidget):
    """A field for the password, in the middle of the room.

    Signals:
        given(str): a password.
    """

    given = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        layout = column(self, margin=24, gap=10)
        layout.addStretch(2)
        picture = label()
        picture.setPixmap(pixmap("shield-alert", theme["faint"], 40))
        self._said = label("", "heading", wraps=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFixedWidth(320)
        self.field.setAccessibleName(tr("Password"))
        self.field.returnPressed.connect(self._give)
        opens = button(tr("Open"), "primary")
        opens.clicked.connect(self._give)
        for widget in (picture, self._said):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        layout.addWidget(self.field, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(opens, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)

    def ask(self, sentence: str) -> None:
        """Ask for it, or ask again."""
        self._said.setText(sentence)
        self.field.clear()
        self.field.setFocus()

    def _give(self) -> None:
        if self.field.text():
            self.given.emit(self.field.text())
