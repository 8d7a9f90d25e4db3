"""The first tables. Written out, not read from hkdesk.tables: a migration says what was, whatever comes later."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    _attachment()
    _change()
    _desk()
    _park()
    _indicator()
    _officer()
    _policy()
    _provider()
    _source()
    _target()
    _citation()
    _enterprise()
    _event()
    _chain_node()
    _project()
    _qualification()
    _service_request()
    _visit()
    _chain_link()
    _milestone()
    _policy_grant()
    _progress_report()
    _project_step()
    _service_step()
    _search()


def _attachment() -> None:
    op.create_table(
        "attachment",
        *_record(),
        _text("kind"),
        _key("row"),
        _text("name"),
        _text("sha256"),
        _big("size_bytes"),
        _column("added_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
    )
    op.create_index("ix_attachment_row", "attachment", ["row"])
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])


def _change() -> None:
    op.create_table(
        "change",
        _key("id"),
        _key("transaction"),
        _text("command"),
        _key("undoes", nullable=True),
        _key("desk"),
        _int("serial"),
        _text("actor"),
        _column("at", INSTANT),
        _text("kind"),
        _key("row"),
        _text("op"),
        _column("fields", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.UniqueConstraint("desk", "serial", name="uq_change_desk"),
    )
    op.create_index("ix_change_row", "change", ["row"])
    op.create_index("ix_change_transaction", "change", ["transaction"])


def _desk() -> None:
    op.create_table(
        "desk",
        _key("id"),
        _text("letter"),
        _text("officer"),
        _flag("is_practice"),
        _text("seeds_digest"),
        _column("made_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_desk"),
    )


def _park() -> None:
    op.create_table(
        "park",
        *_record(),
        _text("name"),
        _text("full_name"),
        _text("code"),
        _text("division_code"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_park"),
        sa.UniqueConstraint("code", name="uq_park_code"),
    )


def _indicator() -> None:
    op.create_table(
        "indicator",
        *_record(),
        _to("park", "park_id"),
        _text("code"),
        _text("name"),
        _code("indicator", "kind", ("level", "growth", "share")),
        _text("period"),
        _day("period_from", nullable=True),
        _day("period_to", nullable=True),
        _code(
            "indicator",
            "unit",
            (
                "cny",
                "percent",
                "percentage_point",
                "count",
                "enterprise",
                "project",
                "request",
                "person",
                "event",
                "square_metre",
                "tonne_per_year",
                "piece_per_year",
                "base",
                "platform",
                "centre",
                "case",
                "piece",
            ),
        ),
        _big("value_thousandths", nullable=True),
        _big("amount_fen", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
    )
    op.create_index("ix_indicator_code", "indicator", ["code"])
    op.create_index("ix_indicator_park_id", "indicator", ["park_id"])


def _officer() -> None:
    op.create_table(
        "officer",
        *_record(),
        _to("park", "park_id"),
        _text("name"),
        _text("unit"),
        _text("phone"),
        _flag("is_liaison"),
        sa.PrimaryKeyConstraint("id", name="pk_officer"),
    )
    op.create_index("ix_officer_name", "officer", ["name"])
    op.create_index("ix_officer_park_id", "officer", ["park_id"])


def _policy() -> None:
    op.create_table(
        "policy",
        *_record(),
        _to("park", "park_id"),
        _text("name"),
        _text("document_number"),
        _text("level"),
        _text("fields"),
        _text("conditions"),
        _text("benefit"),
        _day("opens_on", nullable=True),
        _day("closes_on", nullable=True),
        _code("policy", "way", ("direct", "one_tap", "scan"), nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_policy"),
    )
    op.create_index("ix_policy_park_id", "policy", ["park_id"])


def _provider() -> None:
    op.create_table(
        "provider",
        *_record(),
        _to("park", "park_id"),
        _code(
            "provider", "kind", ("centre", "federation", "liaison", "department", "platform", "steward", "task_force")
        ),
        _text("name"),
        _text("contact_name"),
        _text("contact_phone"),
        _text("categories"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_provider"),
    )
    op.create_index("ix_provider_name", "provider", ["name"])
    op.create_index("ix_provider_park_id", "provider", ["park_id"])


def _source() -> None:
    op.create_table(
        "source",
        *_record(),
        _text("code"),
        _text("title"),
        _text("subtitle"),
        _to("park", "park_id", nullable=True),
        _text("published"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("code", name="uq_source_code"),
    )
    op.create_index("ix_source_park_id", "source", ["park_id"])


def _target() -> None:
    op.create_table(
        "target",
        *_record(),
        _to("park", "park_id"),
        _text("code"),
        _text("name"),
        _int("year"),
        _code(
            "target",
            "unit",
            (
                "cny",
                "percent",
                "percentage_point",
                "count",
                "enterprise",
                "project",
                "request",
                "person",
                "event",
                "square_metre",
                "tonne_per_year",
                "piece_per_year",
                "base",
                "platform",
                "centre",
                "case",
                "piece",
            ),
        ),
        _big("value_thousandths", nullable=True),
        _big("amount_fen", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
    )
    op.create_index("ix_target_code", "target", ["code"])
    op.create_index("ix_target_park_id", "target", ["park_id"])


def _citation() -> None:
    op.create_table(
        "citation",
        *_record(),
        _to("source", "source_id"),
        _text("kind"),
        _key("row"),
        _text("field"),
        _text("locator"),
        _code("citation", "standing", ("stated", "derived", "inferred", "doubtful")),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_citation"),
    )
    op.create_index("ix_citation_row", "citation", ["row", "field"])
    op.create_index("ix_citation_source_id", "citation", ["source_id"])


def _enterprise() -> None:
    op.create_table(
        "enterprise",
        *_record(),
        _to("park", "park_id"),
        _text("name"),
        _text("short_name"),
        _text("uscc", nullable=True),
        _text("legacy_registration_number"),
        _text("industry_code"),
        _text("business"),
        _text("address"),
        _text("head_name"),
        _text("contact_name"),
        _text("contact_phone"),
        _flag("is_above_scale", nullable=True),
        _to("officer", "liaison_officer_id", nullable=True),
        _day("settled_on", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_enterprise"),
        sa.UniqueConstraint("uscc", name="uq_enterprise_uscc"),
    )
    op.create_index("ix_enterprise_liaison_officer_id", "enterprise", ["liaison_officer_id"])
    op.create_index("ix_enterprise_name", "enterprise", ["name"])
    op.create_index("ix_enterprise_park_id", "enterprise", ["park_id"])


def _event() -> None:
    op.create_table(
        "event",
        *_record(),
        _to("park", "park_id"),
        _code("event", "kind", ("review_meeting", "supply_demand", "other")),
        _text("name"),
        _day("held_on", nullable=True),
        _text("period"),
        _int("times", nullable=True),
        _to("provider", "provider_id", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_park_id", "event", ["park_id"])
    op.create_index("ix_event_provider_id", "event", ["provider_id"])


def _chain_node() -> None:
    op.create_table(
        "chain_node",
        *_record(),
        _to("park", "park_id"),
        _text("name"),
        _text("kind"),
        _code("chain_node", "role", ("backbone", "energy_supply", "treatment", "downstream", "member"), nullable=True),
        _to("enterprise", "enterprise_id", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_chain_node"),
    )
    op.create_index("ix_chain_node_enterprise_id", "chain_node", ["enterprise_id"])
    op.create_index("ix_chain_node_park_id", "chain_node", ["park_id"])


def _project() -> None:
    op.create_table(
        "project",
        *_record(),
        _to("park", "park_id"),
        _to("enterprise", "enterprise_id", nullable=True),
        _text("name"),
        _text("project_code", nullable=True),
        _int("key_year", nullable=True),
        _code("project", "key_level", ("city_major", "district_key", "reserve"), nullable=True),
        _code("project", "nature", ("new_build", "expansion", "tech_upgrade"), nullable=True),
        _text("industry"),
        _text("builder"),
        _text("responsible_unit"),
        _to("officer", "lead_officer_id", nullable=True),
        _big("total_investment_fen", nullable=True),
        _big("plan_of_year_fen", nullable=True),
        _int("capacity_per_year", nullable=True),
        _text("capacity_unit"),
        _code("project", "stage", ("signed", "started", "in_production", "terminated")),
        _day("signed_on", nullable=True),
        _day("landed_on", nullable=True),
        _day("started_on", nullable=True),
        _day("trial_production_on", nullable=True),
        _day("in_production_on", nullable=True),
        _day("terminated_on", nullable=True),
        _day("planned_start_on", nullable=True),
        _day("planned_production_on", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        sa.UniqueConstraint("project_code", name="uq_project_project_code"),
    )
    op.create_index("ix_project_enterprise_id", "project", ["enterprise_id"])
    op.create_index("ix_project_lead_officer_id", "project", ["lead_officer_id"])
    op.create_index("ix_project_name", "project", ["name"])
    op.create_index("ix_project_park_id", "project", ["park_id"])
    op.create_index("ix_project_stage", "project", ["stage"])


def _qualification() -> None:
    op.create_table(
        "qualification",
        *_record(),
        _to("enterprise", "enterprise_id"),
        _text("name"),
        _text("level"),
        _day("granted_on", nullable=True),
        _day("expires_on", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_qualification"),
    )
    op.create_index("ix_qualification_enterprise_id", "qualification", ["enterprise_id"])


def _service_request() -> None:
    op.create_table(
        "service_request",
        *_record(),
        _to("park", "park_id"),
        _text("number"),
        _day("received_on"),
        _code(
            "service_request",
            "channel",
            ("visit", "phone", "wechat_group", "counter", "federation", "hotline_12345", "letter"),
        ),
        _to("enterprise", "enterprise_id"),
        _text("contact_name"),
        _text("contact_phone"),
        _code(
            "service_request",
            "category",
            (
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
            ),
        ),
        _text("title"),
        _text("content"),
        _to("officer", "liaison_officer_id", nullable=True),
        _to("provider", "lead_provider_id", nullable=True),
        _day("due_on", nullable=True),
        _flag("due_is_certain"),
        _code(
            "service_request",
            "state",
            (
                "registered",
                "accepted",
                "assigned",
                "in_progress",
                "replied",
                "return_visit",
                "closed",
                "returned",
                "suspended",
                "not_accepted",
                "escalated",
            ),
        ),
        _code(
            "service_request",
            "state_before",
            (
                "registered",
                "accepted",
                "assigned",
                "in_progress",
                "replied",
                "return_visit",
                "closed",
                "returned",
                "suspended",
                "not_accepted",
                "escalated",
            ),
            nullable=True,
        ),
        _text("handling"),
        _day("replied_on", nullable=True),
        _day("return_visited_on", nullable=True),
        _flag("was_contacted", nullable=True),
        _flag("was_solved", nullable=True),
        _code("service_request", "satisfaction", ("satisfied", "basically_satisfied", "not_satisfied"), nullable=True),
        _day("closed_on", nullable=True),
        _big("financing_fen", nullable=True),
        _big("subsidy_fen", nullable=True),
        _big("retained_investment_fen", nullable=True),
        _int("workers", nullable=True),
        _int("jobs_at_risk", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_service_request"),
        sa.UniqueConstraint("number", name="uq_service_request_number"),
    )
    op.create_index("ix_service_request_closed", "service_request", ["closed_on", "park_id"])
    op.create_index("ix_service_request_due", "service_request", ["due_on", "id"])
    op.create_index("ix_service_request_enterprise_id", "service_request", ["enterprise_id"])
    op.create_index("ix_service_request_lead_provider_id", "service_request", ["lead_provider_id"])
    op.create_index("ix_service_request_liaison_officer_id", "service_request", ["liaison_officer_id"])
    op.create_index("ix_service_request_park_id", "service_request", ["park_id"])
    op.create_index("ix_service_request_park_received", "service_request", ["park_id", "received_on", "id"])
    op.create_index("ix_service_request_received", "service_request", ["received_on", "id"])
    op.create_index("ix_service_request_state", "service_request", ["state", "park_id", "due_on"])


def _visit() -> None:
    op.create_table(
        "visit",
        *_record(),
        _to("park", "park_id"),
        _to("enterprise", "enterprise_id"),
        _to("officer", "officer_id", nullable=True),
        _day("visited_on"),
        _text("purpose"),
        _text("summary"),
        _text("next_step"),
        _day("next_visit_on", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
    )
    op.create_index("ix_visit_enterprise_id", "visit", ["enterprise_id"])
    op.create_index("ix_visit_officer_id", "visit", ["officer_id"])
    op.create_index("ix_visit_park_id", "visit", ["park_id"])


def _chain_link() -> None:
    op.create_table(
        "chain_link",
        *_record(),
        _to("park", "park_id"),
        _to("chain_node", "from_node_id"),
        _to("chain_node", "to_node_id"),
        _text("relation"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_chain_link"),
    )
    op.create_index("ix_chain_link_from_node_id", "chain_link", ["from_node_id"])
    op.create_index("ix_chain_link_park_id", "chain_link", ["park_id"])
    op.create_index("ix_chain_link_to_node_id", "chain_link", ["to_node_id"])


def _milestone() -> None:
    op.create_table(
        "milestone",
        *_record(),
        _to("project", "project_id"),
        _code(
            "milestone",
            "kind",
            (
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
            ),
        ),
        _day("planned_on", nullable=True),
        _day("done_on", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_milestone"),
    )
    op.create_index("ix_milestone_project_id", "milestone", ["project_id"])


def _policy_grant() -> None:
    op.create_table(
        "policy_grant",
        *_record(),
        _to("policy", "policy_id", nullable=True),
        _to("enterprise", "enterprise_id"),
        _to("service_request", "request_id", nullable=True),
        _big("amount_fen", nullable=True),
        _day("applied_on", nullable=True),
        _day("confirmed_on", nullable=True),
        _day("paid_on", nullable=True),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_grant"),
    )
    op.create_index("ix_policy_grant_enterprise_id", "policy_grant", ["enterprise_id"])
    op.create_index("ix_policy_grant_policy_id", "policy_grant", ["policy_id"])
    op.create_index("ix_policy_grant_request_id", "policy_grant", ["request_id"])


def _progress_report() -> None:
    op.create_table(
        "progress_report",
        *_record(),
        _to("project", "project_id"),
        _day("month"),
        _big("construction_fen", nullable=True),
        _big("equipment_fen", nullable=True),
        _big("land_fen", nullable=True),
        _big("funds_in_place_fen", nullable=True),
        _int("progress_percent", nullable=True),
        _text("physical_progress"),
        _text("problems"),
        _text("next_step"),
        _day("next_step_on", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_progress_report"),
    )
    op.create_index("ix_progress_report_project_id", "progress_report", ["project_id"])


def _project_step() -> None:
    op.create_table(
        "project_step",
        *_record(),
        _to("project", "project_id"),
        _code("project_step", "from_stage", ("signed", "started", "in_production", "terminated"), nullable=True),
        _code("project_step", "to_stage", ("signed", "started", "in_production", "terminated")),
        _code(
            "project_step", "step", ("signed", "landed", "started", "trial_production", "in_production"), nullable=True
        ),
        _day("on"),
        _column("at", INSTANT),
        _text("actor"),
        _text("reason"),
        _text("unmet_gates"),
        sa.PrimaryKeyConstraint("id", name="pk_project_step"),
    )
    op.create_index("ix_project_step_project_id", "project_step", ["project_id"])


def _service_step() -> None:
    op.create_table(
        "service_step",
        *_record(),
        _to("service_request", "request_id"),
        _code(
            "service_step",
            "action",
            (
                "register",
                "accept",
                "not_accept",
                "assign",
                "return",
                "start",
                "reply",
                "return_visit",
                "close",
                "extend",
                "suspend",
                "resume",
                "redo",
                "escalate",
            ),
        ),
        _code(
            "service_step",
            "state",
            (
                "registered",
                "accepted",
                "assigned",
                "in_progress",
                "replied",
                "return_visit",
                "closed",
                "returned",
                "suspended",
                "not_accepted",
                "escalated",
            ),
        ),
        _day("on"),
        _column("at", INSTANT),
        _text("actor"),
        _to("provider", "provider_id", nullable=True),
        _text("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_service_step"),
    )
    op.create_index("ix_service_step_provider_id", "service_step", ["provider_id"])
    op.create_index("ix_service_step_request_id", "service_step", ["request_id"])


def _search() -> None:
    """The text of each searchable row, the queue of those to be read again, and the index over character pairs."""
    op.create_table(
        "search_doc",
        sa.Column("rid", sa.Integer(), primary_key=True),
        _text("kind"),
        _key("entity_id"),
        _text("text"),
        sa.UniqueConstraint("entity_id", name="uq_search_doc_entity_id"),
    )
    op.create_table(
        "search_dirty",
        _key("entity_id"),
        _text("kind"),
        sa.PrimaryKeyConstraint("entity_id", name="pk_search_dirty"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_fts USING fts5("
            "grams, content='', detail=none, tokenize='unicode61 remove_diacritics 0')"
        )


def _record() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return _key("id"), _int("version")


def _column(name: str, kind: Any, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=nullable)


def _key(name: str, nullable: bool = False) -> sa.Column[Any]:
    return _column(name, KEY, nullable)


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return _column(name, sa.String(), nullable)


def _int(name: str, nullable: bool = False) -> sa.Column[Any]:
    return _column(name, sa.Integer(), nullable)


def _big(name: str, nullable: bool = False) -> sa.Column[Any]:
    return _column(name, sa.BigInteger(), nullable)


def _flag(name: str, nullable: bool = False) -> sa.Column[Any]:
    return _column(name, sa.Boolean(), nullable)


def _day(name: str, nullable: bool = False) -> sa.Column[Any]:
    return _column(name, sa.Date(), nullable)


def _to(table: str, name: str, nullable: bool = False) -> sa.Column[Any]:
    """A reference, checked at commit."""
    return sa.Column(name, KEY, sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"), nullable=nullable)


def _code(table: str, name: str, values: tuple[str, ...], nullable: bool = False) -> sa.Column[Any]:
    """An enumeration: its value as text, with a CHECK that a later migration can name."""
    known = ", ".join(f"'{v}'" for v in values)
    check = sa.CheckConstraint(f"{name} IN ({known})", name=f"ck_{table}_{name}")
    return sa.Column(name, sa.String(32), check, nullable=nullable)
