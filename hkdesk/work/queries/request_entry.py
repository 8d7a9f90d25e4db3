"""What fills itself in while an appeal is being entered."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from hkdesk.domain.request import Category
from hkdesk.tables.all import table_of
from hkdesk.work.queries.requests import OPEN_STATES, REQUEST
from hkdesk.work.queries.routing import Handler, handler_for

ENTERPRISE = table_of("Enterprise")
OFFICER = table_of("Officer")


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is likely for an appeal of an enterprise in a category.

    Args:
        is_known: whether the desk holds an enterprise of that name.
        open_requests: how many appeals of the enterprise have not ended.
    """

    is_known: bool
    liaison: str
    contact_name: str
    contact_phone: str
    open_requests: int
    handler: Handler | None


def suggested(reader: Connection, park: UUID | None, category: Category, enterprise: str) -> Suggested:
    """What is likely for an appeal of the enterprise of a name, known or new.

    Args:
        park: the park in view; that of a known enterprise wins over it.
    """
    e = ENTERPRISE.c
    wanted = (
        select(e.id, e.park_id, OFFICER.c.name, e.contact_name, e.contact_phone)
        .select_from(ENTERPRISE.outerjoin(OFFICER, OFFICER.c.id == e.liaison_officer_id))
        .where((e.name == enterprise) | (e.short_name == enterprise) | (e.uscc == enterprise))
        .order_by(e.park_id.is_not(park))
        .limit(1)
    )
    found = reader.execute(wanted).first() if enterprise else None  # many have no short name or code
    if found is None:
        handler = None if park is None else handler_for(reader, park, category)
        return Suggested(False, "", "", "", 0, handler)
    key, own_park, liaison, contact, phone = found
    c = REQUEST.c
    count = select(func.count()).where(c.enterprise_id == key, c.state.in_(OPEN_STATES))
    return Suggested(
        is_known=True,
        liaison=liaison or "",
        contact_name=contact,
        contact_phone=phone,
        open_requests=int(reader.execute(count).scalar_one()),
        handler=handler_for(reader, own_park, category, key),
    )
