"""Makes pictures of pages off the GUI thread: those that are looked at first, the count of all of them meanwhile."""

import time
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPageSize

from hkdesk.documents.model import Document
from hkdesk.domain.errors import DeskError
from hkdesk.ui.reports.book import Book
from hkdesk.ui.runner import Runner, Task

TELL_EVERY_S = 0.1


class PageMaker(QObject):
    """The pages of what is shown.

    Signals:
        described(Document, float, float): the first document, and its page's width and height in millimetres.
        replaced(dict): the fonts that are not installed, each with the one drawn instead.
        counted(int, bool): how many pages there are, and whether those are all.
        painted(int, QImage): a page, the first being 0.
        refused(DeskError): there is nothing to show, and why.
    """

    described = Signal(object, float, float)
    replaced = Signal(object)
    counted = Signal(int, bool)
    painted = Signal(int, QImage)
    refused = Signal(object)

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._lock = runner, Lock()
        self._book: Book | None = None
        self._task: Task | None = None
        self._wanted: list[int] = []
        self._width = 0
        self._is_working = False

    def show(self, documents: Callable[[], Iterator[Document]], paper: QPageSize.PageSizeId | None) -> None:
        """Begin with other documents; what was under way is given up."""
        self.stop()
        self._book = Book(documents, paper)
        with self._lock:
            self._wanted = []
            self._is_working = True
        self._start(self._book)

    def want(self, numbers: Sequence[int], width: int) -> None:
        """Have these pages painted before all others, in pictures of a width in pixels."""
        with self._lock:
            self._wanted, self._width = list(numbers), width
            must_start = not self._is_working and bool(self._wanted)
            self._is_working = self._is_working or must_start
        if must_start and self._book is not None:
            self._start(self._book)

    def stop(self) -> None:
        """Give up what is under way."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        with self._lock:
            self._is_working = False

    def _start(self, book: Book) -> None:
        self._task = self._runner.job(self._work, book, owner=self, each=self._tell, refused=self._refuse)

    def _work(self, report: Callable[[object], None], book: Book) -> None:
        told = 0.0
        if not book.count:
            book.advance()
            report((self.described, book.first, *book.size_mm))
            report((self.replaced, book.replaced_fonts))
        while True:
            number, width = self._next(may_end=book.is_whole)
            if width == 0:
                break
            if number is not None and book.has(number):
                report((self.painted, number, book.image(number, width)))
            elif not book.is_whole:
                book.advance()
            if time.monotonic() - told > TELL_EVERY_S:
                told = time.monotonic()
                report((self.counted, book.count, book.is_whole))
        report((self.counted, book.count, True))

    def _next(self, *, may_end: bool) -> tuple[int | None, int]:
        """The next page that is wanted; a width of 0 where nothing is left to do."""
        with self._lock:
            if self._wanted:
                return self._wanted.pop(0), self._width
            if may_end:
                self._is_working = False
                return None, 0
            return None, 1

    def _tell(self, told: Any) -> None:
        signal, *said = told
        signal.emit(*said)

    def _refuse(self, error: DeskError) -> None:
        self.refused.emit(error)
