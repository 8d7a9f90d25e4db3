"""What SQLite is told of a query, since it cannot know it of itself."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import InternalTraversal


class unindexed(ColumnElement[Any]):  # noqa: N801 - used like a function
    """A column whose conditions are looked at last: another index than one on it serves the query better."""

    inherit_cache = True
    _traverse_internals = [("column", InternalTraversal.dp_clauseelement)]  # noqa: RUF012 - as SQLAlchemy asks

    def __init__(self, column: ColumnElement[Any]) -> None:
        self.column, self.type = column, column.type


@compiles(unindexed)
def _as_it_is(element: unindexed, compiler: Any, **named: Any) -> str:
    return str(compiler.process(element.column, **named))


@compiles(unindexed, "sqlite")
def _with_a_plus(element: unindexed, compiler: Any, **named: Any) -> str:
    return f"+{compiler.process(element.column, **named)}"
