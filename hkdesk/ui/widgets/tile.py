"""A tile: an icon, what it counts, the figure, and a line about it."""

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from hkdesk.ui.icons import pixmap
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.short_line import ShortLine
from hkdesk.ui.widgets.text import clear, column, label, row


class Tile(QFrame):
    """Room for one figure."""

    def __init__(self, picture: str, token: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        layout = column(self, margin=16, gap=4)
        top = row(gap=10)
        badge = QLabel()
        badge.setPixmap(pixmap(picture, theme[token], 18))
        badge.setFixedSize(30, 30)
        badge.setContentsMargins(6, 0, 0, 0)
        badge.setStyleSheet(f"background: {theme[f'{token}_tint'].name()}; border-radius: 7px;")
        top.addWidget(badge)
        self._title = label("", "sub")
        top.addWidget(self._title)
        top.addStretch(1)
        layout.addLayout(top)
        middle = row(gap=10)
        self._figure = label("—", "figure")
        self._line = ShortLine("", "sub", fills=True)
        self._figure.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # the figure is never cut
        middle.addWidget(self._figure)
        middle.addWidget(self._line, 1)
        layout.addLayout(middle)
        self._foot = QWidget()
        self._foot_line = row(self._foot, gap=4)
        self._foot.setFixedHeight(22)
        self._foot.hide()
        layout.addWidget(self._foot)
        layout.addStretch(1)

    @property
    def figure(self) -> str:
        return self._figure.text()

    def show_figure(self, title: str, figure: str, line: str) -> None:
        """Say it."""
        self._title.setText(title)
        self._figure.setText(figure)
        self._line.setText(line)
        self.setAccessibleName(f"{title}: {figure}, {line}")

    def show_foot(self, line: str) -> None:
        """A line beneath, which is cut where the tile is narrow and whole in its tip."""
        self.fill_foot(ShortLine(line, "faint", fills=True))
        self.setAccessibleDescription(line)

    def fill_foot(self, *widgets: QWidget) -> None:
        """What stands beneath, from the left; nothing takes no room."""
        clear(self._foot_line)
        for widget in widgets:
            fills = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
            self._foot_line.addWidget(widget, int(fills))
        self._foot_line.addStretch(0)
        self._foot.setVisible(bool(widgets))
