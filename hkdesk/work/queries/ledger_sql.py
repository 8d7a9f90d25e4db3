"""What the ledgers' questions are made of: hints for SQLite, joins that are wanted, the driver's own values."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, FromClause, Join, SelectBase
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import BooleanClauseList
from sqlalchemy.sql.operators import or_
from sqlalchemy.sql.visitors import InternalTraversal


class mostly(ColumnElement[bool]):  # noqa: N801 - reads as SQL, as its neighbours do
    """A condition that most rows meet: a list in some order is read along that order, not found and then sorted.

    SQLite knows no distributions without being told (likelihood()); PostgreSQL finds out itself.
    """

    inherit_cache = True
    _traverse_internals = [("condition", InternalTraversal.dp_clauseelement)]  # noqa: RUF012 - as SQLAlchemy asks

    def __init__(self, condition: ColumnElement[bool]) -> None:
        self.condition = condition


@compiles(mostly)
def _as_it_is(element: mostly, compiler: Any, **named: Any) -> str:
    return str(compiler.process(element.condition, **named))


@compiles(mostly, "sqlite")
def _as_likely(element: mostly, compiler: Any, **named: Any) -> str:
    said = compiler.process(element.condition, **named)
    # An OR would be looked up in an index for each of its sides all the same; a plus before it keeps SQLite from that.
    return f"likelihood(+({said}), 0.9)" if len(branches(element.condition)) > 1 else f"likelihood({said}, 0.9)"


def source_for(source: FromClause, wanted: set[FromClause]) -> FromClause:
    """A ledger's table with only those of its joins whose tables are wanted."""
    if not isinstance(source, Join):
        return source
    left = source_for(source.left, wanted)
    return left.join(source.right, source.onclause, isouter=source.isouter) if source.right in wanted else left


def tables_of(terms: Sequence[ColumnElement[Any]]) -> set[FromClause]:
    """The tables whose columns some terms name, those of a question within them apart."""
    found: set[FromClause] = set()
    left: list[Any] = list(terms)
    while left:
        term = left.pop()
        if isinstance(term, Column):
            found.add(term.table)
        elif not isinstance(term, SelectBase):
            left += term.get_children()
    return found


def branches(condition: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """What an OR joins, each by itself; a condition that is none, alone."""
    is_or = isinstance(condition, BooleanClauseList) and condition.operator is or_
    return list(condition.clauses) if is_or else [condition]


def bound(compiled: Any, name: str) -> object:
    """A parameter's value as the driver takes it."""
    value = compiled.params[name]
    convert = compiled._bind_processors.get(name)  # noqa: SLF001 - SQLAlchemy has no public way to the raw cursor's values
    return convert(value) if convert else value


def packed(keys: Sequence[UUID]) -> bytes:
    """Keys one after the other, 16 bytes each."""
    return b"".join([key.bytes for key in keys])
