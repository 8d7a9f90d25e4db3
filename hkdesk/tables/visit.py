"""Visits to enterprises."""

from datetime import date
from uuid import UUID

from hkdesk.tables.columns import key_to
from hkdesk.tables.record import Record


class Visit(Record, table=True):
    """An officer's visit to an enterprise and what follows from it."""

    park_id: UUID = key_to("park", optional=False)
    enterprise_id: UUID = key_to("enterprise", optional=False)
    officer_id: UUID | None = key_to("officer")
    visited_on: date
    purpose: str = ""
    summary: str = ""
    next_step: str = ""
    next_visit_on: date | None = None
