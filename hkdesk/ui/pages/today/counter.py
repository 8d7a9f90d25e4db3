"""A counter at the top of the day: how many, and of what; a click goes there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from hkdesk.ui.widgets.short_line import ShortLine
from hkdesk.ui.widgets.text import column, label, tip

HEIGHT = 62


class Counter(QPushButton):
    """A button with a figure and its name."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("counter")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = title
        layout = column(self, gap=0)
        layout.setContentsMargins(14, 7, 8, 8)
        self._figure, self._name = label("—", "count"), ShortLine(title, "sub", fills=True)
        for part in (self._figure, self._name):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        self.setToolTip(tip(title))
        self.setEnabled(False)

    @property
    def figure(self) -> str:
        return self._figure.text()

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def show_count(self, count: int, *, is_pressing: bool) -> None:
        """Say how many; one that presses stands out where there are any."""
        self._figure.setText(f"{count:,}")
        self._figure.setProperty("pressing", "true" if is_pressing and count else "false")
        self._figure.style().polish(self._figure)
        self.setAccessibleName(f"{self._title}: {count:,}")
        self.setEnabled(bool(count))
