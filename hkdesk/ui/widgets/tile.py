"""A tile: an icon, what it counts, the figure, and a line about it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from hkdesk.ui.icons import pixmap
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.paint import paint_text
from hkdesk.ui.widgets.text import clear, column, label, row, tip


class _ShortLine(QLabel):
    """One line that ends in … where the tile is narrow, and is whole in its tip."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        paint_text(painter, QRectF(self.contentsRect()), self.text())
        painter.end()


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
        self._line = _ShortLine("", "sub")
        self._figure.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # the figure is never cut
        middle.addWidget(self._figure)
        middle.addWidget(self._line, 1)
        layout.addLayout(middle)
        self.foot = row(gap=4)
        foot = QWidget()
        foot.setLayout(self.foot)
        foot.setFixedHeight(22)
        layout.addWidget(foot)

    @property
    def figure(self) -> str:
        return self._figure.text()

    def show_figure(self, title: str, figure: str, line: str) -> None:
        """Say it."""
        self._title.setText(title)
        self._figure.setText(figure)
        self._line.setText(line)
        self._line.setToolTip(tip(line))
        self.setAccessibleName(f"{title}: {figure}, {line}")

    def show_foot(self, line: str) -> None:
        """A line beneath, which is cut where the tile is narrow and whole in its tip."""
        clear(self.foot)
        said = _ShortLine(line, "faint")
        said.setToolTip(tip(line))
        self.foot.addWidget(said, 1)
        self.setAccessibleDescription(line)
