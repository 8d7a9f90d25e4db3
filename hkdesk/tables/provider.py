"""The 1+1+N: the service centre, the entrepreneurs' federation, and the many who help."""

from uuid import UUID

from sqlmodel import Field

from hkdesk.domain.codes import ProviderKind
from hkdesk.tables.columns import code_of, key_to
from hkdesk.tables.record import Record


class Provider(Record, table=True):
    """Who takes an appeal in or handles it."""

    park_id: UUID = key_to("park", optional=False)
    kind: ProviderKind = Field(sa_type=code_of(ProviderKind))
    name: str = Field(index=True)
    contact_name: str = ""
    contact_phone: str = ""
    categories: str = ""  # codes of the categories it handles, separated by spaces
    note: str = ""
