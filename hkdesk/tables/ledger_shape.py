"""How ledgers of a shape are read, as an officer has put it right."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from hkdesk.tables.columns import Instant
from hkdesk.tables.record import Record


class LedgerShape(Record, table=True):
    """A mapping that serves the next ledger with the same headings."""

    __tablename__ = "ledger_shape"
    __table_args__ = (UniqueConstraint("shape"),)

    shape: str  # a key of the headings: exchange/ledgers/mapping.py
    kind: str  # of ledger: a record's class, or Dispatch
    mapping: str  # as JSON
    used_at: datetime = Field(sa_type=Instant)
