"""What officers do with enterprises."""

from collections.abc import Mapping
from uuid import UUID

from hkdesk.domain.errors import DeskError
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.enterprise import Enterprise
from hkdesk.work.commands.fields import Entry, default_park, edit, get, same_name


def add_enterprise(uow: UnitOfWork, typed: Mapping[str, object]) -> UUID:
    """Enter an enterprise.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    entry = Entry(uow.session, Enterprise).take(typed).require("name")
    values = entry.values
    values.setdefault("park_id", default_park(uow.session))
    if values.get("name") and same_name(uow.session, Enterprise, values["name"], values["park_id"]):
        entry.errors.append(DeskError("The park has an enterprise of this name already.", field="name"))
    enterprise = Enterprise(**entry.check())
    uow.session.add(enterprise)
    return enterprise.id


def edit_enterprise(uow: UnitOfWork, enterprise_id: UUID, typed: Mapping[str, object]) -> None:
    """Change an enterprise's fields."""
    enterprise: Enterprise = get(uow.session, "Enterprise", enterprise_id)
    before = enterprise.name
    edit(uow.session, enterprise, typed, frozenset(), "name")
    name, park_id = enterprise.name, enterprise.park_id
    if name != before and same_name(uow.session, Enterprise, name, park_id, but_for=enterprise_id):
        raise DeskError("The park has an enterprise of this name already.", field="name")
