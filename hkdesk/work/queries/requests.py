"""What the screens show of appeals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, or_, select

from hkdesk.domain.days import DayCalendar
from hkdesk.domain.lights import Light, request_light
from hkdesk.domain.request import ENDED, Category, Channel, RequestAction, RequestState, Satisfaction
from hkdesk.domain.standing import Standing
from hkdesk.tables.all import table_of
from hkdesk.work.queries.clocks import calendar
from hkdesk.work.queries.ledger import Filter, Ledger, Run, in_order, rows
from hkdesk.work.queries.ledger_sql import mostly

REQUEST = table_of("ServiceRequest")
STEP = table_of("ServiceStep")
ASSISTANT = table_of("RequestAssistant")
ENTERPRISE = table_of("Enterprise")
PROVIDER = table_of("Provider")
OFFICER = table_of("Officer")
PARK = table_of("Park")
CITATION = table_of("Citation")
OPEN_STATES = tuple(s for s in RequestState if s not in ENDED)
IN_HAND = (
    RequestState.ACCEPTED,
    RequestState.RETURNED,
    RequestState.ASSIGNED,
    RequestState.IN_PROGRESS,
    RequestState.ESCALATED,
)
SET_ASIDE = (RequestState.SUSPENDED, RequestState.NOT_ACCEPTED)
NOT_CLOSED = REQUEST.c.state != literal_column("'closed'")  # word for word as the index of what is open has it
WAITING = tuple(s for s in OPEN_STATES if s is not RequestState.SUSPENDED)  # their clock runs


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A line of the appeals ledger."""

    id: UUID
    number: str
    received_on: date
    channel: Channel
    enterprise: str
    category: Category
    title: str
    state: RequestState
    provider: str | None
    due_on: date | None
    due_is_certain: bool
    replied_on: date | None
    closed_on: date | None
    locator: str | None
    standing: Standing | None
    light: Light
    workdays_left: int | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step on an appeal's time line."""

    action: RequestAction
    state: RequestState
    on: date
    at: datetime
    actor: str
    provider: str | None
    reason: str
    was_contacted: bool | None
    was_solved: bool | None
    satisfaction: Satisfaction | None


@dataclass(frozen=True, slots=True)
class RequestFile:
    """What the pane of an appeal shows beside its fields: its way, and who helps."""

    steps: list[StepRow]
    assistants: list[str]


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """The figures beside the ledger's title and on its chips."""

    total: int
    by_state: dict[RequestState, int]
    overdue: int

    def of(self, *states: RequestState) -> int:
        return sum(self.by_state.get(s, 0) for s in states)


def standing_in(*states: RequestState) -> ColumnElement[bool]:
    """The appeals in some states; of those before the closing the index of what is open has all that lists need."""
    here = REQUEST.c.state == states[0] if len(states) == 1 else REQUEST.c.state.in_(states)
    return here if RequestState.CLOSED in states else and_(here, NOT_CLOSED)


def overdue(today: date) -> ColumnElement[bool]:
    """The appeals that are late."""
    return and_(standing_in(*WAITING), REQUEST.c.due_on < today)


@dataclass(frozen=True)
class Day:
    """A day on a calendar: lights and the days left are told by the two."""

    today: date
    calendar: DayCalendar


def _given(reader: Connection, today: date) -> Day:
    return Day(today, calendar(reader))


@lru_cache(maxsize=4096)
def workdays_left(day: Day, due_on: date) -> int:
    """Counted once a day and due date: a window of a ledger asks for the same few again and again."""
    return day.calendar.workdays_between(day.today, due_on)


def _make(given: Day, *values: Any) -> RequestRow:
    state, due_on = values[7], values[9]
    light = request_light(state, due_on, given.today, given.calendar)
    left = None
    if due_on is not None and state in WAITING:
        left = workdays_left(given, due_on)
    return RequestRow(*(*values, light, left))


def _is_mine(officer: str) -> ColumnElement[bool]:
    """The officer of this name is its liaison, or the enterprise's where it names none."""
    of_name = select(OFFICER.c.id).where(OFFICER.c.name == officer)
    theirs = select(ENTERPRISE.c.id).where(ENTERPRISE.c.liaison_officer_id.in_(of_name))
    of_enterprise = and_(REQUEST.c.liaison_officer_id.is_(None), REQUEST.c.enterprise_id.in_(theirs))
    return or_(REQUEST.c.liaison_officer_id.in_(of_name), of_enterprise)


CLOSED = mostly(REQUEST.c.state == RequestState.CLOSED)
BY_STATE = [Run(CLOSED if s is RequestState.CLOSED else standing_in(s)) for s in RequestState]
NOBODY_FIRST = (
    Run(REQUEST.c.lead_provider_id.is_(None)),
    Run(PROVIDER.c.name >= "", (PROVIDER.c.name,)),  # any name: it makes an inner join, read along the names
)
LEDGER = Ledger(
    kind="ServiceRequest",
    table=REQUEST,
    source=REQUEST.join(ENTERPRISE, ENTERPRISE.c.id == REQUEST.c.enterprise_id)
    .outerjoin(PROVIDER, PROVIDER.c.id == REQUEST.c.lead_provider_id)
    .outerjoin(CITATION, and_(CITATION.c.row == REQUEST.c.id, CITATION.c.field == "")),
    columns=(
        REQUEST.c.id,
        REQUEST.c.number,
        REQUEST.c.received_on,
        REQUEST.c.channel,
        ENTERPRISE.c.name,
        REQUEST.c.category,
        REQUEST.c.title,
        REQUEST.c.state,
        PROVIDER.c.name,
        REQUEST.c.due_on,
        REQUEST.c.due_is_certain,
        REQUEST.c.replied_on,
        REQUEST.c.closed_on,
        CITATION.c.locator,
        CITATION.c.standing,
    ),
    make=_make,
    chips={
        "to_accept": lambda today: standing_in(RequestState.REGISTERED),
        "in_hand": lambda today: standing_in(*IN_HAND),
        "to_visit": lambda today: standing_in(RequestState.REPLIED, RequestState.RETURN_VISIT),
        "set_aside": lambda today: standing_in(*SET_ASIDE),
        "closed": lambda today: CLOSED,
        "overdue": overdue,
    },
    orders={
        "number": (REQUEST.c.number,),
        "received_on": (REQUEST.c.received_on,),
        "enterprise": (ENTERPRISE.c.name,),
        "category": (REQUEST.c.category,),
        "title": (REQUEST.c.title,),
        "state": (in_order(REQUEST.c.state, RequestState),),
        "provider": (PROVIDER.c.name,),
        "due_on": (REQUEST.c.due_on,),
    },
    runs={"state": BY_STATE, "provider": NOBODY_FIRST},
    newest=(REQUEST.c.received_on,),
    filters={
        "lead_provider": Filter(PROVIDER.c.name, by_key=REQUEST.c.lead_provider_id),
        "category": Filter(REQUEST.c.category, codes=Category),
    },
    mine=_is_mine,
    given=_given,
    day=REQUEST.c.received_on,
)


def request_counts(reader: Connection, park: UUID | None, today: date) -> RequestCounts:
    """How many appeals stand in each state, and how many are late."""
    here = [] if park is None else [REQUEST.c.park_id == park]
    by_state = select(REQUEST.c.state, func.count()).where(*here).group_by(REQUEST.c.state)
    states = {row[0]: row[1] for row in reader.execute(by_state)}
    late = reader.execute(select(func.count()).select_from(REQUEST).where(overdue(today), *here)).scalar_one()
    return RequestCounts(sum(states.values()), states, late)


def request_file(reader: Connection, request_id: UUID) -> RequestFile:
    """The way of an appeal, and the names of those that help with it."""
    helping = (
        select(PROVIDER.c.name)
        .join_from(ASSISTANT, PROVIDER, PROVIDER.c.id == ASSISTANT.c.provider_id)
        .where(ASSISTANT.c.request_id == request_id)
        .order_by(PROVIDER.c.name)
    )
    return RequestFile(request_steps(reader, request_id), list(reader.execute(helping).scalars()))


def request_steps(reader: Connection, request_id: UUID) -> list[StepRow]:
    """The steps of an appeal in their order."""
    s = STEP.c
    found = reader.execute(
        select(
            s.action,
            s.state,
            s.on,
            s.at,
            s.actor,
            PROVIDER.c.name,
            s.reason,
            s.was_contacted,
            s.was_solved,
            s.satisfaction,
        )
        .select_from(STEP.outerjoin(PROVIDER, PROVIDER.c.id == s.provider_id))
        .where(s.request_id == request_id)
        .order_by(s.at, s.id)
    )
    return [StepRow(*tuple(row)) for row in found]


def due_requests(reader: Connection, park: UUID | None, today: date, limit: int) -> Sequence[RequestRow]:
    """The open appeals that are due first, the latest ones before all others."""
    here = [] if park is None else [REQUEST.c.park_id == park]
    first: list[tuple[date, UUID]] = []
    for state in WAITING:  # each by itself is a few steps in the index; together they would be sorted
        wanted = select(REQUEST.c.due_on, REQUEST.c.id).where(standing_in(state), REQUEST.c.due_on.is_not(None), *here)
        found = reader.execute(wanted.order_by(REQUEST.c.due_on, REQUEST.c.id).limit(limit))
        first += [(row[0], row[1]) for row in found]
    keys = [key.bytes for _, key in sorted(first)[:limit]]
    shown = rows(reader, LEDGER, keys, today)
    return [shown[key] for key in keys]


def supervised(today: date) -> ColumnElement[bool]:
    """The appeals that a leader presses: the late ones, and those that were escalated."""
    return or_(overdue(today), REQUEST.c.state == RequestState.ESCALATED)


def supervision_rows(reader: Connection, park: UUID | None, today: date, limit: int = 500) -> Sequence[RequestRow]:
    """The appeals on the supervision list, the longest overdue first."""
    here = [] if park is None else [REQUEST.c.park_id == park]
    wanted = select(REQUEST.c.id).where(supervised(today), *here).order_by(REQUEST.c.due_on.is_(None), REQUEST.c.due_on)
    keys = [key.bytes for key in reader.execute(wanted.limit(limit)).scalars()]
    shown = rows(reader, LEDGER, keys, today)
    return [shown[key] for key in keys]
