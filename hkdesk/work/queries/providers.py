"""What the screens show of the 1+1+N: its providers and their load, the routing rules, the liaison officers."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, select

from hkdesk.domain.codes import ProviderKind
from hkdesk.domain.identity import mask_phone
from hkdesk.domain.liaison import LiaisonMove, balance
from hkdesk.domain.provider import CODES, read_categories
from hkdesk.domain.request import Category, RequestState
from hkdesk.domain.standing import Standing
from hkdesk.tables.all import table_of
from hkdesk.work.queries.requests import OPEN_STATES, overdue

PROVIDER, REQUEST, RULE = table_of("Provider"), table_of("ServiceRequest"), table_of("RoutingRule")
ASSISTANT, ENTERPRISE, OFFICER = table_of("RequestAssistant"), table_of("Enterprise"), table_of("Officer")
CITATION, PARK = table_of("Citation"), table_of("Park")
IS_OPEN = REQUEST.c.state.in_(OPEN_STATES)
KINDS = list(ProviderKind)


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider with its load; its phone is masked.

    Args:
        led: the open appeals that it leads; `late` of them are overdue.
        assisted: the open appeals that it helps with.
    """

    id: UUID
    park_id: UUID
    kind: ProviderKind
    name: str
    contact_name: str
    contact_phone: str
    categories: tuple[Category, ...]
    note: str
    locator: str | None
    standing: Standing | None
    led: int = 0
    late: int = 0
    assisted: int = 0
    rules: int = 0


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A routing rule: category and enterprise are None where it does not ask for one."""

    id: UUID
    park_id: UUID
    park: str
    category: Category | None
    enterprise_id: UUID | None
    enterprise: str | None
    provider_id: UUID
    provider: str
    provider_kind: ProviderKind


@dataclass(frozen=True, slots=True)
class LiaisonRow:
    """A liaison officer with what is in their hands; the phone is masked."""

    id: UUID
    park_id: UUID
    name: str
    unit: str
    phone: str
    enterprises: int
    open_requests: int


@dataclass(frozen=True, slots=True)
class LiaisonDesk:
    """The liaison officers, how many enterprises there are, and how many of them have none."""

    officers: list[LiaisonRow]
    enterprises: int
    without: int


@dataclass(frozen=True, slots=True)
class ProposedMove:
    """A move of a proposal in words."""

    move: LiaisonMove[UUID, UUID]
    enterprise: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """How the enterprises could be spread: the moves, and each officer's enterprises before and after."""

    moves: list[ProposedMove]
    loads: list[tuple[str, int, int]]


def providers(reader: Connection, park: UUID | None, today: date) -> list[ProviderRow]:
    """The providers of a park, or of all: the two ones first, then the N by kind and name."""
    cited = and_(CITATION.c.row == PROVIDER.c.id, CITATION.c.field == "")
    columns = [PROVIDER.c[f] for f in ("id", "park_id", "kind", "name", "contact_name", "contact_phone", "categories")]
    asked = (
        select(*columns, PROVIDER.c.note, CITATION.c.locator, CITATION.c.standing)
        .select_from(PROVIDER.outerjoin(CITATION, cited))
        .where(*_of_park(PROVIDER, park))
    )
    led, assisted = _led(reader, today), _assisted(reader)
    rules = _counted(reader, select(RULE.c.provider_id, func.count()).group_by(RULE.c.provider_id))
    found = []
    for row in reader.execute(asked):
        made = ProviderRow(*row[:5], mask_phone(row[5]) if row[5] else "", _categories(row[6]), *row[7:])
        n, late = led.get(made.id, (0, 0))
        found.append(replace(made, led=n, late=late, assisted=assisted.get(made.id, 0), rules=rules.get(made.id, 0)))
    return sorted(found, key=lambda p: (KINDS.index(p.kind), p.name))


def closed_this_year(reader: Connection, today: date) -> dict[UUID, int]:
    """How many appeals each provider has closed since the first of January; asked apart, since it reads a year."""
    first = today.replace(month=1, day=1)
    asked = (
        select(REQUEST.c.lead_provider_id, func.count())
        .where(REQUEST.c.state == RequestState.CLOSED, REQUEST.c.closed_on >= first, REQUEST.c.closed_on <= today)
        .group_by(REQUEST.c.lead_provider_id)
    )
    return _counted(reader, asked)


def routing_rules(reader: Connection, park: UUID | None) -> list[RuleRow]:
    """The rules, those that say more first: enterprise and category, enterprise, category, the park's default."""
    source = (
        RULE.join(PROVIDER, PROVIDER.c.id == RULE.c.provider_id)
        .join(PARK, PARK.c.id == RULE.c.park_id)
        .outerjoin(ENTERPRISE, ENTERPRISE.c.id == RULE.c.enterprise_id)
    )
    columns = (
        RULE.c.id,
        RULE.c.park_id,
        PARK.c.name,
        RULE.c.category,
        RULE.c.enterprise_id,
        ENTERPRISE.c.name,
        RULE.c.provider_id,
        PROVIDER.c.name,
        PROVIDER.c.kind,
    )
    asked = select(*columns).select_from(source).where(*_of_park(RULE, park))
    rows = [RuleRow(*row) for row in reader.execute(asked)]
    usual = list(Category)
    return sorted(
        rows,
        key=lambda r: (
            r.park,
            -2 * (r.enterprise_id is not None) - (r.category is not None),
            r.enterprise or "",
            usual.index(r.category) if r.category else 0,
        ),
    )


def liaison_desk(reader: Connection, park: UUID | None) -> LiaisonDesk:
    """The liaison officers with their enterprises and the open appeals of those."""
    of_park = _of_park(OFFICER, park)
    officers = select(*(OFFICER.c[f] for f in ("id", "park_id", "name", "unit", "phone"))).where(
        OFFICER.c.is_liaison.is_(True), *of_park
    )
    by = ENTERPRISE.c.liaison_officer_id
    enterprises = _counted(reader, select(by, func.count()).where(*_of_park(ENTERPRISE, park)).group_by(by))
    theirs = (
        select(by, func.count())
        .join_from(REQUEST, ENTERPRISE, ENTERPRISE.c.id == REQUEST.c.enterprise_id)
        .where(IS_OPEN, *_of_park(ENTERPRISE, park))
        .group_by(by)
    )
    appeals = _counted(reader, theirs)
    total = select(func.count(), func.count(by)).where(*_of_park(ENTERPRISE, park))
    n, with_one = reader.execute(total).one()
    rows = [
        LiaisonRow(
            key, place, name, unit, mask_phone(phone) if phone else "", enterprises.get(key, 0), appeals.get(key, 0)
        )
        for key, place, name, unit, phone in reader.execute(
            officers.order_by(OFFICER.c.park_id, OFFICER.c.name, OFFICER.c.id)
        )
    ]
    return LiaisonDesk(rows, n, n - with_one)


def proposal(reader: Connection, park: UUID | None, keeps_assigned: bool) -> Proposal:
    """How to spread the enterprises evenly, park by park, over its liaison officers (domain.liaison).

    Args:
        keeps_assigned: deal out only the enterprises without a liaison.
    """
    moves: list[ProposedMove] = []
    loads: list[tuple[str, int, int]] = []
    for (park_id,) in reader.execute(select(PARK.c.id).where(*([PARK.c.id == park] if park else []))):
        in_park = select(ENTERPRISE.c.id, ENTERPRISE.c.name, ENTERPRISE.c.liaison_officer_id)
        firms = reader.execute(in_park.where(ENTERPRISE.c.park_id == park_id).order_by(ENTERPRISE.c.id)).all()
        known: dict[UUID, str] = {o.id: o.name for o in reader.execute(select(OFFICER.c.id, OFFICER.c.name))}
        can = select(OFFICER.c.id).where(OFFICER.c.park_id == park_id, OFFICER.c.is_liaison.is_(True))
        officers = list(reader.execute(can.order_by(OFFICER.c.name, OFFICER.c.id)).scalars())
        names = {firm.id: firm.name for firm in firms}
        assigned = {firm.id: firm.liaison_officer_id for firm in firms}
        made = balance(assigned, officers, keeps_assigned=keeps_assigned)
        moves += [
            ProposedMove(m, names[m.enterprise], known.get(m.before) if m.before else None, known[m.after])
            for m in made
            if m.after is not None
        ]
        after = assigned | {m.enterprise: m.after for m in made}
        loads += [(known[o], _times(assigned, o), _times(after, o)) for o in officers]
    return Proposal(moves, loads)


def _times(assigned: dict[UUID, UUID | None], officer: UUID) -> int:
    return sum(held == officer for held in assigned.values())


def _led(reader: Connection, today: date) -> dict[UUID, tuple[int, int]]:
    """The open appeals that each provider leads, and the overdue among them."""
    by = REQUEST.c.lead_provider_id
    late = func.count().filter(overdue(today))
    rows = reader.execute(select(by, func.count(), late).where(IS_OPEN).group_by(by))
    return {key: (n, n_late) for key, n, n_late in rows if key is not None}


def _assisted(reader: Connection) -> dict[UUID, int]:
    by = ASSISTANT.c.provider_id
    asked = select(by, func.count()).join_from(ASSISTANT, REQUEST, REQUEST.c.id == ASSISTANT.c.request_id)
    return _counted(reader, asked.where(IS_OPEN).group_by(by))


def _counted(reader: Connection, asked: Any) -> dict[UUID, int]:
    return {key: n for key, n in reader.execute(asked) if key is not None}


def _of_park(table: Any, park: UUID | None) -> list[ColumnElement[bool]]:
    return [] if park is None else [table.c.park_id == park]


def _categories(text: str) -> tuple[Category, ...]:
    """What is kept, as codes; one that nobody knows any more is passed over."""
    return read_categories(" ".join(code for code in text.split() if code in CODES))
