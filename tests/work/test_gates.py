"""The gates that the park sets before the steps, over those that the rules have."""

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.domain.stage import Gate, Step, gates_to_step
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.gates import set_gates
from hkdesk.work.commands.projects import GatesUnmet, Move, add_project, move_project
from hkdesk.work.queries.gates import gates_in_force
from hkdesk.work.queries.records import records
from tests.conftest import NOW

TODAY = NOW.date()
SETTABLE = [step for step in Step if step is not Step.SIGNED]


def signed(desk):
    return desk.do(add_project, {"name": "gates", "signed_on": "2026-03-01"}).result


def settings(desk):
    return list(desk.read(lambda reader: list(records(reader, "GateSetting"))))


def test_where_nothing_is_set_the_rules_stand(desk):
    assert desk.read(gates_in_force) == {step: gates_to_step(step) for step in Step}


@pytest.mark.parametrize("step", SETTABLE)
@pytest.mark.parametrize("gate", list(Gate))
def test_each_step_can_ask_for_each_gate_and_asks_for_nothing_else(desk, step, gate):
    desk.do(set_gates, {step: [gate]})
    in_force = desk.read(gates_in_force)
    assert in_force[step] == (gate,)
    assert {s: g for s, g in in_force.items() if s is not step} == {s: gates_to_step(s) for s in Step if s is not step}


@pytest.mark.parametrize("step", SETTABLE)
def test_a_project_is_stopped_by_what_is_set_and_by_nothing_else(desk, step):
    key = signed(desk)
    for before in SETTABLE[: SETTABLE.index(step)]:
        desk.do(set_gates, {before: []})
        desk.do(move_project, key, before, Move(TODAY))
    desk.do(set_gates, {step: list(Gate)})
    with pytest.raises(GatesUnmet) as refused:
        desk.do(move_project, key, step, Move(TODAY))
    assert refused.value.gates == tuple(Gate)
    desk.do(set_gates, {step: [Gate.COMPLETION]})
    with pytest.raises(GatesUnmet) as refused:
        desk.do(move_project, key, step, Move(TODAY))
    assert refused.value.gates == (Gate.COMPLETION,)
    desk.do(move_project, key, step, Move(TODAY, answers={"completed_on": "2026-03-02"}))


def test_a_gate_of_the_parks_own_is_passed_over_with_a_reason_that_is_kept(desk):
    key = signed(desk)
    desk.do(set_gates, {Step.LANDED: [Gate.PROJECT_CODE]})
    desk.do(move_project, key, Step.LANDED, Move(TODAY, "filing is under way", is_override=True))
    steps = desk.read(lambda r: list(records(r, "ProjectStep", {"project": "gates"})))
    assert steps[-1].values["unmet_gates"] == "project_code"


def test_what_is_set_as_the_rules_have_it_is_not_kept(desk):
    desk.do(set_gates, {step: list(Gate) for step in SETTABLE})
    assert settings(desk)
    desk.do(set_gates, {step: gates_to_step(step) for step in SETTABLE})
    assert settings(desk) == []


def test_one_undo_takes_all_of_it_back_and_redo_brings_it(desk):
    desk.do(set_gates, {Step.LANDED: [Gate.PROJECT_CODE], Step.IN_PRODUCTION: []})
    set_ = desk.read(gates_in_force)
    desk.do(set_gates, {Step.LANDED: [Gate.ENTERPRISE_NAMED], Step.IN_PRODUCTION: [Gate.PROJECT_CODE]})
    desk.do(undo)
    assert desk.read(gates_in_force) == set_
    desk.do(undo)
    assert desk.read(gates_in_force) == {step: gates_to_step(step) for step in Step}
    desk.do(redo)
    assert desk.read(gates_in_force) == set_


def test_nothing_is_asked_for_before_signing(desk):
    with pytest.raises(DeskError, match="begins with"):
        desk.do(set_gates, {Step.SIGNED: [Gate.PROJECT_CODE]})
    assert desk.do(set_gates, {Step.SIGNED: []}).changes.ids == {}


def test_a_step_that_is_passed_over_asks_for_its_gates_too_and_one_that_was_taken_no_more(desk):
    over, through = signed(desk), desk.do(add_project, {"name": "through", "signed_on": "2026-03-01"}).result
    desk.do(set_gates, {step: [] for step in SETTABLE})
    for key in (over, through):
        desk.do(move_project, key, Step.STARTED, Move(TODAY))
    desk.do(move_project, through, Step.TRIAL_PRODUCTION, Move(TODAY))
    desk.do(set_gates, {Step.TRIAL_PRODUCTION: [Gate.CONSTRUCTION_PERMIT]})
    with pytest.raises(GatesUnmet) as refused:
        desk.do(move_project, over, Step.IN_PRODUCTION, Move(TODAY))
    assert refused.value.gates == (Gate.CONSTRUCTION_PERMIT,)
    desk.do(move_project, through, Step.IN_PRODUCTION, Move(TODAY))
