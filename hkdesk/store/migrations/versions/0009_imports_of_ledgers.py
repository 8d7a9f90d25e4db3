"""Which ledgers were taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "ledger_import",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("transaction", KEY, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("file_name", "kind")),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("rows_new", "rows_changed", "rows_same", "rows_left")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_import"),
        sa.UniqueConstraint("transaction", name="uq_ledger_import_transaction"),
    )
