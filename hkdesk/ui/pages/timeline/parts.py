"""What the timeline shows of a project: the parts of its bar, how a milestone stands, which projects and in what order.

Days are ordinals, as the query gives them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import lru_cache

from hkdesk.domain.milestones import is_due_soon, is_late
from hkdesk.domain.stage import Stage
from hkdesk.work.queries.milestones import TimelineMark, TimelineRow

ENDED = (Stage.IN_PRODUCTION, Stage.TERMINATED)


class Standing(Enum):
    """How a milestone stands; each has a shape of its own."""

    DONE = auto()
    LATE = auto()
    SOON = auto()
    PLANNED = auto()
    UNPLANNED = auto()


class PartKind(Enum):
    """What a part of a bar stands for."""

    SIGNED = auto()
    STARTED = auto()
    PLANNED = auto()
    LATE = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, from the beginning of a day to that of another."""

    kind: PartKind
    first: int
    last: int


class Order(Enum):
    """In what order the projects stand."""

    LATEST = "latest"
    SIGNED = "signed"
    PRODUCTION = "production"


@lru_cache(maxsize=4096)
def standing(mark: TimelineMark, *, is_terminated: bool, today: int) -> Standing:
    """How a milestone stands today; of a terminated project none is late or near."""
    if mark.done is not None:
        return Standing.DONE
    if mark.planned is None:
        return Standing.UNPLANNED
    planned, now = date.fromordinal(mark.planned), date.fromordinal(today)
    if is_terminated:
        return Standing.PLANNED
    if is_late(planned, None, now):
        return Standing.LATE
    return Standing.SOON if is_due_soon(planned, None, mark.remind_days, now) else Standing.PLANNED


def day_of(mark: TimelineMark) -> int | None:
    """Where a milestone stands: on the day it was reached, or else on its plan."""
    return mark.done if mark.done is not None else mark.planned


@lru_cache(maxsize=1024)
def parts(row: TimelineRow, today: int) -> tuple[Part, ...]:
    """A project's bar: what has been, what is planned, and by how much start or production is late."""
    known = [day for day in (row.signed, row.started, row.in_production) if day is not None]
    if not known:
        return ()
    begin = min(known)
    end = _end(row, begin, today)
    turn = end if row.started is None else min(row.started, end)
    found = [Part(PartKind.SIGNED, begin, turn), Part(PartKind.STARTED, turn, end)]
    if row.stage not in ENDED:
        ahead = row.planned_production or max((m.planned for m in row.marks if m.planned is not None), default=end)
        found.append(Part(PartKind.PLANNED, end, ahead))
        due = row.planned_start if row.started is None and _is_before(row.planned_start, today) else None
        due = due or row.planned_production
        if due is not None:
            found.append(Part(PartKind.LATE, max(due, begin), today))
    return tuple(part for part in found if part.first < part.last)


def chosen_rows(
    rows: Iterable[TimelineRow], *, stage: Stage | None, is_late_only: bool, search: str, order: Order
) -> list[TimelineRow]:
    """The projects of a stage, late or all, whose name holds what was typed, in order."""
    wanted = search.strip().lower()
    found = [
        row
        for row in rows
        if (stage is None or row.stage is stage)
        and (row.late_days or not is_late_only)
        and (not wanted or wanted in row.name.lower())
    ]
    match order:
        case Order.LATEST:
            return sorted(found, key=lambda row: (-row.late_days, -(row.signed or 0), row.name))
        case Order.SIGNED:
            return sorted(found, key=lambda row: (-(row.signed or 0), row.name))
        case Order.PRODUCTION:
            return sorted(found, key=lambda row: (_production(row), row.name))


def _end(row: TimelineRow, begin: int, today: int) -> int:
    if row.stage not in ENDED:
        return max(begin, today)
    day = row.terminated if row.stage is Stage.TERMINATED else row.in_production
    return max(begin, row.started or begin) if day is None else max(begin, day)


def _is_before(day: int | None, today: int) -> bool:
    return day is not None and day < today


def _production(row: TimelineRow) -> int:
    return row.in_production or row.planned_production or 1 << 30
