"""The two invented parks, and who is in them: officers, the 1+1+N, enterprises, policies, visits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from stdnum.cn import uscc

from hkdesk.domain.codes import PolicyWay, ProviderKind
from hkdesk.domain.identity import check_uscc, organisation_check
from hkdesk.store.practice.bulk import Bulk
from hkdesk.store.practice.days import Span
from hkdesk.store.practice.keys import ODD_EVERY, key, person, phone
from hkdesk.store.practice.words import (
    DEPARTMENTS,
    FIRST,
    FORMS,
    ODD,
    PLACES,
    PLATFORMS,
    POLICIES,
    PRODUCTS,
    PURPOSES,
    SECOND,
    SUMMARIES,
    TRADES,
)

PARKS = (("LXA", "练习一园"), ("LXB", "练习二园"))
DIVISION = "439900"  # of no place
OFFICERS_PER_PARK = 15
LIAISONS_PER_PARK = 10
MOST_ENTERPRISES = 4_000
MOST_VISITS = 3_000
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class Firm:
    """An enterprise as the appeals and projects need it."""

    id: bytes
    park: int
    name: str
    short_name: str
    contact: str
    contact_phone: str
    liaison: bytes
    trade: str


@dataclass(frozen=True)
class Town:
    """Everybody: by park where it matters.

    Args:
        handlers: {category's value: providers that handle it}, a park each.
    """

    parks: list[bytes]
    officers: list[list[bytes]]
    actors: list[str]
    handlers: list[dict[str, list[bytes]]]
    firms: list[Firm] = field(default_factory=list)
    policies: list[list[tuple[bytes, str]]] = field(default_factory=list)


def enterprise_count(requests: int) -> int:
    """How many enterprises stand behind so many appeals."""
    return min(MOST_ENTERPRISES, max(20, requests // 250))


def add_town(bulk: Bulk, seed: int, span: Span, requests: int) -> Town:
    """Add the parks and everybody in them."""
    rng = Random(f"{seed}:town")
    before = span.at(0, 0.0) - 86_400_000
    town = Town([key(rng, before + n) for n in range(len(PARKS))], [], [], [])
    for n, (code, name) in enumerate(PARKS):
        bulk.add("Park", id=town.parks[n], name=name, full_name=f"{name}(练习用,并不存在)", code=code)
        town.officers.append(_add_officers(bulk, rng, before, town, n))
        town.handlers.append(_add_providers(bulk, rng, before, town, n))
        town.policies.append(_add_policies(bulk, rng, before, town.parks[n], span))
    town.firms.extend(_add_firms(bulk, rng, before, town, enterprise_count(requests), span))
    _add_visits(bulk, Random(f"{seed}:visits"), town, span)
    return town


def _add_officers(bulk: Bulk, rng: Random, before: int, town: Town, park: int) -> list[bytes]:
    ids = []
    for n in range(OFFICERS_PER_PARK):
        name = person(rng, n)
        ids.append(key(rng, before + 100 + n))
        liaison = n < LIAISONS_PER_PARK
        unit = "企业服务中心" if liaison else rng.choice(DEPARTMENTS)[0]
        bulk.add(
            "Officer",
            id=ids[-1],
            park_id=town.parks[park],
            name=name,
            unit=unit,
            phone=phone(rng),
            is_liaison=liaison,
        )
        town.actors.append(name)
    return ids


def _add_providers(bulk: Bulk, rng: Random, before: int, town: Town, park: int) -> dict[str, list[bytes]]:
    name = PARKS[park][1]
    everything = " ".join(dict.fromkeys(c for _, codes in DEPARTMENTS for c in codes.split())) + " utilities"
    wanted = [
        (ProviderKind.CENTRE, f"{name}企业服务中心", everything),
        (ProviderKind.FEDERATION, f"{name}企业家联合会", "market legal other financing"),
        (ProviderKind.LIAISON, f"{name}联络员办公室", "other labour"),
        *((ProviderKind.DEPARTMENT, f"{name}{of}", codes) for of, codes in DEPARTMENTS),
        *((ProviderKind.PLATFORM, f"{name}{of}", codes) for of, codes in PLATFORMS),
        (ProviderKind.STEWARD, f"{name}项目管家组", "permits_and_registration land_and_workshop"),
        (ProviderKind.TASK_FORCE, f"{name}用工保障专班", "labour logistics"),
    ]
    handlers: dict[str, list[bytes]] = {}
    for n, (kind, called, codes) in enumerate(wanted):
        made = key(rng, before + 200 + n)
        bulk.add(
            "Provider",
            id=made,
            park_id=town.parks[park],
            kind=kind,
            name=called,
            contact_name=person(rng, n + 100),
            contact_phone=phone(rng),
            categories=codes,
        )
        for code in codes.split():
            handlers.setdefault(code, []).append(made)
    return handlers


def _add_policies(bulk: Bulk, rng: Random, before: int, park: bytes, span: Span) -> list[tuple[bytes, str]]:
    made = []
    for n, (name, conditions, benefit, way) in enumerate(POLICIES):
        made.append((key(rng, before + 300 + n), name))
        bulk.add(
            "Policy",
            id=made[-1][0],
            park_id=park,
            name=name,
            document_number=f"练政发〔{span.days[0].year + n % 3}〕{n + 1}号",
            level="园区",
            conditions=conditions,
            benefit=benefit,
            opens_on=span.days[0],
            closes_on=date(span.days[span.today].year, 12, 31),
            way=PolicyWay(way),
        )
    return made


def _add_firms(bulk: Bulk, rng: Random, before: int, town: Town, count: int, span: Span) -> list[Firm]:
    firms: list[Firm] = []
    names: set[str] = set()
    for n in range(count):
        park = n % len(PARKS)
        trade = TRADES[rng.randrange(len(TRADES))]
        name, short = _name(rng, n, trade[0], names)
        liaison = rng.choice(town.officers[park][:LIAISONS_PER_PARK])
        contact = person(rng, n)
        firm = Firm(key(rng, before + 1_000 + n), park, name, short, contact, phone(rng), liaison, trade[0])
        firms.append(firm)
        bulk.add(
            "Enterprise",
            id=firm.id,
            park_id=town.parks[park],
            name=name,
            short_name=short,
            uscc=_uscc(rng, n),
            industry_code=trade[1],
            business=trade[2],
            address=f"{PARKS[park][1]}{rng.choice(PLACES)}路{rng.randint(1, 199)}号",
            head_name=person(rng, n + 50),
            contact_name=contact,
            contact_phone=firm.contact_phone,
            is_above_scale=rng.choice((True, False, False, None)),
            liaison_officer_id=liaison,
            settled_on=span.first - timedelta(days=rng.randint(1, 4_000)),
        )
    return firms


def _name(rng: Random, n: int, trade: str, taken: set[str]) -> tuple[str, str]:
    while True:
        short = rng.choice(FIRST) + rng.choice(SECOND)
        if n % ODD_EVERY == 7:
            short = ODD[n // ODD_EVERY % len(ODD)] + short
        short += trade
        name = rng.choice(PLACES) + short + rng.choice(FORMS)
        if name not in taken:
            taken.add(name)
            return name, short


def _uscc(rng: Random, n: int) -> str:
    """A code whose checks hold, of a division that does not exist; n makes it the only one."""
    body = f"{n:05d}" + "".join(rng.choice(_LETTERS) for _ in range(3))
    code = f"91{DIVISION}{body}{organisation_check(body)}"
    return check_uscc(code + uscc.calc_check_digit(code))


def _add_visits(bulk: Bulk, rng: Random, town: Town, span: Span) -> None:
    for firm in _some(town.firms, MOST_VISITS):
        for _ in range(rng.randint(0, 2)):
            day = rng.randrange(span.today)
            summary = rng.choice(SUMMARIES).format(
                m=rng.randint(1, 12), a=rng.randint(20, 5_000), q=rng.randint(3, 80), p=rng.choice(PRODUCTS)
            )
            bulk.add(
                "Visit",
                id=key(rng, span.at(day, rng.random())),
                park_id=town.parks[firm.park],
                enterprise_id=firm.id,
                officer_id=firm.liaison,
                visited_on=span.days[day],
                purpose=rng.choice(PURPOSES),
                summary=summary,
                next_visit_on=span.days[span.plus(day, 60)] if rng.random() < 0.3 else None,
            )


def _some(firms: Sequence[Firm], most: int) -> Sequence[Firm]:
    return firms[: most // 2]
