"""What the quarterly review of a park's projects is made of (RULES.md, Pipeline; the articles' 讲评会, A1.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, or_, select

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.periods import Period, PeriodKind, period_beside, up_to
from hkdesk.domain.stage import BOARD, Stage
from hkdesk.work.queries.cited_requests import CitedRequest, cited_requests
from hkdesk.work.queries.overview import Reached
from hkdesk.work.queries.parks import Bulletin, bulletins
from hkdesk.work.queries.projects import MILESTONE, PROJECT, StageFigures
from hkdesk.work.queries.request_facts import Asked, closed_on_unknown_days, facts
from hkdesk.work.queries.request_sums import Sums
from hkdesk.work.queries.review_projects import Cited, ReviewedProject, citations, reviewed_projects

PUBLISHED = (
    "key_projects",
    "key_projects_in_production",
    "key_projects_started",
    "key_projects_total_investment",
    "fixed_asset_investment",
)


@dataclass(frozen=True, slots=True)
class ReviewedMilestone:
    """A milestone of a project that goes on; done_on is None where it had not been reached by the quarter's end."""

    id: UUID
    project_id: UUID
    project: str
    kind: MilestoneKind
    planned_on: date | None
    done_on: date | None
    cited: Sequence[Cited] = ()


@dataclass(frozen=True)
class Review:
    """A quarter in figures.

    Args:
        period: the quarter, up to today; whole: all of it.
        projects: those that were there at its end.
        milestones: reached in it, late at its end, or planned for the quarter after it.
        appeals: of it, of the quarter before and of the same quarter of the year before, as far as that is over.
        cited_appeals: those of it that stand in an article.
        published: the bulletin's figures of its year.
    """

    whole: Period
    period: Period
    today: date
    projects: Sequence[ReviewedProject] = ()
    milestones: Sequence[ReviewedMilestone] = ()
    appeals: Sums = field(default_factory=Sums)
    appeals_before: Sums = field(default_factory=Sums)
    appeals_last_year: Sums = field(default_factory=Sums)
    cited_appeals: Sequence[CitedRequest] = ()
    published: Sequence[Bulletin] = ()

    @property
    def before(self) -> Period:
        return period_beside(PeriodKind.QUARTER, self.whole, -1)

    @property
    def last_year(self) -> Period:
        return period_beside(PeriodKind.QUARTER, self.whole, -4)

    @property
    def after(self) -> Period:
        return period_beside(PeriodKind.QUARTER, self.whole, 1)

    @property
    def on_board(self) -> list[ReviewedProject]:
        """The projects whose stage at the end is known, the terminated left out."""
        return [p for p in self.projects if p.stage in BOARD]

    @property
    def unknown(self) -> list[ReviewedProject]:
        """Those whose stage at the end nobody knows: their days are not on record."""
        return [p for p in self.projects if p.stage is None]

    @property
    def stages(self) -> Mapping[Stage, StageFigures]:
        """Count and investment of every stage at the end."""
        by_stage = {stage: [p for p in self.projects if p.stage is stage] for stage in Stage}
        return {
            stage: StageFigures(
                len(found), sum(p.total_fen or 0 for p in found), sum(p.total_fen is None for p in found)
            )
            for stage, found in by_stage.items()
        }

    @property
    def reached(self) -> Reached:
        """How many projects on the board had reached each step by the end."""
        found = self.on_board
        started = [p for p in found if p.stage in (Stage.STARTED, Stage.IN_PRODUCTION)]
        return Reached(
            len(found),
            sum(p.landed for p in found),
            len(started),
            sum(p.stage is Stage.IN_PRODUCTION for p in found),
        )

    def invested(self, period: Period) -> int | None:
        """What all projects invested in a period; None where none of them reported of it."""
        found = [p.reports.invested(period.first, period.last) for p in self.projects]
        known = [fen for fen in found if fen is not None]
        return sum(known) if known else None


def quarter_review(reader: Connection, park: UUID | None, quarter: Period, today: date) -> Review:
    """The figures of a quarter as its end saw them, or as today does where it is not over."""
    period = up_to(quarter, today)
    made = Review(quarter, period, today)
    if quarter.first > today:
        return made
    projects = reviewed_projects(reader, park, period, made.last_year.first, today)
    return Review(
        quarter,
        period,
        today,
        projects,
        _milestones(reader, made, {p.id: p for p in projects if p.stage in BOARD}),
        appeal_sums(reader, park, period),
        appeal_sums(reader, park, made.before),
        appeal_sums(reader, park, made.last_year),
        cited_requests(reader, park, period),
        [b for b in bulletins(reader, park, PUBLISHED) if b.period == str(quarter.first.year)],
    )


def appeal_sums(reader: Connection, park: UUID | None, period: Period) -> Sums:
    """What happened to appeals in a period."""
    sums, asked = Sums(), Asked(period, park)
    for piece in (*facts(reader, asked), *closed_on_unknown_days(reader, asked)):
        piece.add_to(sums)
    return sums


def _milestones(reader: Connection, review: Review, of: Mapping[UUID, ReviewedProject]) -> list[ReviewedMilestone]:
    m, until = MILESTONE.c, review.period.last
    wanted = (
        select(m.id, m.project_id, PROJECT.c.name, m.kind, m.planned_on, m.done_on)
        .join_from(MILESTONE, PROJECT, PROJECT.c.id == m.project_id)
        .where(or_(m.done_on.between(review.period.first, until), m.planned_on <= review.after.last))
        .where(or_(m.done_on.is_(None), m.done_on >= review.period.first))
        .order_by(m.planned_on.is_(None), m.planned_on, PROJECT.c.name, m.id)
    )
    cited = citations(reader, "Milestone")
    return [
        ReviewedMilestone(
            *row[:-1],
            done_on=row.done_on if row.done_on is not None and row.done_on <= until else None,
            cited=cited.get(row.id, ()),
        )
        for row in reader.execute(wanted)
        if row.project_id in of
    ]
