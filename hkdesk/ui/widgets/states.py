"""What a page shows when it has nothing to show yet: empty, loading, failed; each says what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.text import button, column, label


class StateView(QWidget):
    """An icon, a sentence, a hint and perhaps a button, in the middle of the room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture, self._said, self._hint = (
            QLabel(),
            label(name="heading", wraps=True),
            label(name="sub", wraps=True),
        )
        self._button = button("", "primary")
        self._do: Callable[[], object] | None = None
        self._button.clicked.connect(lambda: self._do() if self._do else None)
        layout = column(self, margin=24, gap=10)
        layout.addStretch(2)
        for widget in (self._picture, self._said, self._hint):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        layout.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)

    def show_state(
        self,
        icon: str,
        said: str,
        hint: str = "",
        action: str = "",
        do: Callable[[], object] | None = None,
        *,
        is_way_on: bool = True,
    ) -> None:
        """Say it.

        Args:
            is_way_on: whether the button is what an officer is most likely to want.
        """
        if icon:
            from hkdesk.ui.icons import pixmap  # the first thing said, that the desk opens, has no picture

            self._picture.setPixmap(pixmap(icon, self._theme["faint"], 40))
        self._picture.setVisible(bool(icon))
        self._said.setText(said)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._button.setText(action.replace("&", "&&"))
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self._do = do
        name = "primary" if is_way_on else ""
        if self._button.objectName() != name:
            self._button.setObjectName(name)
            self._button.style().polish(self._button)  # it was dressed by its other name

    def focus_button(self) -> None:
        """Give the keys to the button."""
        self._button.setFocus()
