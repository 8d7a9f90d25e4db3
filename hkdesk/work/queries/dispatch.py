"""The dispatch table of a month: all that is reported of each key project, in one row (RULES.md, 调度表)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.codes import KeyLevel, Nature
from hkdesk.domain.lights import Light, project_light
from hkdesk.domain.months import last_of_month
from hkdesk.domain.rates import ratio
from hkdesk.domain.stage import Stage
from hkdesk.tables.all import table_of
from hkdesk.work.queries.projects import ENTERPRISE, OFFICER, PROJECT, REPORT
from hkdesk.work.queries.reports import month_sheet

PARK, NODE, LINK = table_of("Park"), table_of("ChainNode"), table_of("ChainLink")
INVESTED = ("construction_fen", "equipment_fen", "land_fen")


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """A project's line of the dispatch table.

    Args:
        month_fen: invested in the month; the three after it are of the year up to its end.
        completion: invested this year ÷ plan of the year; None without a plan.
        physical: the physical progress in words, its per cent where there are none.
        light: as at the end of the month.
    """

    id: UUID
    name: str
    project_code: str
    builder: str
    responsible_unit: str
    key_level: KeyLevel | None
    industry: str
    nature: Nature | None
    total_fen: int | None
    plan_fen: int | None
    is_started: bool
    month_fen: int | None
    construction_fen: int
    equipment_fen: int
    land_fen: int
    completion: Decimal | None
    physical: str
    funds_fen: int | None
    chain: str
    park: str
    problems: str
    next_step: str
    next_step_on: date | None
    lead_officer: str
    light: Light
    has_report: bool

    @property
    def year_fen(self) -> int:
        """Invested this year up to the end of the month."""
        return self.construction_fen + self.equipment_fen + self.land_fen


@dataclass(frozen=True)
class Dispatch:
    """The table of a month: the projects that the month's sheet has, those that have most to report first."""

    month: date
    rows: list[DispatchRow]

    @property
    def reported(self) -> int:
        """How many of them have a report of the month."""
        return sum(row.has_report for row in self.rows)


def dispatch(reader: Connection, park: UUID | None, month: date, today: date) -> Dispatch:
    """The dispatch table of a month.

    Args:
        month: its first day.
        today: of the lights, where the month is not over.
    """
    sheet = month_sheet(reader, park, month)
    keys = [row.id for row in sheet.rows]
    fixed = _fixed(reader, keys)
    sums = _sums(reader, keys, month)
    chains = _chains(reader)
    until = min(today, last_of_month(month))
    rows = []
    for line in sheet.rows:
        project = fixed[line.id]
        by_kind, last = sums.get(line.id, ({}, None))
        invested = sum(by_kind.values())
        this = line.this
        amounts = [this[f] for f in INVESTED if this.get(f) is not None]
        percent = this.get("progress_percent")
        rows.append(
            DispatchRow(
                id=line.id,
                name=line.name,
                project_code=project.project_code or "",
                builder=project.builder or project.enterprise or "",
                responsible_unit=project.responsible_unit,
                key_level=project.key_level,
                industry=project.industry,
                nature=project.nature,
                total_fen=line.total_fen,
                plan_fen=line.plan_fen,
                is_started=line.stage in (Stage.STARTED, Stage.IN_PRODUCTION),
                month_fen=sum(amounts) if amounts else None,
                construction_fen=by_kind.get("construction_fen", 0),
                equipment_fen=by_kind.get("equipment_fen", 0),
                land_fen=by_kind.get("land_fen", 0),
                completion=ratio(invested, line.plan_fen or 0),
                physical=str(this.get("physical_progress") or "") or (f"{percent}%" if percent is not None else ""),
                funds_fen=this.get("funds_in_place_fen"),
                chain=chains.get(project.enterprise_id, ""),
                park=project.park,
                problems=str(this.get("problems") or ""),
                next_step=str(this.get("next_step") or ""),
                next_step_on=this.get("next_step_on"),
                lead_officer=project.lead or "",
                light=project_light(
                    line.stage,
                    line.stage is not Stage.SIGNED,
                    project.planned_start_on,
                    invested if last is not None else None,
                    line.plan_fen,
                    until,
                    last_of_month(last) if last is not None else None,
                ),
                has_report=line.report_id is not None,
            )
        )
    return Dispatch(month, rows)


@dataclass(frozen=True, slots=True)
class _Fixed:
    """What of a project does not change with the month."""

    project_code: str | None
    builder: str
    responsible_unit: str
    key_level: KeyLevel | None
    industry: str
    nature: Nature | None
    planned_start_on: date | None
    enterprise_id: UUID | None
    enterprise: str | None
    park: str
    lead: str | None


def _fixed(reader: Connection, keys: list[UUID]) -> dict[UUID, _Fixed]:
    p = PROJECT.c
    source = (
        PROJECT.join(PARK, PARK.c.id == p.park_id)
        .outerjoin(ENTERPRISE, ENTERPRISE.c.id == p.enterprise_id)
        .outerjoin(OFFICER, OFFICER.c.id == p.lead_officer_id)
    )
    found = reader.execute(
        select(
            p.id,
            p.project_code,
            p.builder,
            p.responsible_unit,
            p.key_level,
            p.industry,
            p.nature,
            p.planned_start_on,
            p.enterprise_id,
            ENTERPRISE.c.name,
            PARK.c.name,
            OFFICER.c.name,
        )
        .select_from(source)
        .where(p.id.in_(keys))
    )
    return {row[0]: _Fixed(*tuple(row)[1:]) for row in found}


def _sums(reader: Connection, keys: list[UUID], month: date) -> dict[UUID, tuple[dict[str, int], date]]:
    """What each project invested this year up to the month's end, by kind, and its last report up to then."""
    r = REPORT.c
    sums: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    last: dict[UUID, date] = {}
    found = reader.execute(
        select(r.project_id, r.month, r.construction_fen, r.equipment_fen, r.land_fen)
        .where(r.project_id.in_(keys), r.month.between(date(month.year, 1, 1), month))
        .order_by(r.month)
    )
    for key, on, *amounts in found:
        last[key] = on
        for kind, fen in zip(INVESTED, amounts, strict=True):
            sums[key][kind] += fen or 0
    return {key: (dict(sums[key]), on) for key, on in last.items()}


def _chains(reader: Connection) -> dict[UUID | None, str]:
    """The chain in which each enterprise has its place."""
    place, chain = NODE.alias(), NODE.alias()
    joined = place.join(LINK, LINK.c.from_node_id == place.c.id).join(chain, chain.c.id == LINK.c.to_node_id)
    found = reader.execute(
        select(place.c.enterprise_id, chain.c.name)
        .select_from(joined)
        .where(place.c.enterprise_id.is_not(None), LINK.c.relation == "belongs_to")
        .order_by(chain.c.name)
    )
    return {row[0]: row[1] for row in found}
