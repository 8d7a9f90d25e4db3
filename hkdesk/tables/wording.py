"""How a park words its documents: what heads and signs them, and its own templates."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from hkdesk.tables.columns import key_to
from hkdesk.tables.record import Record


class Office(Record, table=True):
    """What heads and signs the official documents of a park; of all parks together where it names none."""

    __table_args__ = (UniqueConstraint("park_id"),)

    park_id: UUID | None = key_to("park", is_indexed=False)  # its uniqueness is an index
    issuing_unit: str = ""
    letterhead: str = ""
    has_red_header: bool = False
    document_number: str = ""
    signed_by: str = ""  # the unit at the foot; empty: the issuing one
    contact_line: str = ""


class OwnTemplate(Record, table=True):
    """A park's own template of a document in a language, instead of the one that the desk comes with."""

    __tablename__ = "own_template"
    __table_args__ = (UniqueConstraint("document", "language"),)

    document: str
    language: str
    text: str = Field(default="")
