"""Column types that SQLite and PostgreSQL store alike and compactly (docs/decisions/0001-data-layer.md)."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, LargeBinary, Uuid
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field


class Key(TypeDecorator[UUID]):
    """A UUID: 16 bytes on SQLite, native on PostgreSQL."""

    impl, cache_ok = Uuid, True

    @property
    def python_type(self) -> type[Any]:
        return UUID

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(LargeBinary(16) if dialect.name == "sqlite" else Uuid())

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> object:
        return value.bytes if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: object, dialect: Dialect) -> UUID | None:
        return UUID(bytes=value) if isinstance(value, bytes) else value  # type: ignore[return-value]


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime to the millisecond: an integer on SQLite, timestamptz on PostgreSQL."""

    impl, cache_ok = DateTime, True

    @property
    def python_type(self) -> type[Any]:
        return datetime

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        if value is None:
            return None
        ms = int(value.timestamp() * 1000)
        return ms if dialect.name == "sqlite" else datetime.fromtimestamp(ms / 1000, UTC)

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        return datetime.fromtimestamp(value / 1000, UTC) if isinstance(value, int) else value  # type: ignore[return-value]


def code_of(codes: type[StrEnum]) -> Any:
    """The column type of an enumeration: its value as text, with a CHECK."""
    return SqlEnum(
        codes,
        values_callable=lambda members: [m.value for m in members],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
    )


def key_to(table: str, *, optional: bool = True, is_indexed: bool = True) -> Any:
    """A reference that is checked at commit, so that the order of writing within a transaction does not matter.

    Args:
        is_indexed: whether it gets an index of its own; false where a wider one begins with it.
    """
    reference = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    if optional:
        return Field(default=None, sa_type=Key, sa_column_args=[reference], index=is_indexed, nullable=True)
    return Field(sa_type=Key, sa_column_args=[reference], index=is_indexed)


def fen() -> Any:
    """An amount of money, in whole fen."""
    return Field(default=None, sa_type=BigInteger, nullable=True)
