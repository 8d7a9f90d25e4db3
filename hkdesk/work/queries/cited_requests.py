"""The appeals of a period that stand in an article: a figure that counts them says so."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from hkdesk.domain.periods import Period
from hkdesk.domain.standing import Standing
from hkdesk.work.queries.requests import CITATION, REQUEST

MOST = 20


@dataclass(frozen=True, slots=True)
class CitedRequest:
    """An appeal that an article tells.

    Args:
        day_standing: how firmly its day of receipt stands, where that is said apart; None where it is not.
    """

    title: str
    locator: str
    standing: Standing
    day_locator: str | None
    day_standing: Standing | None


def cited_requests(reader: Connection, park: UUID | None, period: Period) -> list[CitedRequest]:
    """Those received or closed in a period, the first received first."""
    r, day = REQUEST.c, CITATION.alias("day")
    found = reader.execute(
        select(r.title, CITATION.c.locator, CITATION.c.standing, day.c.locator, day.c.standing)
        .select_from(
            CITATION.join(REQUEST, r.id == CITATION.c.row).outerjoin(
                day, and_(day.c.row == r.id, day.c.field == "received_on")
            )
        )
        .where(
            CITATION.c.kind == "ServiceRequest",
            CITATION.c.field == "",
            or_(_within(r.received_on, period), _within(r.closed_on, period)),
            *([] if park is None else [r.park_id == park]),
        )
        .order_by(r.received_on, r.id)
        .limit(MOST)
    )
    return [CitedRequest(*row) for row in found]


def _within(column: ColumnElement[date], period: Period) -> ColumnElement[bool]:
    return column.between(period.first, period.last)
