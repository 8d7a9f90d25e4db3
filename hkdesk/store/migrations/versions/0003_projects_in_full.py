"""Gates, milestone templates and closed months that a park sets; merged records; one report a project and month."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
STEPS = ("signed", "landed", "started", "trial_production", "in_production")
GATES = ("enterprise_named", "project_code", "construction_permit", "completion")
KINDS = (
    "filing",
    "land_or_workshop",
    "environmental_review",
    "energy_review",
    "construction_permit",
    "start",
    "main_structure",
    "equipment",
    "trial_production",
    "completion",
    "entry_above_scale",
)


def upgrade() -> None:
    _rules()
    _merge()
    op.add_column("milestone", sa.Column("remind_days", sa.Integer(), nullable=True))
    op.create_index("ix_milestone_planned", "milestone", ["planned_on", "done_on"])
    _one_report_a_month()


def _rules() -> None:
    op.create_table(
        "gate_setting",
        *_record(),
        _code("gate_setting", "step", STEPS),
        _code("gate_setting", "gate", GATES),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gate_setting"),
        sa.UniqueConstraint("step", "gate", name="uq_gate_setting_step"),
    )
    op.create_table(
        "template_milestone",
        *_record(),
        sa.Column("template", sa.String(), nullable=False),
        _code("template_milestone", "kind", KINDS),
        sa.Column("days_after_signing", sa.Integer(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_template_milestone"),
        sa.UniqueConstraint("template", "kind", name="uq_template_milestone_template"),
    )
    park = sa.ForeignKey("park.id", deferrable=True, initially="DEFERRED")
    op.create_table(
        "closed_month",
        *_record(),
        sa.Column("park_id", KEY, park, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_closed_month"),
        sa.UniqueConstraint("park_id", "month", name="uq_closed_month_park_id"),
    )
    op.create_index("ix_closed_month_park_id", "closed_month", ["park_id"])


def _merge() -> None:
    op.create_table(
        "merge",
        *_record(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("kept_id", KEY, nullable=False),
        sa.Column("merged_id", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merge"),
    )
    op.create_index("ix_merge_kept_id", "merge", ["kept_id"])


def _one_report_a_month() -> None:
    """Nothing could write two of a month until now."""
    op.drop_index("ix_progress_report_project_id", "progress_report")
    op.create_index("ix_progress_report_project_id", "progress_report", ["project_id", "month"], unique=True)
    op.create_index("ix_progress_report_month", "progress_report", ["month"])


def _record() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return sa.Column("id", KEY, nullable=False), sa.Column("version", sa.Integer(), nullable=False)


def _code(table: str, name: str, values: tuple[str, ...]) -> sa.Column[Any]:
    known = ", ".join(f"'{v}'" for v in values)
    check = sa.CheckConstraint(f"{name} IN ({known})", name=f"ck_{table}_{name}")
    return sa.Column(name, sa.String(32), check, nullable=False)
