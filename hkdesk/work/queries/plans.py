"""The plans of the year that projects had: today's, or for the year before what the change log says they were."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.tables.change import Change
from hkdesk.work.queries.projects import PROJECT

CHANGE = Change.__table__  # type: ignore[attr-defined]
FIELD = "plan_of_year_fen"


def plans_of_year(reader: Connection, park: UUID | None, year: int, today: date) -> dict[UUID, int]:
    """What each project planned to invest in a year, as far as that is known.

    A project has one plan, that of the running year. That of the year before is what stood there when the year ended:
    later changes are taken back. Of other years nothing is known.
    """
    if year not in (today.year, today.year - 1):
        return {}
    here = [] if park is None else [PROJECT.c.park_id == park]
    found = reader.execute(select(PROJECT.c.id, PROJECT.c.plan_of_year_fen).where(*here))
    plans: dict[UUID, int | None] = {row[0]: row[1] for row in found}
    if year < today.year:
        plans |= {key: was for key, was in _before(reader, date(today.year, 1, 1)).items() if key in plans}
    return {key: fen for key, fen in plans.items() if fen}


def _before(reader: Connection, first: date) -> dict[UUID, int | None]:
    """The plans that were changed since a day, as they were before it."""
    since = datetime.combine(first, datetime.min.time()).astimezone()
    wanted = (
        select(CHANGE.c.row, CHANGE.c.op, CHANGE.c.fields)
        .where(CHANGE.c.kind == "Project", CHANGE.c.at >= since)
        .order_by(CHANGE.c.serial.desc())
    )
    was: dict[UUID, int | None] = {}
    for key, op, fields in reader.execute(wanted):
        if op == "insert":
            was[key] = None
        elif FIELD in fields:
            was[key] = _old(fields[FIELD])
    return was


def _old(values: list[Any]) -> int | None:
    return None if values[0] is None else int(values[0])
