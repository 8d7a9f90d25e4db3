"""Indexes for every order of the appeals ledger, and one of what is open with all that its lists need."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"

TABLE = "service_request"
OPEN = (
    "state",
    "due_on",
    "id",
    "park_id",
    "received_on",
    "number",
    "category",
    "title",
    "enterprise_id",
    "lead_provider_id",
    "liaison_officer_id",
    "response_due_on",
)
WIDER = ("enterprise_id", "lead_provider_id")


def upgrade() -> None:
    for name in WIDER:
        op.drop_index(f"ix_service_request_{name}", TABLE)
        op.create_index(f"ix_service_request_{name}", TABLE, [name, "state", "id", "park_id"])
    for name in ("category", "title"):
        op.create_index(f"ix_service_request_{name}", TABLE, [name, "id", "state", "park_id"])
    op.drop_index("ix_service_request_park_id", TABLE)  # others begin with it
    op.create_index("ix_service_request_park_number", TABLE, ["park_id", "number", "id", "state"])
    still_open = sa.text("state <> 'closed'")
    op.create_index("ix_service_request_open", TABLE, list(OPEN), sqlite_where=still_open, postgresql_where=still_open)
