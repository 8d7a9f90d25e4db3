"""One officer's action: all of it, with its log, or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Engine, event, func
from sqlmodel import Session, col, select
from uuid_utils.compat import uuid7

from hkdesk.store.bulk_writing import BulkWriting, Edited, Gone, LogLine, New
from hkdesk.store.change_log import changes_of
from hkdesk.store.search_index import drain, merging_later
from hkdesk.tables.change import Change
from hkdesk.tables.record import Record


@dataclass(frozen=True)
class ChangeSet:
    """What a transaction touched: {kind: ids}. Pages read it to know whether they are stale."""

    transaction: UUID
    command: str
    ids: Mapping[str, frozenset[UUID]]

    def touches(self, *kinds: str) -> bool:
        return any(kind in self.ids for kind in kinds)


@dataclass(frozen=True)
class Author:
    """Who writes: the desk, its letter, and the officer at it."""

    desk: UUID
    letter: str
    actor: str


def now_utc() -> datetime:
    return datetime.now(UTC)


class UnitOfWork:
    """A session whose flushes write the change log beside the rows they change.

    Args:
        command: what is being done, as the log names it.
    """

    def __init__(
        self, engine: Engine, author: Author, command: str, *, clock: Callable[[], datetime] = now_utc
    ) -> None:
        self._engine, self.author, self.command = engine, author, command
        self.now = clock()
        self.transaction = uuid7()
        self.undoes: UUID | None = None
        self._serial: int | None = None
        self._touched: dict[str, set[UUID]] = defaultdict(set)
        self._gathered: list[New] | None = None

    @property
    def today(self) -> date:
        """The officer's day, in local time."""
        return self.now.astimezone().date()

    def __enter__(self) -> Self:
        self.session = Session(self._engine, expire_on_commit=False)
        event.listen(self.session, "before_flush", self._log)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def commit(self) -> ChangeSet:
        self.session.commit()
        return ChangeSet(self.transaction, self.command, {k: frozenset(v) for k, v in self._touched.items()})

    def note(self, record: Record, op: str) -> None:
        """Write a line about a record into the log though nothing of it changes, e.g. that its phone was shown."""
        self.session.add(self._line(record, op, {}))

    def insert(self, kind: type[Record], values: Mapping[str, Any]) -> UUID:
        """Enter a new record, and give its id."""
        key: UUID = values.get("id") or uuid7()
        if self._gathered is None:
            self.session.add(kind(**{**values, "id": key}))
        else:
            self._gathered.append(New(kind, key, values))
        return key

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Meanwhile new records are gathered until `flush` writes them all at once; queries do not see them before."""
        self._gathered = []
        try:
            with merging_later(self.session.connection()):
                yield
                self.index()
        finally:
            self._gathered = None

    def flush(self) -> None:
        """Write what waits: what the session holds, then what was gathered."""
        self.session.flush()
        if self._gathered:
            gathered, self._gathered = self._gathered, []
            self.insert_many(gathered)

    def insert_many(self, rows: Sequence[New]) -> None:
        """Write new records at once, as the session would write them one by one."""
        self._write_many(BulkWriting.insert, rows)

    def update_many(self, kind: type[Record], rows: Sequence[Edited]) -> None:
        """Change records of a kind at once.

        Raises:
            StaleDataError: if one has another version by now.
        """
        self._write_many(BulkWriting.update, rows, kind)

    def delete_many(self, kind: type[Record], rows: Sequence[Gone]) -> None:
        """Delete records of a kind at once.

        Raises:
            StaleDataError: if one has another version by now.
        """
        self._write_many(BulkWriting.delete, rows, kind)

    def index(self) -> None:
        """Bring the search index up to what was written, within this transaction: afterwards, much would take long."""
        self.flush()
        drain(self.session.connection())

    def _write_many(self, write: Callable[..., Iterator[LogLine]], rows: Sequence[Any], *of: type[Record]) -> None:
        self.session.flush()  # what was entered before stands before it in the log
        writing = BulkWriting(self.session.connection())
        lines = list(write(writing, *of, rows))
        if not lines:
            return
        for line in lines:
            self._touched[line.kind].add(line.row)
        last = self._next_serial(len(lines))
        writing.log(self._line_of_all(), lines, last - len(lines) + 1)

    def _log(self, session: Session, _context: object, _instances: object) -> None:
        for record, op, fields in list(changes_of(session)):
            if not fields:
                continue
            self._touched[type(record).__name__].add(record.id)
            session.add(self._line(record, op, fields))

    def _line(self, record: Record, op: str, fields: dict[str, list[Any]]) -> Change:
        return Change(
            **self._line_of_all(),
            serial=self._next_serial(),
            kind=type(record).__name__,
            row=record.id,
            op=op,
            fields=fields,
        )

    def _line_of_all(self) -> dict[str, Any]:
        """What every line of this transaction says alike."""
        return {
            "transaction": self.transaction,
            "command": self.command,
            "undoes": self.undoes,
            "desk": self.author.desk,
            "actor": self.author.actor,
            "at": self.now,
        }

    def _next_serial(self, count: int = 1) -> int:
        """This desk's next place in the log, or the last of several; the one writer holds the lock: no one takes it."""
        if self._serial is None:
            last = select(func.max(Change.serial)).where(col(Change.desk) == self.author.desk)
            with self.session.no_autoflush:
                self._serial = self.session.exec(last).one() or 0
        self._serial += count
        return self._serial
