"""The rules by which a new appeal finds its handler."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.provider import check_handles, read_categories
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import table_of
from hkdesk.tables.enterprise import Enterprise
from hkdesk.tables.provider import Provider
from hkdesk.tables.request_rules import RoutingRule
from hkdesk.work.commands.fields import Entry, default_park, get

FIELDS = ("category", "enterprise_id", "provider_id")


def save_routing_rule(uow: UnitOfWork, rule_id: UUID | None, typed: Mapping[str, object]) -> UUID:
    """Enter a rule, or change one: appeals of a category, of an enterprise, or of both go to a provider.

    A rule with neither is what its park does where no other rule fits.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    rule: RoutingRule | None = None if rule_id is None else get(uow.session, "RoutingRule", rule_id)
    park_id = rule.park_id if rule else None
    entry = Entry(uow.session, RoutingRule, frozenset({"park_id"}) if rule else frozenset(), park_id).take(typed)
    stands: dict[str, Any] = {f: getattr(rule, f) for f in FIELDS} if rule else dict.fromkeys(FIELDS)
    values = {**stands, **entry.values}
    values["park_id"] = park_id or values.get("park_id") or default_park(uow.session)
    entry.values = values
    entry.require("provider_id")
    _check_provider(uow, entry)
    _check_enterprise(uow, entry)
    if not entry.errors:
        _check_only_one(uow, entry, rule_id)
    entry.check()
    if rule is None:
        rule = RoutingRule(**values)
        uow.session.add(rule)
        return rule.id
    for field in FIELDS:
        if getattr(rule, field) != values[field]:
            setattr(rule, field, values[field])
    return rule.id


def delete_routing_rule(uow: UnitOfWork, rule_id: UUID) -> None:
    """Delete a rule; appeals that went by it stay where they are."""
    uow.session.delete(get(uow.session, "RoutingRule", rule_id))


def _check_provider(uow: UnitOfWork, entry: Entry) -> None:
    provider = uow.session.get(Provider, entry.values.get("provider_id")) if entry.values.get("provider_id") else None
    if provider is None:
        return
    if provider.park_id != entry.values["park_id"]:
        entry.errors.append(
            DeskError(
                "{provider} belongs to another park: choose one of this park.", field="provider", provider=provider.name
            )
        )
        return
    try:
        check_handles(provider.name, read_categories(provider.categories), entry.values.get("category"))
    except DeskError as error:
        entry.errors.append(error)


def _check_enterprise(uow: UnitOfWork, entry: Entry) -> None:
    key = entry.values.get("enterprise_id")
    enterprise = uow.session.get(Enterprise, key) if key else None
    if enterprise is not None and enterprise.park_id != entry.values["park_id"]:
        entry.errors.append(
            DeskError(
                "{enterprise} is in another park: choose one of this park.",
                field="enterprise",
                enterprise=enterprise.name,
            )
        )


def _check_only_one(uow: UnitOfWork, entry: Entry, rule_id: UUID | None) -> None:
    """The same pair is said once: SQL counts two empty values as different, so the index does not see it."""
    t, values = table_of("RoutingRule"), entry.values
    p = table_of("Provider")
    same = (t.c[f].is_not_distinct_from(values[f]) for f in ("category", "enterprise_id"))
    stands = (
        select(p.c.name)
        .join_from(t, p, p.c.id == t.c.provider_id)
        .where(t.c.park_id == values["park_id"], t.c.id.is_not(rule_id), *same)
        .limit(1)
    )
    if (provider := uow.session.execute(stands).scalar()) is not None:
        entry.errors.append(
            DeskError(
                "There is a rule for this already: it sends to {provider}. Change that one.",
                field="category",
                provider=provider,
            )
        )
