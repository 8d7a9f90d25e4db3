"""Opens a data folder: lock, version, upgrade, engines; a second desk reads only."""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from hkdesk.domain.errors import DeskError
from hkdesk.paths import DataFolder
from hkdesk.store.engine import checkpoint, open_engine
from hkdesk.store.lock import DeskLock, system_user
from hkdesk.store.migrate import REVISIONS, check_revision, has_desk, migrate, refused, revision_of
from hkdesk.store.refusals import cannot_write
from hkdesk.store.search_index import drain
from hkdesk.store.seeding import seed
from hkdesk.store.unit_of_work import Author, UnitOfWork, now_utc
from hkdesk.tables.desk import DeskRow

NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DeskFile:
    """An opened data folder.

    Args:
        writer: None where another desk holds the folder; then `holder` names it.
    """

    folder: DataFolder
    reader: Engine
    writer: Engine | None
    author: Author
    is_practice: bool
    holder: str
    lock: DeskLock
    clock: Callable[[], datetime]

    def unit_of_work(self, command: str) -> UnitOfWork:
        """A transaction of this desk.

        Raises:
            DeskError: if this desk only reads.
        """
        if self.writer is None:
            raise DeskError(
                "This desk only reads: {holder} has the folder open. Close it there, then open this desk again.",
                holder=self.holder,
            )
        author = self.author if self.author.actor else replace(self.author, actor=system_user())
        return UnitOfWork(self.writer, author, command, clock=self.clock)

    def as_officer(self, name: str) -> "DeskFile":
        """The same desk with somebody else at it."""
        return replace(self, author=replace(self.author, actor=name))

    def close(self) -> None:
        self.reader.dispose()
        if self.writer is not None:
            checkpoint(self.writer)
            self.writer.dispose()
        self.lock.release()


def open_desk_file(
    root: Path,
    *,
    officer: str = "",
    is_practice: bool = False,
    seeds: Path | None = None,
    to_write: bool = True,
    clock: Callable[[], datetime] = now_utc,
) -> DeskFile:
    """Open the folder's database, made and seeded if it is new, upgraded if it is old.

    Args:
        seeds: the folder of facts that a new desk is filled with; None leaves the desk as it is.
        to_write: whether to take the folder's lock; without it, a folder that is up to date is only read.

    Raises:
        DeskError: in one sentence, with the folder's files untouched, if it cannot be had.
    """
    folder = DataFolder(root.absolute())
    _make(folder)
    lock = DeskLock(folder)
    try:
        if not to_write and _is_ready(folder):
            return _read_only(folder, lock, REVISIONS[-1], clock)
        holds = _take(lock, folder, officer)
        found = revision_of(folder.database)
        check_revision(found, folder.database)
        if not holds:
            return _read_only(folder, lock, found, clock)
        migrate(folder, found)
        return _writing(folder, lock, officer, is_practice, seeds, clock)
    except BaseException as error:
        lock.release()
        if isinstance(error, sqlite3.DatabaseError | DatabaseError):
            raise refused(folder.database, getattr(error, "orig", error)) from error
        raise


def _take(lock: DeskLock, folder: DataFolder, officer: str) -> bool:
    try:
        return lock.take(officer)
    except OSError as error:
        raise cannot_write(folder.root, error) from error


def _is_ready(folder: DataFolder) -> bool:
    found = revision_of(folder.database)
    check_revision(found, folder.database)
    return found == REVISIONS[-1] and has_desk(folder.database)


def _make(folder: DataFolder) -> None:
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        trial = folder.root / ".hkdesk-trial"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise cannot_write(folder.root, error) from error
    if (kind := _file_system(folder.root)) in NETWORK_FILE_SYSTEMS:
        raise DeskError(
            "{folder} lies on a network drive ({kind}), where databases get damaged: choose a folder on this computer; "
            "desks that share data do so through PostgreSQL.",
            folder=folder.root,
            kind=kind,
        )


def _file_system(root: Path) -> str:
    import psutil

    mounts = [(Path(p.mountpoint), p.fstype.lower()) for p in psutil.disk_partitions(all=True)]
    around = [(len(at.parts), kind) for at, kind in mounts if root == at or at in root.parents]
    return max(around, default=(0, ""))[1]


def _read_only(folder: DataFolder, lock: DeskLock, found: str | None, clock: Callable[[], datetime]) -> DeskFile:
    if found is None:
        raise DeskError("{holder} is just setting this folder up; try again in a moment.", holder=lock.holder())
    reader = open_engine(folder.database, read_only=True)
    try:
        desk = _desk_row(reader)
    except BaseException:
        reader.dispose()
        raise
    if desk is None:
        reader.dispose()
        raise DeskError("{holder} is just setting this folder up; try again in a moment.", holder=lock.holder())
    author = Author(desk.id, desk.letter, desk.officer)
    return DeskFile(folder, reader, None, author, desk.is_practice, lock.holder(), lock, clock)


def _writing(
    folder: DataFolder,
    lock: DeskLock,
    officer: str,
    is_practice: bool,
    seeds: Path | None,
    clock: Callable[[], datetime],
) -> DeskFile:
    writer = open_engine(folder.database)
    try:
        desk = _desk_row(writer) or _new_desk(writer, officer, is_practice, clock)
        author = Author(desk.id, desk.letter, officer or desk.officer)
        if seeds is not None and not desk.is_practice:
            seed(writer, author, seeds, clock=clock)
        with writer.begin() as connection:
            drain(connection)  # what was seeded, or what a desk that was killed left in the queue
    except BaseException:
        writer.dispose()
        raise
    reader = open_engine(folder.database, read_only=True)
    return DeskFile(folder, reader, writer, author, desk.is_practice, "", lock, clock)


def _desk_row(engine: Engine) -> DeskRow | None:
    with Session(engine) as session:
        return session.exec(select(DeskRow)).first()


def _new_desk(engine: Engine, officer: str, is_practice: bool, clock: Callable[[], datetime]) -> DeskRow:
    with Session(engine, expire_on_commit=False) as session:
        desk = DeskRow(officer=officer, is_practice=is_practice, made_at=clock())
        session.add(desk)
        session.commit()
    return desk
