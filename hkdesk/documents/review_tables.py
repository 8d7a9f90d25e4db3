"""The tables and charts of the quarterly review; whatever a chart draws stands in a table too."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hkdesk.documents.model import (
    Align,
    Block,
    Cell,
    CellKind,
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    Table,
)
from hkdesk.documents.phrases import count_cell, money_cell, rate_cell
from hkdesk.documents.review_investment import (
    MOST_ROWS,
    invested_months,
    investment_blocks,
    light_cell,
    month_chart,
    month_table,
    points_cell,
    text_cell,
)
from hkdesk.documents.review_values import cited, coming, late, late_days, named, source_of, stating, taken
from hkdesk.documents.service_values import appeal_table, outcome_table, outcomes_in_words
from hkdesk.domain.lights import Light
from hkdesk.domain.money import MoneyUnit
from hkdesk.domain.rates import StageRates, ratio
from hkdesk.domain.stage import BOARD, Stage, Step
from hkdesk.wording import day, tr, tr_n, word
from hkdesk.work.queries.projects import StageFigures
from hkdesk.work.queries.review import Review, ReviewedMilestone
from hkdesk.work.queries.review_projects import ReviewedProject
from hkdesk.work.words import name_of_period

_WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)


def review_places(view: Review) -> dict[str, Sequence[Block]]:
    """The tables and charts that a template can place, empty where there is nothing to show."""
    of_quarters = (
        (view.whole, view.appeals),
        (view.before, view.appeals_before),
        (view.last_year, view.appeals_last_year),
    )
    appeals = [(name_of_period(quarter), sums) for quarter, sums in of_quarters]
    has_appeals = any(s.received or s.closed or s.visits for _, s in appeals)
    has_outcomes = any(outcomes_in_words(s) for _, s in appeals)
    months = invested_months(view)
    return {
        "stages": (_stages(view),) if view.on_board else (),
        "steps": (_steps(view),) if view.on_board else (),
        "steps_chart": (_funnel_chart(view),) if view.on_board else (),
        "investment": investment_blocks(view),
        "months": (month_table(months),) if months else (),
        "months_chart": (month_chart(months),) if months else (),
        "progress": _progress(view),
        "problems": _problems(view),
        "appeals": (appeal_table(appeals),) if has_appeals else (),
        "outcomes": (outcome_table(tr("Outcomes of closed appeals"), tr("Period"), appeals),) if has_outcomes else (),
        "milestones": _coming(view),
        "next_steps": _next_steps(view),
    }


def more_note(rows: int, shown: int = MOST_ROWS) -> str:
    """That a table does not have all, and how many it leaves out."""
    left = rows - shown
    return tr_n("{n} more is not listed here.", "{n} more are not listed here.", left) if left > 0 else ""


def _stages(view: Review) -> Table:
    stages = view.stages
    in_quarter = {Stage.SIGNED: Step.SIGNED, Stage.STARTED: Step.STARTED, Stage.IN_PRODUCTION: Step.IN_PRODUCTION}
    wan = word(MoneyUnit.WAN)
    rows = [(word(s), stages[s], len(taken(view, in_quarter[s]))) for s in BOARD]
    total = StageFigures(
        sum(f.count for _, f, _ in rows),
        sum(f.investment_fen for _, f, _ in rows),
        sum(f.without_investment for _, f, _ in rows),
    )

    def line(name: str, figures: StageFigures, new: Cell) -> tuple[Cell, ...]:
        unknown = 0 < figures.count == figures.without_investment
        return (
            Cell(name, name),
            count_cell(figures.count),
            money_cell(None if unknown else figures.investment_fen),
            count_cell(figures.without_investment),
            new,
        )

    return Table(
        title=tr("Projects by stage"),
        columns=(
            Column(tr("Stage"), Align.CENTRE),
            Column(tr("Projects"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Total investment"), Align.RIGHT, CellKind.MONEY, weight=1.3, unit=wan),
            Column(tr("Investment not known"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("New in the quarter"), Align.RIGHT, CellKind.NUMBER),
        ),
        rows=tuple(line(name, figures, count_cell(new)) for name, figures, new in rows),
        total=line(tr("Total"), total, Cell("", "")),
    )


def _steps(view: Review) -> Table:
    header = (tr("Step"), tr("Projects that reached it"), tr("Of all signed"), tr("Of the step before"))
    return Table(
        title=tr("How far projects have come"),
        columns=(
            Column(header[0], Align.CENTRE),
            *(Column(name, Align.RIGHT, CellKind.NUMBER) for name in header[1:]),
        ),
        rows=tuple(
            (text_cell(word(step)), count_cell(n), rate_cell(cumulative), rate_cell(of_before))
            for step, n, cumulative, of_before in _rates(view)
        ),
    )


def _rates(view: Review) -> list[tuple[Step, int, Decimal | None, Decimal | None]]:
    """Each step, how many reached it, and both rates of RULES.md, Pipeline."""
    r = view.reached
    rates = StageRates(r.signed, r.landed, r.started, r.in_production)
    return [
        (Step.SIGNED, r.signed, ratio(r.signed, r.signed), None),
        (Step.LANDED, r.landed, rates.landing, rates.landing_step),
        (Step.STARTED, r.started, rates.start, rates.start_step),
        (Step.IN_PRODUCTION, r.in_production, rates.production, rates.production_step),
    ]


def _funnel_chart(view: Review) -> Chart:
    steps = _rates(view)
    name = tr("Projects that reached it")
    return Chart(
        ChartKind.FUNNEL,
        tr("How far projects have come"),
        tuple(word(step) for step, *_ in steps),
        (ChartSeries(name, tuple(count_cell(n) for _, n, *_ in steps)),),
    )


def _progress(view: Review) -> Sequence[Block]:
    rows = sorted(
        ((p.days[step], p, step) for step in Step for p in taken(view, step)), key=lambda r: (r[0], r[1].name)
    )
    sources = [source_of(p.cited, f"{step.value}_on") for _, p, step in rows]
    columns = (
        Column(tr("Project"), weight=3),
        Column(tr("Step"), Align.CENTRE),
        Column(tr("Day"), Align.CENTRE, CellKind.DATE, weight=1.1),
    )
    cells = [(text_cell(p.name), text_cell(word(step)), Cell(day(on), on)) for on, p, step in rows]
    title = tr("Steps taken in the quarter")
    if not any(sources):
        return _listed(title, columns, cells)
    with_source = [(*line, text_cell(said)) for line, said in zip(cells, sources, strict=True)]
    return _listed(title, (*columns, Column(tr("Source"), weight=1.1)), with_source)


def _problems(view: Review) -> Sequence[Block]:
    """The projects that a light, a late milestone or their own report points out, the worst first."""
    by_project: dict[object, list[ReviewedMilestone]] = {}
    for milestone in late(view):
        by_project.setdefault(milestone.project_id, []).append(milestone)
    found = [
        (p, said)
        for p in view.on_board
        if (said := _said_of(view, p, by_project.get(p.id, []))) or p.light in (Light.RED, Light.YELLOW)
    ]
    found.sort(
        key=lambda f: (_WORST_FIRST.index(f[0].light), f[0].lead_points is None, f[0].lead_points or 0, f[0].name)
    )
    return _listed(
        tr("Problems by project"),
        (
            Column(tr("Project"), weight=2.4),
            Column(tr("Stage"), Align.CENTRE, weight=0.7),
            Column(tr("Light"), Align.CENTRE, weight=0.8),
            Column(tr("Ahead of schedule (points)"), Align.RIGHT, CellKind.NUMBER, weight=0.9),
            Column(tr("Problem"), weight=3),
        ),
        [
            (
                text_cell(named(p)),
                text_cell(word(p.stage)),
                light_cell(p.light),
                points_cell(p.lead_points),
                text_cell("\n".join(said)),
            )
            for p, said in found
        ],
    )


def _said_of(view: Review, project: ReviewedProject, overdue: Sequence[ReviewedMilestone]) -> list[str]:
    said = [project.reports.problems] if project in stating(view, "problems") else []
    if project.is_unreported:
        said.append(tr("No report for 30 days or more."))
    if project.stage is Stage.SIGNED and project.light in (Light.RED, Light.YELLOW):
        said.append(tr("Not started as planned."))
    if overdue:
        first = overdue[0]
        days = late_days(view, first)
        one = tr_n("{what}: {n} day late", "{what}: {n} days late", days, what=cited(word(first.kind), first.cited))
        rest = len(overdue) - 1
        said.append(tr_n("{one}; {n} more late", "{one}; {n} more late", rest, one=one) if rest else one)
    return said


def _coming(view: Review) -> Sequence[Block]:
    return _listed(
        tr("Milestones of {quarter}", quarter=name_of_period(view.after)),
        (
            Column(tr("Project"), weight=3),
            Column(tr("Milestone"), weight=1.3),
            Column(tr("Planned"), Align.CENTRE, CellKind.DATE, weight=1.1),
        ),
        [
            (text_cell(m.project), text_cell(cited(word(m.kind), m.cited)), Cell(day(m.planned_on), m.planned_on))
            for m in coming(view)
        ],
    )


def _next_steps(view: Review) -> Sequence[Block]:
    found = stating(view, "next_step")
    found.sort(key=lambda p: (p.reports.next_step_on is None, p.reports.next_step_on or date.max, p.name))
    return _listed(
        tr("Next steps as reported"),
        (
            Column(tr("Project"), weight=2.4),
            Column(tr("Next step"), weight=2.6),
            Column(tr("By"), Align.CENTRE, CellKind.DATE, weight=1.1),
        ),
        [
            (
                text_cell(named(p)),
                text_cell(p.reports.next_step),
                Cell(day(p.reports.next_step_on), p.reports.next_step_on),
            )
            for p in found
        ],
    )


def _listed(title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]) -> Sequence[Block]:
    """A table of the first rows, saying how many it leaves out; none where there are no rows."""
    return (Table(title, columns, tuple(rows[:MOST_ROWS]), note=more_note(len(rows))),) if rows else ()
