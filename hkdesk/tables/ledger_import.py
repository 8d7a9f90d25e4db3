"""Ledgers that were taken in."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from hkdesk.tables.columns import Instant, Key
from hkdesk.tables.record import Record


class LedgerImport(Record, table=True):
    """A ledger that was taken in: which file, by whom, and what came of its rows; what it wrote stands in the log.

    The record is written with the rows, and goes with them when the import is undone.
    """

    __tablename__ = "ledger_import"

    transaction: UUID = Field(sa_type=Key, unique=True)  # of the change log
    file_name: str
    kind: str  # of ledger: a record's class, or Dispatch
    at: datetime = Field(sa_type=Instant)
    actor: str = ""
    rows_new: int = 0
    rows_changed: int = 0
    rows_same: int = 0
    rows_left: int = 0  # refused, or left out by the officer
