"""Files on their way into the data folder, one after the other, whatever page is looked at meanwhile."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.runner import Runner, Task
from hkdesk.work.commands.attachments import add_attachment
from hkdesk.work.files import StoredFile, store_file


@dataclass(frozen=True)
class Copy:
    """A file that is to be attached to a record."""

    kind: str
    key: UUID
    path: Path


class CopyQueue(QObject):
    """Copies files and attaches each as soon as it is whole; there is one for the desk.

    Signals:
        moved(): the current file, how much of it is done, or what waits has changed.
        refused(Copy, DeskError): a file was not attached; the others go on.
        added(Copy): a file was attached.
    """

    moved = Signal()
    refused = Signal(object, object)
    added = Signal(object)

    def __init__(self, runner: Runner) -> None:
        super().__init__(runner)
        self._runner = runner
        self._waiting: deque[Copy] = deque()
        self._task: Task | None = None
        self.current: Copy | None = None
        self.done_bytes, self.size_bytes = 0, 0

    @property
    def waiting(self) -> int:
        """How many files come after the current one."""
        return len(self._waiting)

    def add(self, kind: str, key: UUID, paths: Sequence[Path]) -> None:
        """Attach these files to a record, after those that are under way."""
        self._waiting.extend(Copy(kind, key, path) for path in paths)
        if self.current is None:
            self._next()
        self.moved.emit()

    def cancel(self) -> None:
        """Give up the current file and those that wait."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()
        self._next()

    def _next(self) -> None:
        self.current = copy = self._waiting.popleft() if self._waiting else None
        self.done_bytes, self.size_bytes, self._task = 0, 0, None
        if copy is not None:
            self._task = self._runner.job(
                store_file,
                self._runner.desk.attachments,
                copy.path,
                owner=self,
                each=self._on_done,
                then=lambda stored: self._attach(copy, stored),
                refused=lambda error: self._on_refused(copy, error),
            )
        self.moved.emit()

    def _on_done(self, done: tuple[int, int]) -> None:
        self.done_bytes, self.size_bytes = done
        self.moved.emit()

    def _attach(self, copy: Copy, stored: StoredFile) -> None:
        self._task = None  # it is whole: giving up now would be too late
        self._runner.run(
            add_attachment,
            copy.kind,
            copy.key,
            stored,
            owner=self,
            then=lambda _: self.added.emit(copy),
            refused=lambda error: self.refused.emit(copy, error),
        )
        self._next()

    def _on_refused(self, copy: Copy, error: DeskError) -> None:
        if copy is self.current:
            self.refused.emit(copy, error)
            self._next()


def copies_of(context: Context) -> CopyQueue:
    """The desk's one queue."""
    found = context.runner.findChild(CopyQueue)
    return found if isinstance(found, CopyQueue) else CopyQueue(context.runner)
