"""Who handles an appeal: its lead, and the providers that help (RULES.md, 1+1+N)."""

import re
from uuid import UUID

from sqlalchemy import select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import Category
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import table_of
from hkdesk.tables.provider import Provider
from hkdesk.tables.request_rules import RequestAssistant
from hkdesk.tables.service_request import ServiceRequest
from hkdesk.work.commands.fields import find_by_name, get

BETWEEN_NAMES = re.compile(r"[、，,;；\n]+")


def find_provider(uow: UnitOfWork, named: str | UUID, field: str) -> UUID:
    """The provider of a name.

    Raises:
        DeskError: beside `field`, if there is none, or more than one.
    """
    if isinstance(named, UUID):
        return named
    found = find_by_name(uow.session, table_of("Provider"), named.strip())
    if len(found) == 1:
        return found[0]
    if found:
        raise DeskError(
            "There are {count} of the name “{text}”: say which by its id.", field=field, count=len(found), text=named
        )
    raise DeskError("There is none of the name “{text}”.", field=field, text=named)


def check_handles(uow: UnitOfWork, provider_id: UUID, category: Category, field: str, reason: str = "") -> None:
    """Refuse a lead that says what it handles, and not this; a reason lets it pass.

    Raises:
        DeskError: beside `field`, naming what it does handle.
    """
    provider: Provider = get(uow.session, "Provider", provider_id)
    if not reason.strip():
        refuse_unhandled(provider.name, provider.categories, category, field)


def refuse_unhandled(provider: str, categories: str, category: Category, field: str) -> None:
    """As `check_handles`, of a provider that is known by name and by what it handles."""
    handled = categories.split()
    if not handled or category.value in handled:
        return
    raise DeskError(
        "{provider} handles {handled}, not {category}: choose another, or give a reason.",
        field=field,
        provider=provider,
        handled=[Category(code) for code in handled if code in set(Category)],
        category=category,
    )


def set_assistants(uow: UnitOfWork, request: ServiceRequest, names: str) -> None:
    """Let exactly these providers help with an appeal.

    Args:
        names: their names, with 、 or a comma between them; blank for none.

    Raises:
        DeskError: beside "assistants", if a name is unknown or leads already.
    """
    wanted = {find_provider(uow, name, "assistants") for name in BETWEEN_NAMES.split(names) if name.strip()}
    if request.lead_provider_id in wanted:
        raise DeskError("The lead handler need not be named among those that help.", field="assistants")
    a = table_of("RequestAssistant").c
    kept = uow.session.execute(select(a.id, a.provider_id).where(a.request_id == request.id)).all()
    for key, provider_id in kept:
        if provider_id not in wanted:
            uow.session.delete(get(uow.session, "RequestAssistant", key))
    for provider_id in wanted - {provider_id for _, provider_id in kept}:
        uow.session.add(RequestAssistant(request_id=request.id, provider_id=provider_id))
