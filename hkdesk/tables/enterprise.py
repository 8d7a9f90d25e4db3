"""Enterprises (经营主体) and what they have been recognised as."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from hkdesk.tables.columns import key_to
from hkdesk.tables.record import Record


class Enterprise(Record, table=True):
    """An enterprise in a park."""

    park_id: UUID = key_to("park", optional=False)
    name: str = Field(index=True)
    short_name: str = ""
    uscc: str | None = Field(default=None, unique=True)
    legacy_registration_number: str = ""
    industry_code: str = ""  # GB/T 4754
    business: str = ""
    address: str = ""
    head_name: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    is_above_scale: bool | None = None
    liaison_officer_id: UUID | None = key_to("officer")
    settled_on: date | None = None
    note: str = ""


class Qualification(Record, table=True):
    """What an enterprise has been recognised as, e.g. high-tech or 专精特新."""

    enterprise_id: UUID = key_to("enterprise", optional=False)
    name: str
    level: str = ""
    granted_on: date | None = None
    expires_on: date | None = None
    note: str = ""
