"""What officers do with enterprises."""

from collections.abc import Mapping
from uuid import UUID

from hkdesk.domain.errors import DeskError
from hkdesk.domain.qualification import check_qualification_days
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.enterprise import Enterprise, Qualification
from hkdesk.work.commands.contacts import check_whole_phone, note_masked_phone
from hkdesk.work.commands.fields import Entry, default_park, edit, get, same_name
from hkdesk.work.commands.names_taken import NamesTaken


def add_enterprise(uow: UnitOfWork, typed: Mapping[str, object], *, names: NamesTaken | None = None) -> UUID:
    """Enter an enterprise.

    Args:
        names: those that are taken, where they have been asked for already.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    entry = Entry(uow.session, Enterprise).take(typed).require("name")
    values = entry.values
    if "park_id" not in values:
        values["park_id"] = default_park(uow.session)
    note_masked_phone(entry, "contact_phone")
    if name := values.get("name"):
        taken = names or NamesTaken(uow.session, Enterprise, [name])
        if not taken.take(name, values["park_id"]):
            entry.errors.append(DeskError("The park has an enterprise of this name already.", field="name"))
    return uow.insert(Enterprise, entry.check())


def edit_enterprise(uow: UnitOfWork, enterprise_id: UUID, typed: Mapping[str, object]) -> None:
    """Change an enterprise's fields."""
    enterprise: Enterprise = get(uow.session, "Enterprise", enterprise_id)
    before = enterprise.name
    check_whole_phone(typed.get("contact_phone"), "contact_phone")
    edit(uow.session, enterprise, typed, frozenset(), "name")
    name, park_id = enterprise.name, enterprise.park_id
    if name != before and same_name(uow.session, Enterprise, name, park_id, but_for=enterprise_id):
        raise DeskError("The park has an enterprise of this name already.", field="name")


def save_qualification(
    uow: UnitOfWork, enterprise_id: UUID, qualification_id: UUID | None, typed: Mapping[str, object]
) -> UUID:
    """Enter what an enterprise has been recognised as, or change it.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    qualification: Qualification | None = (
        None if qualification_id is None else get(uow.session, "Qualification", qualification_id)
    )
    entry = Entry(uow.session, Qualification, frozenset({"enterprise_id"})).take(typed)
    changed = dict(entry.values)
    if qualification is not None:
        entry.values = {f: getattr(qualification, f) for f in ("name", "granted_on", "expires_on")} | changed
    entry.require("name")
    try:
        check_qualification_days(entry.values.get("granted_on"), entry.values.get("expires_on"), uow.today)
    except DeskError as error:
        entry.errors.append(error)
    values = entry.check()
    if qualification is None:
        get(uow.session, "Enterprise", enterprise_id)
        return uow.insert(Qualification, {"enterprise_id": enterprise_id, **values})
    for field, value in changed.items():
        if getattr(qualification, field) != value:
            setattr(qualification, field, value)
    return qualification.id


def delete_qualification(uow: UnitOfWork, qualification_id: UUID) -> None:
    """Take a qualification off its enterprise."""
    uow.session.delete(get(uow.session, "Qualification", qualification_id))
