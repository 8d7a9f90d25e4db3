"""Published figures of a park, and what it wants to reach."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field

from hkdesk.domain.codes import IndicatorKind, Unit
from hkdesk.tables.columns import code_of, fen, key_to
from hkdesk.tables.record import Record


class Indicator(Record, table=True):
    """A figure that a bulletin gives; money in fen, everything else in thousandths of its unit."""

    park_id: UUID = key_to("park", optional=False)
    code: str = Field(index=True)
    name: str
    kind: IndicatorKind = Field(default=IndicatorKind.LEVEL, sa_type=code_of(IndicatorKind))
    period: str = ""  # as published: 2024, 2024-H1, 2024-01/2024-08
    period_from: date | None = None
    period_to: date | None = None
    unit: Unit = Field(sa_type=code_of(Unit))
    value_thousandths: int | None = Field(default=None, sa_type=BigInteger, nullable=True)
    amount_fen: int | None = fen()
    note: str = ""


class Target(Record, table=True):
    """What a park wants to reach by the end of a year."""

    park_id: UUID = key_to("park", optional=False)
    code: str = Field(index=True)
    name: str
    year: int
    unit: Unit = Field(sa_type=code_of(Unit))
    value_thousandths: int | None = Field(default=None, sa_type=BigInteger, nullable=True)
    amount_fen: int | None = fen()
    note: str = ""
