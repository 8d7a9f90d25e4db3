"""What officers do with the providers of the 1+1+N."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.provider import CO_ORDINATE, read_categories
from hkdesk.domain.request import Category
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import table_of
from hkdesk.tables.provider import Provider
from hkdesk.work.commands.contacts import note_masked_phone
from hkdesk.work.commands.fields import Entry, default_park, get, same_name

RULE = table_of("RoutingRule")
ELSEWHERE = (("ServiceStep", "provider_id"), ("Event", "provider_id"), ("ServiceCase", "provider_id"))


def save_provider(uow: UnitOfWork, provider_id: UUID | None, typed: Mapping[str, object]) -> UUID:
    """Enter a provider, or change one; its categories are codes separated by spaces.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    provider: Provider | None = None if provider_id is None else get(uow.session, "Provider", provider_id)
    park_id = provider.park_id if provider else None
    entry = Entry(uow.session, Provider, frozenset({"park_id"}) if provider else frozenset(), park_id).take(typed)
    typed_values = dict(entry.values)
    if provider is None:
        entry.values.setdefault("park_id", default_park(uow.session))
    else:
        entry.values = {f: getattr(provider, f) for f in ("park_id", "kind", "name", "categories")} | entry.values
    entry.require("kind", "name")
    _check_categories(uow, entry, typed_values, provider_id)
    note_masked_phone(entry, "contact_phone")
    _check_alone(uow, entry, provider_id)
    if "categories" in typed_values:
        typed_values["categories"] = entry.values["categories"]
    values = entry.check()
    if provider is None:
        provider = Provider(**values)
        uow.session.add(provider)
        return provider.id
    for field, value in typed_values.items():
        if getattr(provider, field) != value:
            setattr(provider, field, value)
    return provider.id


def delete_provider(uow: UnitOfWork, provider_id: UUID) -> None:
    """Delete a provider that nothing names.

    Raises:
        DeskError: saying what names it.
    """
    provider: Provider = get(uow.session, "Provider", provider_id)
    appeals = _count(uow, "ServiceRequest", "lead_provider_id", provider_id)
    appeals += _count(uow, "RequestAssistant", "provider_id", provider_id)
    rules = _count(uow, "RoutingRule", "provider_id", provider_id)
    if appeals or rules:
        raise DeskError(
            "{provider} cannot be deleted: {appeals} appeals and {rules} routing rules name it. "
            "Give those to another provider first.",
            provider=provider.name,
            appeals=appeals,
            rules=rules,
        )
    if others := sum(_count(uow, kind, field, provider_id) for kind, field in ELSEWHERE):
        raise DeskError(
            "{provider} cannot be deleted: {count} steps, events or cases of the past name it.",
            provider=provider.name,
            count=others,
        )
    uow.session.delete(provider)


def _count(uow: UnitOfWork, kind: str, field: str, provider_id: UUID) -> int:
    t = table_of(kind)
    if field not in t.c:
        return 0
    return int(uow.session.execute(select(func.count()).where(t.c[field] == provider_id)).scalar_one())


def _check_categories(uow: UnitOfWork, entry: Entry, typed: Mapping[str, object], provider_id: UUID | None) -> None:
    """Keep the codes in their order; a category that a routing rule sends here stays."""
    if "categories" not in typed:
        return
    try:
        categories = read_categories(str(typed["categories"] or ""))
    except DeskError as error:
        entry.errors.append(error)
        return
    entry.values["categories"] = " ".join(categories)
    if provider_id is None:
        return
    sent = set(uow.session.execute(select(RULE.c.category).where(RULE.c.provider_id == provider_id)).scalars())
    gone = [c for c in Category if c in sent and c not in categories]
    if gone:
        entry.errors.append(
            DeskError(
                "Routing rules send {categories} to this provider: change those rules first.",
                field="categories",
                categories=gone,
            )
        )


def _check_alone(uow: UnitOfWork, entry: Entry, provider_id: UUID | None) -> None:
    """A park has one centre and one federation, and no two providers of a name."""
    kind, name, park_id = (entry.values.get(f) for f in ("kind", "name", "park_id"))
    if kind in CO_ORDINATE:
        t = table_of("Provider")
        stands = select(t.c.name).where(t.c.park_id == park_id, t.c.kind == kind, t.c.id.is_not(provider_id)).limit(1)
        if (other := uow.session.execute(stands).scalar()) is not None:
            entry.errors.append(
                DeskError(
                    "The park has its {kind} already: {provider}. There is one of it; change that one instead.",
                    field="kind",
                    kind=kind,
                    provider=other,
                )
            )
    if name and park_id and same_name(uow.session, Provider, name, park_id, but_for=provider_id):
        entry.errors.append(DeskError("The park has a provider of this name already.", field="name"))
