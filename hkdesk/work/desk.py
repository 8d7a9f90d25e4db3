"""An opened desk: runs commands in transactions and queries on the reading side."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from hkdesk.domain.errors import DeskError
from hkdesk.store.desk_file import DeskFile
from hkdesk.store.search_index import drain
from hkdesk.store.unit_of_work import ChangeSet, UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Done(Generic[T]):
    """What a command gave, and what it changed."""

    result: T
    changes: ChangeSet


class Desk:
    """The one door to the data, for the screens and the command line alike.

    One thread at a time may call `do`, one `read`; the two may run beside each other.
    """

    def __init__(self, file: DeskFile) -> None:
        self._file = file
        self._opened: TemporaryDirectory[str] | None = None

    @property
    def folder(self) -> Path:
        return self._file.folder.root

    @property
    def database(self) -> Path:
        return self._file.folder.database

    @property
    def attachments(self) -> Path:
        """Where the bytes of attached files lie (work.files)."""
        return self._file.folder.attachments

    @property
    def opened_copies(self) -> Path:
        """A folder for read-only copies of attached files, until the desk is closed."""
        if self._opened is None:  # a viewer that still holds one must not keep the desk from closing
            self._opened = TemporaryDirectory(prefix="hkdesk-", ignore_cleanup_errors=True)
        return Path(self._opened.name)

    @property
    def is_practice(self) -> bool:
        return self._file.is_practice

    @property
    def is_read_only(self) -> bool:
        return self._file.writer is None

    @property
    def holder(self) -> str:
        """Who has the folder open where this desk only reads."""
        return self._file.holder

    @property
    def officer(self) -> str:
        return self._file.author.actor

    @property
    def desk_id(self) -> UUID:
        return self._file.author.desk

    @property
    def today(self) -> date:
        return self._file.clock().astimezone().date()

    def do(self, command: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **named: P.kwargs) -> Done[T]:
        """Run command(uow, …) in its own transaction, and bring the search index up to it.

        Raises:
            DeskError: if it is refused; nothing is changed then.
        """
        with _refusals(), self._file.unit_of_work(command.__name__) as uow:
            result = command(uow, *args, **named)
            changes = uow.commit()
        if changes.ids and self._file.writer is not None:
            with self._file.writer.begin() as connection:
                drain(connection)
        return Done(result, changes)

    def read(self, query: Callable[Concatenate[Connection, P], T], /, *args: P.args, **named: P.kwargs) -> T:
        """Run query(connection, …) on a snapshot of its own."""
        with self._file.reader.begin() as connection:
            return query(connection, *args, **named)

    def stream(
        self, query: Callable[Concatenate[Connection, P], Iterator[T]], /, *args: P.args, **named: P.kwargs
    ) -> Iterator[T]:
        """Run a query that gives its answer in parts, on one snapshot; closing the iterator ends it."""
        with self._file.reader.begin() as connection:
            yield from query(connection, *args, **named)

    def sit_down(self, officer: str) -> None:
        """From now on this officer is named in the log."""
        self._file = self._file.as_officer(officer)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.cleanup()
        self._file.close()


@contextmanager
def _refusals() -> Iterator[None]:
    """Put what the database refuses into the officer's terms."""
    try:
        yield
    except StaleDataError as error:
        raise DeskError(
            "Somebody has changed this record meanwhile. Open it again; what you typed stays here."
        ) from error
    except IntegrityError as error:
        raise _integrity(error) from error
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.OperationalError) and any(w in str(error.orig) for w in ("full", "disk I/O")):
            raise DeskError("The disk is full or failing ({why}): nothing was saved.", why=error.orig) from error
        raise


def _integrity(error: IntegrityError) -> DeskError:
    said = str(error.orig)
    if "UNIQUE" in said:
        field = said.rsplit(".", 1)[-1]
        return DeskError("Another record has this {field_name} already.", field=field, field_name=field)
    if "FOREIGN KEY" in said:
        return DeskError(
            "Other records still refer to this one, or the one that it refers to is gone: nothing was saved."
        )
    return DeskError("The database refuses this ({why}): nothing was saved.", why=said)
