"""What the screens show of long-running services."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from hkdesk.domain.codes import CaseKind, CaseStepKind
from hkdesk.domain.lights import Light
from hkdesk.domain.request import RequestState
from hkdesk.tables.all import table_of
from hkdesk.work.queries.requests import OPEN_STATES, REQUEST

CASE, STEP, LINK = table_of("ServiceCase"), table_of("CaseStep"), table_of("CaseRequest")
ENTERPRISE, PROVIDER = table_of("Enterprise"), table_of("Provider")
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of the list of services.

    Args:
        last: the kind of its last step; None before the first.
        next_on: when its next step is planned.
        requests: how many appeals it spans; open_requests of them have not ended.
        light: red where the next step is overdue; grey once it is closed or nothing is planned.
    """

    id: UUID
    kind: CaseKind
    title: str
    enterprise: str
    provider: str
    opened_on: date
    closed_on: date | None
    last: CaseStepKind | None
    next_on: date | None
    requests: int
    open_requests: int
    light: Light


@dataclass(frozen=True, slots=True)
class CaseStepRow:
    """A step of a service."""

    id: UUID
    kind: CaseStepKind
    on: date
    said: str
    next_step: str
    next_on: date | None
    actor: str


@dataclass(frozen=True, slots=True)
class LinkedRequest:
    """An appeal that a service spans."""

    id: UUID
    number: str
    title: str
    enterprise: str
    state: RequestState


@dataclass(frozen=True)
class CaseFile:
    """Everything about one service: its steps in their order, its appeals, the newest first."""

    steps: list[CaseStepRow]
    requests: list[LinkedRequest]


def cases(reader: Connection, park: UUID | None, today: date, with_closed: bool = False) -> list[CaseRow]:
    """The services, the open ones first, then the newest."""
    c = CASE.c
    where = [] if park is None else [c.park_id == park]
    if not with_closed:
        where.append(c.closed_on.is_(None))
    latest = (
        select(STEP.c.id)
        .where(STEP.c.case_id == c.id)
        .order_by(STEP.c.on.desc(), STEP.c.id.desc())
        .limit(1)
        .correlate(CASE)
        .scalar_subquery()
    )
    linked = select(func.count()).where(LINK.c.case_id == c.id).correlate(CASE)
    still_open = (
        select(func.count())
        .select_from(LINK.join(REQUEST, REQUEST.c.id == LINK.c.request_id))
        .where(LINK.c.case_id == c.id, REQUEST.c.state.in_(OPEN_STATES))
        .correlate(CASE)
    )
    source = (
        CASE.outerjoin(ENTERPRISE, ENTERPRISE.c.id == c.enterprise_id)
        .outerjoin(PROVIDER, PROVIDER.c.id == c.provider_id)
        .outerjoin(STEP, STEP.c.id == latest)
    )
    found = reader.execute(
        select(
            c.id,
            c.kind,
            c.title,
            ENTERPRISE.c.name,
            PROVIDER.c.name,
            c.opened_on,
            c.closed_on,
            STEP.c.kind,
            STEP.c.next_on,
            linked.scalar_subquery(),
            still_open.scalar_subquery(),
        )
        .select_from(source)
        .where(*where)
        .order_by(c.closed_on.is_not(None), c.opened_on.desc(), c.id.desc())
        .limit(MOST_ROWS)
    )
    return [_case(today, *row) for row in found]


def case_file(reader: Connection, case_id: UUID) -> CaseFile:
    """The steps and the appeals of a service."""
    s, r = STEP.c, REQUEST.c
    steps = reader.execute(
        select(s.id, s.kind, s.on, s.said, s.next_step, s.next_on, s.actor)
        .where(s.case_id == case_id)
        .order_by(s.on, s.id)
    )
    linked = reader.execute(
        select(r.id, r.number, r.title, ENTERPRISE.c.name, r.state)
        .select_from(LINK.join(REQUEST, r.id == LINK.c.request_id).join(ENTERPRISE, ENTERPRISE.c.id == r.enterprise_id))
        .where(LINK.c.case_id == case_id)
        .order_by(r.received_on.desc(), r.id.desc())
    )
    return CaseFile([CaseStepRow(*row) for row in steps], [LinkedRequest(*row) for row in linked])


def _case(today: date, *values: Any) -> CaseRow:
    key, kind, title, enterprise, provider, opened, closed, last, next_on, linked, still_open = values
    light = _light(closed, next_on, today)
    names = enterprise or "", provider or ""
    return CaseRow(key, kind, title, *names, opened, closed, last, next_on, linked, still_open, light)


def _light(closed_on: date | None, next_on: date | None, today: date) -> Light:
    if closed_on is not None or next_on is None:
        return Light.GREY
    if next_on < today:
        return Light.RED
    return Light.YELLOW if (next_on - today).days <= 1 else Light.GREEN
