"""The projects of a quarter as its review speaks of them: where each stood, what it invested, what it said."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from hkdesk.domain.lights import Light, full_months, is_unreported, project_light
from hkdesk.domain.months import last_of_month, month_after
from hkdesk.domain.periods import Period
from hkdesk.domain.rates import ratio, schedule_lead_points
from hkdesk.domain.stage import Stage, Step
from hkdesk.domain.stage_then import StageThen, reached_by, stage_then
from hkdesk.domain.standing import Standing
from hkdesk.tables.all import table_of
from hkdesk.work.queries.plans import plans_of_year
from hkdesk.work.queries.projects import PROJECT, REPORT

CITATION = table_of("Citation")
P, R = PROJECT.c, REPORT.c
STEPS = (P.signed_on, P.landed_on, P.started_on, P.trial_production_on, P.in_production_on)
INVESTED = sum((func.coalesce(c, 0) for c in (R.equipment_fen, R.land_fen)), func.coalesce(R.construction_fen, 0))
LEAST_SAID = ("无", "暂无", "没有", "none", "no")  # what is typed where there is no problem


@dataclass(frozen=True, slots=True)
class Cited:
    """Where something of a record stands; `field` is empty for the record as a whole."""

    field: str
    locator: str
    standing: Standing
    note: str


@dataclass(frozen=True, slots=True)
class Reports:
    """What a project reported up to the quarter's end.

    Args:
        months: {month's first day: invested}; funds_fen: in place, all together; None where nothing is said of it.
        problems, next_step: the last that its reports of the quarter say; last: the month of its last report.
    """

    months: Mapping[date, int] = field(default_factory=dict)
    funds_fen: int | None = None
    problems: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    last: date | None = None

    def invested(self, first: date, last: date) -> int | None:
        """Invested from a day's month to another's; None where no report is of that time."""
        found = [fen for month, fen in self.months.items() if first.replace(day=1) <= month <= last]
        return sum(found) if found else None


@dataclass(frozen=True, slots=True)
class ReviewedProject:
    """A project as it stood at the end of the quarter.

    Args:
        plan_fen: of the year; a terminated project has none any more.
        stage: None where it is not known for that day; a project that was not there yet is left out.
        since: the day on which it came to its stage, as far as known; days: from then to the quarter's end.
        lead_points: ahead of schedule, below zero behind; None without a plan.
        is_unreported: whether it was under construction and had not reported for 30 days.
    """

    id: UUID
    name: str
    stage_today: Stage
    stage: Stage | None
    days: Mapping[Step, date]
    terminated_on: date | None
    landed: bool
    since: date | None
    days_in_stage: int | None
    total_fen: int | None
    plan_fen: int | None
    year_fen: int | None
    lead_points: Decimal | None
    light: Light
    is_unreported: bool
    reports: Reports
    cited: Sequence[Cited]

    @property
    def completion(self) -> Decimal | None:
        """Invested this year ÷ plan of the year."""
        return ratio(self.year_fen or 0, self.plan_fen or 0) if self.year_fen is not None else None


def reviewed_projects(
    reader: Connection, park: UUID | None, period: Period, since: date, today: date
) -> list[ReviewedProject]:
    """The projects that were there at a quarter's end, the terminated and those of unknown stage among them.

    Args:
        period: the quarter, up to today.
        since: the first day whose reports are wanted, for comparison.
    """
    until = period.last
    here = [] if park is None else [P.park_id == park]
    plain = (P.id, P.name, P.stage, P.terminated_on, P.total_investment_fen, P.planned_start_on)
    found = reader.execute(select(*plain, *STEPS).where(*here).order_by(P.name, P.id)).all()
    reports = _reports(reader, here, since, period)
    plans = plans_of_year(reader, park, until.year, today)
    cited = citations(reader, "Project")
    made = []
    for row in found:
        days = {step: on for step, on in zip(Step, row[-len(STEPS) :], strict=True) if on is not None}
        then = stage_then(row.stage, days, row.terminated_on, until, today)
        if then.is_known and then.stage is None:
            continue
        made.append(
            _project(
                row, days, then, reports.get(row.id, Reports()), plans.get(row.id), until, cited.get(row.id, ()), today
            )
        )
    return made


def _project(
    row: Any,
    days: Mapping[Step, date],
    then: StageThen,
    reports: Reports,
    plan_fen: int | None,
    until: date,
    cited: Sequence[Cited],
    today: date,
) -> ReviewedProject:
    stage = then.stage
    year_fen = reports.invested(date(until.year, 1, 1), until)
    last = last_of_month(reports.last) if reports.last else None
    since = None
    if stage is not None:
        since = row.terminated_on if stage is Stage.TERMINATED else days.get(Step(stage.value))
    is_started = stage in (Stage.STARTED, Stage.IN_PRODUCTION)
    landed = is_started or (days.get(Step.LANDED) is not None and reached_by(Step.LANDED, days, until) is True)
    if stage is Stage.TERMINATED:
        plan_fen = None
    return ReviewedProject(
        id=row.id,
        name=row.name,
        stage_today=row.stage,
        stage=stage,
        days={step: on for step, on in days.items() if on <= until},
        terminated_on=row.terminated_on if stage is Stage.TERMINATED else None,
        landed=landed,
        since=since,
        days_in_stage=(until - since).days if since is not None else None,
        total_fen=row.total_investment_fen,
        plan_fen=plan_fen,
        year_fen=year_fen,
        lead_points=_lead(year_fen or 0, plan_fen, until),
        light=Light.GREY
        if stage is None
        else project_light(stage, is_started, row.planned_start_on, year_fen, plan_fen, until, last),
        is_unreported=stage is Stage.STARTED and is_unreported(last, until),
        reports=reports,
        cited=cited,
    )


def _lead(year_fen: int, plan_fen: int | None, until: date) -> Decimal | None:
    return schedule_lead_points(year_fen, plan_fen, full_months(until)) if plan_fen else None


def _reports(reader: Connection, here: list[Any], since: date, period: Period) -> dict[UUID, Reports]:
    """What each project reported; its problems and next step are the last ones said in the quarter."""
    source = REPORT.join(PROJECT, P.id == R.project_id)
    months: dict[UUID, dict[date, int]] = defaultdict(dict)
    said: dict[UUID, dict[str, Any]] = defaultdict(dict)
    wanted = (
        select(R.project_id, R.month, INVESTED, R.problems, R.next_step, R.next_step_on)
        .select_from(source)
        .where(R.month.between(since, period.last), *here)
        .order_by(R.month)
    )
    for key, month, fen, problems, next_step, next_step_on in reader.execute(wanted):
        months[key][month] = int(fen)
        if month >= month_after(period.first, 0):
            said[key]["problems"] = _problem(problems)
            if next_step.strip():
                said[key] |= {"next_step": next_step.strip(), "next_step_on": next_step_on}
    sums = (
        select(R.project_id, func.max(R.month), func.sum(R.funds_in_place_fen))
        .select_from(source)
        .where(R.month <= period.last, *here)
        .group_by(R.project_id)
    )
    return {
        key: Reports(months.get(key, {}), None if funds is None else int(funds), last=last, **said.get(key, {}))
        for key, last, funds in reader.execute(sums)
    }


def _problem(text: str) -> str:
    """What a report states as its problem; empty where it states that there is none."""
    plain = text.strip()
    return "" if plain.rstrip("。.").lower() in LEAST_SAID else plain


def citations(reader: Connection, *kinds: str) -> dict[UUID, list[Cited]]:
    """Where the records of some kinds stand, those of the record as a whole first."""
    c = CITATION.c
    found: dict[UUID, list[Cited]] = defaultdict(list)
    wanted = select(c.row, c.field, c.locator, c.standing, c.note).where(c.kind.in_(kinds)).order_by(c.field)
    for key, name, locator, standing, note in reader.execute(wanted):
        found[key].append(Cited(name, locator, standing, note))
    return found
