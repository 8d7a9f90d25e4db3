"""Asks before something is done; the window stays alive meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from hkdesk.wording import tr


def ask(
    parent: QWidget, title: str, sentence: str, yes: str, then: Callable[[], None], otherwise: Callable[[], None]
) -> QMessageBox:
    """A question with two answers; Esc and closing it say no."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(sentence)
    said_yes = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.finished.connect(lambda _: then() if box.clickedButton() is said_yes else otherwise())
    box.open()
    return box
