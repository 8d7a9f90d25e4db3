"""Ledgers of any length: sorted keys in batches, rows by key, counts by chip. One declaration a kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    String,
    bindparam,
    case,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    union,
)

from hkdesk.domain.periods import Period
from hkdesk.store.search_index import like_patterns, match_expression, range_of
from hkdesk.work.queries.ledger_sql import bound, branches, mostly, packed, source_for, tables_of

Row = TypeVar("Row")
KEYS_AT_FIRST = 256
BATCH = 8192
VALUES = 500  # that a filter offers
FEW, FEW_APART, FEW_HITS = 40_000, 10_000, 10_000  # rows of a narrowed view, of one with an OR, of a search: found and
# sorted quickly; more are read along the order
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
        by_key: the reference to the table of its column: what is asked for is looked up there, once.
    """

    column: ColumnElement[Any]
    compare: Compare = Compare.EQUALS
    codes: type[StrEnum] | None = None
    by_key: ColumnElement[Any] | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What of a ledger is looked at, and in which order.

    Args:
        park: None for all parks.
        chip: one of the ledger's named conditions; empty for all rows.
        order: one of the ledger's named orders; empty for the chip's own, or the newest first.
        where: what is asked of the ledger's filters, as (name, text).
        officer: whose rows; empty for everybody's.
        period: of the ledger's own day; None for all times.
    """

    park: UUID | None = None
    chip: str = ""
    search: str = ""
    order: str = ""
    is_descending: bool = False
    where: tuple[tuple[str, str], ...] = ()
    officer: str = ""
    period: Period | None = None


@dataclass(frozen=True)
class Run:
    """A stretch of an order of which no index has the whole: some rows, and what they are sorted by in themselves."""

    where: ColumnElement[bool] | None = None
    by: Sequence[ColumnElement[Any]] = ()


class Way(StrEnum):
    """How the first rows of a view are come by."""

    FOUND = "found"  # few: looked up by what they are narrowed by, then sorted
    BY_CHIP = "by chip"  # looked up by the chip, then sorted
    WALKED = "walked"  # many: read along the order, leaving out what does not fit


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
        runs: the orders that are read in stretches, as they follow each other.
        newest: the order when nothing else is asked for, descending.
        filters: the columns that it can be narrowed by, those that leave the fewest rows first.
        mine: the condition that a row is the matter of the officer of a name.
        kept_as: what its columns and filters are kept under, where that is not its kind.
        chip_orders: the chips with an order of their own, and whether that is descending.
        given: what every row of a window is made with, read once for all of them.
        day: the day of a row that a period narrows it by.
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
    runs: Mapping[str, Sequence[Run]] = field(default_factory=dict)
    given: Callable[[Connection, date], object] = lambda _reader, today: today
    kept_as: str = ""
    day: ColumnElement[Any] | None = None

    @property
    def settings_name(self) -> str:
        """What its look is called in the settings."""
        return self.kept_as or self.kind

    def order_of(self, view: View) -> tuple[str, bool]:
        """The order of a view and whether it is descending: as asked for, else its chip's own."""
        return (view.order, view.is_descending) if view.order else self.chip_orders.get(view.chip, ("", False))


def first_keys(reader: Connection, ledger: Ledger[Any], view: View, today: date) -> bytes:
    """The first keys of a view, packed, 16 bytes each: what a page shows at once."""
    found: list[UUID] = []
    for part in _parts(reader, ledger, view, today):
        if len(found) < KEYS_AT_FIRST:
            found += reader.execute(part.limit(KEYS_AT_FIRST - len(found))).scalars()
    return packed(found)


def all_keys(reader: Connection, ledger: Ledger[Any], view: View, today: date) -> Iterator[bytes]:
    """All keys of a view, packed, in batches, in order."""
    # The driver's own cursor: a million UUID objects would be made only to be packed again.
    cursor = reader.connection.cursor()
    try:
        for part in _parts(reader, ledger, view, today):
            compiled = part.compile(dialect=reader.dialect, compile_kwargs={"render_postcompile": True})
            cursor.execute(str(compiled), tuple(bound(compiled, name) for name in compiled.positiontup or ()))
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
    way = Way.FOUND if view.search.strip() or _narrowed(ledger, view) else Way.WALKED
    return int(reader.execute(_matching(ledger, view, today, select(func.count()), way=way)).scalar_one())


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
    wanted = select(by).select_from(source_for(ledger.source, tables_of((by,)))).distinct()
    if park is not None:
        wanted = wanted.where(ledger.table.c.park_id == park)
    return list(reader.execute(wanted.where(by.is_not(None), by != "").order_by(by).limit(VALUES)).scalars())


def in_order(code: ColumnElement[Any], codes: Iterable[StrEnum]) -> ColumnElement[Any]:
    """Sorts by an enumeration's own order instead of its codes' letters."""
    return case(*((code == member, place) for place, member in enumerate(codes)))


def _by_keys(ledger: Ledger[Any]) -> Select[Any]:
    return (
        select(*ledger.columns)
        .select_from(ledger.source)
        .where(ledger.table.c.id.in_(bindparam("keys", expanding=True)))
    )


def _parts(reader: Connection, ledger: Ledger[Any], view: View, today: date) -> list[Select[Any]]:
    """The ids of a view in its order, in parts that follow each other; few are found and sorted, many read in order."""
    order, is_descending = ledger.order_of(view)
    if view.search.strip() and not order:  # the newest are those entered last, as the index has them
        by_rank = _FTS.c.rowid.desc() if match_expression(view.search) else _DOC.c.rid.desc()
        return [_matching(ledger, view, today, select(ledger.table.c.id)).order_by(by_rank)]
    way = _way(reader, ledger, view, today)
    whole = Run(by=ledger.orders[order] if order else ledger.newest)
    runs = ledger.runs.get(order, (whole,)) if way is Way.WALKED else (whole,)
    is_descending = is_descending or not order
    return [_run(ledger, view, today, run, way, is_descending) for run in (reversed(runs) if is_descending else runs)]


def _run(ledger: Ledger[Any], view: View, today: date, run: Run, way: Way, is_descending: bool) -> Select[Any]:
    by = (*run.by, ledger.table.c.id)
    what = select(ledger.table.c.id).order_by(*(c.desc() if is_descending else c for c in by))
    if run.where is not None:
        what = what.where(run.where)
    terms = by if run.where is None else (*by, run.where)
    return _matching(ledger, view, today, what, terms, way)


def _way(reader: Connection, ledger: Ledger[Any], view: View, today: date) -> Way:
    if view.search.strip():
        expression = match_expression(view.search)
        hits = select(_FTS.c.rowid).where(*_hits(ledger, expression)).limit(FEW_HITS + 1)
        if not expression or _counted(reader, hits) <= FEW_HITS:
            return Way.FOUND
    if view.chip and not isinstance(ledger.chips[view.chip](today), mostly):
        return Way.BY_CHIP
    if view.search.strip() or not _narrowed(ledger, view):
        return Way.WALKED
    first = _narrowed(ledger, view)[0]
    few = FEW if len(branches(first)) == 1 else FEW_APART
    return Way.FOUND if _counted(reader, _found(ledger, view, today).limit(few + 1)) <= few else Way.WALKED


def _counted(reader: Connection, some: Select[Any] | CompoundSelect[Any]) -> int:
    return int(reader.execute(select(func.count()).select_from(some.subquery())).scalar_one())


def _matching(
    ledger: Ledger[Any],
    view: View,
    today: date,
    what: Select[Any],
    terms: Sequence[ColumnElement[Any]] = (),
    way: Way = Way.FOUND,
) -> Select[Any]:
    """A question about a view's rows: `terms` name what else of the ledger's tables it needs."""
    narrowed = _narrowed(ledger, view)
    if way is Way.FOUND and not view.search.strip() and len(branches(narrowed[0])) > 1:
        source = source_for(ledger.source, tables_of(terms))
        return what.select_from(source).where(ledger.table.c.id.in_(_found(ledger, view, today)))
    source = source_for(ledger.source, tables_of((*terms, *narrowed)))
    if view.chip:
        what = what.where(ledger.chips[view.chip](today))
    if view.search.strip():
        source, sought = _searched(ledger, view, source, way)
        narrowed += [_DOC.c.text.like(pattern, escape="\\") for pattern in like_patterns(view.search)]
        what = what.where(*sought)
    found_by = 1 if way is Way.FOUND else 0
    return what.select_from(source).where(*narrowed[:found_by], *map(mostly, narrowed[found_by:]))


def _found(ledger: Ledger[Any], view: View, today: date) -> Select[Any] | CompoundSelect[Any]:
    """The ids of a narrowed view, in no order: the first condition finds them, the others leave some out."""
    first, *others = _narrowed(ledger, view)
    others += [ledger.chips[view.chip](today)] if view.chip else []
    source = source_for(ledger.source, tables_of((first, *others)))
    asked = select(ledger.table.c.id).select_from(source).where(*map(mostly, others))
    return union(*(asked.where(branch) for branch in branches(first)))  # SQLite leaves the table alone in each


def _narrowed(ledger: Ledger[Any], view: View) -> list[ColumnElement[bool]]:
    """What narrows a view, its chip and its search apart, that which leaves the fewest rows first."""
    mine = [ledger.mine(view.officer)] if view.officer and ledger.mine is not None else []
    where = [_condition(asked, text) for name, asked in ledger.filters.items() for n, text in view.where if n == name]
    of_time = (
        [] if view.period is None or ledger.day is None else [ledger.day.between(view.period.first, view.period.last)]
    )
    return [*mine, *where, *of_time, *([] if view.park is None else [ledger.table.c.park_id == view.park])]


def _searched(
    ledger: Ledger[Any], view: View, source: FromClause, way: Way
) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """Where a view's rows are sought: those that the index names, or each with its text beside it."""
    with_text = ledger.table.c.id == _DOC.c.entity_id
    if way is not Way.FOUND:
        return source.join(_DOC, with_text), []
    if (expression := match_expression(view.search)) != "":
        return _FTS.join(_DOC, _DOC.c.rid == _FTS.c.rowid).join(source, with_text), _hits(ledger, expression)
    return _DOC.join(source, with_text), [_DOC.c.rid.between(*range_of(ledger.kind))]


def _hits(ledger: Ledger[Any], expression: str) -> list[ColumnElement[bool]]:
    match = literal_column("search_fts").op("MATCH")(expression)
    return [match, _FTS.c.rowid.between(*range_of(ledger.kind))]


def _condition(asked: Filter, text: str) -> ColumnElement[bool]:
    by = asked.column
    if asked.by_key is not None:
        named = select(by.table.c.id).where(by == text)
        return asked.by_key.is_(None) if text == NOT_GIVEN else asked.by_key.in_(named)
    if text == NOT_GIVEN:
        return or_(by.is_(None), by == literal("", String))
    if asked.compare is Compare.CONTAINS:
        return by.contains(text, autoescape=True)
    return by == literal(text, String)  # a code that there is not is found nowhere, instead of refused
