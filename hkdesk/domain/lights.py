"""The lights of appeals and projects (RULES.md, Pipeline and Appeals)."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from hkdesk.domain.days import DayCalendar
from hkdesk.domain.rates import schedule_lead_points
from hkdesk.domain.request import ENDED, RequestState
from hkdesk.domain.stage import Stage


class Light(StrEnum):
    """How a matter stands; grey where nothing can be said."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


_WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)


def is_overdue(state: RequestState, due_on: date | None, today: date) -> bool:
    """Whether an appeal whose clock still runs is past its day, and so on the supervision list."""
    return due_on is not None and state not in ENDED and state is not RequestState.SUSPENDED and today > due_on


def request_light(
    state: RequestState, due_on: date | None, today: date, calendar: DayCalendar, *, yellow_workdays: int = 1
) -> Light:
    """An appeal's light: green when ended, grey without a running clock, yellow with one working day or less left."""
    if state in ENDED:
        return Light.GREEN
    if due_on is None or state is RequestState.SUSPENDED:
        return Light.GREY
    if is_overdue(state, due_on, today):
        return Light.RED
    return Light.YELLOW if calendar.workdays_between(today, due_on) <= yellow_workdays else Light.GREEN


def progress_light(points_ahead: Decimal | float, *, yellow_from: int = 10, red_beyond: int = 30) -> Light:
    """A project's progress: yellow from 10 percentage points behind schedule, red beyond 30."""
    if points_ahead < -red_beyond:
        return Light.RED
    return Light.YELLOW if points_ahead <= -yellow_from else Light.GREEN


def start_light(planned_month_start: date | None, started: bool, today: date, *, red_months: int = 3) -> Light:
    """A project's start: yellow once its planned month has come, red after three months in a row; grey unplanned."""
    if started:
        return Light.GREEN
    if planned_month_start is None:
        return Light.GREY
    late = (today.year - planned_month_start.year) * 12 + today.month - planned_month_start.month
    if late < 0:
        return Light.GREEN
    return Light.RED if late >= red_months else Light.YELLOW


def full_months(today: date) -> int:
    """The months of the year that are over by the end of a day."""
    last_of_month = (today + timedelta(days=1)).day == 1
    return today.month if last_of_month else today.month - 1


def is_unreported(last_report_on: date | None, today: date, *, report_days: int = 30) -> bool:
    """Whether a project has had no report for 30 days, or ever."""
    return last_report_on is None or (today - last_report_on).days >= report_days


def project_light(
    stage: Stage,
    started: bool,
    planned_start: date | None,
    completed_fen: int | None,
    plan_fen: int | None,
    today: date,
    last_report_on: date | None,
) -> Light:
    """A project's light: the worst of its start, its progress and its reports, each where it applies.

    Args:
        stage: where the project stands; in production it is green, terminated grey.
        started: whether it has started.
        planned_start: any day of the month in which it is to start.
        completed_fen: what was completed this year.
        plan_fen: the plan of the year; without both its progress is not judged.
        today: the day of the light.
        last_report_on: the day of its last report.
    """
    if stage is Stage.TERMINATED:
        return Light.GREY
    if stage is Stage.IN_PRODUCTION:
        return Light.GREEN
    if not started:
        return Light.GREEN if planned_start is None else start_light(planned_start, started, today)
    progress = _progress_so_far(completed_fen, plan_fen, today)
    reports = Light.GREY if is_unreported(last_report_on, today) else Light.GREEN
    return min(progress, reports, key=_WORST_FIRST.index)


def _progress_so_far(completed_fen: int | None, plan_fen: int | None, today: date) -> Light:
    if completed_fen is None or plan_fen is None:
        return Light.GREEN
    lead = schedule_lead_points(completed_fen, plan_fen, full_months(today))
    return Light.GREEN if lead is None else progress_light(lead)
