"""Writes many records at once, with what the log tells of them: just as the session does one by one, but sooner."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm.exc import StaleDataError
from uuid_utils.compat import uuid7

from hkdesk.store.layouts import Layout, layout_of
from hkdesk.tables.change import Change
from hkdesk.tables.record import Record

_OF_A_LINE = ("id", "serial", "kind", "row", "op", "fields")


class New(NamedTuple):
    """A record to be entered.

    Args:
        values: {column: value}; what is missing gets its default.
    """

    kind: type[Record]
    id: UUID
    values: Mapping[str, Any]


class Edited(NamedTuple):
    """A record to be changed.

    Args:
        version: that it has now.
        edits: {column: (old, new)}.
    """

    id: UUID
    version: int
    edits: Mapping[str, tuple[Any, Any]]


class Gone(NamedTuple):
    """A record to be deleted.

    Args:
        version: that it has now.
        said: {field: value} of what it says, as the log holds it; what is empty is left out.
    """

    id: UUID
    version: int
    said: Mapping[str, Any]


class LogLine(NamedTuple):
    """What the log tells of a record."""

    kind: str
    row: UUID
    op: str
    fields: dict[str, list[Any]]


class BulkWriting:
    """Writes to one connection; each method gives the lines of the log for what it has written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def insert(self, rows: Sequence[New]) -> Iterator[LogLine]:
        """Enter records."""
        bound: dict[type[Record], list[tuple[Any, ...]]] = defaultdict(list)
        lines: list[LogLine] = []
        for kind, key, values in rows:
            layout = self._layout(kind)
            whole = {**values, "id": key}
            bound[kind].append(layout.bound(whole))
            said = {name: [None, value] for name, value in layout.wired(whole).items()}
            lines.append(LogLine(kind.__name__, key, "insert", said))
        for kind, those in bound.items():
            self._connection.exec_driver_sql(self._layout(kind).insert, those)
        yield from lines

    def update(self, kind: type[Record], rows: Sequence[Edited]) -> Iterator[LogLine]:
        """Change records, each from the version that is known."""
        layout = self._layout(kind)
        binds = {place.name: place.bind for place in layout.places}
        wires = {place.name: place.wire for place in layout.logged}
        for names, those in groupby(rows, lambda row: tuple(row.edits)):  # in their order: what is unique may pass on
            some = list(those)
            bound = [[_by(binds[name], row.edits[name][1]) for name in names] for row in some]
            ends = [(_by(binds["id"], row.id), row.version) for row in some]
            new = [(row.version + 1, *its, *end) for row, its, end in zip(some, bound, ends, strict=True)]
            self._all_of_them(layout.update(names), new)
            for row in some:
                said = {n: [_by(wires[n], old), _by(wires[n], now)] for n, (old, now) in row.edits.items()}
                yield LogLine(kind.__name__, row.id, "update", said)

    def delete(self, kind: type[Record], rows: Sequence[Gone]) -> Iterator[LogLine]:
        """Delete records, each of the version that is known."""
        layout = self._layout(kind)
        bind = next(place.bind for place in layout.places if place.name == "id")
        self._all_of_them(layout.delete, [(_by(bind, key), version) for key, version, _ in rows])
        for key, _, said in rows:
            yield LogLine(kind.__name__, key, "delete", {name: [value, None] for name, value in said.items()})

    def log(self, alike: Mapping[str, Any], lines: Sequence[LogLine], first: int) -> None:
        """Write lines into the log.

        Args:
            alike: what all of them say.
            first: the place of the first one.
        """
        layout = self._layout(Change)
        bound = list(layout.bound(alike))
        at = {place.name: n for n, place in enumerate(layout.places)}
        makers = [(at[name], layout.places[at[name]].bind) for name in _OF_A_LINE]
        rows = []
        for serial, (kind, row, op, fields) in enumerate(lines, first):
            line = bound.copy()
            for (place, bind), value in zip(makers, (uuid7(), serial, kind, row, op, fields), strict=True):
                line[place] = value if bind is None else bind(value)
            rows.append(tuple(line))
        self._connection.exec_driver_sql(layout.insert, rows)

    def _layout(self, kind: Any) -> Layout:
        return layout_of(kind, self._connection.dialect)

    def _all_of_them(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        done = self._connection.exec_driver_sql(statement, rows).rowcount if rows else 0
        if done != len(rows):
            raise StaleDataError(f"{len(rows) - done} of {len(rows)} records are no longer as they were")


def _by(make: Any, value: Any) -> Any:
    return value if make is None or value is None else make(value)
