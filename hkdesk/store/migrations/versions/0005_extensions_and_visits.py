"""Extensions asked for and granted, what each return visit found, and the load of a provider."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ACTIONS = (
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
    "ask_extension",
    "deny_extension",
)
SATISFACTIONS = ("satisfied", "basically_satisfied", "not_satisfied")


def upgrade() -> None:
    op.add_column("service_request", sa.Column("extension_asked_on", sa.Date(), nullable=True))
    op.add_column("service_request", sa.Column("extension_asked_workdays", sa.Integer(), nullable=True))
    op.add_column("service_request", sa.Column("extended_workdays", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("service_step", sa.Column("was_contacted", sa.Boolean(), nullable=True))
    op.add_column("service_step", sa.Column("was_solved", sa.Boolean(), nullable=True))
    op.add_column("service_step", _satisfaction())
    op.drop_index("ix_service_request_lead_provider_id", "service_request")
    op.create_index("ix_service_request_lead_provider_id", "service_request", ["lead_provider_id", "state"])
    if op.get_bind().dialect.name == "sqlite":
        _rebuild()
    else:
        op.drop_constraint("ck_service_step_action", "service_step", type_="check")
        op.create_check_constraint("ck_service_step_action", "service_step", f"action IN ({_quoted(ACTIONS)})")


def _satisfaction() -> sa.Column[str]:
    check = sa.CheckConstraint(f"satisfaction IN ({_quoted(SATISFACTIONS)})", name="ck_service_step_satisfaction")
    return sa.Column("satisfaction", sa.String(32), check, nullable=True)


def _rebuild() -> None:
    """SQLite changes a CHECK only with its table: the one that stands is written anew with the two actions more."""
    made = op.get_bind().exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'service_step'").scalar_one()
    indexes = op.get_bind().exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'service_step' AND type = 'index' AND sql IS NOT NULL"
    )
    again = [sql for (sql,) in indexes]
    known = made.replace("'escalate')", "'escalate', 'ask_extension', 'deny_extension')", 1)
    op.execute(known.replace("service_step", "service_step_new", 1))
    op.execute("INSERT INTO service_step_new SELECT * FROM service_step")
    op.execute("DROP TABLE service_step")
    op.execute("ALTER TABLE service_step_new RENAME TO service_step")
    for sql in again:
        op.execute(sql)


def _quoted(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)
