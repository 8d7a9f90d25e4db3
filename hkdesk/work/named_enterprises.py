"""Enterprises that an appeal, a visit or a ledger's row names and the desk does not hold: entered with it."""

from uuid import UUID

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.enterprise import Enterprise
from hkdesk.work.commands.fields import Entry, default_park


def enter_by_name(uow: UnitOfWork, name: str, park_id: UUID | None) -> Enterprise:
    """Enter an enterprise that a record names and the desk does not hold.

    Args:
        park_id: in which it lies; None for the first park.

    Raises:
        DeskError: beside "enterprise", if it cannot be its name.
    """
    try:
        values = Entry(uow.session, Enterprise).take({"name": name}).require("name").check()
    except FieldErrors as error:
        raise DeskError(error.errors[0].message, field="enterprise", **error.errors[0].values) from None
    enterprise = Enterprise(park_id=park_id or default_park(uow.session), **values)
    uow.session.add(enterprise)
    return enterprise
