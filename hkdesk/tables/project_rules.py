"""What a park sets for its projects: gates, milestone templates, months that are closed."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.stage import Gate, Step
from hkdesk.tables.columns import code_of, key_to
from hkdesk.tables.record import Record


class GateSetting(Record, table=True):
    """Whether a gate stands before a step; where nothing is set, the rules' own gates stand (RULES.md, Pipeline)."""

    __tablename__ = "gate_setting"
    __table_args__ = (UniqueConstraint("step", "gate"),)

    step: Step = Field(sa_type=code_of(Step))
    gate: Gate = Field(sa_type=code_of(Gate))
    is_on: bool = True


class TemplateMilestone(Record, table=True):
    """A milestone of a named template: when it is planned after signing, and how long before it is reminded of."""

    __tablename__ = "template_milestone"
    __table_args__ = (UniqueConstraint("template", "kind"),)

    template: str
    kind: MilestoneKind = Field(sa_type=code_of(MilestoneKind))
    days_after_signing: int
    remind_days: int


class ClosedMonth(Record, table=True):
    """A month whose reports are final: changing one asks first."""

    __tablename__ = "closed_month"
    __table_args__ = (UniqueConstraint("park_id", "month"),)

    park_id: UUID = key_to("park", optional=False)
    month: date  # its first day
    closed_on: date
    actor: str = ""
