"""What a park sets for its appeals: who handles what, how many days it takes, which days are worked."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from hkdesk.domain.request import Category
from hkdesk.tables.columns import code_of, key_to
from hkdesk.tables.record import Record


class RoutingRule(Record, table=True):
    """Who leads on a category or an enterprise's appeals; the rule that says more wins."""

    __tablename__ = "routing_rule"
    __table_args__ = (UniqueConstraint("park_id", "category", "enterprise_id"),)

    park_id: UUID = key_to("park", optional=False)
    category: Category | None = Field(default=None, sa_type=code_of(Category), nullable=True)
    enterprise_id: UUID | None = key_to("enterprise")
    provider_id: UUID = key_to("provider", optional=False)


class CategoryClock(Record, table=True):
    """The working days that a category's appeals are given, where they differ from the rules' own."""

    __tablename__ = "category_clock"
    __table_args__ = (UniqueConstraint("category"),)

    category: Category = Field(sa_type=code_of(Category))
    response_workdays: int
    solution_workdays: int


class CalendarDay(Record, table=True):
    """A day that is off, or worked, beside what is published."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("day"),)

    day: date
    is_worked: bool
    note: str = ""


class RequestAssistant(Record, table=True):
    """A provider that helps with an appeal beside its lead."""

    __tablename__ = "request_assistant"
    __table_args__ = (UniqueConstraint("request_id", "provider_id"),)

    request_id: UUID = key_to("service_request", optional=False, is_indexed=False)  # the pair begins with it
    provider_id: UUID = key_to("provider", optional=False)
