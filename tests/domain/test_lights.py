from datetime import date, timedelta
from decimal import Decimal

import pytest

from hkdesk.domain.days import PLAIN
from hkdesk.domain.lights import (
    Light,
    full_months,
    is_overdue,
    progress_light,
    project_light,
    request_light,
    start_light,
)
from hkdesk.domain.request import RequestState
from hkdesk.domain.stage import Stage

S = RequestState
FRIDAY = date(2024, 9, 6)
TODAY = date(2024, 9, 10)
PLAN = 100_000_000


@pytest.mark.parametrize(
    ("state", "due_on", "light"),
    [
        (S.IN_PROGRESS, date(2024, 9, 10), Light.GREEN),
        (S.IN_PROGRESS, date(2024, 9, 9), Light.YELLOW),
        (S.IN_PROGRESS, FRIDAY, Light.YELLOW),
        (S.IN_PROGRESS, date(2024, 9, 5), Light.RED),
        (S.RETURN_VISIT, date(2024, 9, 5), Light.RED),
        (S.CLOSED, date(2024, 9, 5), Light.GREEN),
        (S.NOT_ACCEPTED, None, Light.GREEN),
        (S.SUSPENDED, date(2024, 9, 5), Light.GREY),
        (S.REGISTERED, None, Light.GREY),
    ],
)
def test_an_appeals_light_follows_its_working_days(state, due_on, light):
    assert request_light(state, due_on, FRIDAY, PLAIN) is light


def test_only_an_open_appeal_whose_clock_runs_is_overdue():
    due_on = FRIDAY - timedelta(days=1)
    assert [state for state in S if not is_overdue(state, due_on, FRIDAY)] == [S.CLOSED, S.SUSPENDED, S.NOT_ACCEPTED]
    assert not is_overdue(S.IN_PROGRESS, FRIDAY, FRIDAY)
    assert not is_overdue(S.IN_PROGRESS, None, FRIDAY)


@pytest.mark.parametrize(
    ("points", "light"),
    [
        (Decimal("7.33"), Light.GREEN),
        (Decimal("-9.99"), Light.GREEN),
        (Decimal("-10.00"), Light.YELLOW),
        (-30.0, Light.YELLOW),
        (Decimal("-30.01"), Light.RED),
    ],
)
def test_progress_is_yellow_from_ten_points_behind_and_red_beyond_thirty(points, light):
    assert progress_light(points) is light


@pytest.mark.parametrize(
    ("planned", "started", "light"),
    [
        (date(2024, 10, 1), False, Light.GREEN),
        (date(2024, 9, 30), False, Light.YELLOW),
        (date(2024, 7, 1), False, Light.YELLOW),
        (date(2024, 6, 1), False, Light.RED),
        (date(2023, 12, 1), False, Light.RED),
        (date(2023, 12, 1), True, Light.GREEN),
        (None, False, Light.GREY),
    ],
)
def test_a_start_is_yellow_from_its_month_on_and_red_after_three(planned, started, light):
    assert start_light(planned, started, TODAY) is light


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2024, 8, 30), 7), (date(2024, 8, 31), 8), (date(2024, 9, 10), 8), (date(2024, 12, 31), 12)],
)
def test_a_month_counts_once_it_is_over(day, months):
    assert full_months(day) == months


@pytest.mark.parametrize(
    ("stage", "started", "planned", "completed", "plan", "reported", "light"),
    [
        (Stage.SIGNED, False, None, 0, PLAN, None, Light.GREEN),
        (Stage.SIGNED, False, date(2024, 6, 1), 0, PLAN, None, Light.RED),
        (Stage.STARTED, True, None, 74_000_000, PLAN, TODAY, Light.GREEN),
        (Stage.STARTED, True, None, 74_000_000, PLAN, date(2024, 8, 11), Light.GREY),
        (Stage.STARTED, True, None, 74_000_000, PLAN, date(2024, 8, 12), Light.GREEN),
        (Stage.STARTED, True, None, None, None, None, Light.GREY),
        (Stage.STARTED, True, None, 50_000_000, PLAN, None, Light.YELLOW),
        (Stage.STARTED, True, None, 0, PLAN, TODAY, Light.RED),
        (Stage.STARTED, True, date(2023, 1, 1), 0, 0, TODAY, Light.GREEN),
        (Stage.IN_PRODUCTION, True, None, 0, PLAN, None, Light.GREEN),
        (Stage.TERMINATED, False, date(2024, 6, 1), 0, PLAN, None, Light.GREY),
    ],
)
def test_a_projects_light_is_the_worst_that_applies(stage, started, planned, completed, plan, reported, light):
    assert project_light(stage, started, planned, completed, plan, TODAY, reported) is light
