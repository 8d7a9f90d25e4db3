"""Indexes in the order in which the figures of a year are counted, each with all that they count."""

from alembic import op

revision = "0006"
down_revision = "0005"

TABLE = "service_request"
ABOUT = ["category", "lead_provider_id"]
OUTCOMES = ["financing_fen", "subsidy_fen", "retained_investment_fen", "workers", "jobs_at_risk"]
WIDENED = {
    "ix_service_request_closed": ["state", "closed_on", *ABOUT, "park_id", *OUTCOMES],
}
NEW = {
    "ix_service_request_figures_received": ["received_on", *ABOUT, "park_id"],
    "ix_service_request_figures_replied": ["replied_on", *ABOUT, "park_id", "received_on", "due_on"],
    "ix_service_request_figures_visited": [
        "return_visited_on",
        *ABOUT,
        "park_id",
        "was_contacted",
        "was_solved",
        "satisfaction",
    ],
}


def upgrade() -> None:
    for name in WIDENED:
        op.drop_index(name, TABLE)
    for name, columns in (WIDENED | NEW).items():
        op.create_index(name, TABLE, columns)
