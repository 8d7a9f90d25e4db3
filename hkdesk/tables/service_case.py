"""Long-running services: a resident task force's case, a chain steward's, tracking after production."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from hkdesk.domain.codes import CaseKind, CaseStepKind
from hkdesk.tables.columns import code_of, key_to
from hkdesk.tables.record import Record


class ServiceCase(Record, table=True):
    """A service that goes on for months and may span several appeals."""

    __tablename__ = "service_case"

    park_id: UUID = key_to("park", optional=False)
    kind: CaseKind = Field(sa_type=code_of(CaseKind))
    title: str
    enterprise_id: UUID | None = key_to("enterprise")
    project_id: UUID | None = key_to("project")
    provider_id: UUID | None = key_to("provider")
    opened_on: date
    closed_on: date | None = None
    note: str = ""


class CaseStep(Record, table=True):
    """A step of such a service: what was done, and what comes next."""

    __tablename__ = "case_step"

    case_id: UUID = key_to("service_case", optional=False)
    kind: CaseStepKind = Field(sa_type=code_of(CaseStepKind))
    on: date
    said: str = ""
    next_step: str = ""
    next_on: date | None = None
    actor: str = ""


class CaseRequest(Record, table=True):
    """An appeal that is handled within such a service."""

    __tablename__ = "case_request"
    __table_args__ = (UniqueConstraint("case_id", "request_id"),)

    case_id: UUID = key_to("service_case", optional=False, is_indexed=False)  # the pair begins with it
    request_id: UUID = key_to("service_request", optional=False)
