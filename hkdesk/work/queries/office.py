"""What heads and signs documents, and the park's own templates of them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.tables.all import table_of

OFFICE, OWN_TEMPLATE = table_of("Office"), table_of("OwnTemplate")
TEXTS = ("issuing_unit", "letterhead", "document_number", "signed_by", "contact_line")


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """What heads and signs a park's official documents; all of it may be empty.

    Args:
        signed_by: the unit at the foot; empty for the issuing one.
    """

    issuing_unit: str = ""
    letterhead: str = ""
    document_number: str = ""
    signed_by: str = ""
    contact_line: str = ""
    has_red_header: bool = False


def offices(reader: Connection) -> dict[UUID | None, OfficeSettings]:
    """Those that are set, by park; None for all parks together."""
    c = OFFICE.c
    found = reader.execute(select(c.park_id, *(c[name] for name in TEXTS), c.has_red_header))
    return {row[0]: OfficeSettings(*tuple(row)[1:]) for row in found}


def office_of(reader: Connection, park: UUID | None) -> OfficeSettings:
    """That of a park, or of all parks together; another park's never serves."""
    return offices(reader).get(park, OfficeSettings())


def own_templates(reader: Connection) -> dict[tuple[str, str], str]:
    """The park's own templates, by document and language."""
    c = OWN_TEMPLATE.c
    return {(document, language): text for document, language, text in _rows(reader, c.document, c.language, c.text)}


def own_template(reader: Connection, document: str, language: str) -> str | None:
    """A document's own template in a language; None where the one as delivered serves."""
    return own_templates(reader).get((document, language))


def _rows(reader: Connection, *columns: object) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in reader.execute(select(*columns))]  # type: ignore[call-overload]
