"""Meetings and events that a park holds."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from hkdesk.domain.codes import EventKind
from hkdesk.tables.columns import code_of, key_to
from hkdesk.tables.record import Record


class Event(Record, table=True):
    """A meeting or event, or a series of them."""

    park_id: UUID = key_to("park", optional=False)
    kind: EventKind = Field(sa_type=code_of(EventKind))
    name: str
    held_on: date | None = None
    period: str = ""  # as said, where the day is not known, e.g. 2024-Q1
    times: int | None = None
    provider_id: UUID | None = key_to("provider")
    note: str = ""
