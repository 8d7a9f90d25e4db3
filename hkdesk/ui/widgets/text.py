"""Labels and tips that show what was typed, as it was typed: Qt guesses markup otherwise."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

BESIDE_TAB = 22  # pixels: its padding, and its margin at the right (ui/theme.py)
KEYPAD = Qt.KeyboardModifier.KeypadModifier
UNBROKEN = 44  # characters of a tip's line that are kept together


def label(text: str = "", name: str = "", *, wraps: bool = False, selectable: bool = False) -> QLabel:
    """A label of plain text; its name is its style."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setObjectName(name)
    made.setWordWrap(wraps)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def tip(text: str) -> str:
    """A tooltip's text: plain, and broken into lines where it is long."""
    from html import escape

    lines = "<br>".join(escape(line) for line in text.split("\n"))
    # Qt breaks what may be broken long before there is need.
    space = "pre" if max(map(len, text.split("\n"))) <= UNBROKEN else "pre-wrap"
    return f"<div style='white-space: {space}'>{lines}</div>" if text else ""


class _Button(QPushButton):
    """Enter presses it as Space does, where it has the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, name: str = "", accessible: str = "") -> QPushButton:
    """A button; an ampersand in its text is a character, not a shortcut."""
    made = _Button(text.replace("&", "&&"))
    made.setObjectName(name)
    made.setAccessibleName(accessible or text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


def icon_button(text: str, picture: QIcon, name: str = "") -> QPushButton:
    """A button with an icon before its text; Qt leaves too little room between them."""
    made = button(f" {text}", name, accessible=text)
    made.setIcon(picture)
    return made


def tab_button(text: str) -> QPushButton:
    """A button that turns to a view; it keeps room for its text in bold, as it has it while its view is shown."""
    made = button(text, "tab")
    made.setCheckable(True)
    made.ensurePolished()
    bold = QFont(made.font())
    bold.setBold(True)
    made.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(text) + BESIDE_TAB)
    return made


def card(name: str = "card") -> QFrame:
    """A white sheet with round corners."""
    made = QFrame()
    made.setObjectName(name)
    return made


def column(parent: QWidget | None = None, margin: int = 0, gap: int = 8) -> QVBoxLayout:
    """Things below each other."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made


def row(parent: QWidget | None = None, margin: int = 0, gap: int = 8) -> QHBoxLayout:
    """Things beside each other."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made


def line() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    made.setFixedHeight(1)
    made.setObjectName("line")
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, to fill it anew."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
