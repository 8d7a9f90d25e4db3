"""Takes commands, queries and work on files off the GUI thread and brings their results back to it.

One thread writes. One thread reads, on a connection of its own: what is on screen first, long lists in slices between.
Work on files gets a thread of its own, however long it takes.
"""

import logging
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from hkdesk.domain.errors import Cancelled, DeskError

if TYPE_CHECKING:
    from hkdesk.work.desk import Desk

log = logging.getLogger(__name__)
AT_ONCE, SOON, LATER = 0, 1, 2
COUNTED_EVERY_S = 0.1
SWITCH_S = 0.001  # the window asks for the interpreter many times a paint, and would wait for 5 ms each time
Then = Callable[[Any], None]


class Task:
    """Something under way that can be given up."""

    def __init__(self) -> None:
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class Reporter:
    """Tells the GUI thread how far work is that goes on elsewhere; once the work is given up, telling ends it.

    Args:
        deliver: has a value given to whoever waits for it on the GUI thread.
    """

    def __init__(self, task: Task, deliver: Then) -> None:
        self._task, self._deliver = task, deliver
        self._counted_at = 0.0

    def __call__(self, value: object) -> None:
        """Tell something that must be heard.

        Raises:
            Cancelled: if the work has been given up.
        """
        if self._task.is_cancelled:
            raise Cancelled
        self._deliver(value)

    def count(self, value: object) -> None:
        """Tell a figure that the next one replaces: the window hears as many of them as it can show.

        Raises:
            Cancelled: if the work has been given up.
        """
        now = monotonic()
        if now - self._counted_at >= COUNTED_EVERY_S:
            self._counted_at = now
            self(value)
        elif self._task.is_cancelled:
            raise Cancelled


class _Worker:
    """A thread that does its jobs in order of urgency."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.PriorityQueue[tuple[int, int, Callable[[], None] | None]] = queue.PriorityQueue()
        self._turns = count()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], None], urgency: int = AT_ONCE) -> None:
        self._jobs.put((urgency, next(self._turns), job))

    def close(self) -> None:
        """Do what is waiting, then end."""
        self._jobs.put((LATER + 1, next(self._turns), None))
        self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()[2]) is not None:
            job()


class Runner(QObject):
    """One writing and one reading thread; results arrive by a queued signal, and only while their owner lives.

    Signals:
        changed(ChangeSet, origin): a transaction was committed and touched something.
        refused(DeskError): a command was refused and nobody else took the refusal; nothing was changed.
        failed(Exception): an unexpected fault; nothing was changed.
        closing(): nothing is under way any more, and the desk closes now.
    """

    changed = Signal(object, object)
    refused = Signal(object)
    failed = Signal(object)
    closing = Signal()
    _arrived = Signal(object)

    def __init__(self, desk: "Desk", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        sys.setswitchinterval(SWITCH_S)
        self._pending = 0
        self._lock = threading.Lock()
        self._jobs: dict[threading.Thread, Task] = {}
        self._writer, self._reader = _Worker("hkdesk-writer"), _Worker("hkdesk-reader")
        self._arrived.connect(lambda deliver: deliver(), Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether everything asked for has been delivered."""
        return self._pending == 0

    def run(
        self,
        command: Callable[..., Any],
        *args: object,
        origin: object = None,
        owner: QObject | None = None,
        then: Then | None = None,
        refused: Callable[[DeskError], None] | None = None,
        each: Then | None = None,
        given_up: Callable[[], None] | None = None,
        **named: object,
    ) -> Task:
        """Run command(uow, *args, **named) in its own transaction.

        Args:
            then: gets the command's result once the change has been announced.
            refused: gets the refusal instead of the signal, e.g. to put it beside its field.
            each: gets how far a long command is; such a one takes a `report`, which ends it with `Cancelled`, and with
                nothing written, once it is cancelled.
            given_up: is told when it has ended so; a command that was through by then has been done.
        """
        task = Task()
        if each is not None:
            named["report"] = self._reporter(task, owner, each).count

        def deliver(done: "Future[Any]") -> None:
            match done.exception():
                case None:
                    finished = done.result()
                    if finished.changes.ids:
                        self.changed.emit(finished.changes, origin)
                    self._give(owner, then, finished.result)
                case Cancelled():
                    self._give(owner, None if given_up is None else lambda _: given_up(), None)
                case DeskError() as refusal:
                    if refused is None or not _lives(owner):
                        self.refused.emit(refusal)
                    else:
                        refused(refusal)
                case fault:
                    self.failed.emit(fault)

        self._submit(self._writer, lambda: self.desk.do(command, *args, **named), deliver, AT_ONCE)
        return task

    def read(
        self,
        query: Callable[..., Any],
        *args: object,
        owner: QObject | None = None,
        then: Then,
        failed: Then | None = None,
        urgency: int = SOON,
    ) -> Task:
        """Run query(connection, *args) and hand its answer to `then`, unless it is cancelled or its owner is gone."""
        task = Task()

        def deliver(done: "Future[Any]") -> None:
            if task.is_cancelled:
                return
            if (fault := done.exception()) is None:
                self._give(owner, then, done.result())
            elif failed is not None and _lives(owner):
                failed(fault)
            else:
                self.failed.emit(fault)

        def work() -> Any:
            return None if task.is_cancelled else self.desk.read(query, *args)

        self._submit(self._reader, work, deliver, urgency)
        return task

    def fetch(self, query: Callable[..., Any], *args: object) -> "Future[Any]":
        """Run a query for somebody who waits for it himself."""
        future: Future[Any] = Future()
        self._reader.put(lambda: _settle(future, lambda: self.desk.read(query, *args)), AT_ONCE)
        return future

    def stream(
        self, query: Callable[..., Iterator[Any]], *args: object, owner: QObject, each: Then, done: Callable[[], None]
    ) -> Task:
        """Run a query that answers in parts; between two parts, whatever is more urgent goes first."""
        task = Task()
        parts = self.desk.stream(query, *args)

        def step() -> None:
            if task.is_cancelled:
                parts.close()  # type: ignore[attr-defined]
                self._post(lambda: None)
                return
            try:
                part = next(parts)
            except StopIteration:
                self._post(lambda: None if task.is_cancelled else self._give(owner, lambda _: done(), None))
            except Exception as fault:  # noqa: BLE001 - shown by the GUI thread
                self._post(lambda fault=fault: self.failed.emit(fault))  # type: ignore[misc]
            else:
                with self._lock:
                    self._pending += 1
                self._post(lambda: None if task.is_cancelled else self._give(owner, each, part))
                self._reader.put(step, LATER)

        with self._lock:
            self._pending += 1
        self._reader.put(step, LATER)
        return task

    def job(
        self,
        work: Callable[..., Any],
        *args: object,
        owner: QObject,
        each: Then | None = None,
        then: Then | None = None,
        refused: Callable[[DeskError], None] | None = None,
    ) -> Task:
        """Run work(report, *args), which keeps off the database, on a thread of its own.

        Args:
            each: gets what the work reports on its way; to report ends it with `Cancelled` once it is cancelled.
            refused: gets the refusal instead of the signal.
        """
        task = Task()
        report = self._reporter(task, owner, each)

        def deliver(done: "Future[Any]") -> None:
            self._jobs.pop(thread, None)
            match done.exception():
                case None if not task.is_cancelled:
                    self._give(owner, then, done.result())
                case None | Cancelled():
                    pass
                case DeskError() as refusal:
                    if task.is_cancelled:
                        return
                    if refused is not None and _lives(owner):
                        refused(refusal)
                    else:
                        self.refused.emit(refusal)
                case fault:
                    self.failed.emit(fault)

        def run() -> None:
            future: Future[Any] = Future()
            _settle(future, lambda: work(report, *args))
            self._post(lambda: deliver(future))

        with self._lock:
            self._pending += 1
        thread = threading.Thread(target=run, name="hkdesk-job", daemon=True)
        self._jobs[thread] = task
        thread.start()
        return task

    def stop(self) -> None:
        """Wait for what is under way, but give up the work on files; the desk stays open."""
        for thread, task in list(self._jobs.items()):
            task.cancel()
            thread.join()
        self._writer.close()
        self._reader.close()

    def close(self) -> None:
        """Wait for what is under way, then close the desk."""
        self.stop()
        self.closing.emit()
        self.desk.close()

    def _reporter(self, task: Task, owner: QObject | None, each: Then | None) -> "Reporter":
        def deliver(value: object) -> None:
            with self._lock:
                self._pending += 1
            self._post(lambda: None if task.is_cancelled else self._give(owner, each, value))

        return Reporter(task, deliver)

    def _submit(
        self, worker: _Worker, work: Callable[[], Any], deliver: Callable[["Future[Any]"], None], urgency: int
    ) -> None:
        future: Future[Any] = Future()
        with self._lock:
            self._pending += 1

        def job() -> None:
            _settle(future, work)
            self._post(lambda: deliver(future))

        worker.put(job, urgency)

    def _post(self, deliver: Callable[[], None]) -> None:
        """Have something done on the GUI thread; one pending thing less once it is."""

        def counted() -> None:
            try:
                deliver()
            finally:
                with self._lock:
                    self._pending -= 1

        if isValid(self):
            self._arrived.emit(counted)

    def _give(self, owner: QObject | None, then: Then | None, result: object) -> None:
        if then is not None and _lives(owner):
            then(result)


def _settle(future: "Future[Any]", work: Callable[[], Any]) -> None:
    try:
        future.set_result(work())
    except Exception as fault:  # noqa: BLE001 - handed to whoever waits
        future.set_exception(fault)


def _lives(owner: QObject | None) -> bool:
    return owner is None or isValid(owner)
