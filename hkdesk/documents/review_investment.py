"""What was invested in the quarter by project, and in the year month by month."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hkdesk.documents.due_lists import SHAPES
from hkdesk.documents.model import Align, Block, Cell, CellKind, Chart, ChartKind, ChartSeries, Column, Table
from hkdesk.documents.phrases import money_cell, rate_cell
from hkdesk.documents.review_values import named
from hkdesk.domain.lights import Light
from hkdesk.domain.money import MoneyUnit
from hkdesk.domain.periods import Period
from hkdesk.wording import long_month, month, tr, tr_n, word
from hkdesk.work.queries.review import Review
from hkdesk.work.queries.review_projects import ReviewedProject
from hkdesk.work.words import DASH

MOST_ROWS = 15


def investment_blocks(view: Review) -> Sequence[Block]:
    """The investment of the quarter project by project, the largest first; the total is of all."""
    first, last = view.period.first, view.period.last

    def quarter(p: ReviewedProject) -> int | None:
        return p.reports.invested(first, last)

    found = [p for p in view.projects if quarter(p) is not None or p.plan_fen]
    if not found:
        return ()
    found.sort(key=lambda p: (quarter(p) is None, -(quarter(p) or 0), p.name))
    with_plan = [p for p in found if p.plan_fen]
    plan, done = sum(p.plan_fen or 0 for p in with_plan), sum(p.year_fen or 0 for p in with_plan)
    total = (
        Cell(tr("Total"), tr("Total")),
        money_cell(sum(quarter(p) or 0 for p in found)),
        money_cell(sum(p.year_fen or 0 for p in found)),
        money_cell(plan or None),
        rate_cell(Decimal(done) / plan if plan else None),
        Cell("", ""),
        Cell("", ""),
    )
    wan = word(MoneyUnit.WAN)
    more = len(found) - MOST_ROWS
    note = tr_n("{n} more is not listed, but in the total.", "{n} more are not listed, but in the total.", more)
    return (
        Table(
            title=tr("Investment of the quarter by project"),
            columns=(
                Column(tr("Project"), weight=2.6),
                Column(tr("This quarter"), Align.RIGHT, CellKind.MONEY, weight=1.1, unit=wan),
                Column(tr("This year"), Align.RIGHT, CellKind.MONEY, weight=1.1, unit=wan),
                Column(tr("Plan of the year"), Align.RIGHT, CellKind.MONEY, weight=1.1, unit=wan),
                Column(tr("% of plan"), Align.RIGHT, CellKind.NUMBER, weight=0.8),
                Column(tr("Ahead of schedule (points)"), Align.RIGHT, CellKind.NUMBER, weight=0.9),
                Column(tr("Light"), Align.CENTRE, weight=0.7),
            ),
            rows=tuple(
                (
                    text_cell(named(p)),
                    money_cell(quarter(p)),
                    money_cell(p.year_fen),
                    money_cell(p.plan_fen),
                    rate_cell(p.completion),
                    points_cell(p.lead_points),
                    light_cell(p.light),
                )
                for p in found[:MOST_ROWS]
            ),
            total=total,
            note=note if more > 0 else "",
        ),
    )


class ReviewMonth(NamedTuple):
    """What was invested in a month, and up to its end; what was planned up to then, None where no plan is known."""

    first: date
    invested: int
    so_far: int
    planned: int | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(money_cell(fen) for fen in (self.invested, self.so_far, self.planned))


def invested_months(view: Review) -> list[ReviewMonth]:
    """The months of the year up to the quarter's end: invested, so far, planned so far; of the projects with a plan.

    Where no plan of that year is known, of all projects, and without one.
    """
    with_plan = [p for p in view.projects if p.plan_fen]
    found = with_plan or view.projects
    if all(p.year_fen is None for p in found):
        return []
    plan, so_far, made = sum(p.plan_fen or 0 for p in with_plan), 0, []
    for part in Period(date(view.period.last.year, 1, 1), view.period.last).months:
        one = sum(p.reports.months.get(part.first, 0) for p in found)
        so_far += one
        made.append(ReviewMonth(part.first, one, so_far, plan * part.first.month // 12 if with_plan else None))
    return made


def _month_title(planned: bool) -> str:
    return tr("Investment of the projects with a plan of the year") if planned else tr("Investment by month")


def month_table(months: Sequence[ReviewMonth]) -> Table:
    """The months in figures."""
    wan = word(MoneyUnit.WAN)
    names = (tr("Invested"), tr("So far"), tr("Planned so far"))
    return Table(
        title=_month_title(months[0].planned is not None),
        columns=(
            Column(tr("Month"), Align.CENTRE),
            *(Column(name, Align.RIGHT, CellKind.MONEY, unit=wan) for name in names),
        ),
        rows=tuple((text_cell(long_month(m.first)), *m.cells) for m in months),
    )


def month_chart(months: Sequence[ReviewMonth]) -> Chart:
    """The months as a chart."""
    names = (tr("Invested"), tr("So far"), tr("Planned so far"))
    series = tuple(ChartSeries(name, tuple(m.cells[place] for m in months)) for place, name in enumerate(names))
    planned = months[0].planned is not None
    return Chart(
        ChartKind.CURVE,
        _month_title(planned),
        tuple(month(m.first) for m in months),
        series if planned else series[:2],
        unit=word(MoneyUnit.WAN),
    )


def text_cell(said: str) -> Cell:
    """A text; — where there is none."""
    return Cell(said or DASH, said)


def light_cell(light: Light) -> Cell:
    """A light by its shape and its name."""
    return text_cell(f"{SHAPES[light]} {word(light)}")


def points_cell(lead: Decimal | None) -> Cell:
    """Percentage points ahead of schedule, below zero behind."""
    return Cell(DASH if lead is None else f"{lead:+.2f}".replace("-", "\N{MINUS SIGN}"), lead)
