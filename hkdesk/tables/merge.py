"""Two records that were found to be one: the kept one tells the history of both."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from hkdesk.tables.columns import Instant, Key
from hkdesk.tables.record import Record


class Merge(Record, table=True):
    """A record that was merged into another of its kind, and deleted."""

    kind: str
    kept_id: UUID = Field(sa_type=Key, index=True)
    merged_id: UUID = Field(sa_type=Key)
    at: datetime = Field(sa_type=Instant)
    actor: str = ""
