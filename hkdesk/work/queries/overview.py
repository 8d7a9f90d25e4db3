"""What the overview and the park summary say of a park."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, select

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.months import month_after
from hkdesk.domain.request import RequestState
from hkdesk.domain.stage import Stage
from hkdesk.work.queries.milestones import reminder_has_begun
from hkdesk.work.queries.parks import Bulletin, bulletins
from hkdesk.work.queries.projects import MILESTONE, PROJECT, StageFigures, stage_figures
from hkdesk.work.queries.requests import REQUEST, RequestCounts, RequestRow, due_requests, request_counts

MONTHS = 12
COUNTED = (
    "key_projects",
    "key_projects_in_production",
    "key_projects_started",
    "key_projects_total_investment",
    "fixed_asset_investment",
    "requests_resolved",
    "financing_arranged",
    "subsidies_paid",
    "workers_secured",
)


@dataclass(frozen=True, slots=True)
class Month:
    """Appeals of one calendar month."""

    first: date
    received: int
    closed: int


@dataclass(frozen=True, slots=True)
class Reached:
    """How many projects have reached each step, whether or not they have gone further since."""

    signed: int
    landed: int
    started: int
    in_production: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What closed appeals have brought: money in fen, people, and how many appeals that is."""

    closed: int
    financing_fen: int
    subsidy_fen: int
    retained_investment_fen: int
    workers: int


@dataclass(frozen=True, slots=True)
class MilestoneDue:
    """A planned milestone that has not been reached."""

    project_id: UUID
    project: str
    kind: MilestoneKind
    planned_on: date


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the overview shows of a park, or of all of them."""

    today: date
    stages: dict[Stage, StageFigures]
    reached: Reached
    requests: RequestCounts
    months: list[Month]
    outcomes: Outcomes
    due: Sequence[RequestRow]
    milestones: list[MilestoneDue]
    bulletins: list[Bulletin]


def overview(reader: Connection, park: UUID | None, today: date, due_shown: int = 12) -> Overview:
    """The overview of a park as it stands today."""
    return Overview(
        today=today,
        stages=stage_figures(reader, park),
        reached=reached(reader, park),
        requests=request_counts(reader, park, today),
        months=months(reader, park, today),
        outcomes=outcomes(reader, park),
        due=due_requests(reader, park, today, due_shown),
        milestones=milestones_due(reader, park, today, due_shown),
        bulletins=bulletins(reader, park, COUNTED),
    )


def reached(reader: Connection, park: UUID | None) -> Reached:
    """How far the projects that go on or are in production have come; the terminated are left out."""
    c = PROJECT.c
    started = (Stage.STARTED, Stage.IN_PRODUCTION)
    landed = c.stage.in_(started) | c.landed_on.is_not(None)
    row = reader.execute(
        select(
            func.count(),
            func.count().filter(landed),
            func.count().filter(c.stage.in_(started)),
            func.count().filter(c.stage == Stage.IN_PRODUCTION),
        ).where(c.stage != Stage.TERMINATED, *_in_park(c, park))
    ).one()
    return Reached(*row)


def months(reader: Connection, park: UUID | None, today: date) -> list[Month]:
    """Appeals received and closed in each of the last twelve months, this one last."""
    firsts = [month_after(today, -n) for n in reversed(range(MONTHS))]
    received = _by_month(reader, REQUEST.c.received_on, firsts[0], park)
    closed = _by_month(reader, REQUEST.c.closed_on, firsts[0], park, REQUEST.c.state == RequestState.CLOSED)
    return [Month(first, received[first], closed[first]) for first in firsts]


def outcomes(reader: Connection, park: UUID | None, since: date | None = None, until: date | None = None) -> Outcomes:
    """What the closed appeals of a period have brought; without one, of all time."""
    c = REQUEST.c
    where: list[ColumnElement[bool]] = [c.state == RequestState.CLOSED, *_in_park(c, park)]
    if since is not None:
        where.append(c.closed_on >= since)
    if until is not None:
        where.append(c.closed_on <= until)
    sums = (
        func.coalesce(func.sum(x), 0) for x in (c.financing_fen, c.subsidy_fen, c.retained_investment_fen, c.workers)
    )
    return Outcomes(*reader.execute(select(func.count(), *sums).where(*where)).one())


def milestones_due(reader: Connection, park: UUID | None, today: date, limit: int) -> list[MilestoneDue]:
    """Milestones whose reminder has begun, those that are late among them, the latest before all others."""
    found = reader.execute(
        select(PROJECT.c.id, PROJECT.c.name, MILESTONE.c.kind, MILESTONE.c.planned_on)
        .join_from(MILESTONE, PROJECT, and_(PROJECT.c.id == MILESTONE.c.project_id))
        .where(
            reminder_has_begun(reader, today),
            PROJECT.c.stage != Stage.TERMINATED,
            *_in_park(PROJECT.c, park),
        )
        .order_by(MILESTONE.c.planned_on)
        .limit(limit)
    )
    return [MilestoneDue(*row) for row in found]


def _by_month(
    reader: Connection, day: ColumnElement[date], since: date, park: UUID | None, *where: ColumnElement[bool]
) -> Counter[date]:
    """Counted by day, which the index has, and added up here."""
    wanted = select(day, func.count()).where(day >= since, *where, *_in_park(REQUEST.c, park)).group_by(day)
    by_month: Counter[date] = Counter()
    for on, count in reader.execute(wanted):
        by_month[on.replace(day=1)] += count
    return by_month


def _in_park(c: object, park: UUID | None) -> list[ColumnElement[bool]]:
    return [] if park is None else [c.park_id == park]  # type: ignore[attr-defined]
