"""Policies for enterprises and what has been paid under them."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from hkdesk.domain.codes import PolicyWay
from hkdesk.tables.columns import code_of, fen, key_to
from hkdesk.tables.record import Record


class Policy(Record, table=True):
    """A policy, and the way in which enterprises come by it."""

    park_id: UUID = key_to("park", optional=False)
    name: str
    document_number: str = ""
    level: str = ""
    fields: str = ""
    conditions: str = ""
    benefit: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    way: PolicyWay | None = Field(default=None, sa_type=code_of(PolicyWay), nullable=True)
    note: str = ""


class Grant(Record, table=True):
    """A policy's benefit to one enterprise."""

    __tablename__ = "policy_grant"  # GRANT is a word of SQL

    policy_id: UUID | None = key_to("policy")
    enterprise_id: UUID = key_to("enterprise", optional=False)
    request_id: UUID | None = key_to("service_request")
    amount_fen: int | None = fen()
    applied_on: date | None = None
    confirmed_on: date | None = None
    paid_on: date | None = None
    note: str = ""
