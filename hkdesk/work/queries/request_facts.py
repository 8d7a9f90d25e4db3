"""What happened to appeals between two days: received, replied, visited, closed, each read from its own index.

A million appeals are counted in a second because each of the four reads one index in its order: the rows of a day,
a category and a provider lie beside each other, so that grouping sorts nothing, and a second grouping adds up the days.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Integer, Select, String, func, select, type_coerce

from hkdesk.domain.periods import Period
from hkdesk.domain.request import Category, RequestState, Satisfaction
from hkdesk.work.queries.planning import unindexed
from hkdesk.work.queries.request_sums import Sums
from hkdesk.work.queries.requests import REQUEST

R = REQUEST.c
ABOUT: tuple[ColumnElement[Any], ...] = (R.category, R.lead_provider_id)
_OUTCOMES = (R.financing_fen, R.subsidy_fen, R.retained_investment_fen, R.workers, R.jobs_at_risk)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which appeals are counted: those of a park or of all, of a category, of a provider.

    Args:
        provider: the one that leads; "" for those without one.
    """

    period: Period
    park: UUID | None = None
    category: Category | None = None
    provider: UUID | str | None = None


@dataclass(frozen=True)
class Fact:
    """One of the four: the day that it goes by, and what it adds to which sums.

    Args:
        has_days: whether the days from receipt to reply are gathered as well.
    """

    day: ColumnElement[date]
    fields: tuple[str, ...]
    sums: tuple[ColumnElement[Any], ...]
    state: RequestState | None = None
    has_days: bool = False


FACTS = (
    Fact(R.received_on, ("received",), (func.count(),)),
    Fact(
        R.replied_on,
        ("replied", "due", "on_time"),
        (func.count(), func.count(R.due_on), func.sum(R.replied_on <= R.due_on)),
        has_days=True,
    ),
    Fact(
        R.return_visited_on,
        ("visits", "contacted", "solved", "satisfied", "basically_satisfied"),
        (
            func.count(),
            func.sum(R.was_contacted),
            func.sum(R.was_solved),
            func.sum(R.satisfaction == Satisfaction.SATISFIED),
            func.sum(R.satisfaction == Satisfaction.BASICALLY_SATISFIED),
        ),
    ),
    Fact(
        R.closed_on,
        ("closed", *(column.name for column in _OUTCOMES)),
        (func.count(), *(func.sum(column) for column in _OUTCOMES)),
        state=RequestState.CLOSED,
    ),
)
CLOSED = FACTS[-1]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one fact adds for appeals that share `key`, the values of the columns that were grouped by."""

    key: tuple[Any, ...]
    fields: tuple[str, ...]
    values: tuple[int, ...]
    days: Counter[int] | None

    def add_to(self, sums: Sums) -> None:
        """Add it."""
        for name, value in zip(self.fields, self.values, strict=True):
            setattr(sums, name, getattr(sums, name) + (value or 0))
        if self.days:
            sums.days.update(self.days)


def facts(
    reader: Connection,
    asked: Asked,
    about: Sequence[ColumnElement[Any]] = (),
    where: Sequence[ColumnElement[bool]] = (),
    these: Sequence[Fact] = FACTS,
) -> Iterator[Piece]:
    """All that happened in the period.

    Args:
        about: the columns to group by; none for the sums of all.
        where: what narrows them more than their days do, and has an index that is read instead.
    """
    for fact in these:
        for row in reader.execute(_counted(fact, asked, about, where)):
            yield _piece(fact, tuple(row), len(about))


def closed_on_unknown_days(reader: Connection, asked: Asked) -> Iterator[Piece]:
    """Those closed on a day that nobody knows, received in the period: by that day, category, provider, enterprise."""
    about = (R.received_on, *ABOUT, R.enterprise_id)
    wanted = select(*about, *CLOSED.sums).where(
        R.state == RequestState.CLOSED,
        R.closed_on.is_(None),
        unindexed(R.received_on).between(asked.period.first, asked.period.last),
        *narrowed(asked),
    )
    for row in reader.execute(wanted.group_by(*about)):
        yield _piece(CLOSED, tuple(row), len(about))


def _counted(
    fact: Fact,
    asked: Asked,
    about: Sequence[ColumnElement[Any]],
    where: Sequence[ColumnElement[bool]],
) -> Select[Any]:
    """A fact's sums in the order of its index, day by day, then those of the days together."""
    day, state = (unindexed(fact.day), unindexed(R.state)) if where else (fact.day, R.state)
    in_state = [] if fact.state is None else [state == fact.state]
    sums: list[Any] = [type_coerce(one, Integer).label(name) for name, one in zip(fact.fields, fact.sums, strict=True)]
    if fact.has_days:
        # The days of receipt as one text: SQLite counts the days between two dates at the cost of all the rest.
        received = func.aggregate_strings(type_coerce(R.received_on, String), ",")
        sums.append((type_coerce(fact.day, String) + ":" + received).label("days"))
    by_day = (
        select(*about, *sums)
        .where(day.between(asked.period.first, asked.period.last), *in_state, *where, *narrowed(asked))
        .group_by(fact.day, *about)
        .subquery()
    )
    together: list[Any] = [func.sum(by_day.c[name]) for name in fact.fields]
    if fact.has_days:
        together.append(func.aggregate_strings(by_day.c.days, ";"))
    keys = [by_day.c[column.name] for column in about]
    return select(*keys, *together).group_by(*keys)


def narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    """The park, the category and the provider that are asked for, as conditions."""
    where: list[ColumnElement[bool]] = []
    if asked.park is not None:
        where.append(unindexed(R.park_id) == asked.park)  # half of all appeals: no index on it helps
    if asked.category is not None:
        where.append(R.category == asked.category)
    if asked.provider is not None:
        lead = unindexed(R.lead_provider_id)
        where.append(lead == asked.provider if asked.provider else lead.is_(None))
    return where


def _piece(fact: Fact, row: tuple[Any, ...], keys: int) -> Piece:
    values = row[keys : keys + len(fact.fields)]
    days = _days_taken(row[-1]) if fact.has_days and row[-1] else None
    return Piece(row[:keys], fact.fields, values, days)


def _days_taken(text: str) -> Counter[int]:
    """The days from receipt to reply out of "replied:received,received,…;replied:…"."""
    found: Counter[int] = Counter()
    for day in text.split(";"):
        replied, _, received = day.partition(":")
        on = date.fromisoformat(replied).toordinal()
        for came, count in Counter(received.split(",")).items():
            found[max(0, on - _ordinal(came))] += count
    return found


_ordinals: dict[str, int] = {}


def _ordinal(day: str) -> int:
    """A day's number, looked up: there are few days and very many appeals."""
    found = _ordinals.get(day)
    if found is None:
        found = _ordinals[day] = date.fromisoformat(day).toordinal()
    return found
