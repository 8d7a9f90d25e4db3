"""Indexes in the order in which lists and counts of very many appeals read them."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLE = "service_request"
NEW = {
    "ix_service_request_state": ["state", "due_on", "id", "park_id"],
    "ix_service_request_closed": [
        "state",
        "closed_on",
        "park_id",
        "financing_fen",
        "subsidy_fen",
        "retained_investment_fen",
        "workers",
    ],
    "ix_service_request_enterprise_id": ["enterprise_id", "state"],
}


def upgrade() -> None:
    for name, columns in NEW.items():
        op.drop_index(name, TABLE)
        op.create_index(name, TABLE, columns)
