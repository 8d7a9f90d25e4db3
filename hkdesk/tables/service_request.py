"""Appeals of enterprises (诉求) and each step of their way."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from hkdesk.domain.request import Category, Channel, RequestAction, RequestState, Satisfaction
from hkdesk.tables.columns import Instant, code_of, fen, key_to
from hkdesk.tables.record import Record

OUTCOMES = ("financing_fen", "subsidy_fen", "retained_investment_fen", "workers", "jobs_at_risk")
ABOUT = ("category", "lead_provider_id")  # by which figures are told apart
FOUND = ("was_contacted", "was_solved", "satisfaction")
OPEN = (  # all that lists of open appeals are sorted and narrowed by: they are read without the table
    "state",
    "due_on",
    "id",
    "park_id",
    "received_on",
    "number",
    "category",
    "title",
    "enterprise_id",
    "lead_provider_id",
    "liaison_officer_id",
    "response_due_on",
)
LIAISON = ("liaison_officer_id", "enterprise_id", "state", "id", "park_id", "category", "lead_provider_id")
STILL_OPEN = text(
    "state <> 'closed'"
)  # on PostgreSQL the whole index: naming it here would import its dialect at each start


class ServiceRequest(Record, table=True):
    """What an enterprise asks the park to solve."""

    __tablename__ = "service_request"
    __table_args__ = (
        Index("ix_service_request_received", "received_on", "id"),
        Index("ix_service_request_due", "due_on", "id"),
        Index("ix_service_request_state", "state", "due_on", "id", "park_id"),
        # The figures of a year read these alone, in their order, and never the appeals themselves.
        Index("ix_service_request_figures_received", "received_on", *ABOUT, "park_id"),
        Index("ix_service_request_figures_replied", "replied_on", *ABOUT, "park_id", "received_on", "due_on"),
        Index("ix_service_request_figures_visited", "return_visited_on", *ABOUT, "park_id", *FOUND),
        Index("ix_service_request_closed", "state", "closed_on", *ABOUT, "park_id", *OUTCOMES),
        # The lists, in their orders.
        Index("ix_service_request_open", *OPEN, sqlite_where=STILL_OPEN),
        Index("ix_service_request_enterprise_id", "enterprise_id", "state", "id", "park_id", "received_on", *ABOUT),
        Index("ix_service_request_lead_provider_id", "lead_provider_id", "state", "id", "park_id", "category"),
        Index("ix_service_request_category", "category", "id", "state", "park_id"),
        Index("ix_service_request_title", "title", "id", "state", "park_id", "category"),
        Index("ix_service_request_liaison_officer_id", *LIAISON),
        Index("ix_service_request_park_number", "park_id", "number", "id", "state"),
        Index("ix_service_request_park_received", "park_id", "received_on", "id"),
    )

    park_id: UUID = key_to("park", optional=False, is_indexed=False)  # above, with the number
    number: str = Field(unique=True)
    received_on: date
    channel: Channel = Field(sa_type=code_of(Channel))
    enterprise_id: UUID = key_to("enterprise", optional=False, is_indexed=False)  # above, with the state
    contact_name: str = ""
    contact_phone: str = ""
    category: Category = Field(sa_type=code_of(Category))
    title: str
    content: str = ""
    liaison_officer_id: UUID | None = key_to("officer", is_indexed=False)  # above, with what narrows it
    lead_provider_id: UUID | None = key_to("provider", is_indexed=False)  # above, with the state
    due_on: date | None = None
    due_is_certain: bool = True  # false where a year's holidays were not known yet
    state: RequestState = Field(default=RequestState.REGISTERED, sa_type=code_of(RequestState))
    state_before: RequestState | None = Field(default=None, sa_type=code_of(RequestState), nullable=True)
    handling: str = ""
    replied_on: date | None = None
    return_visited_on: date | None = None
    was_contacted: bool | None = None
    was_solved: bool | None = None
    satisfaction: Satisfaction | None = Field(default=None, sa_type=code_of(Satisfaction), nullable=True)
    closed_on: date | None = None
    financing_fen: int | None = fen()
    subsidy_fen: int | None = fen()
    retained_investment_fen: int | None = fen()
    workers: int | None = None
    jobs_at_risk: int | None = None
    note: str = ""
    response_due_on: date | None = None  # of the first answer; due_on is that of the solution
    responded_on: date | None = None
    extension_asked_on: date | None = None  # asked for and neither granted nor refused yet
    extension_asked_workdays: int | None = None
    extended_workdays: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # granted, all together


class ServiceStep(Record, table=True):
    """One step of an appeal: who, when, why."""

    __tablename__ = "service_step"

    request_id: UUID = key_to("service_request", optional=False)
    action: RequestAction = Field(sa_type=code_of(RequestAction))
    state: RequestState = Field(sa_type=code_of(RequestState))
    on: date
    at: datetime = Field(sa_type=Instant)
    actor: str = ""
    provider_id: UUID | None = key_to("provider")
    reason: str = ""
    was_contacted: bool | None = None  # what a return visit found
    was_solved: bool | None = None
    satisfaction: Satisfaction | None = Field(default=None, sa_type=code_of(Satisfaction), nullable=True)
