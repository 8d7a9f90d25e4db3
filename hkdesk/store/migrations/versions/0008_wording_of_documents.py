"""What heads and signs a park's documents, and its own templates of them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "office",
        *_record(),
        sa.Column("park_id", KEY, sa.ForeignKey("park.id", deferrable=True, initially="DEFERRED"), nullable=True),
        *(_text(name) for name in ("issuing_unit", "letterhead")),
        sa.Column("has_red_header", sa.Boolean(), nullable=False),
        *(_text(name) for name in ("document_number", "signed_by", "contact_line")),
        sa.PrimaryKeyConstraint("id", name="pk_office"),
        sa.UniqueConstraint("park_id", name="uq_office_park_id"),
    )
    op.create_table(
        "own_template",
        *_record(),
        *(_text(name) for name in ("document", "language", "text")),
        sa.PrimaryKeyConstraint("id", name="pk_own_template"),
        sa.UniqueConstraint("document", "language", name="uq_own_template_document"),
    )


def _record() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return sa.Column("id", KEY, nullable=False), sa.Column("version", sa.Integer(), nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)
