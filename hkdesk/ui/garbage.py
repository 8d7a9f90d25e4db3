"""Frees memory on the GUI thread only: a widget freed by whichever thread Python tidies up on crashes Qt."""

import gc
from time import sleep

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
FREED_AT_ONCE = 200
PAUSE_S = 0.001


class GarbageCollector(QObject):
    """Takes over from Python's own collector, which runs on whichever thread makes the next object."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what has been loaded so far stays: it is not to be looked through each time
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    @staticmethod
    def collect_due() -> None:
        """Collect the oldest generation whose count has passed Python's own threshold."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [n for n in range(3) if counts[n] > thresholds[n]]
        if due:
            gc.collect(max(due))


def pass_over() -> None:
    """Have the collector pass over all that there is now: a ledger's rows would make it stop the window for long.

    They hold no circles and go by themselves. Any thread may say so, again and again while more of them are made.
    """
    gc.freeze()


def let_go(held: list[list[object]]) -> None:
    """Free masses of rows a few at a time, on the thread that calls this: all at once, every thread would stand still.

    Args:
        held: lists that are the last to hold them; they are emptied.
    """
    for rows in held:
        while rows:
            del rows[-FREED_AT_ONCE:]
            sleep(PAUSE_S)  # for whoever waits for the interpreter


def look_again() -> None:
    """Have it look at everything again."""
    gc.unfreeze()
