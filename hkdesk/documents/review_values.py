"""The values of the quarterly review: each a figure that is on the desk, as the page says it."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from hkdesk.documents.period_words import change, known, listed, schedule
from hkdesk.documents.phrases import closed_up, source, with_note
from hkdesk.documents.prose import Count, Value
from hkdesk.documents.published import published
from hkdesk.documents.service_values import appeal_values
from hkdesk.domain.lights import Light, full_months
from hkdesk.domain.rates import StageRates, ratio, schedule_lead_points
from hkdesk.domain.stage import Stage, Step
from hkdesk.wording import long_day, month_day, say, tr, tr_n
from hkdesk.work.queries.review import Review, ReviewedMilestone
from hkdesk.work.queries.review_projects import Cited, ReviewedProject
from hkdesk.work.words import money, name_of_period

NAMED = 5  # in a sentence
BEST = 3
_STEPS = {
    "signed": Step.SIGNED,
    "landed": Step.LANDED,
    "started": Step.STARTED,
    "trial": Step.TRIAL_PRODUCTION,
    "produced": Step.IN_PRODUCTION,
}


def review_values(view: Review, place: str) -> dict[str, Value]:
    """Everything that the template can use."""
    return {
        "place": place,
        "quarter": name_of_period(view.whole),
        "until": long_day(view.period.last),
        "is_over": view.period.last == view.whole.last,
        **_stage_values(view),
        **_investment_values(view),
        **_progress_values(view),
        **_problem_values(view),
        **appeal_values(view.appeals, view.appeals_last_year, view.cited_appeals),
        "received_before": Count(view.appeals_before.received),
        **_next_values(view),
    }


def named(project: ReviewedProject) -> str:
    """A project's name, and where it stands."""
    return cited(project.name, project.cited)


def cited(text: str, found: Sequence[Cited], field: str = "") -> str:
    """A text and where it stands: what is said of the field, or else of the record."""
    return with_note(text, source_of(found, field))


def source_of(found: Sequence[Cited], field: str = "") -> str:
    """Where a field stands, or else its record, and how firmly; empty for what the desk itself has recorded."""
    of_field = [c for c in found if c.field == field] or [c for c in found if not c.field]
    return source([of_field[0].locator], of_field[0].standing) if of_field else ""


def taken(view: Review, step: Step) -> list[ReviewedProject]:
    """The projects that took a step in the quarter, the first first; the terminated left out."""
    found = [p for p in view.on_board if step in p.days and p.days[step] >= view.period.first]
    return sorted(found, key=lambda p: (p.days[step], p.name))


def waiting(view: Review, stage: Stage) -> list[ReviewedProject]:
    """The projects that have been in a stage longest, as far as their days are known."""
    found = [p for p in view.on_board if p.stage is stage and p.since is not None]
    return sorted(found, key=lambda p: (p.since, p.name))


def of_light(view: Review, light: Light) -> list[ReviewedProject]:
    """The projects of a light, the furthest behind first."""
    found = [p for p in view.on_board if p.light is light and p.stage is not Stage.IN_PRODUCTION]
    return sorted(found, key=lambda p: (p.lead_points is None, p.lead_points or Decimal(0), p.name))


def stating(view: Review, what: Literal["problems", "next_step"]) -> list[ReviewedProject]:
    """The projects whose reports of the quarter state a problem, or a next step; those in production have none left."""
    return [p for p in view.on_board if p.stage is not Stage.IN_PRODUCTION and getattr(p.reports, what)]


def late(view: Review) -> list[ReviewedMilestone]:
    """The milestones that were planned up to the quarter's end and not reached, the latest before all others."""
    return [m for m in view.milestones if m.done_on is None and m.planned_on and m.planned_on <= view.period.last]


def coming(view: Review) -> list[ReviewedMilestone]:
    """The milestones that are planned for the quarter after it."""
    after = view.after
    found = [m for m in view.milestones if m.done_on is None and m.planned_on]
    return [m for m in found if m.planned_on and after.first <= m.planned_on <= after.last]


def late_days(view: Review, milestone: ReviewedMilestone) -> int:
    """How many days late a milestone was at the quarter's end."""
    return (view.period.last - milestone.planned_on).days if milestone.planned_on else 0


def _stage_values(view: Review) -> dict[str, Value]:
    found, stages, r = view.on_board, view.stages, view.reached
    known_ones = [p.total_fen for p in found if p.total_fen is not None]
    rates = StageRates(r.signed, r.landed, r.started, r.in_production)
    return {
        "projects": Count(len(found)),
        "investment": closed_up(money(sum(known_ones))) if known_ones else "",
        "investment_unknown": Count(len(found) - len(known_ones)),
        "signed_not_started": Count(stages[Stage.SIGNED].count),
        "under_construction": Count(stages[Stage.STARTED].count),
        "in_production": Count(stages[Stage.IN_PRODUCTION].count),
        "landing_rate": known(rates.landing),
        "start_rate": known(rates.start),
        "production_rate": known(rates.production),
        "stage_unknown": _unknown(view),
        "bulletin": published(view.published),
    }


def _unknown(view: Review) -> str:
    """That the days of some projects are not on record, and where they stand today."""
    found = Counter(p.stage_today for p in view.unknown)
    if not found:
        return ""
    return tr_n(
        "{n} project has no days on record: where it stood on that day is not known, and it is not counted "
        "(today: {stages}).",
        "{n} projects have no days on record: where they stood on that day is not known, and they are not counted "
        "(today: {stages}).",
        found.total(),
        stages=say([tr("{kind} {n}", kind=stage, n=found[stage]) for stage in Stage if stage in found]),
    )


def _investment_values(view: Review) -> dict[str, Value]:
    quarter, before, last = (view.invested(period) for period in (view.period, view.before, view.last_year))
    year = [p.year_fen for p in view.projects if p.year_fen is not None]
    with_plan = [p for p in view.projects if p.plan_fen]
    plan, done = sum(p.plan_fen or 0 for p in with_plan), sum(p.year_fen or 0 for p in with_plan)
    lead = schedule_lead_points(done, plan, full_months(view.period.last)) if plan else None
    in_place = [p for p in view.on_board if p.total_fen and p.reports.funds_fen is not None]
    contracted = sum(p.total_fen or 0 for p in view.on_board if p.total_fen)
    funds = sum(p.reports.funds_fen or 0 for p in in_place)
    is_over = view.period.last == view.whole.last  # part of a quarter is not compared with a whole one
    return {
        "quarter_investment": _sum(quarter),
        "before_investment": _sum(before) if is_over else "",
        "before_change": change(quarter, before) if is_over else "",
        "last_year_investment": _sum(last) if is_over else "",
        "last_year_change": change(quarter, last) if is_over else "",
        "reporting": Count(
            sum(p.reports.invested(view.period.first, view.period.last) is not None for p in view.projects)
        ),
        "year_investment": _sum(sum(year) if year else None),
        "planned_projects": Count(len(with_plan)),
        "plan": _sum(plan or None),
        "plan_completed": _sum(done) if plan else "",
        "completion": known(ratio(done, plan)),
        "schedule": schedule(lead),
        "funds": _sum(funds) if in_place else "",
        "funding_rate": known(ratio(funds, contracted)) if in_place else "",
    }


def _progress_values(view: Review) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, step in _STEPS.items():
        found = taken(view, step)
        values[f"newly_{name}"] = Count(len(found))
        values[f"newly_{name}_projects"] = listed([_with_day(p, step) for p in found], NAMED)
    reached = [m for m in view.milestones if m.done_on is not None]
    ahead = [p for p in view.on_board if p.lead_points is not None and p.lead_points >= 0 and p.year_fen]
    best = sorted(ahead, key=lambda p: (-(p.lead_points or 0), p.name))[:BEST]
    said = [with_note(named(p), _of_plan(p)) for p in best]
    values["milestones_reached"] = Count(len(reached))
    values["best"] = say(said) if said else ""
    values["has_progress"] = any(taken(view, step) for step in Step) or bool(reached)
    return values


def _problem_values(view: Review) -> dict[str, Value]:
    red, yellow = of_light(view, Light.RED), of_light(view, Light.YELLOW)
    silent = [p for p in view.on_board if p.is_unreported]
    overdue, said = late(view), stating(view, "problems")
    ended = [p for p in view.projects if p.terminated_on and p.terminated_on >= view.period.first]
    oldest = overdue[0] if overdue else None
    signed, started = waiting(view, Stage.SIGNED), waiting(view, Stage.STARTED)
    return {
        "red": Count(len(red)),
        "red_projects": listed([_with_lead(p) for p in red], NAMED),
        "yellow": Count(len(yellow)),
        "yellow_projects": listed([_with_lead(p) for p in yellow], NAMED),
        "unreported": Count(len(silent)),
        "unreported_projects": listed([named(p) for p in silent], NAMED),
        "late_milestones": Count(len(overdue)),
        "late_projects": Count(len({m.project_id for m in overdue})),
        "latest_milestone": _late(view, oldest) if oldest else "",
        "signed_longest": say([_with_wait(p) for p in signed[:BEST]]) if signed else "",
        "started_longest": say([_with_wait(p) for p in started[:BEST]]) if started else "",
        "stated_problems": Count(len(said)),
        "problem_list": [tr("{project}: {problem}", project=named(p), problem=p.reports.problems) for p in said],
        "terminated": Count(len(ended)),
        "terminated_projects": listed([named(p) for p in ended], NAMED),
        "has_problems": any((red, yellow, silent, overdue, said, ended)),
    }


def _next_values(view: Review) -> dict[str, Value]:
    found = coming(view)
    steps = stating(view, "next_step")
    return {
        "next_quarter": name_of_period(view.after),
        "next_milestones": Count(len(found)),
        "next_milestone_projects": Count(len({m.project_id for m in found})),
        "next_milestone_list": [
            tr("{project}: {milestone}, {day}", project=m.project, milestone=m.kind, day=month_day(m.planned_on))
            for m in found
            if m.planned_on
        ],
        "next_steps": Count(len(steps)),
        "next_step_list": [tr("{project}: {step}", project=named(p), step=p.reports.next_step) for p in steps],
    }


def _with_day(project: ReviewedProject, step: Step) -> str:
    """A project and the day of its step, with the source of that day where it has one, or else of the project."""
    said = (month_day(project.days[step]), source_of(project.cited, f"{step.value}_on"))
    return with_note(project.name, tr("; ").join(part for part in said if part))


def _of_plan(project: ReviewedProject) -> str:
    share, lead = known(project.completion), schedule(project.lead_points)
    return tr("{share} of the plan, {schedule}", share=share, schedule=lead)


def _with_lead(project: ReviewedProject) -> str:
    said = schedule(project.lead_points) if project.stage is Stage.STARTED else tr("not started as planned")
    return with_note(named(project), said)


def _with_wait(project: ReviewedProject) -> str:
    days = closed_up(tr_n("{n} day", "{n} days", project.days_in_stage or 0))
    since = tr("since {day}", day=long_day(project.since)) if project.since else ""
    return with_note(named(project), tr(", ").join(part for part in (since, days) if part))


def _late(view: Review, milestone: ReviewedMilestone) -> str:
    days = closed_up(tr_n("{n} day", "{n} days", late_days(view, milestone)))
    return tr(
        "{milestone} of {project}, late by {days}", milestone=milestone.kind, project=milestone.project, days=days
    )


def _sum(fen: int | None) -> str:
    return "" if fen is None else closed_up(money(fen))
