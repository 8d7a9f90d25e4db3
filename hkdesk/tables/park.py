"""The parks that the desk keeps; every record belongs to one."""

from sqlmodel import Field

from hkdesk.tables.record import Record


class Park(Record, table=True):
    """A high-tech zone."""

    name: str
    full_name: str = ""
    code: str = Field(unique=True)  # stands in the numbers of appeals, e.g. HJS
    division_code: str = ""
    note: str = ""
