"""How a test works the window: waits for it, types into it, reads what it says."""

import time

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from hkdesk.ui.main_window import MainWindow
from hkdesk.ui.widgets.form_dialog import FormDialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE_S, LONGEST_PAUSE_MS, QUIET_TURNS = 10, 200, 4


def turn(ms: int = 5) -> None:
    """Let the event loop run, deletions included."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def wait_idle(window: MainWindow) -> None:
    """Wait until nothing is under way and nothing is about to be: several turns of the event loop on end."""
    ends, quiet = time.monotonic() + PATIENCE_S, 0
    while quiet < QUIET_TURNS:
        assert time.monotonic() < ends, "the window does not come to rest"
        turn()
        if QApplication.activeWindow() is None:
            window.activateWindow()  # as a window manager does once a dialog has closed; offscreen has none
        quiet = quiet + 1 if _is_quiet(window) else 0


def _is_quiet(window: MainWindow) -> bool:
    is_pausing = any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= LONGEST_PAUSE_MS
        for timer in window.findChildren(QTimer)
    )
    return not is_pausing and (window.context is None or window.context.runner.is_idle)


def type_in(widget: QWidget, text: str) -> None:
    """Type as an input method does, which is how Chinese comes in."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    assert widget is not None, "nothing has the focus"
    QTest.keyClick(widget, key, modifiers)


def dialog(window: MainWindow, kind: type = FormDialog) -> QWidget:
    """The dialog that is open over the window."""
    wait_idle(window)
    (found,) = [d for d in window.findChildren(kind) if d.isVisible()]
    return found


def open_dialogs(window: MainWindow) -> list[QWidget]:
    return [d for d in window.findChildren(FormDialog) if d.isVisible()]


def texts(widget: QWidget) -> list[str]:
    """What the labels and buttons of a widget say, those only that can be seen."""
    seen = [w for kind in (QLabel, QAbstractButton) for w in widget.findChildren(kind) if w.isVisibleTo(widget)]
    return [w.text().replace("&&", "&").strip() if isinstance(w, QAbstractButton) else w.text() for w in seen]


def said(widget: QWidget) -> str:
    return "\n".join(texts(widget))


def button_of(widget: QWidget, text: str) -> QAbstractButton:
    """The button that says this."""
    found = [b for b in widget.findChildren(QAbstractButton) if b.isVisible() and b.accessibleName() == text]
    assert len(found) == 1, (text, [b.accessibleName() for b in widget.findChildren(QAbstractButton) if b.isVisible()])
    return found[0]


def click(widget: QWidget, text: str) -> None:
    QTest.mouseClick(button_of(widget, text), Qt.MouseButton.LeftButton)


def cells(model) -> list[list[str]]:
    """All rows of a ledger as they are shown."""
    ends = time.monotonic() + PATIENCE_S
    while True:
        found = [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]
        if not any("…" in row for row in found):
            return found
        assert time.monotonic() < ends, "rows do not come"
        turn()
