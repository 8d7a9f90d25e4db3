from datetime import date

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.domain.stage import (
    BOARD,
    Gate,
    Stage,
    Step,
    check_going_back,
    check_step,
    check_termination,
    gates_to,
    gates_to_step,
    is_going_back,
    substate,
)

TODAY = date(2024, 9, 30)
MARCH, MAY, JULY = date(2024, 3, 1), date(2024, 5, 1), date(2024, 7, 1)
SIGNED = {Step.SIGNED: MARCH}
STARTED = {Step.SIGNED: MARCH, Step.STARTED: MAY}
TO_START = (Gate.ENTERPRISE_NAMED, Gate.PROJECT_CODE, Gate.CONSTRUCTION_PERMIT)


@pytest.mark.parametrize(
    ("stage", "dates", "step", "on", "why", "field"),
    [
        (Stage.SIGNED, SIGNED, Step.STARTED, date(2024, 10, 1), "still to come", "on"),
        (Stage.SIGNED, SIGNED, Step.STARTED, date(2024, 2, 29), "earlier than signed", "on"),
        (Stage.SIGNED, SIGNED, Step.IN_PRODUCTION, JULY, "started comes before in_production", None),
        (Stage.SIGNED, SIGNED, Step.TRIAL_PRODUCTION, JULY, "started comes before trial_production", None),
        (Stage.SIGNED, STARTED, Step.IN_PRODUCTION, JULY, "started comes before", None),
        (Stage.STARTED, STARTED, Step.LANDED, JULY, "later than started", "on"),
        (Stage.STARTED, SIGNED, Step.SIGNED, MAY, "going back", None),
        (Stage.IN_PRODUCTION, STARTED, Step.STARTED, JULY, "going back", None),
        (Stage.TERMINATED, SIGNED, Step.STARTED, MAY, "reopen", None),
    ],
)
def test_a_step_out_of_order_is_refused(stage, dates, step, on, why, field):
    with pytest.raises(DeskError, match=why) as refused:
        check_step(stage, dates, step, on, TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("stage", "dates", "step", "on"),
    [
        (Stage.SIGNED, SIGNED, Step.LANDED, MARCH),
        (Stage.SIGNED, SIGNED, Step.STARTED, TODAY),
        (Stage.SIGNED, {}, Step.STARTED, MAY),
        (Stage.STARTED, {}, Step.IN_PRODUCTION, MAY),
        (Stage.STARTED, STARTED, Step.TRIAL_PRODUCTION, JULY),
        (Stage.IN_PRODUCTION, {}, Step.STARTED, MAY),
        (Stage.STARTED, STARTED, Step.SIGNED, date(2024, 2, 1)),
    ],
    ids=["same day", "today", "signed undated", "started undated", "gate", "missing past", "corrected past"],
)
def test_a_step_in_order_is_taken_whether_or_not_every_date_is_known(stage, dates, step, on):
    check_step(stage, dates, step, on, TODAY)


@pytest.mark.parametrize(
    ("stage", "from_", "gates"),
    [
        (Stage.STARTED, Stage.SIGNED, TO_START),
        (Stage.IN_PRODUCTION, Stage.STARTED, (Gate.COMPLETION,)),
        (Stage.IN_PRODUCTION, Stage.SIGNED, (*TO_START, Gate.COMPLETION)),
        (Stage.STARTED, Stage.IN_PRODUCTION, ()),
        (Stage.STARTED, Stage.STARTED, ()),
        (Stage.TERMINATED, Stage.SIGNED, ()),
        (Stage.SIGNED, Stage.TERMINATED, ()),
    ],
)
def test_moving_on_asks_for_the_gates_on_the_way(stage, from_, gates):
    assert gates_to(stage, from_) == gates


def test_a_gate_inside_a_stage_asks_for_its_own():
    assert gates_to_step(Step.LANDED) == (Gate.ENTERPRISE_NAMED,)
    assert gates_to_step(Step.SIGNED) == gates_to_step(Step.TRIAL_PRODUCTION) == ()


def test_the_steps_follow_each_other_and_the_board_has_three_columns():
    assert [step.before for step in Step] == [None, *list(Step)[:-1]]
    assert tuple(dict.fromkeys(step.stage for step in Step)) == BOARD


def test_going_back_and_reopening_need_a_reason():
    assert is_going_back(Stage.TERMINATED, Stage.SIGNED)
    check_going_back(Stage.TERMINATED, Stage.STARTED, "funds found")
    with pytest.raises(DeskError, match="reason") as refused:
        check_going_back(Stage.STARTED, Stage.SIGNED, "  ")
    assert refused.value.field == "reason"
    for to in (Stage.STARTED, Stage.IN_PRODUCTION, Stage.TERMINATED):
        with pytest.raises(DeskError, match="does not lie behind"):
            check_going_back(Stage.STARTED, to, "why")


def test_termination_needs_a_reason_and_happens_once():
    check_termination(Stage.IN_PRODUCTION, "moved away")
    with pytest.raises(DeskError, match="reason"):
        check_termination(Stage.SIGNED, "")
    with pytest.raises(DeskError, match="already"):
        check_termination(Stage.TERMINATED, "again")


@pytest.mark.parametrize(
    ("stage", "dates", "step"),
    [
        (Stage.SIGNED, {}, Step.SIGNED),
        (Stage.SIGNED, {Step.LANDED: MAY}, Step.LANDED),
        (Stage.STARTED, STARTED, Step.STARTED),
        (Stage.STARTED, STARTED | {Step.TRIAL_PRODUCTION: JULY}, Step.TRIAL_PRODUCTION),
        (Stage.IN_PRODUCTION, {}, Step.IN_PRODUCTION),
        (Stage.TERMINATED, STARTED, None),
    ],
)
def test_the_card_names_the_furthest_step_within_its_column(stage, dates, step):
    assert substate(stage, dates) is step
