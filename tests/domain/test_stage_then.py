"""Where a project stood on a day that is past."""

from datetime import date

import pytest

from hkdesk.domain.stage import Stage, Step
from hkdesk.domain.stage_then import StageThen, reached_by, stage_then

TODAY = date(2026, 11, 24)
DAYS = {
    Step.SIGNED: date(2026, 1, 10),
    Step.LANDED: date(2026, 3, 1),
    Step.STARTED: date(2026, 5, 1),
    Step.IN_PRODUCTION: date(2026, 10, 1),
}
UNKNOWN = StageThen(None, is_known=False)


@pytest.mark.parametrize(
    ("then", "stage"),
    [
        (date(2026, 1, 9), None),
        (date(2026, 1, 10), Stage.SIGNED),
        (date(2026, 3, 31), Stage.SIGNED),
        (date(2026, 5, 1), Stage.STARTED),
        (date(2026, 9, 30), Stage.STARTED),
        (date(2026, 10, 1), Stage.IN_PRODUCTION),
        (date(2026, 12, 31), Stage.IN_PRODUCTION),
    ],
)
def test_the_days_tell_the_stage(then, stage):
    assert stage_then(Stage.IN_PRODUCTION, DAYS, None, then, TODAY) == StageThen(stage)


def test_where_no_day_is_known_the_stage_is_not_known_but_today_it_is():
    then = date(2024, 3, 31)
    for stage in (Stage.SIGNED, Stage.STARTED, Stage.IN_PRODUCTION):
        assert stage_then(stage, {}, None, then, TODAY) == UNKNOWN
        assert stage_then(stage, {}, None, TODAY, TODAY) == StageThen(stage)


def test_an_unknown_day_between_known_ones_leaves_only_that_time_open():
    days = {Step.SIGNED: date(2026, 1, 10), Step.IN_PRODUCTION: date(2026, 10, 1)}
    assert stage_then(Stage.IN_PRODUCTION, days, None, date(2026, 1, 9), TODAY) == StageThen(None)
    assert stage_then(Stage.IN_PRODUCTION, days, None, date(2026, 6, 30), TODAY) == UNKNOWN
    assert stage_then(Stage.IN_PRODUCTION, days, None, date(2026, 10, 1), TODAY).stage is Stage.IN_PRODUCTION


def test_a_later_step_proves_an_earlier_one_and_an_earlier_one_disproves_a_later():
    days = {Step.TRIAL_PRODUCTION: date(2024, 8, 1)}
    assert stage_then(Stage.STARTED, days, None, date(2024, 9, 30), TODAY) == StageThen(Stage.STARTED)
    assert stage_then(Stage.STARTED, days, None, date(2024, 6, 30), TODAY) == UNKNOWN
    assert reached_by(Step.STARTED, {Step.LANDED: date(2024, 8, 1)}, date(2024, 7, 31)) is False
    assert reached_by(Step.STARTED, {Step.LANDED: date(2024, 8, 1)}, date(2024, 8, 1)) is None


def test_a_terminated_project_was_where_its_days_say_until_it_ended():
    days = {Step.SIGNED: date(2026, 1, 10), Step.STARTED: date(2026, 5, 1)}
    ended = date(2026, 8, 1)
    assert stage_then(Stage.TERMINATED, days, ended, date(2026, 7, 31), TODAY).stage is Stage.STARTED
    assert stage_then(Stage.TERMINATED, days, ended, ended, TODAY).stage is Stage.TERMINATED
    assert stage_then(Stage.TERMINATED, days, None, date(2026, 7, 31), TODAY) == UNKNOWN
