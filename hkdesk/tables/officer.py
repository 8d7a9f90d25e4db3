"""Officers of a park: lead officers, liaison officers, those who use the desk."""

from uuid import UUID

from sqlmodel import Field

from hkdesk.tables.columns import key_to
from hkdesk.tables.record import Record


class Officer(Record, table=True):
    """Somebody who works for the park."""

    park_id: UUID = key_to("park", optional=False)
    name: str = Field(index=True)
    unit: str = ""
    phone: str = ""
    is_liaison: bool = False
