"""This desk itself: one row that no other desk shares."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from hkdesk.tables import record  # noqa: F401 - it names the constraints, and must do so first
from hkdesk.tables.columns import Instant, Key


class DeskRow(SQLModel, table=True):
    """Which desk this is; its letter stands in the numbers that it gives."""

    __tablename__ = "desk"

    id: UUID = Field(default_factory=uuid7, primary_key=True, sa_type=Key)
    letter: str = "A"
    officer: str = ""
    is_practice: bool = False
    seeds_digest: str = ""
    made_at: datetime = Field(sa_type=Instant)
