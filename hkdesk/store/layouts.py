"""How the rows of a table are given to the database and to the log: found out once for all of them."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Column, Dialect, Integer, String, bindparam, delete, insert, update
from sqlalchemy import Enum as SqlEnum
from sqlmodel import AutoString, SQLModel

from hkdesk.store.change_log import SILENT, to_wire

Maker = Callable[[Any], Any]


class Place(NamedTuple):
    """A column.

    Args:
        bind: its value as the driver takes it; None where that is the value itself.
    """

    name: str
    default: Any
    bind: Maker | None


class Logged(NamedTuple):
    """A column that the log tells of.

    Args:
        wire: its value as the log holds it; None where that is the value itself.
    """

    name: str
    default: Any
    wire: Maker | None


class Layout:
    """A table's columns in their order, and the statements that write them."""

    def __init__(self, kind: type[SQLModel], dialect: Dialect) -> None:
        self.kind = kind
        self.table = kind.__table__  # type: ignore[attr-defined]
        self._dialect = dialect
        self.places = tuple(
            Place(c.key, _default(kind, c), c.type.dialect_impl(dialect).bind_processor(dialect))
            for c in self.table.columns
        )
        self.logged = tuple(
            Logged(c.key, _default(kind, c), None if _is_plain(c) else to_wire)
            for c in self.table.columns
            if c.key not in SILENT
        )
        self.insert = str(insert(self.table).compile(dialect=dialect))

    def bound(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """A row as the driver takes it; what is not given has its default."""
        given = values.get
        return tuple(
            [
                value if (value := given(name, default)) is None or bind is None else bind(value)
                for name, default, bind in self.places
            ]
        )

    def wired(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What a row says as the log holds it; what is empty is left out."""
        given = values.get
        return {
            name: value if wire is None else wire(value)
            for name, default, wire in self.logged
            if (value := given(name, default)) is not None
        }

    @property
    def delete(self) -> str:
        """Deletes a row by its id and version."""
        c = self.table.c
        gone = delete(self.table).where(c.id == bindparam("key"), c.version == bindparam("stood"))
        return str(gone.compile(dialect=self._dialect))

    def update(self, names: tuple[str, ...]) -> str:
        """Sets the version, then some columns, of a row by its id and version."""
        c = self.table.c
        new: list[Any] = [(c[name], bindparam(f"new_{name}")) for name in ("version", *names)]
        changed = (
            update(self.table).ordered_values(*new).where(c.id == bindparam("key"), c.version == bindparam("stood"))
        )
        return str(changed.compile(dialect=self._dialect))


@lru_cache(None)
def layout_of(kind: type[SQLModel], dialect: Dialect) -> Layout:
    """The layout of a table on a kind of database."""
    return Layout(kind, dialect)


def _default(kind: type[SQLModel], column: Column[Any]) -> Any:
    field = kind.model_fields[column.key]
    return None if field.is_required() or field.default_factory is not None else field.default


def _is_plain(column: Column[Any]) -> bool:
    """Whether its values are texts, numbers and answers, which JSON holds as they are."""
    kind = column.type
    return isinstance(kind, String | AutoString | Integer | Boolean) and not isinstance(kind, SqlEnum)
