"""Waiting as the desk itself waits. QTest.qWait holds the interpreter's lock: the other threads would stand still."""

from PySide6.QtCore import QEventLoop, QTimer


def wait(ms: int) -> None:
    """Let the event loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
