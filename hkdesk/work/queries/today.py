"""The officer's day: what is due, what is late, who waits for a call (RULES.md, Appeals; issue of the Today page)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.lights import Light, request_light
from hkdesk.domain.request import RequestState
from hkdesk.domain.stage import Stage
from hkdesk.tables.all import table_of
from hkdesk.work.queries import projects, requests
from hkdesk.work.queries.clocks import calendar
from hkdesk.work.queries.ledger_sql import mostly
from hkdesk.work.queries.projects import MILESTONE, PROJECT
from hkdesk.work.queries.requests import PROVIDER, REQUEST, WAITING, Day, overdue, standing_in, workdays_left
from hkdesk.work.queries.visits import visits_due

ENTERPRISE = table_of("Enterprise")
REPORT = table_of("ProgressReport")
REPORT_DAYS = 30  # RULES.md, Pipeline: no report for 30 days is a grey mark
TO_VISIT = (RequestState.REPLIED, RequestState.RETURN_VISIT)


class Part(StrEnum):
    """A part of the day, in the order in which it is gone through."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    TO_ANSWER = "to_answer"
    TO_VISIT = "to_visit"
    MILESTONES = "milestones"
    UNREPORTED = "unreported"
    VISITS_DUE = "visits_due"


@dataclass(frozen=True, slots=True)
class TodayLine:
    """Something that waits.

    Args:
        kind: the class name of the record that it opens.
        title: what it is about.
        who: whose it is: an enterprise, or a project.
        by: who handles it; empty where nobody is named.
        on: its day, if it has one.
        days_left: until then, below zero where it is past: working days of an appeal, days of a milestone.
        milestone: which milestone it is, if it is one.
    """

    part: Part
    kind: str
    id: UUID
    who: str
    title: str
    by: str
    on: date | None
    days_left: int | None
    light: Light
    milestone: MilestoneKind | None = None


@dataclass(frozen=True, slots=True)
class TodayPart:
    """A part of the day: how many wait there, and the first of them."""

    part: Part
    count: int
    lines: tuple[TodayLine, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """The day as it stands.

    Args:
        is_workday: whether the day itself is worked.
    """

    today: date
    is_workday: bool
    parts: tuple[TodayPart, ...]

    def of(self, part: Part) -> TodayPart:
        return next(p for p in self.parts if p.part is part)


def today_parts(reader: Connection, park: UUID | None, today: date, officer: str = "", shown: int = 30) -> Today:
    """What waits today in a park, or in all of them.

    Args:
        officer: only what is theirs; empty for everybody's.
        shown: how many lines of a part are read; each is counted to its end.
    """
    day = Day(today, calendar(reader))
    asked = _Asked(reader, park, day, officer, shown)
    return Today(
        today,
        day.calendar.is_workday(today),
        (
            asked.requests(Part.OVERDUE, WAITING, REQUEST.c.due_on < today),
            asked.requests(Part.DUE_TODAY, WAITING, REQUEST.c.due_on == today),
            asked.requests(Part.TO_ANSWER, (RequestState.REGISTERED,), REQUEST.c.response_due_on <= today),
            asked.requests(Part.TO_VISIT, TO_VISIT),
            asked.milestones(),
            asked.unreported(),
            asked.visits(),
        ),
    )


def waiting_counts(reader: Connection, park: UUID | None, today: date) -> tuple[int, int]:
    """How many appeals are due today, and how many are late: what the reminder in the tray says."""
    here = [] if park is None else [REQUEST.c.park_id == park]
    due = and_(standing_in(*WAITING), REQUEST.c.due_on == today)
    counted = [select(func.count()).select_from(REQUEST).where(which, *here) for which in (due, overdue(today))]
    found = [int(reader.execute(wanted).scalar_one()) for wanted in counted]
    return found[0], found[1]


@dataclass(frozen=True)
class _Asked:
    """What every part of the day is asked with."""

    reader: Connection
    park: UUID | None
    day: Day
    officer: str
    shown: int

    def requests(self, part: Part, states: Sequence[RequestState], *where: ColumnElement[bool]) -> TodayPart:
        """Appeals in some states, the first due first."""
        r = REQUEST.c
        asked = [*where, *map(mostly, self._theirs(REQUEST, requests.LEDGER.mine))]  # the state finds them
        count = 0
        first: list[tuple[date, bytes]] = []
        for state in states:  # each by itself is a few steps in the index; together they would be sorted
            counted = select(func.count()).select_from(REQUEST).where(standing_in(state), *asked)
            count += int(self.reader.execute(counted).scalar_one())
            wanted = select(r.due_on, r.id).where(standing_in(state), *asked).order_by(r.due_on, r.id)
            found = self.reader.execute(wanted.limit(self.shown))
            first += [(due or date.max, key.bytes) for due, key in found]
        keys = [UUID(bytes=key) for _, key in sorted(first)[: self.shown]]
        return TodayPart(part, count, tuple(self._request_lines(part, keys)))

    def milestones(self) -> TodayPart:
        """The milestones that are planned for this week and not reached."""
        today = self.day.today
        monday = today - timedelta(days=today.weekday())
        m = MILESTONE.c
        where = [
            m.done_on.is_(None),
            m.planned_on.between(monday, monday + timedelta(days=6)),
            PROJECT.c.stage != Stage.TERMINATED,
            *self._theirs(PROJECT, projects.LEDGER.mine),
        ]
        joined = MILESTONE.join(PROJECT, PROJECT.c.id == m.project_id)
        found = self.reader.execute(
            select(PROJECT.c.id, PROJECT.c.name, PROJECT.c.responsible_unit, m.planned_on, m.kind)
            .select_from(joined)
            .where(*where)
            .order_by(m.planned_on, PROJECT.c.name)
            .limit(self.shown)
        )
        lines = tuple(
            TodayLine(
                Part.MILESTONES,
                "Project",
                key,
                name,
                "",
                unit,
                on,
                (on - today).days,
                Light.RED if on < today else Light.YELLOW,
                kind,
            )
            for key, name, unit, on, kind in found
        )
        return TodayPart(Part.MILESTONES, self._count(joined, where), lines)

    def unreported(self) -> TodayPart:
        """The started projects that have had no report for 30 days, the longest silent first."""
        p = PROJECT.c
        latest = (
            select(func.max(REPORT.c.month)).where(REPORT.c.project_id == p.id).correlate(PROJECT).scalar_subquery()
        )
        # A report speaks for its whole month: domain.lights.is_unreported asks for 30 days from the month's end.
        heard_since = (self.day.today - timedelta(days=REPORT_DAYS - 1)).replace(day=1)
        where = [
            p.stage == Stage.STARTED,
            or_(latest.is_(None), latest < heard_since),
            *self._theirs(PROJECT, projects.LEDGER.mine),
        ]
        found = self.reader.execute(
            select(p.id, p.name, p.responsible_unit, latest)
            .where(*where)
            .order_by(latest.is_not(None), latest, p.name)
            .limit(self.shown)
        )
        lines = tuple(
            TodayLine(Part.UNREPORTED, "Project", key, name, "", unit, month, None, Light.GREY)
            for key, name, unit, month in found
        )
        return TodayPart(Part.UNREPORTED, self._count(PROJECT, where), lines)

    def visits(self) -> TodayPart:
        """The visits that were planned up to today and not made; the last one made is what opens."""
        found, count = visits_due(self.reader, self.park, self.day.today, self.officer, self.shown)
        lines = tuple(
            TodayLine(
                Part.VISITS_DUE,
                "Visit",
                row.id,
                row.enterprise,
                row.next_step or row.purpose or row.summary,
                row.officer,
                row.next_visit_on,
                None if row.next_visit_on is None else (row.next_visit_on - self.day.today).days,
                row.light,
            )
            for row in found
        )
        return TodayPart(Part.VISITS_DUE, count, lines)

    def _request_lines(self, part: Part, keys: Sequence[UUID]) -> Iterable[TodayLine]:
        r = REQUEST.c
        found = {
            row[0]: row
            for row in self.reader.execute(
                select(r.id, ENTERPRISE.c.name, r.title, PROVIDER.c.name, r.due_on, r.response_due_on, r.state)
                .select_from(
                    REQUEST.join(ENTERPRISE, ENTERPRISE.c.id == r.enterprise_id).outerjoin(
                        PROVIDER, PROVIDER.c.id == r.lead_provider_id
                    )
                )
                .where(r.id.in_(keys))
            )
        }
        for key in keys:
            _, enterprise, title, provider, due, answer, state = found[key]
            on = answer if part is Part.TO_ANSWER else due
            light = request_light(state, on, self.day.today, self.day.calendar)
            left = None if on is None else workdays_left(self.day, on)
            yield TodayLine(part, "ServiceRequest", key, enterprise, title, provider or "", on, left, light)

    def _theirs(self, table: object, mine: object) -> list[ColumnElement[bool]]:
        """The park in view, and the officer whose matters are asked for."""
        here = [] if self.park is None else [table.c.park_id == self.park]  # type: ignore[attr-defined]
        return [*here, mine(self.officer)] if self.officer and callable(mine) else here

    def _count(self, source: object, where: Sequence[ColumnElement[bool]]) -> int:
        return int(self.reader.execute(select(func.count()).select_from(source).where(*where)).scalar_one())  # type: ignore[arg-type]
