"""What every shared table has: a key that two offline desks never give twice, and a version."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from hkdesk.tables.columns import Key

# Names that a later migration can say, the same on SQLite and PostgreSQL.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Record(SQLModel):
    """Base of the shared tables; a stale version at commit is a StaleDataError, not a lost edit."""

    id: UUID = Field(default_factory=uuid7, primary_key=True, sa_type=Key)
    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]
