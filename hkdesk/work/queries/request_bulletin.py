"""What a bulletin says of a park's appeals, beside what the desk has recorded of the same time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select

from hkdesk.domain.codes import Unit
from hkdesk.domain.periods import Period
from hkdesk.work.queries.parks import CITATION, INDICATOR, PARK
from hkdesk.work.queries.request_facts import CLOSED, Asked, Piece, closed_on_unknown_days, facts
from hkdesk.work.queries.request_sums import Sums

CODES = {  # of the bulletin: the sum that is the same thing
    "requests_resolved": "closed",
    "financing_arranged": "financing_fen",
    "subsidies_paid": "subsidy_fen",
    "workers_secured": "workers",
}


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """A published figure of appeals beside the recorded one.

    Args:
        published, recorded: money in fen, everything else as it is counted.
        park: whose it is; figures of two parks must not be added up.
    """

    code: str
    name: str
    park: str
    period: Period
    unit: Unit
    published: int
    recorded: int
    locator: str


def bulletin_lines(reader: Connection, park: UUID | None) -> list[BulletinLine]:
    """The published figures of a park's appeals, or of all parks', period by period in the bulletin's order."""
    i = INDICATOR.c
    found = reader.execute(
        select(INDICATOR, PARK.c.name.label("park"), CITATION.c.locator)
        .select_from(
            INDICATOR.join(PARK, PARK.c.id == i.park_id).outerjoin(
                CITATION, and_(CITATION.c.row == i.id, CITATION.c.field == "")
            )
        )
        .where(
            i.code.in_(CODES),
            i.period_from.is_not(None),
            i.period_to.is_not(None),
            *([] if park is None else [i.park_id == park]),
        )
        .order_by(i.period_from, i.id)
    ).all()
    recorded: dict[tuple[UUID, Period], Sums] = {}
    lines = []
    for row in found:
        period = Period(row.period_from, row.period_to)
        if (row.park_id, period) not in recorded:
            recorded[row.park_id, period] = _closed(reader, row.park_id, period)
        if (published := _published(row)) is not None:
            sums = recorded[row.park_id, period]
            same = getattr(sums, CODES[row.code])
            lines.append(
                BulletinLine(row.code, row.name, row.park, period, row.unit, published, same, row.locator or "")
            )
    order = list(CODES)
    return sorted(lines, key=lambda line: (line.period.first, line.park, order.index(line.code)))


def _published(row: Any) -> int | None:
    if row.amount_fen is not None:
        return int(row.amount_fen)
    return None if row.value_thousandths is None else int(row.value_thousandths) // 1000


def _closed(reader: Connection, park: UUID, period: Period) -> Sums:
    sums, asked = Sums(), Asked(period, park)
    pieces: list[Piece] = [
        *facts(reader, asked, these=[CLOSED]),
        *closed_on_unknown_days(reader, asked),
    ]
    for piece in pieces:
        piece.add_to(sums)
    return sums
