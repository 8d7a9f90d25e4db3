"""What the screens show of projects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Date, LargeBinary, and_, case, func, or_, select, type_coerce

from hkdesk.domain.codes import KeyLevel, MilestoneKind, Nature
from hkdesk.domain.lights import Light, project_light
from hkdesk.domain.months import last_of_month
from hkdesk.domain.rates import ratio
from hkdesk.domain.stage import BOARD, Stage, Step, substate
from hkdesk.domain.standing import Standing
from hkdesk.tables.all import table_of
from hkdesk.work.queries.ledger import Compare, Filter, Ledger, in_order, rows

PROJECT = table_of("Project")
PROJECT_STEP = table_of("ProjectStep")
ENTERPRISE = table_of("Enterprise")
OFFICER = table_of("Officer")
MILESTONE = table_of("Milestone")
REPORT = table_of("ProgressReport")
CITATION = table_of("Citation")


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project, as a card of the board and as a line of the ledger.

    Args:
        completion: completed this year ÷ plan of the year, None without a plan or a report.
        days_in_stage: None where the day on which it came there is not known.
    """

    id: UUID
    name: str
    enterprise: str | None
    stage: Stage
    step: Step | None
    total_investment_fen: int | None
    plan_of_year_fen: int | None
    industry: str
    lead_officer: str | None
    responsible_unit: str
    builder: str
    project_code: str | None
    key_year: int | None
    key_level: KeyLevel | None
    signed_on: date | None
    planned_start_on: date | None
    since: date | None
    days_in_stage: int | None
    completion: Decimal | None
    progress_percent: int | None
    light: Light
    locator: str | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone of a project."""

    id: UUID
    kind: MilestoneKind
    planned_on: date | None
    done_on: date | None
    note: str
    remind_days: int | None
    locator: str | None
    standing: Standing | None
    citation_note: str | None


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A move that a project made."""

    from_stage: Stage | None
    to_stage: Stage
    step: Step | None
    on: date
    actor: str
    reason: str
    unmet_gates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageFigures:
    """How many projects a stage holds and what they invest."""

    count: int
    investment_fen: int
    without_investment: int  # projects whose investment is not known: a sum says so beside it


def _of_reports(what: Any, *where: Any) -> Any:
    """Something of a project's reports: a step into their index a project, where a join would read them all."""
    return select(what).where(REPORT.c.project_id == PROJECT.c.id, *where).correlate(PROJECT).scalar_subquery()


_LATEST = _of_reports(func.max(REPORT.c.month))
_THAT_YEAR = REPORT.c.month >= func.strftime("%Y-01-01", _LATEST)
_COMPLETED = _of_reports(
    func.sum(
        func.coalesce(REPORT.c.construction_fen, 0)
        + func.coalesce(REPORT.c.equipment_fen, 0)
        + func.coalesce(REPORT.c.land_fen, 0)
    ),
    _THAT_YEAR,
)
_PERCENT = _of_reports(func.max(REPORT.c.progress_percent), _THAT_YEAR)


def project_lights(reader: Connection, park: UUID | None, today: date) -> dict[bytes, Light]:
    """The light of every project of a park, by the bytes of its key."""
    p = PROJECT.c
    wanted = select(
        type_coerce(p.id, LargeBinary),
        p.stage,
        p.planned_start_on,
        _COMPLETED,
        p.plan_of_year_fen,
        type_coerce(_LATEST, Date),
    )
    if park is not None:
        wanted = wanted.where(p.park_id == park)
    return {
        key: _light(stage, planned, year_fen, plan, reported, today)
        for key, stage, planned, year_fen, plan, reported in reader.execute(wanted)
    }


def _light(
    stage: Stage, planned: date | None, year_fen: int | None, plan: int | None, reported: date | None, today: date
) -> Light:
    is_of_year = reported is not None and reported.year == today.year
    is_started = stage in (Stage.STARTED, Stage.IN_PRODUCTION)
    last = last_of_month(reported) if reported else None
    return project_light(stage, is_started, planned, year_fen if is_of_year else None, plan, today, last)


def _make(today: date, *values: Any) -> ProjectRow:
    (
        *plain,
        signed,
        landed,
        started,
        trial,
        producing,
        terminated,
        planned_start,
        year_fen,
        percent,
        reported,
        locator,
        standing,
    ) = values
    key, name, enterprise, stage, investment, plan, industry, officer, unit, builder, code, key_year, level = plain
    days = {
        s: on for s, on in zip(Step, (signed, landed, started, trial, producing), strict=True) if isinstance(on, date)
    }
    if reported is None or reported.year != today.year:
        year_fen = percent = None
    since = terminated if stage is Stage.TERMINATED else days.get(Step(str(stage)))
    return ProjectRow(
        id=key,
        name=name,
        enterprise=enterprise,
        stage=stage,
        step=substate(stage, days),
        total_investment_fen=investment,
        plan_of_year_fen=plan,
        industry=industry,
        lead_officer=officer,
        responsible_unit=unit,
        builder=builder,
        project_code=code,
        key_year=key_year,
        key_level=level,
        signed_on=signed,
        planned_start_on=planned_start,
        since=since,
        days_in_stage=(today - since).days if isinstance(since, date) else None,
        completion=ratio(year_fen, plan) if isinstance(year_fen, int) and isinstance(plan, int) else None,
        progress_percent=percent,
        light=_light(stage, planned_start, year_fen, plan, reported, today),
        locator=locator,
        standing=standing,
    )


_SINCE = case(
    (PROJECT.c.stage == Stage.SIGNED, PROJECT.c.signed_on),
    (PROJECT.c.stage == Stage.STARTED, PROJECT.c.started_on),
    (PROJECT.c.stage == Stage.IN_PRODUCTION, PROJECT.c.in_production_on),
    else_=PROJECT.c.terminated_on,
)


def _is_mine(officer: str) -> Any:
    """Led by an officer of this name, or an enterprise's whose liaison they are."""
    of_name = select(OFFICER.c.id).where(OFFICER.c.name == officer)
    theirs = select(ENTERPRISE.c.id).where(ENTERPRISE.c.liaison_officer_id.in_(of_name))
    return or_(PROJECT.c.lead_officer_id.in_(of_name), PROJECT.c.enterprise_id.in_(theirs))


LEDGER = Ledger(
    kind="Project",
    table=PROJECT,
    source=PROJECT.outerjoin(ENTERPRISE, ENTERPRISE.c.id == PROJECT.c.enterprise_id)
    .outerjoin(OFFICER, OFFICER.c.id == PROJECT.c.lead_officer_id)
    .outerjoin(CITATION, and_(CITATION.c.row == PROJECT.c.id, CITATION.c.field == "")),
    columns=(
        PROJECT.c.id,
        PROJECT.c.name,
        ENTERPRISE.c.name,
        PROJECT.c.stage,
        PROJECT.c.total_investment_fen,
        PROJECT.c.plan_of_year_fen,
        PROJECT.c.industry,
        OFFICER.c.name,
        PROJECT.c.responsible_unit,
        PROJECT.c.builder,
        PROJECT.c.project_code,
        PROJECT.c.key_year,
        PROJECT.c.key_level,
        PROJECT.c.signed_on,
        PROJECT.c.landed_on,
        PROJECT.c.started_on,
        PROJECT.c.trial_production_on,
        PROJECT.c.in_production_on,
        PROJECT.c.terminated_on,
        PROJECT.c.planned_start_on,
        _COMPLETED,
        _PERCENT,
        _LATEST,
        CITATION.c.locator,
        CITATION.c.standing,
    ),
    make=_make,
    chips={
        "signed": lambda today: PROJECT.c.stage == Stage.SIGNED,
        "started": lambda today: PROJECT.c.stage == Stage.STARTED,
        "in_production": lambda today: PROJECT.c.stage == Stage.IN_PRODUCTION,
        "terminated": lambda today: PROJECT.c.stage == Stage.TERMINATED,
        "signed_not_started": lambda today: PROJECT.c.stage == Stage.SIGNED,
        "started_not_in_production": lambda today: PROJECT.c.stage == Stage.STARTED,
    },
    chip_orders={"signed_not_started": ("days_in_stage", True), "started_not_in_production": ("days_in_stage", True)},
    orders={
        "name": (PROJECT.c.name,),
        "enterprise": (ENTERPRISE.c.name,),
        "stage": (in_order(PROJECT.c.stage, Stage),),
        "total_investment_fen": (PROJECT.c.total_investment_fen,),
        "signed_on": (PROJECT.c.signed_on,),
        "industry": (PROJECT.c.industry,),
        "days_in_stage": (-func.julianday(_SINCE),),  # an unknown day comes first, and last in the other turn
        "builder": (PROJECT.c.builder,),
        "responsible_unit": (PROJECT.c.responsible_unit,),
        "lead_officer": (OFFICER.c.name,),
        "key_level": (in_order(PROJECT.c.key_level, KeyLevel),),
    },
    newest=(),
    filters={
        "builder": Filter(PROJECT.c.builder, Compare.CONTAINS),
        "responsible_unit": Filter(PROJECT.c.responsible_unit),
        "lead_officer": Filter(OFFICER.c.name),
        "industry": Filter(PROJECT.c.industry),
        "key_level": Filter(PROJECT.c.key_level, codes=KeyLevel),
        "nature": Filter(PROJECT.c.nature, codes=Nature),
    },
    mine=_is_mine,
)


def lane(reader: Connection, stage: Stage, park: UUID | None, today: date) -> list[ProjectRow]:
    """The projects of one stage of the board, those that have been there longest first."""
    where = [PROJECT.c.stage == stage]
    if park is not None:
        where.append(PROJECT.c.park_id == park)
    found = reader.execute(select(*LEDGER.columns).select_from(LEDGER.source).where(*where))
    return sorted((_make(today, *row) for row in found), key=longest_first)


def cards(reader: Connection, keys: Sequence[UUID], park: UUID | None, today: date) -> list[ProjectRow]:
    """These projects as the board shows them now; those of another park, ended or gone are left out."""
    here = select(PROJECT.c.id).where(PROJECT.c.id.in_(keys), PROJECT.c.stage.in_(BOARD))
    if park is not None:
        here = here.where(PROJECT.c.park_id == park)
    wanted = [key.bytes for key in reader.execute(here).scalars()]
    return list(rows(reader, LEDGER, wanted, today).values())


def board(reader: Connection, park: UUID | None, today: date) -> dict[Stage, list[ProjectRow]]:
    """Every lane of the board."""
    return {stage: lane(reader, stage, park, today) for stage in BOARD}


def stage_figures(reader: Connection, park: UUID | None) -> dict[Stage, StageFigures]:
    """Count and investment of every stage."""
    where = [] if park is None else [PROJECT.c.park_id == park]
    found = reader.execute(
        select(
            PROJECT.c.stage,
            func.count(),
            func.coalesce(func.sum(PROJECT.c.total_investment_fen), 0),
            func.count() - func.count(PROJECT.c.total_investment_fen),
        )
        .where(*where)
        .group_by(PROJECT.c.stage)
    )
    figures = {stage: StageFigures(n, fen, unknown) for stage, n, fen, unknown in found}
    return {stage: figures.get(stage, StageFigures(0, 0, 0)) for stage in Stage}


def milestones(reader: Connection, project_id: UUID) -> list[MilestoneRow]:
    """The milestones of a project in the order of their kind."""
    found = reader.execute(
        select(
            MILESTONE.c.id,
            MILESTONE.c.kind,
            MILESTONE.c.planned_on,
            MILESTONE.c.done_on,
            MILESTONE.c.note,
            MILESTONE.c.remind_days,
            CITATION.c.locator,
            CITATION.c.standing,
            CITATION.c.note,
        )
        .select_from(MILESTONE.outerjoin(CITATION, and_(CITATION.c.row == MILESTONE.c.id, CITATION.c.field == "")))
        .where(MILESTONE.c.project_id == project_id)
    )
    order = list(MilestoneKind)
    return sorted((MilestoneRow(*row) for row in found), key=lambda m: (order.index(m.kind), m.planned_on or date.max))


def steps_taken(reader: Connection, project_id: UUID) -> list[StepTaken]:
    """The moves of a project, the latest last."""
    t = PROJECT_STEP.c
    found = reader.execute(
        select(t.from_stage, t.to_stage, t.step, t.on, t.actor, t.reason, t.unmet_gates)
        .where(t.project_id == project_id)
        .order_by(t.at, t.id)
    )
    return [StepTaken(*row[:-1], tuple(row[-1].split())) for row in found]


def longest_first(row: ProjectRow) -> tuple[bool, date, str]:
    """The order of a lane: the longest there first, those whose day is not known last."""
    return row.since is None, row.since or date.max, row.name
