"""What an office calls things in its ledgers, and how ledgers of a shape are read."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "ledger_shape",
        *_record("shape", "kind", "mapping"),
        sa.Column("used_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_shape"),
        sa.UniqueConstraint("shape", name="uq_ledger_shape_shape"),
    )
    op.create_table(
        "ledger_word",
        *_record("kind_part", "means", "word"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_word"),
        sa.UniqueConstraint("kind_part", "means", "word", name="uq_ledger_word_kind_part"),
    )


def _record(*texts: str) -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
    )
