"""Who a new appeal goes to: by the park's rules, else by what each provider says it handles (RULES.md, 1+1+N)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from hkdesk.domain.request import Category
from hkdesk.tables.all import table_of
from hkdesk.work.queries.requests import OPEN_STATES, REQUEST

RULE = table_of("RoutingRule")
PROVIDER = table_of("Provider")


class RoutedBy(StrEnum):
    """Why an appeal goes to somebody."""

    RULE = "rule"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Handler:
    """Who an appeal goes to, why, and how many open ones they lead already."""

    id: UUID
    name: str
    routed_by: RoutedBy
    open_requests: int


def handler_for(reader: Connection, park: UUID, category: Category, enterprise: UUID | None = None) -> Handler | None:
    """The provider that a new appeal goes to; None where nothing says so.

    The rule that says more wins: enterprise and category, enterprise, category, the park's default. Without a rule it
    is the provider that handles the category, of several the one with the fewest open appeals.
    """
    r = RULE.c
    fits = and_(
        r.park_id == park,
        or_(r.category.is_(None), r.category == category),
        or_(r.enterprise_id.is_(None), r.enterprise_id == enterprise),
    )
    rule = reader.execute(
        select(PROVIDER.c.id, PROVIDER.c.name)
        .join_from(RULE, PROVIDER, PROVIDER.c.id == r.provider_id)
        .where(fits)
        .order_by(r.enterprise_id.is_(None), r.category.is_(None))
        .limit(1)
    ).first()
    if rule is not None:
        return Handler(rule[0], rule[1], RoutedBy.RULE, open_requests_of(reader, rule[0]))
    found = reader.execute(
        select(PROVIDER.c.id, PROVIDER.c.name, PROVIDER.c.categories)
        .where(PROVIDER.c.park_id == park, PROVIDER.c.categories.contains(category.value))
        .order_by(PROVIDER.c.name)
    )
    able = [
        Handler(key, name, RoutedBy.CATEGORY, open_requests_of(reader, key))
        for key, name, categories in found
        if category.value in categories.split()
    ]
    return min(able, key=lambda handler: handler.open_requests, default=None)


def open_requests_of(reader: Connection, provider: UUID) -> int:
    """How many appeals a provider leads that have not ended."""
    c = REQUEST.c
    wanted = select(func.count()).where(c.lead_provider_id == provider, c.state.in_(OPEN_STATES))
    return int(reader.execute(wanted).scalar_one())
