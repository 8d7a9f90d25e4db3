"""What the forms about one appeal say: the slip that sends it to its handler, and the form of its return visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.codes import ProviderKind
from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import RequestAction, RequestState
from hkdesk.work.queries.request_register import RegisterLine, register_line
from hkdesk.work.queries.requests import OPEN_STATES, PARK, PROVIDER, REQUEST, STEP, standing_in

MOST_FORMS = 500
R = REQUEST.c


@dataclass(frozen=True, slots=True)
class RequestForm:
    """An appeal as its forms have it.

    Args:
        centre: the service centre of its park; empty where none is on record.
        visited_on: the day of the last return visit that found something, and by whom it was made.
    """

    line: RegisterLine
    park: str
    centre: str
    response_due_on: date | None
    responded_on: date | None
    visited_on: date | None
    visitor: str


def request_form(reader: Connection, key: UUID, today: date) -> RequestForm:
    """What the forms of an appeal say.

    Raises:
        DeskError: if it is gone.
    """
    line = register_line(reader, key, today)
    if line is None:
        raise DeskError("This record has been deleted meanwhile.")
    centre = (
        select(PROVIDER.c.name)
        .where(PROVIDER.c.park_id == R.park_id, PROVIDER.c.kind == ProviderKind.CENTRE)
        .order_by(PROVIDER.c.id)
        .limit(1)
        .correlate(REQUEST)
        .scalar_subquery()
    )
    asked = select(PARK.c.name, centre, R.response_due_on, R.responded_on, R.return_visited_on)
    found = reader.execute(asked.join_from(REQUEST, PARK, PARK.c.id == R.park_id).where(R.id == key)).one()
    return RequestForm(line, found[0], found[1] or "", *found[2:], _visitor(reader, key) if found[4] else "")


def open_request_keys(reader: Connection, park: UUID | None, limit: int = MOST_FORMS) -> Sequence[UUID]:
    """The appeals that are open, the first due first and those without a day last."""
    return _first_due(reader, OPEN_STATES, park, limit)


def to_visit_keys(reader: Connection, park: UUID | None, limit: int = MOST_FORMS) -> Sequence[UUID]:
    """The appeals that wait for a return visit, the first due first."""
    return _first_due(reader, (RequestState.REPLIED, RequestState.RETURN_VISIT), park, limit)


def _first_due(reader: Connection, states: Sequence[RequestState], park: UUID | None, limit: int) -> Sequence[UUID]:
    here = [] if park is None else [R.park_id == park]
    wanted = select(R.id).where(standing_in(*states), *here).order_by(R.due_on.is_(None), R.due_on, R.id)
    return list(reader.execute(wanted.limit(limit)).scalars())


def _visitor(reader: Connection, key: UUID) -> str:
    """Who made the last return visit that found something."""
    s = STEP.c
    asked = select(s.actor).where(
        s.request_id == key, s.action == RequestAction.RETURN_VISIT, s.was_contacted.is_not(None)
    )
    return reader.execute(asked.order_by(s.at.desc(), s.id.desc()).limit(1)).scalar() or ""
