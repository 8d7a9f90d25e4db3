"""The change log: one row a changed record, written with the change itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from hkdesk.tables import record  # noqa: F401 - it names the constraints, and must do so first
from hkdesk.tables.columns import Instant, Key


class Change(SQLModel, table=True):
    """Who changed what, from what to what. History, undo, audit, exchange and live refresh all read it."""

    __table_args__ = (UniqueConstraint("desk", "serial"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True, sa_type=Key)
    transaction: UUID = Field(sa_type=Key, index=True)
    command: str
    undoes: UUID | None = Field(default=None, sa_type=Key, nullable=True)
    desk: UUID = Field(sa_type=Key)
    serial: int
    actor: str
    at: datetime = Field(sa_type=Instant)
    kind: str
    row: UUID = Field(sa_type=Key, index=True)
    op: str
    fields: dict[str, list[Any]] = Field(sa_type=JSON)
