"""Makes a practice desk in a new folder."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hkdesk.domain.errors import DeskError
from hkdesk.paths import DataFolder
from hkdesk.store.desk_file import DeskFile, open_desk_file
from hkdesk.store.lock import DeskLock
from hkdesk.store.practice.bulk import BATCH, Bulk, filling, index_all, raw_of
from hkdesk.store.practice.days import Span
from hkdesk.store.practice.documents import documents
from hkdesk.store.practice.people import add_town
from hkdesk.store.practice.projects import add_projects
from hkdesk.store.practice.requests import Appeals
from hkdesk.store.practice.services import add_services
from hkdesk.store.refusals import cannot_write
from hkdesk.store.unit_of_work import now_utc

MOST = 5_000_000
PART = ".hkdesk-practice"  # inside the folder, where the desk is made until it is whole
_COUNTED = ("ServiceRequest", "Project")
_INDEXED = ("Officer", "Provider", "Policy", "Enterprise", "Project")  # appeals bring their documents along


@dataclass(frozen=True)
class PracticeFill:
    """How many rows of each kind a practice desk was given."""

    parks: int
    officers: int
    providers: int
    enterprises: int
    projects: int
    project_steps: int
    milestones: int
    reports: int
    requests: int
    request_steps: int
    visits: int
    policies: int
    grants: int


def fill_practice(
    root: Path,
    *,
    requests: int,
    projects: int,
    seed: int,
    officer: str = "",
    progress: Callable[[int, int], None] | None = None,
    clock: Callable[[], datetime] = now_utc,
) -> PracticeFill:
    """Make a practice desk of invented parks, enterprises, projects and appeals in a folder that holds no desk yet.

    The same seed on the same day gives the same rows; only the desk's own row differs. Appeals span the last three
    years up to today. Each has its steps; of more than 20,000 appeals, the newest 20,000 have.

    The rows pass by the change log on purpose: they are nobody's change, there is nothing to undo or to send to another
    desk, and a log as long as the data would hide what is practised. The desk is made inside the folder under another
    name and put in its place when it is whole: until then there is none, whatever happens.

    Args:
        progress: called with what is done and what there is to do, in rows, at least every 10,000; what it raises ends
            the fill.

    Raises:
        DeskError: if the folder has a desk, is in use or cannot be written, or a count is out of range.
    """
    _check_counts(requests, projects)
    folder = DataFolder(root.absolute())
    with _reserved(folder, officer) as part:
        file = open_desk_file(part, officer=officer, is_practice=True, clock=clock)
        try:
            with _disk_refusals():
                made = _fill(file, requests, projects, seed, progress)
        finally:
            file.close()
        _put_in_place(DataFolder(part).database, folder.database)
    return made


def _check_counts(requests: int, projects: int) -> None:
    for field, count in (("requests", requests), ("projects", projects)):
        if not 0 <= count <= MOST:
            raise DeskError(
                "A practice desk has 0 to {most} of each, not {count}.", field=field, most=f"{MOST:,}", count=count
            )


@contextmanager
def _reserved(folder: DataFolder, officer: str) -> Iterator[Path]:
    """A place inside the folder, which is held meanwhile; what was not there before goes if it fails."""
    if folder.database.exists():
        raise DeskError("{folder} holds a desk already: choose another folder for practice.", folder=folder.root)
    missing = [path for path in (folder.root, *folder.root.parents) if not path.exists()]
    stood = set(folder.root.iterdir()) if folder.root.is_dir() else set()
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        lock = DeskLock(folder)
        holds = lock.take(officer)
    except OSError as error:
        raise cannot_write(folder.root, error) from error
    if not holds:
        raise DeskError("{holder} is just setting this folder up; try again in a moment.", holder=lock.holder())
    part = folder.root / PART
    try:
        shutil.rmtree(part, ignore_errors=True)  # of a fill that was killed
        yield part
        shutil.rmtree(part, ignore_errors=True)
        lock.release()
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        lock.release()
        _clear(folder, missing, stood)
        raise


def _clear(folder: DataFolder, missing: list[Path], stood: set[Path]) -> None:
    for path in (folder.lock, folder.holder):
        if path not in stood:
            path.unlink(missing_ok=True)
    for path in missing:  # the innermost first
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _put_in_place(made: Path, database: Path) -> None:
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(database)


@contextmanager
def _disk_refusals() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if any(word in str(error) for word in ("full", "disk I/O")):
            raise DeskError("The disk is full or failing ({why}): nothing was saved.", why=error) from error
        raise


class _Progress:
    """Counts rows, and the finishing steps as if they were a tenth of them."""

    def __init__(self, told: Callable[[int, int], None] | None, rows: int) -> None:
        self._told, self._done = told, 0
        self._rows = rows
        self._total = rows + rows // 10

    def wrote(self, kind: str, count: int) -> None:
        if kind in _COUNTED:
            self._done += count
            self._tell(self._done)

    def finished(self, step: int, steps: int) -> None:
        target = self._rows + (self._total - self._rows) * step // steps
        while self._done < target:
            self._done = min(self._done + BATCH, target)
            self._tell(self._done)

    def _tell(self, done: int) -> None:
        if self._told is not None:
            self._told(done, self._total)


def _fill(
    file: DeskFile, requests: int, projects: int, seed: int, progress: Callable[[int, int], None] | None
) -> PracticeFill:
    if file.writer is None:
        raise DeskError("{holder} is just setting this folder up; try again in a moment.", holder=file.holder)
    told = _Progress(progress, requests + projects)
    span = Span(file.clock().astimezone().date())
    with file.writer.connect() as connection, filling(connection, told.finished):
        bulk = Bulk(connection, told.wrote)
        town = add_town(bulk, seed, span, requests)
        add_projects(bulk, seed, span, town, projects)
        add_services(bulk, seed, span, town)
        bulk.flush()
        for kind in _INDEXED:
            index_all(connection, kind)
        with documents(raw_of(connection)) as docs:
            bulk.before_writing = docs.wait
            Appeals(bulk, docs, seed, span, town, file.author.letter, requests).add()
    return _counts(bulk.counts)


def _counts(counts: Mapping[str, int]) -> PracticeFill:
    return PracticeFill(
        parks=counts["Park"],
        officers=counts["Officer"],
        providers=counts["Provider"],
        enterprises=counts["Enterprise"],
        projects=counts["Project"],
        project_steps=counts["ProjectStep"],
        milestones=counts["Milestone"],
        reports=counts["ProgressReport"],
        requests=counts["ServiceRequest"],
        request_steps=counts["ServiceStep"],
        visits=counts["Visit"],
        policies=counts["Policy"],
        grants=counts["Grant"],
    )
