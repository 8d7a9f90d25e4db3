"""What several projects add up to."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from hkdesk.tables.all import table_of
from hkdesk.work.queries.ledger import unpacked

PROJECT = table_of("Project")


@dataclass(frozen=True, slots=True)
class ProjectSums:
    """What several projects add up to; those whose amount is not known are counted beside the sum."""

    count: int
    investment_fen: int
    without_investment: int
    plan_of_year_fen: int
    without_plan: int


def project_sums(reader: Connection, keys: bytes) -> ProjectSums:
    """The sums of these projects, whose keys are packed, 16 bytes each."""
    c = PROJECT.c
    wanted = select(
        func.count(),
        func.coalesce(func.sum(c.total_investment_fen), 0),
        func.count() - func.count(c.total_investment_fen),
        func.coalesce(func.sum(c.plan_of_year_fen), 0),
        func.count() - func.count(c.plan_of_year_fen),
    ).where(c.id.in_(bindparam("keys", expanding=True)))
    parts = [reader.execute(wanted, {"keys": some}).one() for some in unpacked(keys)]
    return ProjectSums(*(sum(part[n] for part in parts) for n in range(5)))
