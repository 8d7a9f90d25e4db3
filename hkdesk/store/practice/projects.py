"""Invented projects over all stages, each with its steps, milestones and reports of the last twelve months."""

from datetime import date, timedelta
from random import Random

from hkdesk.domain.codes import KeyLevel, MilestoneKind, Nature
from hkdesk.domain.stage import Stage, Step
from hkdesk.store.practice.bulk import Bulk
from hkdesk.store.practice.days import Span
from hkdesk.store.practice.keys import ODD_EVERY, key
from hkdesk.store.practice.people import DIVISION, LIAISONS_PER_PARK, Firm, Town
from hkdesk.store.practice.words import DEPARTMENTS, ENDINGS, NEXT_STEPS, ODD, PROBLEMS, PRODUCTS

WAN = 10_000 * 100  # fen
MONTHS = 12
_REACHED = (Step.SIGNED, Step.LANDED, Step.STARTED, Step.TRIAL_PRODUCTION, Step.IN_PRODUCTION)
_HOW_FAR = (14, 16, 26, 10, 34)  # of a hundred projects, how many have come so far and no further
_DAYS_BETWEEN = ((20, 150), (30, 200), (200, 420), (20, 120))  # from each step to the next
_ENDED = 0.06
_UNITS = (("吨", 100, 200_000), ("万件", 5, 900), ("台", 50, 20_000), ("万平方米", 2, 300))
# A milestone, the step before which it is reached, and how many days before.
_MILESTONES = (
    (MilestoneKind.FILING, Step.LANDED, 5),
    (MilestoneKind.LAND_OR_WORKSHOP, Step.LANDED, 0),
    (MilestoneKind.ENVIRONMENTAL_REVIEW, Step.STARTED, 20),
    (MilestoneKind.ENERGY_REVIEW, Step.STARTED, 15),
    (MilestoneKind.CONSTRUCTION_PERMIT, Step.STARTED, 6),
    (MilestoneKind.START, Step.STARTED, 0),
    (MilestoneKind.MAIN_STRUCTURE, Step.TRIAL_PRODUCTION, 90),
    (MilestoneKind.EQUIPMENT, Step.TRIAL_PRODUCTION, 30),
    (MilestoneKind.TRIAL_PRODUCTION, Step.TRIAL_PRODUCTION, 0),
    (MilestoneKind.COMPLETION, Step.IN_PRODUCTION, 10),
)


def add_projects(bulk: Bulk, seed: int, span: Span, town: Town, count: int) -> None:
    """Add the projects with everything that belongs to them."""
    rng = Random(f"{seed}:projects")
    for n in range(count):
        _add_project(bulk, rng, span, town, n)


def _add_project(bulk: Bulk, rng: Random, span: Span, town: Town, n: int) -> None:
    firm = rng.choice(town.firms)
    today = span.days[span.today]
    dates = _dates(rng, span, rng.choices(_REACHED, _HOW_FAR)[0])
    last = max(dates.values())
    stage = list(dates)[-1].stage
    ended = min(today, last + timedelta(days=rng.randint(1, 200))) if rng.random() < _ENDED else None
    investment = rng.randint(800, 200_000) * WAN
    plan = min(investment, rng.randint(500, 30_000) * WAN)
    made = key(rng, span.at(0, 0.0) + n)
    expected = _expected(rng, dates)
    bulk.add(
        "Project",
        id=made,
        park_id=town.parks[firm.park],
        enterprise_id=firm.id if Step.LANDED in dates or rng.random() < 0.5 else None,
        name=_name(rng, firm, n),
        project_code=f"{today.year}-{DIVISION}-{n % 90 + 10}-03-{n:06d}" if Step.LANDED in dates else None,
        key_year=today.year if rng.random() < 0.4 else None,
        key_level=rng.choice((*KeyLevel, None)),
        nature=rng.choice(tuple(Nature)),
        industry=firm.trade,
        builder=firm.name,
        responsible_unit=rng.choice(DEPARTMENTS)[0],
        lead_officer_id=rng.choice(town.officers[firm.park][LIAISONS_PER_PARK:]),
        total_investment_fen=investment if rng.random() < 0.97 else None,
        plan_of_year_fen=plan if stage is Stage.STARTED else None,
        stage=Stage.TERMINATED if ended else stage,
        terminated_on=ended,
        planned_start_on=expected[Step.STARTED],
        planned_production_on=expected[Step.IN_PRODUCTION],
        first_shipment_on=_first_shipment(dates.get(Step.IN_PRODUCTION), n, today),
        **{f"{step}_on": on for step, on in dates.items()},
    )
    _add_steps(bulk, rng, span, town, made, dates, ended)
    _add_milestones(bulk, rng, span, made, dates, expected, ended)
    if stage is Stage.STARTED or Step.IN_PRODUCTION in dates:
        _add_reports(bulk, rng, span, made, dates, plan, ended)


def _first_shipment(produced: date | None, n: int, today: date) -> date | None:
    """Most ship within a month, some later, one in nine not yet."""
    if produced is None or n % 9 == 0:
        return None
    shipped = produced + timedelta(days=8 + n % 37)
    return shipped if shipped <= today else None


def _name(rng: Random, firm: Firm, n: int) -> str:
    unit, low, high = rng.choice(_UNITS)
    name = f"年产{rng.randint(low, high)}{unit}{rng.choice(PRODUCTS)}项目({firm.short_name})"
    return f"{name}{ODD[n // ODD_EVERY % len(ODD)]}" if n % ODD_EVERY == 11 else name


def _dates(rng: Random, span: Span, furthest: Step) -> dict[Step, date]:
    """A day for each step reached, in order, none of them to come."""
    reached = _REACHED[: _REACHED.index(furthest) + 1]
    gaps = [rng.randint(*_DAYS_BETWEEN[n]) for n in range(len(reached) - 1)]
    day = span.days[span.today] - timedelta(days=sum(gaps) + rng.randint(0, 400))
    dates = {Step.SIGNED: day}
    for step, gap in zip(reached[1:], gaps, strict=True):
        day += timedelta(days=gap)
        dates[step] = day
    return dates


def _expected(rng: Random, dates: dict[Step, date]) -> dict[Step, date]:
    """The day that was planned for each step: near the one that it was reached, or somewhere ahead."""
    planned: dict[Step, date] = {}
    before = dates[Step.SIGNED]
    for place, step in enumerate(_REACHED):
        usual = before + timedelta(days=_DAYS_BETWEEN[place - 1][1]) if place else before
        planned[step] = max(before, dates.get(step, usual) + timedelta(days=rng.randint(-30, 20)))
        before = planned[step]
    return planned


def _add_steps(
    bulk: Bulk, rng: Random, span: Span, town: Town, project: bytes, dates: dict[Step, date], ended: date | None
) -> None:
    before: Stage | None = None
    moves: list[tuple[Step | None, Stage, date, str]] = [(step, step.stage, on, "") for step, on in dates.items()]
    if ended:
        moves.append((None, Stage.TERMINATED, ended, rng.choice(ENDINGS)))
    for n, (step, stage, on, reason) in enumerate(moves):
        at = span.at_of(on, 0.3 + n / 100)
        bulk.add(
            "ProjectStep",
            id=key(rng, at),
            project_id=project,
            from_stage=before,
            to_stage=stage,
            step=step,
            on=on,
            at=at,
            actor=rng.choice(town.actors),
            reason=reason,
        )
        before = stage


def _add_milestones(
    bulk: Bulk,
    rng: Random,
    span: Span,
    project: bytes,
    dates: dict[Step, date],
    expected: dict[Step, date],
    ended: date | None,
) -> None:
    for kind, step, days_before in _MILESTONES:
        if ended and step not in dates:
            continue
        planned = expected[step] - timedelta(days=days_before)
        done = max(dates[Step.SIGNED], dates[step] - timedelta(days=days_before)) if step in dates else None
        bulk.add(
            "Milestone",
            id=key(rng, span.at(0, 0.0)),
            project_id=project,
            kind=kind,
            planned_on=planned,
            done_on=done,
        )


def _add_reports(
    bulk: Bulk, rng: Random, span: Span, project: bytes, dates: dict[Step, date], plan: int, ended: date | None
) -> None:
    today = span.days[span.today]
    until = min(d for d in (today, ended, dates.get(Step.IN_PRODUCTION)) if d is not None)
    pace = rng.uniform(0.6, 1.2)
    percent = rng.randint(2, 30)
    for back in reversed(range(MONTHS)):
        month = month_before(today, back)
        if month < dates[Step.STARTED].replace(day=1) or month > until or (back == 0 and rng.random() < 0.3):
            continue
        done = int(plan / 12 * pace * rng.uniform(0.7, 1.3)) // WAN * WAN
        percent = min(100, percent + rng.randint(0, 9))
        bulk.add(
            "ProgressReport",
            id=key(rng, span.at_of(month, 0.5)),
            project_id=project,
            month=month,
            construction_fen=done * 6 // 10,
            equipment_fen=done * 3 // 10,
            land_fen=done // 10,
            funds_in_place_fen=done,
            progress_percent=percent,
            physical_progress=f"已完成{percent}%。",
            problems=rng.choice(PROBLEMS),
            next_step=rng.choice(NEXT_STEPS),
            next_step_on=month + timedelta(days=rng.randint(30, 75)),
        )


def month_before(day: date, back: int) -> date:
    """The first day of the month that is so many months back."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
