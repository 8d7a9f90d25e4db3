"""Ledgers of any length: sorted keys in batches, rows by key, counts by chip. One declaration a kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Join,
    Select,
    String,
    bindparam,
    case,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import visitors
from sqlalchemy.sql.visitors import InternalTraversal

from hkdesk.store.search_index import like_patterns, match_expression, range_of

Row = TypeVar("Row")
KEYS_AT_FIRST = 256
BATCH = 8192
VALUES = 500  # that a filter offers
_FTS = table("search_fts", column("rowid"))
_DOC = table("search_doc", column("rid"), column("kind"), column("entity_id"), column("text"))


class Compare(StrEnum):
    """How a filter compares its column with what is asked for."""

    CONTAINS = "contains"
    EQUALS = "equals"  # NOT_GIVEN: the column says nothing


NOT_GIVEN = "—"


@dataclass(frozen=True)
class Filter:
    """A column that a ledger can be narrowed by.

    Args:
        codes: the enumeration whose codes it holds, if it does.
    """

    column: ColumnElement[Any]
    compare: Compare = Compare.EQUALS
    codes: type[StrEnum] | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What of a ledger is looked at, and in which order.

    Args:
        park: None for all parks.
        chip: one of the ledger's named conditions; empty for all rows.
        order: one of the ledger's named orders; empty for the chip's own, or the newest first.
        where: what is asked of the ledger's filters, as (name, text).
        officer: whose rows; empty for everybody's.
    """

    park: UUID | None = None
    chip: str = ""
    search: str = ""
    order: str = ""
    is_descending: bool = False
    where: tuple[tuple[str, str], ...] = ()
    officer: str = ""


@dataclass(frozen=True)
class Ledger(Generic[Row]):
    """A kind's ledger.

    Args:
        kind: the class name of its records.
        table: the table whose rows it lists.
        source: that table with what is joined for a row's columns.
        columns: what a row is made of, the id first.
        make: makes a row of what `given` gives, usually today, and of these columns' values.
        chips: the named conditions, given today.
        orders: the named orders, each a column or more.
        newest: the order when nothing else is asked for, descending.
        filters: the columns that it can be narrowed by.
        mine: the condition that a row is the matter of the officer of a name.
        kept_as: what its columns and filters are kept under, where that is not its kind.
        chip_orders: the chips with an order of their own, and whether that is descending.
        given: what every row of a window is made with, read once for all of them.
    """

    kind: str
    table: Any
    source: FromClause
    columns: Sequence[Any]
    make: Callable[..., Row]
    chips: Mapping[str, Callable[[date], ColumnElement[bool]]]
    orders: Mapping[str, Sequence[ColumnElement[Any]]]
    newest: Sequence[ColumnElement[Any]]
    filters: Mapping[str, Filter] = field(default_factory=dict)
    mine: Callable[[str], ColumnElement[bool]] | None = None
    chip_orders: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    given: Callable[[Connection, date], object] = lambda _reader, today: today
    kept_as: str = ""

    @property
    def settings_name(self) -> str:
        """What its look is called in the settings."""
        return self.kept_as or self.kind

    def order_of(self, view: View) -> tuple[str, bool]:
        """The order of a view and whether it is descending: as asked for, else its chip's own."""
        return (view.order, view.is_descending) if view.order else self.chip_orders.get(view.chip, ("", False))


def first_keys(reader: Connection, ledger: Ledger[Any], view: View, today: date) -> bytes:
    """The first keys of a view, packed, 16 bytes each: what a page shows at once."""
    found = reader.execute(_ordered(ledger, view, today).limit(KEYS_AT_FIRST))
    return _packed(found.scalars().all())


def all_keys(reader: Connection, ledger: Ledger[Any], view: View, today: date) -> Iterator[bytes]:
    """All keys of a view, packed, in batches, in order."""
    # The driver's own cursor: a million UUID objects would be made only to be packed again.
    compiled = _ordered(ledger, view, today).compile(
        dialect=reader.dialect, compile_kwargs={"render_postcompile": True}
    )
    parameters = tuple(_bound(compiled, name) for name in compiled.positiontup or ())
    cursor = reader.connection.cursor()
    try:
        cursor.execute(str(compiled), parameters)
        while rows := cursor.fetchmany(BATCH):
            yield b"".join([row[0] for row in rows])
    finally:
        cursor.close()


def rows(reader: Connection, ledger: Ledger[Row], keys: Sequence[bytes], today: date) -> dict[bytes, Row]:
    """The rows of some keys; a key whose row is gone is left out."""
    wanted = [UUID(bytes=key) for key in keys]
    found = reader.execute(_by_keys(ledger), {"keys": wanted})
    given = ledger.given(reader, today)
    return {row[0].bytes: ledger.make(given, *row) for row in found}


def unpacked(keys: bytes) -> Iterator[list[UUID]]:
    """Packed keys as ids, in parts that one question can bear."""
    for at in range(0, len(keys), BATCH * 16):
        part = keys[at : at + BATCH * 16]
        yield [UUID(bytes=part[n : n + 16]) for n in range(0, len(part), 16)]


def count(reader: Connection, ledger: Ledger[Any], view: View, today: date) -> int:
    """How many rows a view has."""
    inner = _matching(ledger, view, today, select(func.count()))
    return int(reader.execute(inner).scalar_one())


def filter_values(reader: Connection, ledger: Ledger[Any], park: UUID | None) -> dict[str, list[str]]:
    """What there is to choose from for each filter that asks for one of them: its codes, or what its column says."""
    found: dict[str, list[str]] = {}
    for name, asked in ledger.filters.items():
        if asked.codes is not None:
            found[name] = [code.value for code in asked.codes]
        elif asked.compare is Compare.EQUALS:
            found[name] = _values(reader, ledger, asked.column, park)
    return found


def _values(reader: Connection, ledger: Ledger[Any], by: ColumnElement[Any], park: UUID | None) -> list[str]:
    wanted = select(by).select_from(_source_for(ledger.source, _tables_of((by,)))).distinct()
    if park is not None:
        wanted = wanted.where(ledger.table.c.park_id == park)
    return list(reader.execute(wanted.where(by.is_not(None), by != "").order_by(by).limit(VALUES)).scalars())


def in_order(code: ColumnElement[Any], codes: Iterable[StrEnum]) -> ColumnElement[Any]:
    """Sorts by an enumeration's own order instead of its codes' letters."""
    return case(*((code == member, place) for place, member in enumerate(codes)))


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
    return f"likelihood({compiler.process(element.condition, **named)}, 0.9)"


def _by_keys(ledger: Ledger[Any]) -> Select[Any]:
    return (
        select(*ledger.columns)
        .select_from(ledger.source)
        .where(ledger.table.c.id.in_(bindparam("keys", expanding=True)))
    )


def _ordered(ledger: Ledger[Any], view: View, today: date) -> Select[Any]:
    """The ids of a view in its order; under search the newest are those entered last, as the index has them."""
    ids = _matching(ledger, view, today, select(ledger.table.c.id))
    order, is_descending = ledger.order_of(view)
    if order:
        by = ledger.orders[order]
        return ids.order_by(*(c.desc() if is_descending else c for c in (*by, ledger.table.c.id)))
    if view.search.strip():
        return ids.order_by(_FTS.c.rowid.desc() if match_expression(view.search) else _DOC.c.rid.desc())
    return ids.order_by(*(c.desc() for c in (*ledger.newest, ledger.table.c.id)))


def _matching(ledger: Ledger[Any], view: View, today: date, what: Select[Any]) -> Select[Any]:
    order, _ = ledger.order_of(view)
    asked = [(ledger.filters[name], text) for name, text in view.where]
    source = _source_for(
        ledger.source, _tables_of((*(ledger.orders[order] if order else ()), *(f.column for f, _ in asked)))
    )
    what = what.where(*(_condition(f, text) for f, text in asked))
    if view.officer and ledger.mine is not None:
        what = what.where(ledger.mine(view.officer))
    if view.park is not None:
        what = what.where(ledger.table.c.park_id == view.park)
    if view.chip:
        what = what.where(ledger.chips[view.chip](today))
    if not view.search.strip():
        return what.select_from(source)
    first, last = range_of(ledger.kind)
    if (expression := match_expression(view.search)) != "":
        what = what.where(
            literal_column("search_fts").op("MATCH")(expression),
            _FTS.c.rowid.between(first, last),
        )
        source = _FTS.join(_DOC, _DOC.c.rid == _FTS.c.rowid).join(source, ledger.table.c.id == _DOC.c.entity_id)
    else:
        what = what.where(_DOC.c.rid.between(first, last))
        source = _DOC.join(source, ledger.table.c.id == _DOC.c.entity_id)
    for pattern in like_patterns(view.search):
        what = what.where(_DOC.c.text.like(pattern, escape="\\"))
    return what.select_from(source)


def _condition(asked: Filter, text: str) -> ColumnElement[bool]:
    by = asked.column
    if text == NOT_GIVEN:
        return or_(by.is_(None), cast(by, String) == "")
    if asked.compare is Compare.CONTAINS:
        return by.contains(text, autoescape=True)
    return cast(by, String) == text


def _source_for(source: FromClause, wanted: set[FromClause]) -> FromClause:
    """A ledger's table with only those of its joins whose tables are wanted."""
    if not isinstance(source, Join):
        return source
    left = _source_for(source.left, wanted)
    return left.join(source.right, source.onclause, isouter=source.isouter) if source.right in wanted else left


def _tables_of(order: Sequence[ColumnElement[Any]]) -> set[FromClause]:
    return {c.table for by in order for c in visitors.iterate(by) if isinstance(c, Column)}


def _bound(compiled: Any, name: str) -> object:
    value = compiled.params[name]
    convert = compiled._bind_processors.get(name)  # noqa: SLF001 - SQLAlchemy has no public way to the raw cursor's values
    return convert(value) if convert else value


def _packed(keys: Sequence[UUID]) -> bytes:
    return b"".join(key.bytes for key in keys)
