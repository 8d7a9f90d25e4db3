"""Routing, clocks, the officer's own days, assisting providers, long-running services, the first answer's clock."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
CATEGORIES = (
    "financing",
    "labour",
    "land_and_workshop",
    "policy_fulfilment",
    "permits_and_registration",
    "safety_and_environment",
    "utilities",
    "logistics",
    "market",
    "technology",
    "legal",
    "other",
)


def upgrade() -> None:
    _cases()
    _rules()
    op.add_column("service_request", _day("response_due_on", nullable=True))
    op.add_column("service_request", _day("responded_on", nullable=True))
    op.add_column("project", _day("first_shipment_on", nullable=True))


def _cases() -> None:
    op.create_table(
        "service_case",
        *_record(),
        _to("park", "park_id"),
        _code("service_case", "kind", ("task_force", "chain_steward", "tracking")),
        _text("title"),
        _to("enterprise", "enterprise_id", nullable=True),
        _to("project", "project_id", nullable=True),
        _to("provider", "provider_id", nullable=True),
        _day("opened_on"),
        _day("closed_on", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_service_case"),
    )
    for name in ("park_id", "enterprise_id", "project_id", "provider_id"):
        op.create_index(f"ix_service_case_{name}", "service_case", [name])
    op.create_table(
        "case_step",
        *_record(),
        _to("service_case", "case_id"),
        _code("case_step", "kind", ("consult", "remedy", "operate", "other")),
        _day("on"),
        _text("said"),
        _text("next_step"),
        _day("next_on", nullable=True),
        _text("actor"),
        sa.PrimaryKeyConstraint("id", name="pk_case_step"),
    )
    op.create_index("ix_case_step_case_id", "case_step", ["case_id"])
    op.create_table(
        "case_request",
        *_record(),
        _to("service_case", "case_id"),
        _to("service_request", "request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_request"),
        sa.UniqueConstraint("case_id", "request_id", name="uq_case_request_case_id"),
    )
    op.create_index("ix_case_request_request_id", "case_request", ["request_id"])


def _rules() -> None:
    op.create_table(
        "routing_rule",
        *_record(),
        _to("park", "park_id"),
        _code("routing_rule", "category", CATEGORIES, nullable=True),
        _to("enterprise", "enterprise_id", nullable=True),
        _to("provider", "provider_id"),
        sa.PrimaryKeyConstraint("id", name="pk_routing_rule"),
        sa.UniqueConstraint("park_id", "category", "enterprise_id", name="uq_routing_rule_park_id"),
    )
    for name in ("park_id", "enterprise_id", "provider_id"):
        op.create_index(f"ix_routing_rule_{name}", "routing_rule", [name])
    op.create_table(
        "category_clock",
        *_record(),
        _code("category_clock", "category", CATEGORIES),
        sa.Column("response_workdays", sa.Integer(), nullable=False),
        sa.Column("solution_workdays", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_category_clock"),
        sa.UniqueConstraint("category", name="uq_category_clock_category"),
    )
    op.create_table(
        "calendar_day",
        *_record(),
        _day("day"),
        sa.Column("is_worked", sa.Boolean(), nullable=False),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_day"),
        sa.UniqueConstraint("day", name="uq_calendar_day_day"),
    )
    op.create_table(
        "request_assistant",
        *_record(),
        _to("service_request", "request_id"),
        _to("provider", "provider_id"),
        sa.PrimaryKeyConstraint("id", name="pk_request_assistant"),
        sa.UniqueConstraint("request_id", "provider_id", name="uq_request_assistant_request_id"),
    )
    op.create_index("ix_request_assistant_provider_id", "request_assistant", ["provider_id"])


def _record() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return sa.Column("id", KEY, nullable=False), sa.Column("version", sa.Integer(), nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _day(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _to(table: str, name: str, nullable: bool = False) -> sa.Column[Any]:
    reference = sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name, KEY, reference, nullable=nullable)


def _code(table: str, name: str, values: tuple[str, ...], nullable: bool = False) -> sa.Column[Any]:
    known = ", ".join(f"'{v}'" for v in values)
    check = sa.CheckConstraint(f"{name} IN ({known})", name=f"ck_{table}_{name}")
    return sa.Column(name, sa.String(32), check, nullable=nullable)
