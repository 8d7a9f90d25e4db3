"""How the projects of a park keep to this year's plan: sums, months, the largest lags."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from hkdesk.domain.lights import Light, full_months, project_light
from hkdesk.domain.months import last_of_month
from hkdesk.domain.rates import ratio, schedule_lead_points
from hkdesk.domain.stage import BOARD, Stage
from hkdesk.work.queries.overview import Reached, reached
from hkdesk.work.queries.projects import PROJECT, REPORT

LAGS_SHOWN = 10
UNDER_WAY = (Stage.SIGNED, Stage.STARTED)


@dataclass(frozen=True, slots=True)
class MonthInvested:
    """What was invested in a month of this year, and what the plan has up to its end; None for a month to come.

    Args:
        planned_fen: the plans of the year, spread evenly over its months, up to the end of this one.
    """

    first: date
    invested_fen: int | None
    planned_fen: int


@dataclass(frozen=True, slots=True)
class Lag:
    """A project behind its plan of the year, by how many percentage points (below zero)."""

    id: UUID
    name: str
    stage: Stage
    plan_fen: int
    completed_fen: int
    lead_points: Decimal
    light: Light

    @property
    def completion(self) -> Decimal | None:
        return ratio(self.completed_fen, self.plan_fen)


@dataclass(frozen=True, slots=True)
class Progress:
    """This year's figures of the projects on the board.

    Args:
        planned: how many projects have a plan of the year; plan_fen, completed_fen and months are theirs.
        funds_fen: money in place, of the projects whose total investment is known, whose sum is contracted_fen.
    """

    today: date
    reached: Reached
    planned: int
    plan_fen: int
    completed_fen: int
    funds_fen: int
    contracted_fen: int
    lights: dict[Light, int]
    months: list[MonthInvested]
    lags: list[Lag]

    @property
    def completion(self) -> Decimal | None:
        """Completed this year ÷ plan of the year."""
        return ratio(self.completed_fen, self.plan_fen)

    @property
    def lead_points(self) -> Decimal | None:
        """Percentage points ahead of schedule, below zero where behind."""
        return schedule_lead_points(self.completed_fen, self.plan_fen, full_months(self.today))

    @property
    def funding(self) -> Decimal | None:
        """Money in place ÷ contracted."""
        return ratio(self.funds_fen, self.contracted_fen)


def progress(reader: Connection, park: UUID | None, today: date) -> Progress:
    """The figures of a park, or of all parks, as of today (RULES.md, Pipeline)."""
    p = PROJECT.c
    here = [] if park is None else [p.park_id == park]
    wanted = (p.id, p.name, p.stage, p.plan_of_year_fen, p.total_investment_fen, p.planned_start_on)
    projects = reader.execute(select(*wanted).where(p.stage.in_(BOARD), *here)).all()
    by_project, by_month, last = _invested(reader, here, today.year)
    plan = sum(row.plan_of_year_fen or 0 for row in projects)
    lights: Counter[Light] = Counter()
    lags: list[Lag] = []
    for row in projects:
        done = by_project.get(row.id)
        light = project_light(
            row.stage,
            row.stage is not Stage.SIGNED,
            row.planned_start_on,
            done,
            row.plan_of_year_fen,
            today,
            last_of_month(last[row.id]) if row.id in last else None,  # what a report speaks for
        )
        lights[light] += 1
        if (lag := _lag(row, done or 0, light, today)) is not None:
            lags.append(lag)
    with_plan = [row for row in projects if row.plan_of_year_fen]
    known = {row.id for row in projects if row.total_investment_fen}
    return Progress(
        today=today,
        reached=reached(reader, park),
        planned=len(with_plan),
        plan_fen=plan,
        completed_fen=sum(by_project.get(row.id, 0) for row in with_plan),
        funds_fen=sum(fen for key, fen in _funds(reader, here).items() if key in known),
        contracted_fen=sum(row.total_investment_fen for row in projects if row.id in known),
        lights=dict(lights),
        months=_months(by_month, plan, today),
        lags=sorted(lags, key=lambda lag: (lag.lead_points, -lag.plan_fen))[:LAGS_SHOWN],
    )


def _lag(row: Any, completed_fen: int, light: Light, today: date) -> Lag | None:
    if row.stage not in UNDER_WAY or not row.plan_of_year_fen:
        return None
    lead = schedule_lead_points(completed_fen, row.plan_of_year_fen, full_months(today))
    if lead is None or lead >= 0:
        return None
    return Lag(row.id, row.name, row.stage, row.plan_of_year_fen, completed_fen, lead, light)


def _invested(
    reader: Connection, here: list[Any], year: int
) -> tuple[dict[UUID, int], dict[date, int], dict[UUID, date]]:
    """What was invested this year by project, by month where there is a plan to compare, and each one's last report."""
    r = REPORT.c
    parts = [func.coalesce(c, 0) for c in (r.construction_fen, r.equipment_fen, r.land_fen)]
    found = reader.execute(
        select(r.project_id, r.month, parts[0] + parts[1] + parts[2], PROJECT.c.plan_of_year_fen > 0)
        .join_from(REPORT, PROJECT, PROJECT.c.id == r.project_id)
        .where(r.month >= date(year, 1, 1), r.month <= date(year, 12, 1), PROJECT.c.stage.in_(BOARD), *here)
    )
    by_project: dict[UUID, int] = defaultdict(int)
    by_month: dict[date, int] = defaultdict(int)
    last: dict[UUID, date] = {}
    for key, month, fen, has_plan in found:
        by_project[key] += fen
        by_month[month] += fen if has_plan else 0
        last[key] = max(month, last.get(key, month))
    return by_project, by_month, last


def _funds(reader: Connection, here: list[Any]) -> dict[UUID, int]:
    r = REPORT.c
    found = reader.execute(
        select(r.project_id, func.sum(r.funds_in_place_fen))
        .join_from(REPORT, PROJECT, PROJECT.c.id == r.project_id)
        .where(r.funds_in_place_fen.is_not(None), PROJECT.c.stage.in_(BOARD), *here)
        .group_by(r.project_id)
    )
    return {row[0]: int(row[1]) for row in found}


def _months(by_month: dict[date, int], plan_fen: int, today: date) -> list[MonthInvested]:
    firsts = [date(today.year, month, 1) for month in range(1, 13)]
    return [
        MonthInvested(first, by_month.get(first, 0) if first <= today else None, plan_fen * first.month // 12)
        for first in firsts
    ]
