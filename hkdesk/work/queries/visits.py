"""What the screens show of visits: the log, whom nobody visited for long, what is watched after production."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, func, select

from hkdesk.domain.lights import Light
from hkdesk.domain.stage import Stage
from hkdesk.domain.visits import next_visit_light, shipment_light
from hkdesk.tables.all import table_of

VISIT, ENTERPRISE, OFFICER, PROJECT = (table_of(k) for k in ("Visit", "Enterprise", "Officer", "Project"))
MOST_ROWS = 500
DUE = "due"  # the log's chip: what is planned and has not been made


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A line of the visit log.

    Args:
        is_followed: whether the enterprise was visited again since.
    """

    id: UUID
    visited_on: date
    enterprise_id: UUID
    enterprise: str
    officer: str
    purpose: str
    summary: str
    next_step: str
    next_visit_on: date | None
    is_followed: bool
    light: Light


@dataclass(frozen=True, slots=True)
class VisitLog:
    """The latest visits, and how many there are."""

    rows: list[VisitRow]
    count: int


@dataclass(frozen=True, slots=True)
class UnvisitedRow:
    """An enterprise that nobody visited for long; `last_on` is None where nobody ever did."""

    id: UUID
    name: str
    liaison: str
    contact: str
    last_on: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """A project in production, and how long it took, or takes, to ship first; unknown without its day."""

    id: UUID
    name: str
    enterprise: str
    in_production_on: date | None
    first_shipment_on: date | None
    days: int | None
    light: Light


def visit_log(reader: Connection, park: UUID | None, today: date, text: str = "", only_due: bool = False) -> VisitLog:
    """The visits, the latest first.

    Args:
        text: part of the name of an enterprise, or of what was said.
        only_due: those whose next visit is planned and has not been made, the first due first.
    """
    where, order = _of_log(park, text, only_due)
    rows = _rows(reader, where, today, order, MOST_ROWS)
    return VisitLog(rows, int(reader.execute(select(func.count()).select_from(_firms()).where(*where)).scalar_one()))


def visit_keys(
    reader: Connection, park: UUID | None, text: str = "", *, only_due: bool = False, limit: int | None = None
) -> list[UUID]:
    """The keys of `visit_log`, in its order."""
    where, order = _of_log(park, text, only_due)
    wanted = select(VISIT.c.id).select_from(_firms()).where(*where).order_by(*order).limit(limit)
    return list(reader.execute(wanted).scalars())


def visits_due(
    reader: Connection, park: UUID | None, today: date, officer: str, limit: int
) -> tuple[list[VisitRow], int]:
    """The visits that were planned up to today and not made, the first due first, and how many they are."""
    v = VISIT.c
    where = [*_here(VISIT, park), v.next_visit_on <= today, ~_followed()]
    if officer:
        where.append(OFFICER.c.name == officer)
    rows = _rows(reader, where, today, (v.next_visit_on, v.id), limit)
    return rows, int(reader.execute(select(func.count()).select_from(_source()).where(*where)).scalar_one())


def unvisited(reader: Connection, park: UUID | None, today: date, days: int) -> list[UnvisitedRow]:
    """The enterprises that nobody visited for so many days, those never visited first."""
    e = ENTERPRISE.c
    last = (
        select(func.max(VISIT.c.visited_on))
        .where(VISIT.c.enterprise_id == e.id)
        .correlate(ENTERPRISE)
        .scalar_subquery()
    )
    before = today - timedelta(days=days)
    found = reader.execute(
        select(e.id, e.name, OFFICER.c.name, e.contact_name, last.label("last_on"))
        .select_from(ENTERPRISE.outerjoin(OFFICER, OFFICER.c.id == e.liaison_officer_id))
        .where(*_here(ENTERPRISE, park), last.is_(None) | (last < before))
        .order_by(last.is_not(None), last, e.name)
        .limit(MOST_ROWS)
    )
    return [
        UnvisitedRow(key, name, liaison or "", contact, on, (today - on).days if on else None)
        for key, name, liaison, contact, on in found
    ]


def tracked(reader: Connection, park: UUID | None, today: date) -> list[TrackedRow]:
    """The projects in production, those that wait longest for their first shipment before all others."""
    p = PROJECT.c
    found = reader.execute(
        select(p.id, p.name, ENTERPRISE.c.name, p.in_production_on, p.first_shipment_on)
        .select_from(PROJECT.outerjoin(ENTERPRISE, ENTERPRISE.c.id == p.enterprise_id))
        .where(p.stage == Stage.IN_PRODUCTION, *_here(PROJECT, park))
        .order_by(p.first_shipment_on.is_not(None), p.in_production_on.is_(None), p.in_production_on, p.name)
        .limit(MOST_ROWS)
    )
    return [_tracked(today, *row) for row in found]


def _tracked(
    today: date, key: UUID, name: str, firm: str | None, since: date | None, shipped: date | None
) -> TrackedRow:
    if since is None:
        return TrackedRow(key, name, firm or "", None, shipped, None, Light.GREY)
    days = ((shipped or today) - since).days
    return TrackedRow(key, name, firm or "", since, shipped, days, shipment_light(days, shipped is not None))


def _rows(
    reader: Connection, where: Sequence[ColumnElement[bool]], today: date, order: Sequence[object], limit: int
) -> list[VisitRow]:
    v = VISIT.c
    found = reader.execute(
        select(
            v.id,
            v.visited_on,
            v.enterprise_id,
            ENTERPRISE.c.name,
            OFFICER.c.name,
            v.purpose,
            v.summary,
            v.next_step,
            v.next_visit_on,
            _followed().label("is_followed"),
        )
        .select_from(_source())
        .where(*where)
        .order_by(*order)  # type: ignore[arg-type]
        .limit(limit)
    )
    return [_visit(today, *row) for row in found]


def _visit(today: date, *values: Any) -> VisitRow:
    *plain, next_on, is_followed = values
    key, on, enterprise_id, enterprise, officer, purpose, summary, next_step = plain
    light = next_visit_light(next_on, bool(is_followed), today)
    return VisitRow(
        key,
        on,
        enterprise_id,
        enterprise,
        officer or "",
        purpose,
        summary,
        next_step,
        next_on,
        bool(is_followed),
        light,
    )


def _of_log(
    park: UUID | None, text: str, only_due: bool
) -> tuple[list[ColumnElement[bool]], tuple[ColumnElement[Any], ...]]:
    v = VISIT.c
    where = _here(VISIT, park)
    if text.strip():
        parts = (ENTERPRISE.c.name, v.purpose, v.summary, v.next_step)
        contains = [part.contains(text.strip(), autoescape=True) for part in parts]
        where.append(contains[0] | contains[1] | contains[2] | contains[3])
    if only_due:
        where += [v.next_visit_on.is_not(None), ~_followed()]
    return where, (v.next_visit_on, v.id) if only_due else (v.visited_on.desc(), v.id.desc())


def _source() -> FromClause:
    return _firms().outerjoin(OFFICER, OFFICER.c.id == VISIT.c.officer_id)


def _firms() -> FromClause:
    return VISIT.join(ENTERPRISE, ENTERPRISE.c.id == VISIT.c.enterprise_id)


def _followed() -> ColumnElement[bool]:
    later = VISIT.alias()
    return exists().where(and_(later.c.enterprise_id == VISIT.c.enterprise_id, later.c.visited_on > VISIT.c.visited_on))


def _here(table: object, park: UUID | None) -> list[ColumnElement[bool]]:
    return [] if park is None else [table.c.park_id == park]  # type: ignore[attr-defined]
