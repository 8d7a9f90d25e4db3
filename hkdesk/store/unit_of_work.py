"""One officer's action: all of it, with its log, or nothing."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Engine, event, func
from sqlmodel import Session, col, select
from uuid_utils.compat import uuid7

from hkdesk.store.change_log import changes_of
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

    def _log(self, session: Session, _context: object, _instances: object) -> None:
        for record, op, fields in list(changes_of(session)):
            if not fields:
                continue
            self._touched[type(record).__name__].add(record.id)
            session.add(self._line(record, op, fields))

    def _line(self, record: Record, op: str, fields: dict[str, list[Any]]) -> Change:
        return Change(
            transaction=self.transaction,
            command=self.command,
            undoes=self.undoes,
            desk=self.author.desk,
            serial=self._next_serial(),
            actor=self.author.actor,
            at=self.now,
            kind=type(record).__name__,
            row=record.id,
            op=op,
            fields=fields,
        )

    def _next_serial(self) -> int:
        """This desk's next place in the log; the one writer holds the lock, so nobody else takes it."""
        if self._serial is None:
            last = select(func.max(Change.serial)).where(col(Change.desk) == self.author.desk)
            with self.session.no_autoflush:
                self._serial = self.session.exec(last).one() or 0
        self._serial += 1
        return self._serial
