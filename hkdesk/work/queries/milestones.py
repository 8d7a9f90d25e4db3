"""What the screens show of milestones over many projects: templates, reminders, the rows of the timeline."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Date, LargeBinary, String, case, func, select, type_coerce

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.errors import DeskError
from hkdesk.domain.lights import Light
from hkdesk.domain.milestones import DEFAULT_REMIND_DAYS, DEFAULT_TEMPLATE, MOST_REMIND_DAYS, STANDARD, TemplateRow
from hkdesk.domain.stage import Stage
from hkdesk.tables.all import table_of
from hkdesk.work.queries.projects import project_lights

PROJECT = table_of("Project")
MILESTONE = table_of("Milestone")
TEMPLATE = table_of("TemplateMilestone")
KINDS = tuple(MilestoneKind)


@dataclass(frozen=True, slots=True)
class MilestoneTemplate:
    """A template by its name; the standard one comes with the desk until an officer has changed it."""

    name: str
    rows: tuple[TemplateRow, ...]
    is_saved: bool


class TimelineMark(NamedTuple):
    """A milestone on the timeline; days are ordinals (date.fromordinal), for there are many.

    Args:
        kind: its place in KINDS.
        remind_days: as it is set, or as the standard template has it.
    """

    key: bytes
    kind: int
    planned: int | None
    done: int | None
    remind_days: int


class TimelineRow(NamedTuple):
    """A project on the timeline; days are ordinals.

    Args:
        late_days: how late the latest of its open milestones is; 0 if none is, and always once it has ended.
        late_count: how many of them are late.
        last: the last day of anything that it has.
    """

    key: bytes
    name: str
    stage: Stage
    signed: int | None
    started: int | None
    in_production: int | None
    terminated: int | None
    planned_start: int | None
    planned_production: int | None
    marks: tuple[TimelineMark, ...]
    late_days: int
    late_count: int
    first: int | None
    last: int | None
    light: Light = Light.GREY


def templates(reader: Connection) -> list[MilestoneTemplate]:
    """Every template, the standard one first, the others by name; their rows in the order of the days."""
    c = TEMPLATE.c
    found: dict[str, list[TemplateRow]] = defaultdict(list)
    for name, kind, after, remind in reader.execute(
        select(c.template, c.kind, c.days_after_signing, c.remind_days).order_by(c.template)
    ):
        found[name].append(TemplateRow(kind, after, remind))
    own = found.pop(STANDARD, None)
    first = MilestoneTemplate(STANDARD, _in_order(own or DEFAULT_TEMPLATE), own is not None)
    return [first, *(MilestoneTemplate(name, _in_order(rows), True) for name, rows in found.items())]


def template_rows(reader: Connection, name: str) -> tuple[TemplateRow, ...]:
    """The milestones of a template.

    Raises:
        DeskError: if there is none of that name.
    """
    for template in templates(reader):
        if template.name == name:
            return template.rows
    raise DeskError("There is no template “{name}” any more.", field="template", name=name)


def remind_days_by_kind(reader: Connection) -> dict[MilestoneKind, int]:
    """How long before a milestone is reminded of where nothing is set on it: as the standard template has it."""
    c = TEMPLATE.c
    saved = {
        MilestoneKind(kind): days
        for kind, days in reader.execute(select(c.kind, c.remind_days).where(c.template == STANDARD))
    }
    return DEFAULT_REMIND_DAYS | saved


def reminder_has_begun(reader: Connection, today: date) -> ColumnElement[bool]:
    """The condition on milestones not reached whose reminder has begun, the late ones among them."""
    usual = case(
        *((MILESTONE.c.kind == kind, days) for kind, days in remind_days_by_kind(reader).items()),
        else_=MOST_REMIND_DAYS,
    )
    days = func.coalesce(MILESTONE.c.remind_days, usual)
    begins = func.julianday(MILESTONE.c.planned_on) - days
    return MILESTONE.c.done_on.is_(None) & (begins <= func.julianday(type_coerce(today, Date)))


def timeline(reader: Connection, park: UUID | None, today: date) -> list[TimelineRow]:
    """Every project of a park with its days and milestones.

    Plain tuples and day numbers: 5,000 projects with ten milestones each come in a fraction of a second.
    """
    marks = _marks(reader, park)
    p = PROJECT.c
    columns = (
        p.signed_on,
        p.started_on,
        p.in_production_on,
        p.terminated_on,
        p.planned_start_on,
        p.planned_production_on,
    )
    wanted = select(
        type_coerce(p.id, LargeBinary),
        p.name,
        type_coerce(p.stage, String),
        *(type_coerce(day, String) for day in columns),
    )
    if park is not None:
        wanted = wanted.where(p.park_id == park)
    stages = {stage.value: stage for stage in Stage}
    now, lights = today.toordinal(), project_lights(reader, park, today)
    return [
        _row(key, name, stages[stage], tuple(_ordinal(d) for d in days), marks.get(key, ()), now)._replace(
            light=lights[key]
        )
        for key, name, stage, *days in reader.execute(wanted)
    ]


def _marks(reader: Connection, park: UUID | None) -> dict[bytes, tuple[TimelineMark, ...]]:
    m = MILESTONE.c
    wanted = select(
        type_coerce(m.project_id, LargeBinary),
        type_coerce(m.id, LargeBinary),
        type_coerce(m.kind, String),
        type_coerce(m.planned_on, String),
        type_coerce(m.done_on, String),
        m.remind_days,
    )
    if park is not None:
        wanted = wanted.join_from(MILESTONE, PROJECT, PROJECT.c.id == m.project_id).where(PROJECT.c.park_id == park)
    usual = remind_days_by_kind(reader)
    places = {kind.value: (place, usual[kind]) for place, kind in enumerate(KINDS)}
    found: dict[bytes, list[TimelineMark]] = defaultdict(list)
    for project, key, kind, planned, done, remind in reader.execute(wanted):
        place, usually = places[kind]
        mark = TimelineMark(key, place, _ordinal(planned), _ordinal(done), usually if remind is None else remind)
        found[project].append(mark)
    return {project: tuple(sorted(marks, key=_day_then_kind)) for project, marks in found.items()}


def _row(
    key: bytes, name: str, stage: Stage, days: tuple[int | None, ...], marks: tuple[TimelineMark, ...], now: int
) -> TimelineRow:
    late = (
        []
        if stage is Stage.TERMINATED
        else [now - m.planned for m in marks if m.done is None and m.planned is not None and m.planned < now]
    )
    every = [d for d in days if d is not None]
    every += [d for m in marks for d in (m.planned, m.done) if d is not None]
    first, last = (min(every), max(every)) if every else (None, None)
    return TimelineRow(key, name, stage, *days, marks, max(late, default=0), len(late), first, last)  # type: ignore[call-arg, arg-type]


def _ordinal(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()


def _day_then_kind(mark: TimelineMark) -> tuple[int, int]:
    day = mark.done if mark.done is not None else mark.planned
    return (day if day is not None else 1 << 30), mark.kind


def _in_order(rows: Iterable[TemplateRow]) -> tuple[TemplateRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.days_after_signing, KINDS.index(row.kind))))
