"""Where a fact comes from, and how firmly it stands."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from hkdesk.domain.standing import Standing
from hkdesk.tables.columns import Key, code_of, key_to
from hkdesk.tables.record import Record


class Source(Record, table=True):
    """An article or bulletin."""

    code: str = Field(unique=True)
    title: str
    subtitle: str = ""
    park_id: UUID | None = key_to("park")
    published: str = ""
    note: str = ""


class Citation(Record, table=True):
    """That a record, or one field of it, stands in a source, where, and how firmly."""

    __table_args__ = (Index("ix_citation_row", "row", "field"),)

    source_id: UUID = key_to("source", optional=False)
    kind: str  # the name of the record's class
    row: UUID = Field(sa_type=Key)
    field: str = ""  # empty: the record as a whole
    locator: str
    standing: Standing = Field(sa_type=code_of(Standing))
    note: str = ""
