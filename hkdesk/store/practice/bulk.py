"""Writes many rows into a new, empty database: settings, indexes and triggers aside meanwhile, nothing in the log."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import Connection

from hkdesk.store.search_index import (
    SEARCHABLE,
    create_triggers,
    document,
    drop_triggers,
    insert_documents,
    merging_later,
)
from hkdesk.tables.all import RECORDS, table_of

BATCH = 10_000
# With nothing to lose: no journal, no waiting for the disk, checks of references left to the fill's own order.
_FILLING = (
    "journal_mode=OFF",
    "synchronous=OFF",
    "foreign_keys=OFF",
    "secure_delete=OFF",
    "cache_size=-64000",
    "ignore_check_constraints=ON",  # each would build its list of codes anew for each row; the tests check them all
)


class Bulk:
    """Rows on their way into the database, in batches of BATCH.

    Args:
        connection: of the one writer, within a transaction.
        wrote: called with a kind and how many of it have just been written.
    """

    def __init__(self, connection: Connection, wrote: Callable[[str, int], None]) -> None:
        self._raw = raw_of(connection)
        self._wrote = wrote
        self._waiting: dict[str, list[Sequence[object]]] = defaultdict(list)
        self._inserts: dict[str, str] = {}
        self._defaults: dict[str, dict[str, object]] = {}
        self.counts: dict[str, int] = defaultdict(int)
        self.before_writing: Callable[[], None] = lambda: None  # whoever else uses the connection ends here

    def add(self, kind: str, /, **values: Any) -> None:
        """Add a row by its fields; those not given get their table's default."""
        blank = self._defaults.get(kind) or self._blank(kind)
        self.add_row(kind, [_plain(v) for v in (blank | values).values()])

    def add_row(self, kind: str, values: Sequence[object]) -> None:
        """Add a row by its values as SQLite keeps them, in the order of the table's columns."""
        waiting = self._waiting[kind]
        waiting.append(values)
        if len(waiting) >= BATCH:
            self._write(kind)

    def flush(self) -> None:
        """Write what waits."""
        for kind in list(self._waiting):
            self._write(kind)

    def _write(self, kind: str) -> None:
        rows = self._waiting.pop(kind, [])
        if kind not in self._inserts:
            names = [column.name for column in table_of(kind).columns]
            marks = ",".join("?" * len(names))
            columns = ", ".join(f'"{name}"' for name in names)
            self._inserts[kind] = f'INSERT INTO "{table_of(kind).name}" ({columns}) VALUES ({marks})'
        self.before_writing()
        self._raw.executemany(self._inserts[kind], rows)
        self.counts[kind] += len(rows)
        self._wrote(kind, len(rows))

    def _blank(self, kind: str) -> dict[str, object]:
        fields = RECORDS[kind].model_fields
        names = [column.name for column in table_of(kind).columns]
        blank = {name: None if fields[name].is_required() else fields[name].default for name in names}
        self._defaults[kind] = blank
        return blank


@contextmanager
def filling(connection: Connection, told: Callable[[int, int], None]) -> Iterator[None]:
    """Set the database up for a fill, in a transaction of its own; afterwards it is as it was, indexed and analysed.

    Args:
        told: called with how many of the finishing steps are done, and how many there are.
    """
    raw = raw_of(connection)
    for pragma in _FILLING:
        raw.execute(f"PRAGMA {pragma}").fetchall()
    with connection.begin():
        drop_triggers(connection)
        indexes = _drop_indexes(raw)
        with merging_later(connection):
            yield
            steps = [*indexes, "INSERT INTO search_fts(search_fts) VALUES ('optimize')", "ANALYZE"]
            for n, step in enumerate(steps, 1):
                raw.execute(step)
                told(n, len(steps))
        create_triggers(connection)
    raw.execute("PRAGMA journal_mode=WAL").fetchall()


def index_all(connection: Connection, kind: str) -> None:
    """Put every row of a kind into the search index, the oldest first."""
    searchable = next(s for s in SEARCHABLE if s.kind == kind)
    rows = raw_of(connection).execute(f"{searchable.select} ORDER BY r.id")
    while found := rows.fetchmany(BATCH):
        insert_documents(connection, kind, [(row[0], document(row[1:], searchable.spelled)) for row in found])


def raw_of(connection: Connection) -> sqlite3.Connection:
    """The driver's connection: executemany on it is four times faster."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError("a practice desk is a file of SQLite")
    return raw


def _drop_indexes(raw: sqlite3.Connection) -> list[str]:
    """Drop the indexes that only lists need; gives what makes them again."""
    found = raw.execute("SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL").fetchall()
    wanted = [(name, sql) for name, sql in found if re.fullmatch(r"ix_\w+", name)]
    for name, _ in wanted:
        raw.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in wanted]


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case bool():
            return int(value)
        case date():
            return value.isoformat()
        case _:
            return value
