"""Files that belong to records; their bytes lie in the data folder under their hash."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field

from hkdesk.tables.columns import Instant, Key
from hkdesk.tables.record import Record


class Attachment(Record, table=True):
    """A file of a record."""

    kind: str
    row: UUID = Field(sa_type=Key, index=True)
    name: str
    sha256: str = Field(index=True)
    size_bytes: int = Field(sa_type=BigInteger)
    added_at: datetime = Field(sa_type=Instant)
