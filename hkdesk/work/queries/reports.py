"""What the month's sheet shows: each project's report of the month, with the last month's beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from hkdesk.domain.months import month_after
from hkdesk.domain.report import FIELDS
from hkdesk.domain.stage import Stage
from hkdesk.tables.all import table_of
from hkdesk.work.queries.projects import PROJECT, REPORT

CLOSED = table_of("ClosedMonth")
ORDER = (Stage.STARTED, Stage.SIGNED, Stage.IN_PRODUCTION, Stage.TERMINATED)  # what has most to report first
Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A project's line of the sheet.

    Args:
        total_fen: its total investment.
        plan_fen: its plan of the year.
        year_before_fen: what was completed in this year's months before this one.
        this: the values of the month by field, None or "" where nothing is reported.
        last: those of the month before.
    """

    id: UUID
    report_id: UUID | None
    name: str
    stage: Stage
    total_fen: int | None
    plan_fen: int | None
    year_before_fen: int
    this: Cells
    last: Cells


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closed a month, and when."""

    id: UUID
    on: date
    actor: str


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """The reports of a park, or of all parks, of a month."""

    month: date
    rows: list[SheetRow]
    closing: Closing | None

    @property
    def reported(self) -> int:
        return sum(row.report_id is not None for row in self.rows)


def month_sheet(reader: Connection, park: UUID | None, month: date) -> MonthSheet:
    """The sheet of a month: what is under way or went into production this year, and whatever has reported."""
    this, last = _reports(reader, park, month), _reports(reader, park, month_after(month, -1))
    before = _year_before(reader, park, month)
    end = month_after(month, 1)
    p = PROJECT.c
    under_way = and_(
        or_(p.stage.in_((Stage.SIGNED, Stage.STARTED)), p.in_production_on >= date(month.year, 1, 1)),
        p.stage != Stage.TERMINATED,
        or_(p.signed_on.is_(None), p.signed_on < end),
    )
    found = reader.execute(
        select(p.id, p.name, p.stage, p.total_investment_fen, p.plan_of_year_fen)
        .where(or_(under_way, p.id.in_(_reporting(month))), *_in(p, park))
        .order_by(p.name, p.id)
    ).all()
    nothing = (None, dict.fromkeys(FIELDS))
    rows = [
        SheetRow(
            row.id,
            this.get(row.id, nothing)[0],
            row.name,
            row.stage,
            row.total_investment_fen,
            row.plan_of_year_fen,
            before.get(row.id, 0),
            this.get(row.id, nothing)[1],
            last.get(row.id, nothing)[1],
        )
        for row in found
    ]
    rows.sort(key=lambda row: ORDER.index(row.stage))
    return MonthSheet(month, rows, _closing(reader, park, month))


def _reports(reader: Connection, park: UUID | None, month: date) -> dict[UUID, tuple[UUID, dict[str, Any]]]:
    columns = [REPORT.c[field] for field in FIELDS]
    found = reader.execute(
        select(REPORT.c.project_id, REPORT.c.id, *columns)
        .join_from(REPORT, PROJECT, PROJECT.c.id == REPORT.c.project_id)
        .where(REPORT.c.month == month, *_in(PROJECT.c, park))
    )
    return {row[0]: (row[1], dict(zip(FIELDS, row[2:], strict=True))) for row in found}


def _year_before(reader: Connection, park: UUID | None, month: date) -> dict[UUID, int]:
    r = REPORT.c
    parts = [func.coalesce(func.sum(c), 0) for c in (r.construction_fen, r.equipment_fen, r.land_fen)]
    found = reader.execute(
        select(r.project_id, parts[0] + parts[1] + parts[2])
        .join_from(REPORT, PROJECT, PROJECT.c.id == r.project_id)
        .where(r.month >= date(month.year, 1, 1), r.month < month, *_in(PROJECT.c, park))
        .group_by(r.project_id)
    )
    return {row[0]: int(row[1]) for row in found}


def _reporting(month: date) -> Any:
    return select(REPORT.c.project_id).where(REPORT.c.month == month)


def _closing(reader: Connection, park: UUID | None, month: date) -> Closing | None:
    """Of several parks, the first closing: it asks if any of them is closed."""
    found = reader.execute(
        select(CLOSED.c.id, CLOSED.c.closed_on, CLOSED.c.actor)
        .where(CLOSED.c.month == month, *_in(CLOSED.c, park))
        .order_by(CLOSED.c.closed_on)
        .limit(1)
    ).first()
    return Closing(*found) if found else None


def _in(c: Any, park: UUID | None) -> list[Any]:
    return [] if park is None else [c.park_id == park]
