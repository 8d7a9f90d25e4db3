"""Indexes for every order of the appeals ledger, and one of what is open with all that its lists need."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

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
INDEXES = {
    "enterprise_id": ["enterprise_id", "state", "id", "park_id", "received_on", "category", "lead_provider_id"],
    "lead_provider_id": ["lead_provider_id", "state", "id", "park_id", "category"],
    "liaison_officer_id": [
        "liaison_officer_id",
        "enterprise_id",
        "state",
        "id",
        "park_id",
        "category",
        "lead_provider_id",
    ],
    "category": ["category", "id", "state", "park_id"],
    "title": ["title", "id", "state", "park_id", "category"],
    "park_number": ["park_id", "number", "id", "state"],
}
GONE = ("enterprise_id", "lead_provider_id", "liaison_officer_id", "park_id")  # others begin with the park


def upgrade() -> None:
    for name in GONE:
        op.drop_index(f"ix_service_request_{name}", TABLE)
    for name, columns in INDEXES.items():
        op.create_index(f"ix_service_request_{name}", TABLE, columns)
    still_open = sa.text("state <> 'closed'")
    op.create_index("ix_service_request_open", TABLE, list(OPEN), sqlite_where=still_open)
