"""The parks, and what their bulletins count beside what the desk has recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, select

from hkdesk.domain.codes import Unit
from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import RequestState
from hkdesk.domain.stage import Stage
from hkdesk.domain.standing import Standing
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.work.queries.projects import PROJECT
from hkdesk.work.queries.requests import REQUEST

PARK = table_of("Park")
INDICATOR = table_of("Indicator")
CITATION = table_of("Citation")


@dataclass(frozen=True, slots=True)
class ParkRow:
    """A park to choose."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A published figure, and what the desk holds of the same thing (None where it does not count that).

    Args:
        value: in the unit; money in fen stands in amount_fen instead.
        park: whose figure it is, where all parks are looked at; their figures must not be added up.
    """

    code: str
    name: str
    period: str
    unit: Unit
    value_thousandths: int | None
    amount_fen: int | None
    recorded: int | None
    locator: str | None
    standing: Standing | None
    note: str
    park: str = ""


def parks(reader: Connection) -> list[ParkRow]:
    """The parks, the first being the one that a new desk opens on."""
    return [
        ParkRow(*row)
        for row in reader.execute(
            select(PARK.c.id, PARK.c.code, PARK.c.name).order_by(PARK.c.division_code.desc(), PARK.c.code)
        )
    ]


def chosen_parks(reader: Connection, code: str) -> list[ParkRow]:
    """The park of a code; all of them for "*", the first for none.

    Raises:
        DeskError: naming the codes that there are.
    """
    found = parks(reader)
    if code == "*":
        return found
    chosen = [p for p in found if p.code == code] if code else found[:1]
    if not chosen:
        raise DeskError("There is no park “{code}”; there are: {known}.", code=code, known=[p.code for p in found])
    return chosen


def counts_by_kind(reader: Connection) -> dict[str, int]:
    """How many records of each kind there are."""
    return {kind: reader.execute(select(func.count()).select_from(table_of(kind))).scalar_one() for kind in RECORDS}


def bulletins(reader: Connection, park: UUID | None, codes: Sequence[str] = ()) -> list[Bulletin]:
    """The published figures of a park, or those of these codes, each beside what is recorded."""
    where = [] if park is None else [INDICATOR.c.park_id == park]
    if codes:
        where.append(INDICATOR.c.code.in_(codes))
    found = reader.execute(
        select(
            INDICATOR.c.code,
            INDICATOR.c.name,
            INDICATOR.c.period,
            INDICATOR.c.unit,
            INDICATOR.c.value_thousandths,
            INDICATOR.c.amount_fen,
            CITATION.c.locator,
            CITATION.c.standing,
            CITATION.c.note,
            INDICATOR.c.park_id,
            INDICATOR.c.period_from,
            INDICATOR.c.period_to,
            PARK.c.name.label("park"),
        )
        .select_from(
            INDICATOR.join(PARK, PARK.c.id == INDICATOR.c.park_id).outerjoin(
                CITATION, and_(CITATION.c.row == INDICATOR.c.id, CITATION.c.field == "")
            )
        )
        .where(*where)
        .order_by(INDICATOR.c.id)
    )
    return [
        Bulletin(
            *row[:6],
            recorded=_recorded(reader, row),
            locator=row.locator,
            standing=row.standing,
            note=row.note or "",
            park=row.park if park is None else "",
        )
        for row in found.all()
    ]


_STAGE_OF = {
    "key_projects": None,
    "key_projects_in_production": Stage.IN_PRODUCTION,
    "key_projects_started": Stage.STARTED,
    "key_projects_not_started": Stage.SIGNED,
}


def _recorded(reader: Connection, row: Any) -> int | None:
    """What the desk has recorded of what a bulletin counts."""
    code, park_id = row.code, row.park_id
    if code in _STAGE_OF:
        wanted = select(func.count()).select_from(PROJECT).where(PROJECT.c.park_id == park_id)
        wanted = wanted.where(PROJECT.c.key_year == int(str(row.period)[:4]))
        if (stage := _STAGE_OF[code]) is not None:
            wanted = wanted.where(PROJECT.c.stage == stage)
        return int(reader.execute(wanted).scalar_one())
    if code in ("requests_resolved",) and row.period_from is not None:
        return _closed_requests(reader, row)
    return None


def _closed_requests(reader: Connection, row: Any) -> int:
    """Closed in the period; where the day is not known, received in it."""
    closed = select(func.count()).where(REQUEST.c.park_id == row.park_id, REQUEST.c.state == RequestState.CLOSED)
    period = (row.period_from, row.period_to)
    of_known_day = closed.where(REQUEST.c.closed_on.between(*period))
    of_unknown_day = closed.where(REQUEST.c.closed_on.is_(None), REQUEST.c.received_on.between(*period))
    return sum(reader.execute(wanted).scalar_one() for wanted in (of_known_day, of_unknown_day))
