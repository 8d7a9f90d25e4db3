"""Investment projects, their steps, milestones and monthly reports."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from hkdesk.domain.codes import KeyLevel, MilestoneKind, Nature
from hkdesk.domain.stage import Stage, Step
from hkdesk.tables.columns import Instant, code_of, fen, key_to
from hkdesk.tables.record import Record


class Project(Record, table=True):
    """An investment project and the days on which it reached its steps."""

    park_id: UUID = key_to("park", optional=False)
    enterprise_id: UUID | None = key_to("enterprise")
    name: str = Field(index=True)
    project_code: str | None = Field(default=None, unique=True)
    key_year: int | None = None  # the year whose list of key projects it stands on
    key_level: KeyLevel | None = Field(default=None, sa_type=code_of(KeyLevel), nullable=True)
    nature: Nature | None = Field(default=None, sa_type=code_of(Nature), nullable=True)
    industry: str = ""
    builder: str = ""
    responsible_unit: str = ""
    lead_officer_id: UUID | None = key_to("officer")
    total_investment_fen: int | None = fen()
    plan_of_year_fen: int | None = fen()
    capacity_per_year: int | None = None
    capacity_unit: str = ""
    stage: Stage = Field(default=Stage.SIGNED, sa_type=code_of(Stage), index=True)
    signed_on: date | None = None
    landed_on: date | None = None
    started_on: date | None = None
    trial_production_on: date | None = None
    in_production_on: date | None = None
    terminated_on: date | None = None
    first_shipment_on: date | None = None
    planned_start_on: date | None = None
    planned_production_on: date | None = None
    note: str = ""

    def dates(self) -> dict[Step, date]:
        """The steps whose day is known, with their days."""
        return {step: on for step in Step if (on := getattr(self, f"{step}_on")) is not None}


class ProjectStep(Record, table=True):
    """One move on the pipeline: from where to where, when, and why (overrides and goings back keep their reason)."""

    __tablename__ = "project_step"

    project_id: UUID = key_to("project", optional=False)
    from_stage: Stage | None = Field(default=None, sa_type=code_of(Stage), nullable=True)
    to_stage: Stage = Field(sa_type=code_of(Stage))
    step: Step | None = Field(default=None, sa_type=code_of(Step), nullable=True)
    on: date
    at: datetime = Field(sa_type=Instant)
    actor: str = ""
    reason: str = ""
    unmet_gates: str = ""  # gates that were overridden, by code, separated by spaces


class Milestone(Record, table=True):
    """A planned point on a project's way and the day on which it was reached."""

    __table_args__ = (Index("ix_milestone_planned", "planned_on", "done_on"),)

    project_id: UUID = key_to("project", optional=False)
    kind: MilestoneKind = Field(sa_type=code_of(MilestoneKind))
    planned_on: date | None = None
    done_on: date | None = None
    note: str = ""
    remind_days: int | None = None  # before the planned day; None: as its template has it


class ProgressReport(Record, table=True):
    """What a project reports of a month."""

    __tablename__ = "progress_report"
    __table_args__ = (
        Index("ix_progress_report_project_id", "project_id", "month", unique=True),
        Index("ix_progress_report_month", "month"),
    )

    project_id: UUID = key_to("project", optional=False, is_indexed=False)  # above, with the month
    month: date  # its first day
    construction_fen: int | None = fen()
    equipment_fen: int | None = fen()
    land_fen: int | None = fen()
    funds_in_place_fen: int | None = fen()
    progress_percent: int | None = None
    physical_progress: str = ""
    problems: str = ""
    next_step: str = ""
    next_step_on: date | None = None
