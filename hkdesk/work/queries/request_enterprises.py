"""The enterprises that appeal most, and what became of their appeals."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from hkdesk.work.queries.planning import unindexed
from hkdesk.work.queries.request_facts import Asked, R, closed_on_unknown_days, facts, narrowed
from hkdesk.work.queries.request_sums import Sums
from hkdesk.work.queries.requests import ENTERPRISE

SHOWN = 15


@dataclass(frozen=True, slots=True)
class EnterpriseFigures:
    """An enterprise with many appeals."""

    id: UUID
    name: str
    sums: Sums


def busiest_enterprises(reader: Connection, asked: Asked, shown: int = SHOWN) -> list[EnterpriseFigures]:
    """The enterprises of which most appeals were received in the period, the most first, with all their figures."""
    most = (
        select(R.enterprise_id, func.count().label("received"))
        .where(
            unindexed(R.received_on).between(asked.period.first, asked.period.last),
            *narrowed(asked),
        )
        .group_by(R.enterprise_id)
        .order_by(func.count().desc(), R.enterprise_id)
        .limit(shown)
        .subquery()
    )
    found = reader.execute(
        select(ENTERPRISE.c.id, ENTERPRISE.c.name)
        .join_from(most, ENTERPRISE, ENTERPRISE.c.id == most.c.enterprise_id)
        .order_by(most.c.received.desc(), ENTERPRISE.c.id)
    ).all()
    sums = {row.id: Sums() for row in found}
    for piece in facts(reader, asked, (R.enterprise_id,), (R.enterprise_id.in_(sums),)):
        piece.add_to(sums[piece.key[0]])
    for piece in closed_on_unknown_days(reader, asked):
        if (enterprise := piece.key[-1]) in sums:
            piece.add_to(sums[enterprise])
    return [EnterpriseFigures(row.id, row.name, sums[row.id]) for row in found]
