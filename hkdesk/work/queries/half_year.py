"""What the half-year report of the 1+1+N is made of: recorded figures, and the published ones of the same time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select

from hkdesk.domain.codes import ProviderKind, Unit
from hkdesk.domain.periods import Period, year_before
from hkdesk.work.queries.cited_requests import CitedRequest, cited_requests
from hkdesk.work.queries.parks import INDICATOR, PARK
from hkdesk.work.queries.providers import LiaisonDesk, liaison_desk
from hkdesk.work.queries.request_bulletin import CODES
from hkdesk.work.queries.request_facts import Asked
from hkdesk.work.queries.request_figures import RequestFigures, request_figures
from hkdesk.work.queries.requests import PROVIDER
from hkdesk.work.queries.review_projects import Cited, citations
from hkdesk.work.queries.visits import VISIT

LIAISON = ("liaison_officers", "enterprises_served")
ORDER = (*CODES, *LIAISON)


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure of the half-year beside what the desk has recorded of it.

    Args:
        published, recorded: money in fen, everything else as it is counted.
        is_of_today: whether the recorded one is as of today: of liaison officers no earlier state is kept.
        park: whose it is; figures of two parks must not be added up.
    """

    code: str
    name: str
    park: str
    unit: Unit
    published: int
    recorded: int | None
    is_of_today: bool
    cited: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits to enterprises, and how many enterprises were visited."""

    count: int
    enterprises: int


@dataclass(frozen=True)
class HalfYear:
    """A half-year of the service system; the liaison officers and the providers are those of today."""

    period: Period
    today: date
    figures: RequestFigures
    published: Sequence[Published]
    network: Mapping[ProviderKind, int]
    kinds: Mapping[UUID, ProviderKind]
    liaison: LiaisonDesk
    visits: Visits
    visits_last_year: Visits
    cited: Sequence[CitedRequest] = ()


def half_year(reader: Connection, park: UUID | None, period: Period, today: date) -> HalfYear:
    """The figures of a half-year, up to today where it is not over."""
    figures = RequestFigures(Asked(period, park), period, year_before(period), 0)
    for figures in request_figures(reader, Asked(period, park), today):  # noqa: B007 - the last holds all of it
        pass
    liaison = liaison_desk(reader, park)
    kinds = _kinds(reader, park)
    return HalfYear(
        figures.period,
        today,
        figures,
        _published(reader, park, period, figures),
        Counter(kinds.values()),
        kinds,
        liaison,
        _visits(reader, park, figures.period),
        _visits(reader, park, figures.before),
        cited_requests(reader, park, figures.period),
    )


def _kinds(reader: Connection, park: UUID | None) -> dict[UUID, ProviderKind]:
    here = [] if park is None else [PROVIDER.c.park_id == park]
    return {row[0]: row[1] for row in reader.execute(select(PROVIDER.c.id, PROVIDER.c.kind).where(*here))}


def _visits(reader: Connection, park: UUID | None, period: Period) -> Visits:
    here = [] if park is None else [VISIT.c.park_id == park]
    counted = select(func.count(), func.count(VISIT.c.enterprise_id.distinct())).where(
        VISIT.c.visited_on.between(period.first, period.last), *here
    )
    return Visits(*reader.execute(counted).one())


def _published(reader: Connection, park: UUID | None, period: Period, figures: RequestFigures) -> list[Published]:
    """The published figures of exactly this half-year, park by park, in the order in which reports give them."""
    i = INDICATOR.c
    found = reader.execute(
        select(INDICATOR, PARK.c.name.label("park"))
        .select_from(INDICATOR.join(PARK, PARK.c.id == i.park_id))
        .where(
            i.code.in_(ORDER),
            i.period_from == period.first,
            i.period_to == period.last,
            *([] if park is None else [i.park_id == park]),
        )
        .order_by(i.id)
    ).all()
    recorded = {(line.park, line.code): line.recorded for line in figures.bulletin if line.period == period}
    cited = citations(reader, "Indicator") if found else {}
    of_today = {row.park_id: _liaison_counts(liaison_desk(reader, row.park_id)) for row in found if row.code in LIAISON}
    made = []
    for row in found:
        value = row.amount_fen if row.unit is Unit.CNY else row.value_thousandths
        if value is None:
            continue
        now = row.code in LIAISON
        same = of_today[row.park_id][row.code] if now else recorded.get((row.park, row.code))
        count = int(value) if row.unit is Unit.CNY else int(value) // 1000
        made.append(Published(row.code, row.name, row.park, row.unit, count, same, now, cited.get(row.id, ())))
    return sorted(made, key=lambda line: (line.park, ORDER.index(line.code)))


def _liaison_counts(desk: LiaisonDesk) -> dict[str, int]:
    return {"liaison_officers": len(desk.officers), "enterprises_served": desk.enterprises - desk.without}
